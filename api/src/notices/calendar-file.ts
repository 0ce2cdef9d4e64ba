import ical from 'ical-generator';
import { addDays } from '../calendar/domain/calendar-date.js';
import type { DigestContent } from './domain/digest.js';

/** One due date in a calendar. */
export interface CalendarEntry {
  /** The same thing has the same id in every file, so that a calendar program moves it instead of doubling it. */
  uid: string;
  on: string;
  summary: string;
  link: string;
}

const LONGEST_SUMMARY = 160;

/**
 * An iCalendar file (RFC 5545) of all-day entries.
 * @param stamp when the entries were last known to hold; the same stamp gives the same file
 */
export function calendarFile(name: string, entries: readonly CalendarEntry[], stamp: Date): string {
  const calendar = ical({ name, prodId: { company: 'de-an-06', product: 'ke-hoach', language: 'VI' } });
  calendar.ttl(3_600);
  for (const { uid, on, summary, link } of entries) {
    calendar.createEvent({
      id: uid,
      stamp,
      // Days, not instants: without a time zone the library writes them by UTC.
      start: new Date(`${on}T00:00:00Z`),
      end: new Date(`${addDays(on, 1)}T00:00:00Z`),
      allDay: true,
      summary: summary.length > LONGEST_SUMMARY ? `${summary.slice(0, LONGEST_SUMMARY - 1)}…` : summary,
      url: link,
    });
  }
  return calendar.toString();
}

/** The due dates that a digest names. */
export function entriesOfDigest({ parts }: DigestContent, origin: string): CalendarEntry[] {
  const lines = parts.flatMap(({ sections }) => sections.flatMap((section) => section.lines));
  const entries = new Map<string, CalendarEntry>();
  for (const { text, dueOn, link } of lines) {
    const uid = uidOf(link);
    if (dueOn && uid) entries.set(uid, { uid, on: dueOn, summary: `Hạn: ${text}`, link: `${origin}${link}` });
  }
  return [...entries.values()];
}

/** Assignments and reports by their ids, wherever the link to them stands. */
function uidOf(link: string): string | null {
  const [, assignment] = /phan=([0-9a-f-]{36})/.exec(link) ?? [];
  if (assignment) return assignmentUid(assignment);
  const [, report] = /^\/bao-cao\/([0-9a-f-]{36})$/.exec(link) ?? [];
  return report ? reportUid(report) : null;
}

export const assignmentUid = (id: string): string => `assignment-${id}@ke-hoach.de-an-06`;
export const reportUid = (id: string): string => `report-${id}@ke-hoach.de-an-06`;
