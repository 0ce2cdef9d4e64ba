import { clashesOf } from '../../lib/stale-edit.js';
import type { EntriesInput, ReportFile } from './own-report-queries.js';
import type { Report } from './review-queries.js';

/** What a person writes on one assignment. */
export interface EntryWords {
  progressPercent: number | null;
  state: Report['entries'][number]['state'];
  resultText: string;
  obstacleText: string;
  nextText: string;
  nothingNew: boolean;
  files: ReportFile[];
}

/** A whole draft: the entries by the id of their assignment, in the order of the plan. */
export interface Draft {
  nothingNew: boolean;
  entries: Record<string, EntryWords>;
}

/** Fields that two people can fill in differently. */
export const WORD_FIELDS = [
  'progressPercent',
  'state',
  'resultText',
  'obstacleText',
  'nextText',
  'nothingNew',
] as const;
export type WordField = (typeof WORD_FIELDS)[number];

export const FIELD_LABELS: Record<WordField | 'files', string> = {
  progressPercent: 'Tiến độ',
  state: 'Tình trạng',
  resultText: 'Kết quả thực hiện',
  obstacleText: 'Khó khăn, vướng mắc',
  nextText: 'Việc tiếp theo',
  nothingNew: 'Không phát sinh',
  files: 'Tệp đính kèm',
};

/** One place in a draft. */
export interface Place {
  assignmentId: string;
  field: WordField | 'files';
}

/** A field that both filled in, each in another way; ours stands in the draft until a person chooses. */
export interface Clash {
  assignmentId: string;
  field: WordField;
  theirs: EntryWords[WordField];
}

export interface Merged {
  draft: Draft;
  /** Both changed these. */
  clashes: Clash[];
  /** Only the other changed these; they were taken over. */
  taken: Place[];
}

export const BLANK_WORDS: EntryWords = {
  progressPercent: null,
  state: null,
  resultText: '',
  obstacleText: '',
  nextText: '',
  nothingNew: false,
  files: [],
};

export function draftOf(report: Report): Draft {
  const entries = report.entries.map(
    ({ assignmentId, progressPercent, state, resultText, obstacleText, nextText, nothingNew, files }) =>
      [assignmentId, { progressPercent, state, resultText, obstacleText, nextText, nothingNew, files }] as const,
  );
  return { nothingNew: report.nothingNew, entries: Object.fromEntries(entries) };
}

/** Text as the API keeps it: what is typed at the end of a word, a space, is no difference. */
const settled = (text: string): string => text.normalize('NFC').replace(/\r\n/g, '\n').trim();

type Comparable = Record<WordField, EntryWords[WordField]>;
function comparable(words: EntryWords): Comparable {
  return Object.fromEntries(
    WORD_FIELDS.map((field) => {
      const value = words[field];
      return [field, typeof value === 'string' ? settled(value) : value];
    }),
  ) as Comparable;
}

const fileIds = (words: EntryWords): string[] => words.files.map(({ id }) => id);

function sameWords(one: EntryWords | undefined, other: EntryWords | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    JSON.stringify(comparable(one)) === JSON.stringify(comparable(other)) &&
    fileIds(one).join() === fileIds(other).join()
  );
}

/** Whether two drafts say the same. */
export function sameDraft(one: Draft, other: Draft): boolean {
  const ids = new Set([...Object.keys(one.entries), ...Object.keys(other.entries)]);
  return one.nothingNew === other.nothingNew && [...ids].every((id) => sameWords(one.entries[id], other.entries[id]));
}

/**
 * Joins what one person wrote with what another saved meanwhile, entry by entry and field by field.
 * @param base what stood when one began
 * @param sent what was sent when it is not known whether it arrived: what did arrive is no one else's change
 */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft, sent: readonly Draft[]): Merged {
  const merged: Merged = { draft: { nothingNew: false, entries: {} }, clashes: [], taken: [] };
  for (const [id, their] of Object.entries(theirs.entries)) {
    const own = mine.entries[id];
    merged.draft.entries[id] = own ? mergeWords(id, base.entries[id] ?? BLANK_WORDS, own, their, sent, merged) : their;
  }
  // A line that the other left out but that somebody wrote on here comes back with its words.
  for (const [id, own] of Object.entries(mine.entries)) {
    if (!(id in theirs.entries) && !sameWords(own, base.entries[id])) merged.draft.entries[id] = own;
  }
  const wanted = mine.nothingNew === base.nothingNew ? theirs.nothingNew : mine.nothingNew;
  const whole = Object.values(merged.draft.entries).every(({ nothingNew }) => nothingNew);
  merged.draft.nothingNew = wanted && whole && merged.clashes.length === 0;
  return merged;
}

function mergeWords(
  id: string,
  base: EntryWords,
  mine: EntryWords,
  theirs: EntryWords,
  sent: readonly Draft[],
  into: Merged,
): EntryWords {
  const said = comparable(theirs);
  const own = sent.flatMap(({ entries }) => entries[id] ?? []);
  const arrived = own.map(comparable);
  const opened = comparable(base);
  for (const field of WORD_FIELDS) {
    if (arrived.some((one) => one[field] === said[field])) (opened as Record<string, unknown>)[field] = said[field];
  }
  const result = { ...mine, files: mergeFiles(own, base, mine, theirs) };
  if (fileIds(theirs).join() !== fileIds(base).join() && fileIds(result).join() !== fileIds(mine).join()) {
    into.taken.push({ assignmentId: id, field: 'files' });
  }
  for (const { field, bothChanged } of clashesOf(opened, comparable(mine), said)) {
    if (bothChanged) {
      into.clashes.push({ assignmentId: id, field, theirs: theirs[field] });
    } else {
      Object.assign(result, { [field]: theirs[field] });
      into.taken.push({ assignmentId: id, field });
    }
  }
  return result;
}

/** Files of both: what either added is there, what either removed is gone. */
function mergeFiles(sent: readonly EntryWords[], base: EntryWords, mine: EntryWords, theirs: EntryWords): ReportFile[] {
  const before = new Set([base, ...sent].flatMap(fileIds));
  const own = new Set(fileIds(mine));
  const kept = theirs.files.filter(({ id }) => own.has(id) || !before.has(id));
  const there = new Set(fileIds(theirs));
  return [...kept, ...mine.files.filter(({ id }) => !there.has(id) && !fileIds(base).includes(id))];
}

/** What is sent: the whole draft; where a choice is still open, the other's words stand until it is made. */
export function inputOf(draft: Draft, clashes: readonly Clash[]): EntriesInput {
  return {
    nothingNew: draft.nothingNew,
    entries: Object.entries(draft.entries).map(([assignmentId, { files, ...words }]) => ({
      assignmentId,
      ...words,
      ...Object.fromEntries(
        clashes.filter((one) => one.assignmentId === assignmentId).map((one) => [one.field, one.theirs]),
      ),
      fileIds: files.map(({ id }) => id),
    })),
  };
}

/** The draft that `inputOf` sends. */
export function draftSent(draft: Draft, clashes: readonly Clash[]): Draft {
  const entries = { ...draft.entries };
  for (const { assignmentId, field, theirs } of clashes) {
    const words = entries[assignmentId];
    if (words) entries[assignmentId] = { ...words, [field]: theirs } as EntryWords;
  }
  return { ...draft, entries };
}

/** Whose words shall stand where both wrote; `both` puts the other's below ours. */
export type ChosenSide = 'mine' | 'theirs' | 'both';

/** The draft after that choice. */
export function chosen(draft: Draft, { assignmentId, field, theirs }: Clash, side: ChosenSide): Draft {
  const words = draft.entries[assignmentId] ?? BLANK_WORDS;
  const value = side === 'mine' ? words[field] : side === 'theirs' ? theirs : `${words[field]}\n${theirs}`;
  return { ...draft, entries: { ...draft.entries, [assignmentId]: { ...words, [field]: value } as EntryWords } };
}

/** What the API answered, with our own spelling where it differs only in what the API trims: nobody loses a space. */
export function withOwnSpelling(saved: Draft, own: Draft): Draft {
  const entries = Object.entries(saved.entries).map(([id, words]) => {
    const mine = own.entries[id];
    if (!mine) return [id, words] as const;
    if (sameWords(words, mine)) return [id, mine] as const;
    const spelt = Object.fromEntries(
      WORD_FIELDS.filter((field) => comparable(words)[field] === comparable(mine)[field]).map((f) => [f, mine[f]]),
    );
    return [id, { ...words, ...spelt }] as const;
  });
  return { nothingNew: saved.nothingNew, entries: Object.fromEntries(entries) };
}
