/**
 * A calendar day as text, `YYYY-MM-DD`, in Asia/Ho_Chi_Minh. Text, never a `Date`: a day has no hour,
 * and a `Date` would shift with the zone of the process. Days compare correctly as text.
 */
export type CalendarDate = string;

/** Years that a calendar day may have; outside of them a day is a slip of the pen. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2200;

const DAY_IN_MS = 86_400_000;

/** Vietnam keeps UTC+7 the whole year. The offset is fixed here so that the rule needs no zone database. */
const VIETNAM_OFFSET_IN_MS = 7 * 3_600_000;

const WEEKDAY_NAMES = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const;

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function fromUtc(instant: Date): CalendarDate {
  return `${pad(instant.getUTCFullYear(), 4)}-${pad(instant.getUTCMonth() + 1, 2)}-${pad(instant.getUTCDate(), 2)}`;
}

/** Midnight UTC of the day, in milliseconds; only for counting days. Throws RangeError when it is no day. */
function toUtc(on: CalendarDate): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on);
  const instant = parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : Number.NaN;
  if (Number.isNaN(instant) || fromUtc(new Date(instant)) !== on) {
    throw new RangeError(`Not a calendar day (YYYY-MM-DD): ${JSON.stringify(on)}`);
  }
  return instant;
}

/** True for an existing day `YYYY-MM-DD` of the years 1900 to 2200; false for anything else, never throws. */
export function isCalendarDate(text: unknown): text is CalendarDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return calendarDateOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))) === text;
}

/** The day of these numbers (month 1–12), or null when there is no such day or the year is not 1900–2200. */
export function calendarDateOf(year: number, month: number, day: number): CalendarDate | null {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day `days` calendar days later (earlier when negative). Throws RangeError when `on` is no day. */
export function addDays(on: CalendarDate, days: number): CalendarDate {
  return fromUtc(new Date(toUtc(on) + days * DAY_IN_MS));
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. Throws RangeError when one is no day. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / DAY_IN_MS);
}

/** 0 Sunday … 6 Saturday. Throws RangeError when `on` is no day. */
export function weekdayOf(on: CalendarDate): number {
  return new Date(toUtc(on)).getUTCDay();
}

/** The weekly days off of offices: Saturday and Sunday. */
export function isWeekend(on: CalendarDate): boolean {
  const weekday = weekdayOf(on);
  return weekday === 0 || weekday === 6;
}

/** The year of the day. */
export function yearOf(on: CalendarDate): number {
  return new Date(toUtc(on)).getUTCFullYear();
}

/** The last day of a month (1–12). Throws RangeError for another month or a year outside 1900–2200. */
export function lastDayOfMonth(year: number, month: number): CalendarDate {
  const first = calendarDateOf(year, month, 1);
  if (first === null) throw new RangeError(`Not a month: ${year}-${month}`);
  return `${first.slice(0, 8)}${daysInMonth(year, month)}`;
}

/** `dd/MM/yyyy`, as pages and documents show a day. */
export function formatDate(on: CalendarDate): string {
  return fromUtc(new Date(toUtc(on)))
    .split('-')
    .reverse()
    .join('/');
}

/** `d/M/yyyy`, as a running sentence names a day: "30/4/2023". */
export function formatDateInText(on: CalendarDate): string {
  const day = new Date(toUtc(on));
  return `${day.getUTCDate()}/${day.getUTCMonth() + 1}/${day.getUTCFullYear()}`;
}

/** "Chủ nhật", "Thứ Hai" … "Thứ Bảy". */
export function weekdayName(on: CalendarDate): string {
  return WEEKDAY_NAMES[weekdayOf(on)] as string;
}

/** The calendar day in Asia/Ho_Chi_Minh at an instant, whatever the zone of the process. Throws on an invalid Date. */
export function dateInVietnam(instant: Date): CalendarDate {
  if (Number.isNaN(instant.getTime())) throw new RangeError('Not an instant');
  return fromUtc(new Date(instant.getTime() + VIETNAM_OFFSET_IN_MS));
}

/** The instant at which the day begins in Asia/Ho_Chi_Minh (17:00 UTC of the day before). */
export function startOfDayInVietnam(on: CalendarDate): Date {
  return new Date(toUtc(on) - VIETNAM_OFFSET_IN_MS);
}
