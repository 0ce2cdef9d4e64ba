import { type CalendarDate, formatDateInText } from '../../calendar/domain/calendar-date.js';
import { BLANK_ENTRY, type EntryWords } from './report-content.js';

export interface PrefillEvidence {
  number: string;
  issuedOn: CalendarDate;
  abstract: string;
  state: 'proposed' | 'confirmed';
}

/**
 * What a new draft says before anybody wrote: the last report's words, and this period's documents as results. A
 * confirmed document says that the work is done.
 */
export function prefilledEntry(last: EntryWords | null, evidence: readonly PrefillEvidence[]): EntryWords {
  const start: EntryWords = { ...(last ?? BLANK_ENTRY), nothingNew: false };
  if (evidence.length === 0) return start;
  const documents = evidence.map(
    ({ number, issuedOn, abstract, state }) =>
      `Văn bản số ${number} ngày ${formatDateInText(issuedOn)}: ${abstract}${state === 'confirmed' ? '' : ' (chờ xác nhận)'}.`,
  );
  const done = evidence.some(({ state }) => state === 'confirmed');
  return {
    ...start,
    resultText: [start.resultText, ...documents.filter((text) => !start.resultText.includes(text))]
      .filter((text) => text !== '')
      .join('\n'),
    ...(done ? { progressPercent: 100, state: 'completed' as const } : {}),
  };
}
