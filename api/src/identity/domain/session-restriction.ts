import type { SessionRestriction } from '@plan/shared/vocabulary/people';
import type { Role } from '@plan/shared/vocabulary/roles';

/** Roles that need a second factor where the installation asks for it (security level 3, TCVN 11930:2017). */
const GUARDED: readonly Role[] = ['admin', 'standing'];

export interface SessionFacts {
  /** Of the person and, for a deputy, of the principal too. */
  roles: readonly Role[];
  /** Whether the installation asks for a second factor. */
  required: boolean;
  hasSecondFactor: boolean;
  /** Whether this session has shown one, ours or the sign-on provider's. */
  shownSecondFactor: boolean;
  /** Whether the session acts under a deputyship that is over. */
  deputyEnded: boolean;
}

/** What a session must do first; null when it is whole. */
export function sessionRestriction(facts: SessionFacts): SessionRestriction | null {
  if (!facts.shownSecondFactor) {
    if (facts.hasSecondFactor) return 'second_factor_pending';
    if (mustHaveSecondFactor(facts.roles, facts.required)) return 'second_factor_setup';
  }
  return facts.deputyEnded ? 'deputy_ended' : null;
}

export const mustHaveSecondFactor = (roles: readonly Role[], required: boolean): boolean =>
  required && roles.some((role) => GUARDED.includes(role));
