import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import type { ReportEntryState } from '@plan/shared/vocabulary/report-states';

/** What an agency says about one of its assignments. */
export interface EntryWords {
  /** 0–100; null when nothing was said. */
  progressPercent: number | null;
  state: ReportEntryState | null;
  resultText: string;
  obstacleText: string;
  nextText: string;
  /** "Không phát sinh": nothing new since the last report. */
  nothingNew: boolean;
}

/** One line of a submitted report, with the names as they were then: an old report keeps the old names. */
export interface ContentEntry extends EntryWords {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
  role: AssignmentRole;
  unchanged: boolean;
  files: ContentFile[];
}

/** A file by its name and the digest of its bytes. */
export interface ContentFile {
  id: string;
  name: string;
  sha256: string;
}

/** What a submission holds for ever. */
export interface ReportContent {
  planId: string;
  planTitle: string;
  periodLabel: string;
  agencyId: string;
  agencyName: string;
  nothingNew: boolean;
  entries: ContentEntry[];
  /** Of a report that was handed in elsewhere. */
  scan: ContentFile | null;
}

export const BLANK_ENTRY: EntryWords = {
  progressPercent: null,
  state: null,
  resultText: '',
  obstacleText: '',
  nextText: '',
  nothingNew: false,
};

/** Whether nothing at all was said. */
export const isBlank = (entry: EntryWords): boolean =>
  !entry.nothingNew &&
  entry.progressPercent === null &&
  entry.state === null &&
  [entry.resultText, entry.obstacleText, entry.nextText].every((text) => text.trim() === '');

/**
 * Whether an entry brings nothing new: it says so itself, or its words equal those of the last report. White space and
 * the way of writing accents do not make words new. Without a last report nothing is unchanged.
 */
export function isUnchanged(entry: EntryWords, last: EntryWords | null): boolean {
  if (entry.nothingNew) return true;
  if (last === null || isBlank(entry)) return false;
  return wordsOf(entry) === wordsOf(last);
}

const wordsOf = ({ resultText, obstacleText, nextText }: EntryWords): string =>
  [resultText, obstacleText, nextText].map((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()).join('\u0000');

/** The same content as the same text, whatever the order of its keys: what a content hash is taken of. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`);
  return `{${pairs.join(',')}}`;
}
