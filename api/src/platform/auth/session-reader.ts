import type { Request } from 'express';
import type { Actor } from './actor.js';

/** Injection token: how the guard turns a request into an Actor. The identity feature provides it. */
export const SESSION_READER = Symbol('SESSION_READER');

export interface SessionReader {
  /**
   * The actor of a request, by exactly one of session cookie, access token and API key.
   * @throws DomainError `auth.required`, `auth.session_ended`, `auth.token_invalid`, `auth.key_invalid`;
   * `request.credentials_ambiguous` for two at once
   */
  read(request: Request): Promise<Actor>;
}
