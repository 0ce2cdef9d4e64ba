import type { ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { addDays, calendarDateOf, formatDateInText, lastDayOfMonth } from '../../calendar/domain/calendar-date.js';
import type { WorkingCalendar } from '../../calendar/domain/working-calendar.js';

/** A month as text, `YYYY-MM`; months compare correctly as text. */
export type Month = string;

/** What a plan's settings say about its reports. */
export interface ReportingSettings {
  frequency: ReportFrequency;
  /** Day of the period's last month (1–28) on which the report is due, before it moves to a working day. */
  reportDay: number;
  /** First day (1–28) of a data window; it ends the day before that day of the period's last month. */
  windowDay: number;
  moveToWorkingDay: boolean;
}

export interface Period {
  /** "2026-12", "2026-Q1", "2026-H1", "2026". */
  label: string;
  firstMonth: Month;
  lastMonth: Month;
  windowStartOn: CalendarDate;
  windowEndOn: CalendarDate;
  nominalDueOn: CalendarDate;
  /** The report is on time until the end of this day. */
  dueOn: CalendarDate;
  /** Submissions end with this day. */
  lockOn: CalendarDate;
  /** How the due date came about, in Vietnamese. */
  explanation: string;
}

const MONTHS_OF: Record<ReportFrequency, number> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** True for `YYYY-MM` of a year 1900–2200. */
export const isMonth = (text: string): boolean => /^\d{4}-\d{2}$/.test(text) && parts(text) !== null;

/** The month of a calendar day. */
export const monthOf = (on: CalendarDate): Month => on.slice(0, 7);

/**
 * The months that a plan is reported on: as its settings say, otherwise from the month in which it was confirmed to the
 * December of its year. Null when there are none: a plan of a past year opens no period by itself.
 *
 * @param confirmedOn the calendar day of the confirmation, in Asia/Ho_Chi_Minh
 */
export function reportingMonths(plan: {
  year: number;
  confirmedOn: CalendarDate;
  reportingFrom: Month | null;
  reportingTo: Month | null;
}): { from: Month; to: Month } | null {
  const from = plan.reportingFrom ?? monthOf(plan.confirmedOn);
  const to = plan.reportingTo ?? `${plan.year}-12`;
  return from <= to ? { from, to } : null;
}

/**
 * The periods whose last month lies between `from` and `to`, in order. Windows follow Decree 09/2019/NĐ-CP, article 12:
 * from the 15th of the month before the period to the 14th of its last month; so for a month, a quarter, a half year
 * (15/12–14/6, 15/6–14/12) and a year (15/12–14/12).
 */
export function periodsOf(
  settings: ReportingSettings,
  range: { from: Month; to: Month },
  calendar: WorkingCalendar,
): Period[] {
  const length = MONTHS_OF[settings.frequency];
  const periods: Period[] = [];
  for (let last = range.from; last <= range.to; last = addMonths(last, 1)) {
    if ((monthNumber(last) - 1) % length === length - 1) periods.push(periodEnding(last, settings, calendar));
  }
  return periods;
}

/** The period whose last month this is. */
function periodEnding(lastMonth: Month, settings: ReportingSettings, calendar: WorkingCalendar): Period {
  const length = MONTHS_OF[settings.frequency];
  const firstMonth = addMonths(lastMonth, 1 - length);
  const label = labelOf(settings.frequency, lastMonth);
  return {
    label,
    firstMonth,
    lastMonth,
    windowStartOn: dayOf(addMonths(firstMonth, -1), settings.windowDay),
    windowEndOn: addDays(dayOf(lastMonth, settings.windowDay), -1),
    ...dueDatesOf(
      { label, lastMonth, nominalDueOn: dayOf(lastMonth, settings.reportDay) },
      settings.moveToWorkingDay,
      calendar,
    ),
  };
}

/**
 * The due date moved to a working day (Civil Code 2015, article 148.5) when the plan's policy says so, and the lock: the
 * last day of the period's last month, or the due date if that is later.
 */
export function dueDatesOf(
  period: { label: string; lastMonth: Month; nominalDueOn: CalendarDate },
  moveToWorkingDay: boolean,
  calendar: WorkingCalendar,
): Pick<Period, 'nominalDueOn' | 'dueOn' | 'lockOn' | 'explanation'> {
  const { nominalDueOn, lastMonth } = period;
  const moved = moveToWorkingDay
    ? calendar.moveToWorkingDay(nominalDueOn)
    : { dueOn: nominalDueOn, explanation: `${formatDateInText(nominalDueOn)} (không dời ngày nghỉ)` };
  const monthEnd = lastDayOfMonth(Number(lastMonth.slice(0, 4)), monthNumber(lastMonth));
  return {
    nominalDueOn,
    dueOn: moved.dueOn,
    lockOn: laterOf(moved.dueOn, monthEnd),
    explanation: `Báo cáo ${periodName(period.label)}: ${moved.explanation}`,
  };
}

const laterOf = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

/** "tháng 12/2026", "quý I/2026", "6 tháng đầu năm 2026", "năm 2026". */
export function periodName(label: string): string {
  const year = label.slice(0, 4);
  const rest = label.slice(5);
  if (rest === '') return `năm ${year}`;
  if (rest.startsWith('Q')) return `quý ${['I', 'II', 'III', 'IV'][Number(rest.slice(1)) - 1]}/${year}`;
  if (rest.startsWith('H')) return `6 tháng ${rest === 'H1' ? 'đầu' : 'cuối'} năm ${year}`;
  return `tháng ${Number(rest)}/${year}`;
}

function labelOf(frequency: ReportFrequency, lastMonth: Month): string {
  const year = lastMonth.slice(0, 4);
  const month = monthNumber(lastMonth);
  if (frequency === 'quarter') return `${year}-Q${month / 3}`;
  if (frequency === 'half_year') return `${year}-H${month / 6}`;
  return frequency === 'year' ? year : lastMonth;
}

function parts(month: Month): [number, number] | null {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return calendarDateOf(year, number, 1) === null ? null : [year, number];
}

const monthNumber = (month: Month): number => Number(month.slice(5, 7));

function addMonths(month: Month, count: number): Month {
  const total = Number(month.slice(0, 4)) * 12 + monthNumber(month) - 1 + count;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}

/** Throws RangeError for a day that the month does not have; settings stay within 1–28. */
function dayOf(month: Month, day: number): CalendarDate {
  const on = calendarDateOf(Number(month.slice(0, 4)), monthNumber(month), day);
  if (on === null) throw new RangeError(`Not a day: ${month}, ${day}`);
  return on;
}
