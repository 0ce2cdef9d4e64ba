import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { oneText, wordOf } from '../../lib/address-search.js';

export const PERIOD_VIEWS = ['no', 'danh-sach'] as const;

/** What the overview of periods shows, in the address. */
export interface PeriodsSearch {
  /** `no`: who owes a report; `danh-sach`: the periods one by one; else agencies × periods. */
  xem?: (typeof PERIOD_VIEWS)[number];
  q?: string;
  level?: AgencyLevel;
  groupId?: string;
  /** In the list of who owes: only this period. */
  periodId?: string;
  /** The newest period that is shown, where not all fit beside each other. */
  den?: string;
}

export function readPeriodsSearch(search: Record<string, unknown>): PeriodsSearch {
  return {
    xem: wordOf(search.xem, PERIOD_VIEWS),
    q: oneText(search.q),
    level: wordOf(search.level, AGENCY_LEVELS),
    groupId: oneText(search.groupId),
    periodId: oneText(search.periodId),
    den: oneText(search.den),
  };
}

export const RATE_ROWS = ['expected', 'submitted', 'submittedOnTime', 'submittedLate', 'missing', 'accepted'] as const;
export type RateRows = (typeof RATE_ROWS)[number];
export const RATE_SORTS = ['name', 'completeness', 'timeliness', 'updateRate'] as const;
export type RateSort = (typeof RATE_SORTS)[number];

/** What the page of rates shows, in the address. */
export interface RatesSearch {
  /** `xep-hang`: the ranking in place of the rates. */
  xem?: 'xep-hang';
  ky?: string;
  /** Which agencies the table lists; a number leads here. */
  loc?: RateRows;
  level?: AgencyLevel;
  groupId?: string;
  xep?: RateSort;
}

export function readRatesSearch(search: Record<string, unknown>): RatesSearch {
  return {
    xem: wordOf(search.xem, ['xep-hang'] as const),
    ky: oneText(search.ky),
    loc: wordOf(search.loc, RATE_ROWS),
    level: wordOf(search.level, AGENCY_LEVELS),
    groupId: oneText(search.groupId),
    xep: wordOf(search.xep, RATE_SORTS),
  };
}
