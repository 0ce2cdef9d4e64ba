import { USER_STATES, type UserState } from '@plan/shared/vocabulary/people';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { oneText, wordOf } from '../../lib/address-search.js';

/** What the list of people shows, wholly in the address. */
export interface PeopleSearch {
  q?: string;
  role?: Role;
  state?: UserState;
  agencyId?: string;
  /** The person who is open at the side. */
  mo?: string;
  /** `loi-moi`: invitations that wait, instead of accounts. */
  xem?: 'loi-moi';
}

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  return {
    q: oneText(search.q),
    role: wordOf(search.role, ROLES),
    state: wordOf(search.state, USER_STATES),
    agencyId: oneText(search.agencyId),
    mo: oneText(search.mo),
    xem: wordOf(search.xem, ['loi-moi'] as const),
  };
}
