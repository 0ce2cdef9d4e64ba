import { EXTENSION_STATES, type ExtensionState } from '@plan/shared/vocabulary/extensions';
import { oneText, wordsOf } from '../../lib/address-search.js';

/** What the register of extensions shows, wholly in the address. */
export interface ExtensionSearch {
  q?: string;
  state?: ExtensionState[];
  agencyId?: string;
  assignmentId?: string;
  /** As the API's: `newDueOn`, `-askedAt`. */
  sort?: string;
  /** The request that is open at the side. */
  mo?: string;
}

export function readExtensionSearch(search: Record<string, unknown>): ExtensionSearch {
  return {
    q: oneText(search.q),
    state: wordsOf(search.state, EXTENSION_STATES),
    agencyId: oneText(search.agencyId),
    assignmentId: oneText(search.assignmentId),
    sort: oneText(search.sort),
    mo: oneText(search.mo),
  };
}
