import type { OverdueBand, Timeliness, TimelinessClass } from '@plan/shared/vocabulary/timeliness';
import { OVERDUE_BANDS, TIMELINESS } from '@plan/shared/vocabulary/timeliness';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { daysBetween } from '../../calendar/domain/calendar-date.js';

/** What timeliness is derived from. It is computed when read and never stored. */
export interface TimelinessFacts {
  dueOn: CalendarDate | null;
  /** The date on the confirmed evidence document; null while none is confirmed. */
  completedOn: CalendarDate | null;
  cancelledOn: CalendarDate | null;
}

export interface TaskTimeliness {
  timeliness: Timeliness;
  /** The latest completion of its leads once all are completed; null before. */
  completedOn: CalendarDate | null;
  /** Completed leads of those not cancelled: "11/11 cơ quan". */
  progress: { done: number; total: number };
}

/**
 * How a lead assignment stands as of a day: what was true on `asOf` by everything known now. A completion or
 * cancellation dated later than `asOf` had not happened yet. A due date ends with its day.
 *
 * @param dueSoonDays the plan's setting: days before the due date from which it is due soon, the due date included
 */
export function timelinessOf(facts: TimelinessFacts, asOf: CalendarDate, dueSoonDays: number): Timeliness {
  const { dueOn } = facts;
  if (happened(facts.cancelledOn, asOf)) return 'cancelled';
  if (happened(facts.completedOn, asOf)) {
    return dueOn === null || facts.completedOn <= dueOn ? 'completed_on_time' : 'completed_late';
  }
  if (dueOn === null) return 'no_deadline';
  if (asOf > dueOn) return 'overdue';
  return daysBetween(asOf, dueOn) <= dueSoonDays ? 'due_soon' : 'on_track';
}

function happened<T extends CalendarDate | null>(on: T, asOf: CalendarDate): on is T & CalendarDate {
  return on !== null && on <= asOf;
}

/** The worst of them; cancelled ones are ignored unless all are. `no_deadline` for an empty list. */
export function rollUp(timelinesses: readonly Timeliness[]): Timeliness {
  // TIMELINESS is ordered worst first with `cancelled` last, so that it wins only when nothing else is there.
  return TIMELINESS.find((timeliness) => timelinesses.includes(timeliness)) ?? 'no_deadline';
}

/**
 * How a task stands: the worst of its leads; completed when all that are not cancelled are, on the latest date.
 * Without leads it is judged by its own due date as not completed. A cancelled task is cancelled whatever its leads.
 */
export function taskTimelinessOf(
  leads: readonly TimelinessFacts[],
  task: { dueOn: CalendarDate | null; cancelledOn?: CalendarDate | null },
  asOf: CalendarDate,
  dueSoonDays: number,
): TaskTimeliness {
  const active = leads.filter((lead) => !happened(lead.cancelledOn, asOf));
  const completions = active.map((lead) => lead.completedOn).filter((on) => happened(on, asOf));
  const progress = { done: completions.length, total: active.length };
  if (happened(task.cancelledOn ?? null, asOf)) return { timeliness: 'cancelled', completedOn: null, progress };
  const timeliness =
    leads.length === 0
      ? timelinessOf({ dueOn: task.dueOn, completedOn: null, cancelledOn: null }, asOf, dueSoonDays)
      : rollUp(leads.map((lead) => timelinessOf(lead, asOf, dueSoonDays)));
  const isCompleted = active.length > 0 && completions.length === active.length;
  return { timeliness, completedOn: isCompleted ? (completions.sort().at(-1) ?? null) : null, progress };
}

const CLASSES: Record<Timeliness, TimelinessClass | null> = {
  completed_on_time: 'doneOnTime',
  completed_late: 'doneLate',
  on_track: 'openInTime',
  due_soon: 'openInTime',
  overdue: 'openOverdue',
  no_deadline: 'apart',
  cancelled: null,
};

/** The class in the leaders' summary; null for what was cancelled, which belongs to none. */
export function timelinessClassOf(timeliness: Timeliness): TimelinessClass | null {
  return CLASSES[timeliness];
}

/** Calendar days that `asOf` lies after the due date; 0 until the due date is over and where there is none. */
export function daysOverdue(dueOn: CalendarDate | null, asOf: CalendarDate): number {
  return dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, asOf));
}

/** First and last day overdue of each band; the last band has no end. */
export const OVERDUE_BAND_DAYS: Record<OverdueBand, readonly [from: number, to: number | null]> = {
  d1to30: [1, 30],
  d31to90: [31, 90],
  d91to120: [91, 120],
  over120: [121, null],
};

/** The band of a number of days overdue (1 or more). Throws RangeError for fewer: nothing is overdue then. */
export function overdueBandOf(days: number): OverdueBand {
  const band = OVERDUE_BANDS.find((word) => {
    const [from, to] = OVERDUE_BAND_DAYS[word];
    return days >= from && (to === null || days <= to);
  });
  if (band === undefined) throw new RangeError(`Not overdue: ${days} days`);
  return band;
}
