import type { Request } from 'express';
import type { Actor } from './actor.js';

/** Injection token: how the guard turns a request into an Actor. The identity feature provides it. */
export const SESSION_READER = Symbol('SESSION_READER');

export interface SessionReader {
  /** The signed-in actor of a request; throws `auth.required` or `auth.session_ended`. */
  read(request: Request): Promise<Actor>;
}
