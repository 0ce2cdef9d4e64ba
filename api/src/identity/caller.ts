import type { Request } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { labelOf, type Person } from './user.queries.js';

/** From where a request came, before anybody is known behind it. */
export interface Caller {
  address: string;
  userAgent: string | undefined;
  requestId: string | null;
}

export const callerOf = (request: Request): Caller => ({
  address: request.ip ?? 'unknown',
  userAgent: request.headers['user-agent'],
  requestId: request.id === undefined ? null : String(request.id),
});

/** A person as the author of an act that needs no session: signing in, setting a password by link. */
export function actorOf(person: Person, caller: Caller): Actor {
  return {
    kind: 'user',
    id: person.id,
    label: labelOf(person),
    onBehalfOf: null,
    via: 'page',
    agencyId: person.agencyId,
    roles: new Set(person.roles),
    sessionId: null,
    requestId: caller.requestId,
    address: caller.address,
  };
}
