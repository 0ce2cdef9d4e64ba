import type { URGING_PLACES } from '@plan/shared/vocabulary/urgings';
import { type CalendarDate, formatDate } from '../../calendar/domain/calendar-date.js';

export interface LetterFacts {
  agencyName: string;
  itemCount: number;
  asOf: CalendarDate;
  answerBy: CalendarDate;
}

/** Fills the places of a template in for one agency; what is no place stays as it was written. */
export function fillPlaces(text: string, facts: LetterFacts): string {
  const words: Record<keyof typeof URGING_PLACES, string> = {
    '{cơ quan}': facts.agencyName,
    '{số việc}': String(facts.itemCount).padStart(2, '0'),
    '{ngày số liệu}': formatDate(facts.asOf),
    '{hạn trả lời}': formatDate(facts.answerBy),
  };
  return Object.entries(words).reduce((filled, [place, word]) => filled.replaceAll(place, () => word), text);
}
