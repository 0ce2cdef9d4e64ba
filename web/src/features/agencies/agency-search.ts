import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { oneText, wordOf } from '../../lib/address-search.js';

/** What the directory shows, wholly in the address. */
export interface AgencySearch {
  q?: string;
  level?: AgencyLevel;
  /** `nhom`: collective names instead of agencies. */
  xem?: 'nhom';
}

export function readAgencySearch(search: Record<string, unknown>): AgencySearch {
  return {
    q: oneText(search.q),
    level: wordOf(search.level, AGENCY_LEVELS),
    xem: wordOf(search.xem, ['nhom'] as const),
  };
}
