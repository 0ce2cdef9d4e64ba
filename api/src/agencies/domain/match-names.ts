import { type NameWord, nameKey, nameWords } from './fold-vietnamese.js';

/** One entry of the directory that a plan may name. */
export interface NamedEntry {
  kind: 'agency' | 'group';
  id: string;
  name: string;
  aliases: readonly string[];
  /** False for a known phrase that stands for no definite members: it is read, and left to a person. */
  resolvable: boolean;
}
export type NameDirectory = readonly NamedEntry[];

/** Why a name was taken: letter for letter the name, letter for letter an alias, or the same but for its spelling. */
export type MatchReason = 'name' | 'alias' | 'spelling';

export interface NameMatch {
  kind: 'agency' | 'group';
  id: string;
  /** The words of the source, `source.slice(start, end)`. */
  text: string;
  start: number;
  end: number;
  reason: MatchReason;
  /** The name or alias of the directory that these words equal. */
  matchedName: string;
}

export interface UnresolvedName {
  text: string;
  start: number;
  end: number;
  /** Entries that carry this very name, when several do and only a person can choose; else empty. */
  candidates: { kind: 'agency' | 'group'; id: string; name: string }[];
}

/** Every word of the text stands in a match or in an unresolved name; both lists run left to right. */
export interface NameMatching {
  matches: NameMatch[];
  unresolved: UnresolvedName[];
}

interface Spelling {
  entry: NamedEntry;
  written: string;
  isName: boolean;
}
interface Node {
  next: Map<string, Node>;
  spellings: Spelling[];
}
interface Reading {
  end: number;
  node: Node;
}

/** Separators between two names; a name may hold some of them itself ("Các sở, ban, ngành"). */
const SEPARATOR = /[,;:/+()[\]{}|•\n\t]/;
/** Separators that stand inside no name. */
const HARD_SEPARATOR = /[;:|•]/;

/** First words of Vietnamese bodies: after a comma such a word, with a capital, opens a new name. */
const HEAD_WORDS = (
  'Sở Ban Bộ Các Cục Chi Công UBND Hội HĐND Văn Thanh Bảo Ngân Kho Đài Báo Trung Trường Bệnh Viện Tòa Mặt ' +
  'Liên Đoàn Tỉnh Huyện Tổ Phòng Hiệp Tổng Tập Thuế Hải Viễn Bưu Chủ Đảng Thường Cơ Đơn Ủy Thành'
)
  .split(' ')
  .map(nameKey);

/**
 * Reads lists of agency names against one directory. Build it once for many texts.
 *
 * Commas separate agencies and also stand inside their names, so the text is not split: known names are laid over its
 * words, longest first, from one separator to the next. Names that stand side by side without a separator are read
 * too. A known name inside a longer unknown one ("Công an tỉnh" in "Công an tỉnh Gia Lai") is never taken out of it.
 */
export class NameMatcher {
  private readonly root: Node = { next: new Map(), spellings: [] };
  private readonly heads = new Set(HEAD_WORDS);

  constructor(directory: NameDirectory) {
    for (const entry of directory) {
      this.add(entry, entry.name, true);
      for (const alias of entry.aliases) this.add(entry, alias, false);
    }
  }

  private add(entry: NamedEntry, written: string, isName: boolean): void {
    const words = nameWords(written);
    const first = words[0];
    if (first === undefined) return;
    this.heads.add(first.key);
    let node = this.root;
    for (const { key } of words) {
      let next = node.next.get(key);
      if (next === undefined) {
        next = { next: new Map(), spellings: [] };
        node.next.set(key, next);
      }
      node = next;
    }
    node.spellings.push({ entry, written, isName });
  }

  /** Reads one text; never fails, for any string. Linear in the length of the text. */
  match(text: string): NameMatching {
    const words = nameWords(text);
    const readings = this.readEverywhere(text, words);
    const result: NameMatching = { matches: [], unresolved: [] };
    let at = 0;
    let afterMatch = true;
    while (at < words.length) {
      const reading = readings[at];
      if (reading !== undefined && (afterMatch || opensName(words[at] as NameWord))) {
        this.take(text, words, at, reading, result);
        at = reading.end;
        afterMatch = true;
        continue;
      }
      const end = this.endOfUnknown(text, words, readings, at);
      result.unresolved.push({ ...sliceOf(text, words, at, end), candidates: [] });
      at = end;
      afterMatch = false;
    }
    return result;
  }

  /** For every word, the longest known name that starts there and ends where a name can end. */
  private readEverywhere(text: string, words: NameWord[]): (Reading | undefined)[] {
    const readings: (Reading | undefined)[] = new Array(words.length);
    for (let start = words.length - 1; start >= 0; start--) {
      let node: Node | undefined = this.root;
      for (let at = start; at < words.length; at++) {
        const word = words[at] as NameWord;
        if (at > start && HARD_SEPARATOR.test(word.gap)) break;
        node = node.next.get(word.key);
        if (node === undefined) break;
        if (node.spellings.length > 0 && this.canEndAt(text, words, readings, at + 1)) {
          readings[start] = { end: at + 1, node };
        }
      }
    }
    return readings;
  }

  private canEndAt(text: string, words: NameWord[], readings: (Reading | undefined)[], at: number): boolean {
    const next = words[at];
    if (next === undefined || readings[at] !== undefined || SEPARATOR.test(next.gap)) return true;
    // "Sở Tài chính và Vật giá": a capital that opens no body belongs to a longer name that is not known.
    return next.joined && (!isCapital(text, next) || this.opensBody(text, next));
  }

  private endOfUnknown(text: string, words: NameWord[], readings: (Reading | undefined)[], start: number): number {
    let at = start + 1;
    for (; at < words.length; at++) {
      const word = words[at] as NameWord;
      if (HARD_SEPARATOR.test(word.gap)) break;
      if (readings[at] !== undefined && opensName(word)) break;
      if (SEPARATOR.test(word.gap) && this.opensBody(text, word)) break;
    }
    return at;
  }

  private opensBody(text: string, word: NameWord): boolean {
    const written = text.slice(word.start, word.end);
    const isAbbreviation = written.length > 1 && /^[\p{Lu}\p{N}]+$/u.test(written) && /^\p{Lu}/u.test(written);
    return isAbbreviation || (isCapital(text, word) && this.heads.has(word.key));
  }

  private take(text: string, words: NameWord[], start: number, reading: Reading, result: NameMatching): void {
    const slice = sliceOf(text, words, start, reading.end);
    const named = reading.node.spellings.filter((spelling) => spelling.isName);
    const spellings = named.length > 0 ? named : reading.node.spellings;
    const entries = [...new Map(spellings.map(({ entry }) => [`${entry.kind} ${entry.id}`, entry])).values()];
    const entry = entries[0] as NamedEntry;
    if (entries.length > 1 || !entry.resolvable) {
      const candidates = entries.length > 1 ? entries.map(({ kind, id, name }) => ({ kind, id, name })) : [];
      result.unresolved.push({ ...slice, candidates });
      return;
    }
    const written = slice.text.normalize('NFC');
    const own = reading.node.spellings.filter((spelling) => spelling.entry === entry);
    const exact = own.find((spelling) => spelling.written.normalize('NFC') === written);
    const reason: MatchReason = exact === undefined ? 'spelling' : exact.isName ? 'name' : 'alias';
    const matchedName = (exact ?? (spellings[0] as Spelling)).written;
    result.matches.push({ kind: entry.kind, id: entry.id, ...slice, reason, matchedName });
  }
}

/**
 * Reads the agencies and collective names of one side of a task.
 * @returns matches with the reason for each, and whatever no entry explains, in the words of the source.
 */
export function matchNames(text: string, directory: NameDirectory): NameMatching {
  return new NameMatcher(directory).match(text);
}

function opensName(word: NameWord): boolean {
  return word.joined || SEPARATOR.test(word.gap);
}

function isCapital(text: string, word: NameWord): boolean {
  return /^[\p{Lu}\p{N}]/u.test(text.slice(word.start, word.end));
}

function sliceOf(text: string, words: NameWord[], from: number, to: number) {
  const start = (words[from] as NameWord).start;
  let end = (words[to - 1] as NameWord).end;
  const slice = text.slice(start, end);
  // A bracket opened inside the words is closed with them.
  if (slice.lastIndexOf('(') > slice.lastIndexOf(')') && text[end] === ')') end += 1;
  return { text: text.slice(start, end), start, end };
}
