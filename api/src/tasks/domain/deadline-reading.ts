import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';

/** What the words of a deadline mean. The words themselves are kept by the caller (`deadlineText`). */
export interface DeadlineReading {
  kind: DeadlineKind;
  /** First day, for the kinds half_year, year, range and ongoing_from; null for all others. */
  startOn: CalendarDate | null;
  /** Last day as the words say it, before any move to a working day; null for kinds without one. */
  nominalDueOn: CalendarDate | null;
  /** True when a person must look at it: the words allow another reading, or none was found. */
  unsure: boolean;
  /** Vietnamese: what is unsure and how it was read for now; null when there is nothing to say. */
  note: string | null;
}

/** A reading without dates, of which nothing is doubted. */
export function withoutDates(kind: DeadlineKind): DeadlineReading {
  return { kind, startOn: null, nominalDueOn: null, unsure: false, note: null };
}

/** The reading marked unsure for each doubt, in order; unchanged when there is none. */
export function withDoubts(reading: DeadlineReading, doubts: readonly string[]): DeadlineReading {
  if (doubts.length === 0) return reading;
  const said = reading.note === null ? [] : [reading.note];
  return { ...reading, unsure: true, note: [...new Set([...said, ...doubts])].join('. ') };
}
