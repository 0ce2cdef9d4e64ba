import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import type { WorkingCalendar } from '../../calendar/domain/working-calendar.js';
import { type DeadlineReading, withoutDates } from '../../tasks/domain/deadline-reading.js';
import { dueDateOf } from '../../tasks/domain/due-date.js';
import { readDeadline } from '../../tasks/domain/read-deadline.js';
import type { TaskEdit } from './import-edits.js';

/** A deadline as the preview shows it. Days are YYYY-MM-DD. */
export interface PreviewDeadline {
  kind: DeadlineKind;
  startOn: string | null;
  nominalDueOn: string | null;
  dueOn: string | null;
  explanation: string;
  unsure: boolean;
  /** Why a person should look at it; null when there is nothing to say. */
  note: string | null;
}

export interface DeadlineRules {
  calendar: WorkingCalendar;
  moveToWorkingDay: boolean;
  planYear: number;
}

/** Reads a deadline's words, unless a person (or the place in the document) says what they mean. */
export function previewDeadline(
  text: string,
  said: TaskEdit['deadline'] | null,
  { calendar, moveToWorkingDay, planYear }: DeadlineRules,
): PreviewDeadline {
  const reading: DeadlineReading =
    said == null
      ? readDeadline(text, planYear)
      : { ...withoutDates(said.kind), startOn: said.startOn ?? null, nominalDueOn: said.nominalDueOn ?? null };
  const due = dueDateOf(reading, calendar, moveToWorkingDay, text);
  return {
    kind: reading.kind,
    startOn: reading.startOn,
    nominalDueOn: due.nominalDueOn,
    dueOn: due.dueOn,
    explanation: due.explanation,
    unsure: reading.unsure,
    note: reading.note,
  };
}
