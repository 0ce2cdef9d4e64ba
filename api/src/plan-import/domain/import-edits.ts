import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { nameKey } from '../../agencies/domain/fold-vietnamese.js';
import type { NameDirectory, NamedEntry } from '../../agencies/domain/match-names.js';
import { isCalendarDate } from '../../calendar/domain/calendar-date.js';
import type { FrontMatter } from './read-front-matter.js';
import type { AnnexTask } from './read-tasks.js';

/** What a person answered and corrected about one import. The document itself is never changed. */
export interface ImportEdits {
  plan?: { number?: string | null; issuedOn?: string | null; title?: string; year?: number };
  /** Answers for names that were not known; kept as aliases when the import is confirmed. */
  names?: { text: string; agencyId?: string; groupId?: string }[];
  tasks?: TaskEdit[];
  /** Indexes of the standing duties that become tasks; absent: all of them. */
  standingDuties?: number[];
}

/** A correction of one task. `position` names the task; without it `number` does, where that number stands once. */
export interface TaskEdit {
  position?: number;
  /** With `position` the task's new number, else the number that names the task. */
  number?: number;
  title?: string;
  leadText?: string;
  coordinateText?: string;
  deliverables?: string[];
  /** New words, read again like the plan's own. */
  deadlineText?: string;
  /** What a person says the deadline means; no longer unsure. */
  deadline?: { kind: DeadlineKind; startOn?: string | null; nominalDueOn?: string | null };
}

/** An edit that does not fit the document; `pointer` is a JSON pointer into the edits, the message is for a person. */
export class ImportEditError extends Error {
  override readonly name = 'ImportEditError';

  constructor(
    readonly pointer: string,
    message: string,
  ) {
    super(message);
  }
}

/** A task with a person's corrections. */
export interface EditedTask extends AnnexTask {
  /** The meaning that a person gave the deadline, null where the words decide. */
  deadline: TaskEdit['deadline'] | null;
  /** Which fields a person changed. */
  edited: string[];
}

/**
 * The directory as the person's answers make it: each answered name is an alias of its agency or group, and of no
 * other entry any more.
 * @throws ImportEditError for an answer that names no entry
 */
export function answerNames(directory: NameDirectory, edits: ImportEdits): NameDirectory {
  const answers = edits.names ?? [];
  if (answers.length === 0) return directory;
  const owner = new Map<string, string>();
  const added = new Map<string, string[]>();
  const known = new Set(directory.map(entryKey));
  answers.forEach(({ text, agencyId, groupId }, index) => {
    const pointer = `/names/${index}`;
    if ((agencyId === undefined) === (groupId === undefined)) {
      throw new ImportEditError(pointer, 'Hãy chọn một cơ quan hoặc một nhóm cơ quan cho tên này.');
    }
    const key = agencyId !== undefined ? `agency ${agencyId}` : `group ${groupId}`;
    if (!known.has(key)) throw new ImportEditError(pointer, 'Không tìm thấy cơ quan hoặc nhóm đã chọn; hãy chọn lại.');
    if (nameKey(text) === '') throw new ImportEditError(`${pointer}/text`, 'Hãy ghi tên cần nhận biết.');
    owner.set(nameKey(text), key);
    added.set(key, [...(added.get(key) ?? []), text]);
  });
  return directory.map((entry) => {
    const key = entryKey(entry);
    const isOthers = (written: string) => (owner.get(nameKey(written)) ?? key) !== key;
    const aliases = [...entry.aliases.filter((alias) => !isOthers(alias)), ...(added.get(key) ?? [])];
    return { ...entry, name: isOthers(entry.name) ? '' : entry.name, aliases };
  });
}

function entryKey({ kind, id }: Pick<NamedEntry, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** The front matter with a person's corrections. @throws ImportEditError for a day that does not exist */
export function editFrontMatter(front: FrontMatter, edits: ImportEdits): FrontMatter {
  const { plan = {} } = edits;
  if (plan.issuedOn != null) checkDay(plan.issuedOn, '/plan/issuedOn');
  if (plan.year !== undefined && !(Number.isInteger(plan.year) && plan.year >= 2000 && plan.year <= 2100)) {
    throw new ImportEditError('/plan/year', 'Năm của kế hoạch là một năm từ 2000 đến 2100.');
  }
  return {
    ...front,
    number: plan.number === undefined ? front.number : plan.number,
    issuedOn: plan.issuedOn === undefined ? front.issuedOn : plan.issuedOn,
    title: plan.title ?? front.title,
    year: plan.year ?? front.year,
  };
}

/** The tasks with a person's corrections. @throws ImportEditError for a task that is not there, or a day that is none */
export function editTasks(tasks: readonly AnnexTask[], edits: ImportEdits): EditedTask[] {
  const edited = tasks.map((task): EditedTask => ({ ...task, deadline: null, edited: [] }));
  (edits.tasks ?? []).forEach((edit, index) => {
    const task = findTask(edited, edit, `/tasks/${index}`);
    const set = <K extends keyof EditedTask>(field: K, value: EditedTask[K] | null | undefined) => {
      if (value == null) return;
      task[field] = value;
      if (!task.edited.includes(field)) task.edited.push(field);
    };
    if (edit.position !== undefined) set('number', edit.number);
    set('title', edit.title);
    set('leadText', edit.leadText);
    set('coordinateText', edit.coordinateText);
    set('deliverables', edit.deliverables);
    set('deadlineText', edit.deadlineText);
    if (edit.deadline != null) checkDeadline(edit.deadline, `/tasks/${index}/deadline`);
    set('deadline', edit.deadline);
  });
  return edited;
}

function findTask(tasks: EditedTask[], { position, number }: TaskEdit, pointer: string): EditedTask {
  const found = tasks.filter((task) => (position !== undefined ? task.position === position : task.number === number));
  if (found.length > 1) {
    throw new ImportEditError(
      pointer,
      `Có ${found.length} nhiệm vụ cùng số ${number}; hãy chọn theo thứ tự dòng (position).`,
    );
  }
  if (found[0] === undefined || (position === undefined && number === undefined)) {
    throw new ImportEditError(pointer, 'Không có nhiệm vụ này trong văn bản; hãy tải lại bản xem trước.');
  }
  return found[0];
}

const KINDS_WITH_DUE: readonly DeadlineKind[] = ['date', 'month', 'quarter', 'half_year', 'year', 'range'];
/** Kinds that have a due date only when a person sets one, citing the document. */
const KINDS_WITH_OPTIONAL_DUE: readonly DeadlineKind[] = ['external'];

function checkDeadline({ kind, startOn, nominalDueOn }: NonNullable<TaskEdit['deadline']>, pointer: string): void {
  if (startOn != null) checkDay(startOn, `${pointer}/startOn`);
  if (nominalDueOn != null) checkDay(nominalDueOn, `${pointer}/nominalDueOn`);
  if (KINDS_WITH_DUE.includes(kind) && nominalDueOn == null) {
    throw new ImportEditError(`${pointer}/nominalDueOn`, 'Loại thời hạn này cần ngày đến hạn; hãy nhập ngày.');
  }
  if (![...KINDS_WITH_DUE, ...KINDS_WITH_OPTIONAL_DUE].includes(kind) && nominalDueOn != null) {
    throw new ImportEditError(`${pointer}/nominalDueOn`, 'Loại thời hạn này không có ngày đến hạn; hãy bỏ ngày.');
  }
  if (startOn != null && nominalDueOn != null && startOn > nominalDueOn) {
    throw new ImportEditError(`${pointer}/startOn`, 'Ngày bắt đầu phải trước ngày đến hạn.');
  }
}

function checkDay(on: string, pointer: string): void {
  if (!isCalendarDate(on)) throw new ImportEditError(pointer, 'Ngày không có thật; hãy nhập ngày theo lịch.');
}
