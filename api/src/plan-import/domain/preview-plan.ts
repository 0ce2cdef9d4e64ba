import { type NameDirectory, NameMatcher, type NameMatching } from '../../agencies/domain/match-names.js';
import type { WorkingCalendar } from '../../calendar/domain/working-calendar.js';
import {
  emptyGroups,
  fanOut,
  type MembersOf,
  type PlannedAssignment,
  type UnresolvedSide,
  unresolvedSides,
} from './fan-out.js';
import {
  answerNames,
  type EditedTask,
  editFrontMatter,
  editTasks,
  ImportEditError,
  type ImportEdits,
} from './import-edits.js';
import { countWarnings, type ImportWarning, numberWarnings, taskWarnings } from './import-warnings.js';
import { type DeadlineRules, type PreviewDeadline, previewDeadline } from './preview-deadline.js';
import { type FrontMatter, readFrontMatter } from './read-front-matter.js';
import { type GroupHeading, readRows } from './read-rows.js';
import { readStandingDuties, type StandingDuty } from './read-standing-duties.js';
import { readTasks, type TaskWords } from './read-tasks.js';
import type { SourceDocument, SourceLine } from './source-document.js';

export interface PreviewOptions {
  membersOf: MembersOf;
  calendar: WorkingCalendar;
  /** The plan's policy for due dates on days off; on unless a person switched it off. */
  moveToWorkingDay: boolean;
  /** The plan's year where neither the document nor a person says one. */
  fallbackYear: number;
  edits?: ImportEdits;
}

/** Both sides of a task or a duty, and whom they put to work. */
export interface PreviewSides {
  lead: NameMatching;
  coordinate: NameMatching;
  assignments: PlannedAssignment[];
  unresolvedSides: UnresolvedSide[];
  leadCount: number;
  coordinateCount: number;
}

export interface PreviewTask extends PreviewSides {
  /** Place in the annex, from 1. */
  position: number;
  number: number | null;
  /** The number cell's words. */
  numberText: string;
  title: string;
  groupNumeral: string | null;
  /** Index into `groups`, null for a task above the first heading. */
  groupIndex: number | null;
  leadText: string;
  coordinateText: string;
  deliverables: string[];
  deadlineText: string;
  deadline: PreviewDeadline;
  /** Lines of the document that it was read from. */
  sourceRows: number[];
  source: TaskWords;
  edited: string[];
}

export interface PreviewDuty extends PreviewSides {
  /** Place among the duties, from 0, by which edits accept it. */
  index: number;
  title: string;
  leadText: string;
  coordinateText: string;
  deadlineText: string;
  deadline: PreviewDeadline;
  section: string;
  sourceRows: number[];
  source: StandingDuty['source'];
  /** Whether it becomes a task when the import is confirmed. */
  accepted: boolean;
}

export interface ImportPreview {
  plan: Omit<FrontMatter, 'title' | 'year'> & { title: string; year: number };
  groups: { numeral: string; title: string; taskCount: number }[];
  tasks: PreviewTask[];
  standingDuties: PreviewDuty[];
  warnings: ImportWarning[];
  /** Lines below the annex's header that are no part of it, in their words. */
  unread: SourceLine[];
  /** Of the annex alone. */
  counts: { tasks: number; groups: number; lead: number; coordinate: number; agencies: number };
}

/**
 * What an import understood: a function of the document, the directory and a person's edits, and of nothing else.
 * @throws UnreadableDocumentError when the document holds no annex of tasks
 * @throws ImportEditError when an edit does not fit the document
 */
export function previewPlan(
  document: SourceDocument,
  directory: NameDirectory,
  options: PreviewOptions,
): ImportPreview {
  const { edits = {}, membersOf } = options;
  const annex = readRows(document);
  const front = editFrontMatter(readFrontMatter(document, annex.headerLine), edits);
  const year = front.year ?? options.fallbackYear;
  const rules: DeadlineRules = {
    calendar: options.calendar,
    moveToWorkingDay: options.moveToWorkingDay,
    planYear: year,
  };
  const names = new NameMatcher(answerNames(directory, edits));

  const edited = editTasks(readTasks(annex), edits);
  const { groups, indexOf } = previewGroups(annex.groups, edited);
  const tasks = edited.map((task): PreviewTask => {
    const { deadline, group, ...words } = task;
    return {
      ...words,
      groupIndex: group === null ? null : (indexOf.get(group) ?? null),
      deadline: previewDeadline(task.deadlineText, deadline, rules),
      ...previewSides(task, names, membersOf),
    };
  });
  const duties = readStandingDuties(document, annex.headerLine);
  const standingDuties = previewDuties(duties, edits, (duty) => ({
    deadline: previewDeadline(duty.deadlineText, duty.fixedKind === null ? null : { kind: duty.fixedKind }, rules),
    ...previewSides(duty, names, membersOf),
  }));
  const all = tasks.flatMap(({ assignments }) => assignments);
  return {
    plan: { ...front, title: front.title ?? front.planTitle ?? '(Chưa đọc được tên kế hoạch)', year },
    groups,
    tasks,
    standingDuties,
    warnings: [
      ...countWarnings(front.claims, tasks.length, groups.length),
      ...numberWarnings(tasks),
      ...tasks.flatMap((task) =>
        taskWarnings(task, emptyGroups([...task.lead.matches, ...task.coordinate.matches], membersOf)),
      ),
    ],
    unread: annex.unread,
    counts: {
      tasks: tasks.length,
      groups: groups.length,
      lead: all.filter(({ role }) => role === 'lead').length,
      coordinate: all.filter(({ role }) => role === 'coordinate').length,
      agencies: new Set(all.map(({ agencyId }) => agencyId)).size,
    },
  };
}

function previewSides(
  { leadText, coordinateText }: { leadText: string; coordinateText: string },
  names: NameMatcher,
  membersOf: MembersOf,
): PreviewSides {
  const lead = names.match(leadText);
  const coordinate = names.match(coordinateText);
  const assignments = fanOut(lead.matches, coordinate.matches, membersOf);
  const leadCount = assignments.filter(({ role }) => role === 'lead').length;
  return {
    lead,
    coordinate,
    assignments,
    unresolvedSides: unresolvedSides(lead, coordinate, membersOf),
    leadCount,
    coordinateCount: assignments.length - leadCount,
  };
}

/** The groups to show: all that are numbered, and those without a numeral that hold a task. */
function previewGroups(headings: readonly GroupHeading[], tasks: readonly EditedTask[]) {
  const indexOf = new Map<number, number>();
  const groups: ImportPreview['groups'] = [];
  headings.forEach(({ numeral, title }, group) => {
    const taskCount = tasks.filter((task) => task.group === group).length;
    if (numeral === null && taskCount === 0) return;
    indexOf.set(group, groups.length);
    groups.push({ numeral: numeral ?? '', title, taskCount });
  });
  return { groups, indexOf };
}

function previewDuties(
  duties: readonly StandingDuty[],
  { standingDuties: accepted }: ImportEdits,
  understand: (duty: StandingDuty) => PreviewSides & Pick<PreviewDuty, 'deadline'>,
): PreviewDuty[] {
  accepted?.forEach((index, i) => {
    if (duties[index] === undefined) {
      throw new ImportEditError(
        `/standingDuties/${i}`,
        `Văn bản có ${duties.length} nhiệm vụ ngoài phụ lục; hãy chọn lại.`,
      );
    }
  });
  return duties.map((duty, index) => {
    const { line, fixedKind: _, ...words } = duty;
    return {
      index,
      ...words,
      sourceRows: [line],
      accepted: accepted === undefined || accepted.includes(index),
      ...understand(duty),
    };
  });
}
