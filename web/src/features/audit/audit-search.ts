import { EVENT_SUBJECTS, EVENT_TYPES, type EventSubject, type EventType } from '@plan/shared/vocabulary/event-types';
import { oneText, wordOf, wordsOf } from '../../lib/address-search.js';
import { isDay } from '../../lib/dates.js';

/** What the log shows, wholly in the address. */
export interface AuditSearch {
  q?: string;
  from?: string;
  to?: string;
  type?: EventType[];
  subjectType?: EventSubject;
  subjectId?: string;
  agencyId?: string;
  actorId?: string;
  /** The number of the event that is open at the side. */
  mo?: string;
}

const dayOf = (value: unknown): string | undefined => {
  const day = oneText(value);
  return day && isDay(day) ? day : undefined;
};

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    q: oneText(search.q),
    from: dayOf(search.from),
    to: dayOf(search.to),
    type: wordsOf(search.type, EVENT_TYPES),
    subjectType: wordOf(search.subjectType, EVENT_SUBJECTS),
    subjectId: oneText(search.subjectId),
    agencyId: oneText(search.agencyId),
    actorId: oneText(search.actorId),
    mo: oneText(search.mo),
  };
}
