import { URGING_CANDIDATE_KINDS, type UrgingCandidateKind } from '@plan/shared/vocabulary/urgings';
import { oneText, wordsOf } from '../../lib/address-search.js';

/** What the urging desk shows, wholly in the address. */
export interface UrgingSearch {
  kind?: UrgingCandidateKind[];
  agencyId?: string;
  /** At least so many days late. */
  tre?: number;
  /** Urged at least so often. */
  lan?: number;
  /** `co`: its last urging was not answered. */
  cho?: 'co';
  sort?: string;
}

const count = (value: unknown): number | undefined => {
  const text = oneText(value);
  return text && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
};

export function readUrgingSearch(search: Record<string, unknown>): UrgingSearch {
  return {
    kind: wordsOf(search.kind, URGING_CANDIDATE_KINDS),
    agencyId: oneText(search.agencyId),
    tre: count(search.tre),
    lan: count(search.lan),
    cho: oneText(search.cho) === 'co' ? 'co' : undefined,
    sort: oneText(search.sort),
  };
}

/** `cho`: `tra-loi` for those that wait for an answer. */
export interface UrgingListSearch {
  cho?: 'tra-loi';
}
export const readUrgingListSearch = (search: Record<string, unknown>): UrgingListSearch => ({
  cho: oneText(search.cho) === 'tra-loi' ? 'tra-loi' : undefined,
});
