import type { FieldProblem } from '../../lib/problem.js';
import type { Report, ReportEntry } from './review-queries.js';

type Warning = Report['warnings'][number];

/** Where a line and a field of it stand on the page. */
export const entryAnchor = (assignmentId: string): string => `nv-${assignmentId}`;
export const fieldAnchor = (assignmentId: string, field: string): string => `nv-${assignmentId}-${field}`;

/** `Nhiệm vụ 16`. */
export const entryName = ({ taskNumber }: Pick<ReportEntry, 'taskNumber'>): string =>
  taskNumber === null ? 'Nhiệm vụ ngoài phụ lục' : `Nhiệm vụ ${taskNumber}`;

/** Warnings that tell of something to look at; "the same as last month" and "nothing yet" have marks of their own. */
export const isContradiction = ({ code }: Warning): boolean => code !== 'unchanged' && code !== 'entry_missing';

export type MarkTone = 'returned' | 'missing' | 'doubt' | 'quiet' | 'written';

/** How far a line is, in a word or two, as the API sees what is saved. */
export function markOf(
  entry: Pick<ReportEntry, 'unchanged' | 'nothingNew'>,
  warnings: readonly Warning[],
  returnedReason: string | undefined,
): { tone: MarkTone; words: string } {
  if (returnedReason) return { tone: 'returned', words: 'Cần sửa' };
  if (warnings.some(({ code }) => code === 'entry_missing')) return { tone: 'missing', words: 'Chưa có nội dung' };
  const doubts = warnings.filter(isContradiction).length;
  if (doubts > 0) return { tone: 'doubt', words: doubts === 1 ? '1 cảnh báo' : `${doubts} cảnh báo` };
  if (entry.nothingNew) return { tone: 'quiet', words: 'Không phát sinh' };
  if (entry.unchanged) return { tone: 'quiet', words: 'Giống kỳ trước' };
  return { tone: 'written', words: 'Có nội dung' };
}

/** Groups things by a key, each group in the order in which they came. */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** What the API refused in a list of entries (`/entries/3/resultText`), by assignment and field. */
export function refusedFields(
  errors: readonly FieldProblem[],
  ids: readonly string[],
): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { pointer, message } of errors) {
    const [, index, field] = /^\/entries\/(\d+)\/(\w+)/.exec(pointer) ?? [];
    const id = ids[Number(index)];
    if (id && field) found.set(id, (found.get(id) ?? new Map()).set(field === 'fileIds' ? 'files' : field, message));
  }
  return found;
}

/** `1,2 MB`, `350 KB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}
