import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import type { ReminderKind, ReminderRecipient } from '@plan/shared/vocabulary/reminders';
import {
  addDays,
  type CalendarDate,
  daysBetween,
  FIRST_YEAR,
  isCalendarDate,
  LAST_YEAR,
  lastDayOfMonth,
} from '../../calendar/domain/calendar-date.js';
import type { LadderSettings } from '../../plans/domain/ladder-settings.js';

/** Where something that is owed stands on the ladder on a day: what is said, and who is told. */
export interface Rung {
  kind: ReminderKind;
  /** Tells repeated rungs of one kind apart; 0 where a rung comes once. */
  step: number;
  recipients: ReminderRecipient[];
}

/** What the ladder needs to know of one lead assignment or one report. */
export interface LadderFacts {
  /** Null where there is none: then `deadlineKind` says how it is followed. */
  dueOn: CalendarDate | null;
  deadlineKind: DeadlineKind;
  /** The day on which it was completed, cancelled or handed in; null while it is owed. */
  doneOn: CalendarDate | null;
  /** From when it is followed at all: the later of the plan's first day and its own start. */
  followedFrom: CalendarDate;
  /** The last day of the months that the plan is reported on; what has no date is not reminded of afterwards. */
  followedUntil: CalendarDate;
  /** The day on which the agency's last report that speaks of it came in. */
  lastReportedOn: CalendarDate | null;
}

export interface OwedReminder {
  kind: ReminderKind;
  dueOn: CalendarDate | null;
  step: number;
  recipient: ReminderRecipient;
}

/** Nobody is reminded of what has been late for longer. */
const FURTHEST_LATE_DAYS = 5 * 366;
/** Months of silence after which nobody is reminded any more; a plan's year is over long before. */
const FURTHEST_SILENT_DAYS = 3 * 366;

/** What waits for somebody to set its date; everything else without a date is reported on every month. */
const AWAITS_DATE: readonly DeadlineKind[] = ['external', 'unspecified'];

/** `undated_month` for what waits for a date, `silent_month` for what is reported on. */
export const monthlyKind = (deadlineKind: DeadlineKind): 'silent_month' | 'undated_month' =>
  AWAITS_DATE.includes(deadlineKind) ? 'undated_month' : 'silent_month';

/**
 * The reminders that should exist on a day. They say where the matter stands: a rung that was passed while nothing ran
 * is not made up for, so that a missed day brings no flood; a rung that still holds is.
 */
export function remindersOwed(facts: LadderFacts, day: CalendarDate, settings: LadderSettings): OwedReminder[] {
  if (facts.doneOn !== null && facts.doneOn <= day) return [];
  const rung = facts.dueOn === null ? monthlyRung(facts, day, settings) : rungOfDueDate(facts.dueOn, day, settings);
  if (!rung) return [];
  return rung.recipients.map((recipient) => ({ kind: rung.kind, step: rung.step, dueOn: facts.dueOn, recipient }));
}

/**
 * Before the due date the officer is told, at the last of the switched-on days that has come; from the day after, and
 * again every `repeatDays`, also those whose day late has come.
 */
export function rungOfDueDate(dueOn: CalendarDate, day: CalendarDate, settings: LadderSettings): Rung | null {
  const late = daysBetween(dueOn, day);
  if (late <= 0) {
    const kind = kindBefore(-late, settings);
    return kind && { kind, step: 0, recipients: ['agency_officer'] };
  }
  if (late > FURTHEST_LATE_DAYS) return null;
  const step = Math.floor((late - 1) / settings.repeatDays);
  return { kind: step === 0 ? 'overdue_1' : 'overdue_weekly', step, recipients: recipientsAt(late, settings) };
}

function kindBefore(daysLeft: number, settings: LadderSettings): ReminderKind | null {
  if (settings.dueIn1 && daysLeft <= 1) return 'due_in_1';
  if (settings.dueIn3 && daysLeft <= 3) return 'due_in_3';
  if (settings.dueIn7 && daysLeft <= 7) return 'due_in_7';
  return null;
}

function recipientsAt(late: number, settings: LadderSettings): ReminderRecipient[] {
  const recipients: ReminderRecipient[] = ['agency_officer'];
  if (late >= settings.headFromDay) recipients.push('agency_head');
  if (late >= settings.standingFromDay) recipients.push('standing');
  if (late >= settings.steeringFromDay) recipients.push('steering');
  return recipients;
}

function monthlyRung(facts: LadderFacts, day: CalendarDate, settings: LadderSettings): Rung | null {
  if (day > facts.followedUntil) return null;
  const kind = monthlyKind(facts.deadlineKind);
  const last = kind === 'silent_month' ? facts.lastReportedOn : null;
  const since = last !== null && last > facts.followedFrom ? last : facts.followedFrom;
  return rungOfSilence(kind, since, day, settings);
}

/**
 * Once for each full month since the agency last reported (`silent_month`: the head too from the second month), or since
 * the date is awaited (`undated_month`: the standing agency too, which sets it). The step is the month as YYYYMM.
 */
export function rungOfSilence(
  kind: 'silent_month' | 'undated_month',
  since: CalendarDate,
  day: CalendarDate,
  settings: LadderSettings,
): Rung | null {
  if (!settings.monthly || daysBetween(since, day) > FURTHEST_SILENT_DAYS) return null;
  const months = fullMonths(since, day);
  if (months < 1) return null;
  const recipients: ReminderRecipient[] = ['agency_officer'];
  if (kind === 'silent_month' && months >= 2) recipients.push('agency_head');
  if (kind === 'undated_month') recipients.push('standing');
  const monthOfRung = addMonths(since, months);
  return { kind, step: Number(monthOfRung.slice(0, 4)) * 100 + Number(monthOfRung.slice(5, 7)), recipients };
}

/** Full months from one day to another; a month from 31/1 is full on 28/2 (29/2 in a leap year). */
export function fullMonths(from: CalendarDate, to: CalendarDate): number {
  if (to < from) return 0;
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
  return addMonths(from, months) <= to ? months : months - 1;
}

/** The same day some months later, or the last day of that month where it has no such day. */
function addMonths(on: CalendarDate, months: number): CalendarDate {
  const total = yearOf(on) * 12 + monthOf(on) - 1 + months;
  const last = lastDayOfMonth(Math.floor(total / 12), (total % 12) + 1);
  const sameDay = `${last.slice(0, 8)}${on.slice(8)}`;
  return sameDay < last ? sameDay : last;
}

const yearOf = (on: CalendarDate): number => Number(on.slice(0, 4));
const monthOf = (on: CalendarDate): number => Number(on.slice(5, 7));

export interface DatedRung extends Rung {
  /** The due date, or for the monthly kinds the day since which it is counted, to which the rung belongs. */
  on: CalendarDate;
}

/**
 * The ladder of one day as a table, a row for each due date that has a rung: set-based SQL joins it, so that the rule
 * itself stands in one place.
 */
export function dueDateRungs(day: CalendarDate, settings: LadderSettings): DatedRung[] {
  return datesAround(day, FURTHEST_LATE_DAYS, 7).flatMap((on) => {
    const rung = rungOfDueDate(on, day, settings);
    return rung ? [{ on, ...rung }] : [];
  });
}

/** The same for what has no due date, a row for each day since which it may be counted. */
export function monthlyRungs(day: CalendarDate, settings: LadderSettings): DatedRung[] {
  return datesAround(day, FURTHEST_SILENT_DAYS, 0).flatMap((on) =>
    (['silent_month', 'undated_month'] as const).flatMap((kind) => {
      const rung = rungOfSilence(kind, on, day, settings);
      return rung ? [{ on, ...rung }] : [];
    }),
  );
}

/** None for a day that is a slip of the pen: nothing was due around it. */
function datesAround(day: CalendarDate, back: number, ahead: number): CalendarDate[] {
  if (!isCalendarDate(day) || yearOf(day) < FIRST_YEAR + 10 || yearOf(day) > LAST_YEAR - 10) return [];
  return Array.from({ length: back + ahead + 1 }, (_, index) => addDays(day, index - back));
}
