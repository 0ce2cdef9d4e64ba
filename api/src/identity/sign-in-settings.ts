import type { SessionRestriction } from '@plan/shared/vocabulary/people';
import { sessionRestriction } from './domain/session-restriction.js';
import type { SignedIn } from './user.queries.js';

/** Injection token of the settings below. */
export const SIGN_IN = Symbol('SIGN_IN');

/** A single sign-on provider, as the configuration names it. */
export interface OidcSettings {
  /** Issuer address; its discovery document tells the rest. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Words of the button on the sign-in page. */
  label: string;
}

/** How people may sign in to this installation. */
export interface SignInSettings {
  /** Whether `admin` and `standing` must have a second factor. */
  requireSecondFactor: boolean;
  /** Off: only the single sign-on provider lets people in. */
  passwordSignIn: boolean;
  oidc: OidcSettings | null;
}

/** The embedded sample: passwords alone. */
export const OPEN_SAMPLE: SignInSettings = { requireSecondFactor: false, passwordSignIn: true, oidc: null };

/** What this installation asks of a session before anything else. */
export const restrictionOf = (person: SignedIn, settings: SignInSettings): SessionRestriction | null =>
  sessionRestriction({
    ...person,
    roles: [...person.roles, ...(person.principal?.roles ?? [])],
    required: settings.requireSecondFactor,
  });
