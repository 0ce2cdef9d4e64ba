import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { calendarDateOf, lastDayOfMonth } from '../../calendar/domain/calendar-date.js';
import type { Moment } from './deadline-words.js';

/** A moment set on the calendar: its first and last day. */
export interface Span {
  kind: Extract<DeadlineKind, 'date' | 'month' | 'quarter' | 'half_year' | 'year' | 'range'>;
  firstOn: CalendarDate;
  lastOn: CalendarDate;
}

/** A moment with its year known; a bare number has taken a unit by then. */
export function yearSaid(moment: Moment): number | null {
  return moment.unit === 'day_of_month' ? null : moment.year;
}

/** The moment with this year where its words say none. */
export function withYear(moment: Moment, year: number): Moment {
  return moment.unit === 'day_of_month' || moment.year !== null ? moment : { ...moment, year };
}

/**
 * The unit that a bare number or a lone day takes from its neighbour: the 3 of "3-6/2023", the II of "quý I-II/2023",
 * the 1 of "ngày 1 đến 15/3/2023". A moment that needs none comes back as it was; null when no unit fits.
 */
export function completed(moment: Moment, neighbour: Moment | null): Moment | null {
  if (moment.unit === 'day_of_month') {
    return neighbour?.unit === 'day' ? { ...neighbour, day: moment.day } : null;
  }
  if (moment.unit !== 'number') return moment;
  const { value, year } = moment;
  if (neighbour?.unit === 'quarter') return { unit: 'quarter', quarter: value, year };
  if (neighbour?.unit === 'month') return { unit: 'month', month: value, year };
  if (neighbour?.unit === 'day' && year === null && !moment.roman) return { ...neighbour, day: value };
  // Alone, only a number with a year means something: "03/2023", "II/2023".
  if (year === null) return null;
  return moment.roman ? { unit: 'quarter', quarter: value, year } : { unit: 'month', month: value, year };
}

/** First and last day of a moment with a year; null when there is no such day, month, quarter or year. */
export function spanOf(moment: Moment): Span | null {
  if (moment.unit === 'day_of_month' || moment.unit === 'number' || moment.year === null) return null;
  const { year } = moment;
  switch (moment.unit) {
    case 'day': {
      const on = calendarDateOf(year, moment.month, moment.day);
      return on === null ? null : { kind: 'date', firstOn: on, lastOn: on };
    }
    case 'month':
      return monthsSpan('month', year, moment.month, moment.month);
    case 'quarter':
      return monthsSpan('quarter', year, moment.quarter * 3 - 2, moment.quarter * 3);
    case 'months': {
      const { count, part } = moment;
      const kind = count === 6 ? 'half_year' : 'range';
      return part === 'first' ? monthsSpan(kind, year, 1, count) : monthsSpan(kind, year, 13 - count, 12);
    }
    case 'year':
      return monthsSpan('year', year, 1, 12);
  }
}

function monthsSpan(kind: Span['kind'], year: number, first: number, last: number): Span | null {
  const firstOn = calendarDateOf(year, first, 1);
  if (firstOn === null || last > 12 || last < first) return null;
  return { kind, firstOn, lastOn: lastDayOfMonth(year, last) };
}
