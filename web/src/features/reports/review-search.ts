import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { REPORT_STATES, type ReportState } from '@plan/shared/vocabulary/report-states';
import { oneText, wordOf, wordsOf } from '../../lib/address-search.js';
import type { ReportFilter } from './review-queries.js';

const YES_NO = ['true', 'false'] as const;
type YesNo = (typeof YES_NO)[number];

/** What the list of reports shows, wholly in the address. Without `state` and `xem` it shows what waits for a review. */
export interface ReviewSearch {
  /** `tat-ca`: reports in every state. */
  xem?: 'tat-ca';
  q?: string;
  periodId?: string;
  agencyId?: string;
  groupId?: string;
  level?: AgencyLevel[];
  state?: ReportState[];
  late?: YesNo;
  overdue?: YesNo;
  contradictory?: YesNo;
  unchanged?: YesNo;
  /** As the API's: `submittedAt`, `-agency`. */
  sort?: string;
  /** Ids of hidden columns. */
  an?: string[];
  /** The report that is open at the side. */
  mo?: string;
}

/** Reads the address; what is not of the closed lists is left out. */
export function readReviewSearch(search: Record<string, unknown>): ReviewSearch {
  const hidden = search.an;
  return {
    xem: wordOf(search.xem, ['tat-ca'] as const),
    q: oneText(search.q),
    periodId: oneText(search.periodId),
    agencyId: oneText(search.agencyId),
    groupId: oneText(search.groupId),
    level: wordsOf(search.level, AGENCY_LEVELS),
    state: wordsOf(search.state, REPORT_STATES),
    late: wordOf(search.late, YES_NO),
    overdue: wordOf(search.overdue, YES_NO),
    contradictory: wordOf(search.contradictory, YES_NO),
    unchanged: wordOf(search.unchanged, YES_NO),
    sort: oneText(search.sort),
    an: Array.isArray(hidden) ? hidden.map(String) : oneText(hidden) ? [String(hidden)] : undefined,
    mo: oneText(search.mo),
  };
}

/** The states that the list shows; undefined for every one. */
export const statesOf = ({ xem, state }: ReviewSearch): ReportState[] | undefined =>
  state ?? (xem === 'tat-ca' ? undefined : ['submitted']);

const flag = (word: YesNo | undefined): boolean | undefined => (word === undefined ? undefined : word === 'true');

/** The filter as the API takes it. */
export const filterOf = (search: ReviewSearch, planId: string): ReportFilter => ({
  planId,
  q: search.q,
  periodId: search.periodId ? [search.periodId] : undefined,
  agencyId: search.agencyId ? [search.agencyId] : undefined,
  level: search.level,
  state: statesOf(search),
  late: flag(search.late),
  overdue: flag(search.overdue),
  contradictory: flag(search.contradictory),
  unchanged: flag(search.unchanged),
  sort: search.sort ?? 'submittedAt',
});

export const NO_FILTER: Partial<ReviewSearch> = {
  xem: 'tat-ca',
  q: undefined,
  periodId: undefined,
  agencyId: undefined,
  groupId: undefined,
  level: undefined,
  state: undefined,
  late: undefined,
  overdue: undefined,
  contradictory: undefined,
  unchanged: undefined,
};
