import type { ContentEntry, EntryWords } from './report-content.js';

export type EntryField = keyof EntryWords | 'files';

export const ENTRY_FIELD_LABELS: Record<EntryField, string> = {
  progressPercent: 'Tiến độ (%)',
  state: 'Tình trạng',
  resultText: 'Kết quả',
  obstacleText: 'Khó khăn, vướng mắc',
  nextText: 'Việc tiếp theo',
  nothingNew: 'Không phát sinh',
  files: 'Tệp đính kèm',
};

export interface FieldDifference {
  field: EntryField;
  /** In Vietnamese. */
  label: string;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

export interface EntryDifference {
  assignmentId: string;
  taskNumber: number | null;
  taskTitle: string;
  kind: 'added' | 'removed' | 'changed';
  fields: FieldDifference[];
}

const FIELDS = Object.keys(ENTRY_FIELD_LABELS) as EntryField[];

/** What changed from one version of a report to another, entry by entry in the order of the plan; equal ones are left out. */
export function differencesBetween(before: readonly ContentEntry[], after: readonly ContentEntry[]): EntryDifference[] {
  const old = new Map(before.map((entry) => [entry.assignmentId, entry]));
  const now = new Map(after.map((entry) => [entry.assignmentId, entry]));
  const all = [...after, ...before.filter(({ assignmentId }) => !now.has(assignmentId))];
  return all
    .map((entry) => differenceOf(entry, old.get(entry.assignmentId), now.get(entry.assignmentId)))
    .filter((difference) => difference !== null)
    .sort((a, b) => (a.taskNumber ?? Number.MAX_SAFE_INTEGER) - (b.taskNumber ?? Number.MAX_SAFE_INTEGER));
}

function differenceOf(
  { assignmentId, taskNumber, taskTitle }: ContentEntry,
  before: ContentEntry | undefined,
  after: ContentEntry | undefined,
): EntryDifference | null {
  const fields = FIELDS.filter((field) => identityOf(before, field) !== identityOf(after, field)).map((field) => ({
    field,
    label: ENTRY_FIELD_LABELS[field],
    before: shownOf(before, field),
    after: shownOf(after, field),
  }));
  const kind = !before ? 'added' : !after ? 'removed' : 'changed';
  return fields.length === 0 && kind === 'changed' ? null : { assignmentId, taskNumber, taskTitle, kind, fields };
}

/** A file is itself by its bytes, and shown by its name. */
const identityOf = (entry: ContentEntry | undefined, field: EntryField): FieldDifference['before'] =>
  field === 'files' ? (entry?.files.map(({ sha256, name }) => sha256 + name).join() ?? '') : (entry?.[field] ?? null);

const shownOf = (entry: ContentEntry | undefined, field: EntryField): FieldDifference['before'] =>
  field === 'files' ? (entry?.files.map(({ name }) => name).join(', ') ?? '') : (entry?.[field] ?? null);
