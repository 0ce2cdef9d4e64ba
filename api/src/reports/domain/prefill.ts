import { type CalendarDate, formatDateInText } from '../../calendar/domain/calendar-date.js';
import { BLANK_ENTRY, type EntryWords } from './report-content.js';

export interface PrefillEvidence {
  number: string;
  issuedOn: CalendarDate;
  abstract: string;
  state: 'proposed' | 'confirmed';
}

/** A later due date that was asked for or decided on in the data window. */
export interface PrefillExtension {
  number: number;
  state: 'pending' | 'granted' | 'refused';
  newDueOn: CalendarDate;
}

const extensionWords = ({ number, state, newDueOn }: PrefillExtension): string => {
  const day = formatDateInText(newDueOn);
  if (state === 'granted') return `Được gia hạn đến ngày ${day} (đề nghị số ${number}).`;
  if (state === 'refused') return `Đề nghị gia hạn số ${number} đến ngày ${day} không được chấp thuận.`;
  return `Đã đề nghị gia hạn đến ngày ${day} (đề nghị số ${number}), chờ quyết định.`;
};

/**
 * What a new draft says before anybody wrote: the last report's words, this period's documents as results, and its
 * extensions among the next steps. A confirmed document says that the work is done.
 */
export function prefilledEntry(
  last: EntryWords | null,
  evidence: readonly PrefillEvidence[],
  extensions: readonly PrefillExtension[] = [],
): EntryWords {
  const before = last ?? BLANK_ENTRY;
  const start = { ...before, nextText: joined(before.nextText, extensions.map(extensionWords)), nothingNew: false };
  if (evidence.length === 0) return start;
  const documents = evidence.map(
    ({ number, issuedOn, abstract, state }) =>
      `Văn bản số ${number} ngày ${formatDateInText(issuedOn)}: ${abstract}${state === 'confirmed' ? '' : ' (chờ xác nhận)'}.`,
  );
  const done = evidence.some(({ state }) => state === 'confirmed');
  return {
    ...start,
    resultText: joined(start.resultText, documents),
    ...(done ? { progressPercent: 100, state: 'completed' as const } : {}),
  };
}

/** What is there and what is new, a line each; nothing that is said already is said twice. */
const joined = (text: string, added: readonly string[]): string =>
  [text, ...added.filter((words) => !text.includes(words))].filter((words) => words !== '').join('\n');
