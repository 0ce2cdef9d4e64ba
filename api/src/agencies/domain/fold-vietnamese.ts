/**
 * Two ways of making Vietnamese words comparable. `searchKey` forgives everything a person leaves out while typing;
 * `nameKey` forgives only what a typist varies in an official name, and keeps the diacritics that tell names apart
 * ("Sở Y tế" is not "Số y tế").
 */

/** Marks of the five tones; the other marks (â, ê, ô, ơ, ư, ă) belong to the letter. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Invisible characters that word processors leave inside words. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const WORD = /[\p{L}\p{M}\p{N}\u00AD\u200B-\u200D\u2060\uFEFF]+/gu;

/**
 * The text as `q=` compares it: lower case, no diacritics, đ as d, single spaces.
 * Precomposed and decomposed input give the same key. Punctuation stays.
 */
export function searchKey(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** One word in lower case with its tone at the end, because "hoà" and "hòa" are one word in two spellings. */
function wordKey(word: string): string {
  const decomposed = word.replace(INVISIBLE, '').toLowerCase().normalize('NFD');
  const tones = decomposed.match(TONES)?.join('') ?? '';
  return decomposed.replace(TONES, '').normalize('NFC') + tones;
}

/** Bodies and places that official texts write in full or short at will; both count as the short word. */
const SHORT_FORMS: readonly (readonly [words: readonly string[], short: string])[] = (
  [
    ['ủy ban nhân dân', 'ubnd'],
    ['hội đồng nhân dân', 'hđnd'],
    ['thành phố', 'tp'],
    ['thị xã', 'tx'],
  ] as const
).map(([words, short]) => [words.split(' ').map(wordKey), wordKey(short)]);
const AND = wordKey('và');

/** One word of a name: its key, and where it stands in the text (UTF-16 offsets, end exclusive). */
export interface NameWord {
  key: string;
  start: number;
  end: number;
  /** What stands between the word before and this one, an "và" included. */
  gap: string;
  /** Whether an "và" or "&" stands in the gap. */
  joined: boolean;
}

/** The words of a name or of a list of names; "và" is no word of its own, it stands in the gap. */
export function nameWords(text: string): NameWord[] {
  const plain: NameWord[] = [];
  let gapStart = 0;
  let joined = false;
  for (const found of text.matchAll(WORD)) {
    const key = wordKey(found[0]);
    if (key === '') continue;
    if (key === AND) {
      joined = true;
      continue;
    }
    const gap = text.slice(gapStart, found.index);
    const end = found.index + found[0].length;
    plain.push({ key, start: found.index, end, gap, joined: joined || gap.includes('&') });
    gapStart = end;
    joined = false;
  }
  return shorten(plain);
}

function shorten(words: NameWord[]): NameWord[] {
  const result: NameWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as NameWord;
    const form = SHORT_FORMS.find(([full]) =>
      full.every((key, k) => words[i + k]?.key === key && (k === 0 || isBlank(words[i + k] as NameWord))),
    );
    if (form === undefined) {
      result.push(word);
      continue;
    }
    const last = words[i + form[0].length - 1] as NameWord;
    result.push({ ...word, key: form[1], end: last.end });
    i += form[0].length - 1;
  }
  return result;
}

function isBlank(word: NameWord): boolean {
  return !word.joined && word.gap.trim() === '';
}

/**
 * The key under which two spellings of one name are equal: case, dashes, commas, "và" or "&", stray spaces, the place
 * of the tone mark and "Ủy ban nhân dân" or "UBND" do not count; every other letter and diacritic does.
 */
export function nameKey(text: string): string {
  return nameWords(text)
    .map((word) => word.key)
    .join(' ');
}
