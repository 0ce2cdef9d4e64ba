import { CalendarVietnamese } from 'date-chinese';
import type { CalendarDate } from './calendar-date.js';

/** The two holidays of a year that follow the lunar calendar as Vietnam keeps it (UTC+7 since 1968). */
export interface LunarHolidays {
  /** First day of the lunar year (mùng 1 Tết). */
  tetOn: CalendarDate;
  /** Tenth day of the third lunar month (Giỗ Tổ Hùng Vương). */
  hungKingsOn: CalendarDate;
}

/** An astronomical computation of some milliseconds; a year's answer never changes. */
const holidaysByYear = new Map<number, LunarHolidays>();

/** Tết and Giỗ Tổ of a Gregorian year. */
export function lunarHolidaysOf(year: number): LunarHolidays {
  let holidays = holidaysByYear.get(year);
  if (holidays === undefined) {
    const calendar = new CalendarVietnamese();
    holidays = { tetOn: lunarDay(calendar, year, 1, 1), hungKingsOn: lunarDay(calendar, year, 3, 10) };
    holidaysByYear.set(year, holidays);
  }
  return holidays;
}

/** A day of a regular (not leap) month in the lunar year that begins in this Gregorian year. */
function lunarDay(calendar: CalendarVietnamese, gregorianYear: number, month: number, day: number): CalendarDate {
  // The library takes the year from toGregorian(); the sexagenary cycle and year given here play no part.
  const found = calendar.set(1, 1, month, false, day).toGregorian(gregorianYear);
  return [found.year, String(found.month).padStart(2, '0'), String(found.day).padStart(2, '0')].join('-');
}
