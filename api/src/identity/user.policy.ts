import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../platform/auth/actor.js';

interface Placed {
  agencyId: string | null;
  roles: readonly Role[];
}

/** `admin` looks after everybody. */
export const managesEveryone = (actor: Actor): boolean => actor.roles.has('admin');

/** An `agency_head` looks after the officers of its own agency, and after nobody who holds another role. */
export function manages(actor: Actor, person: Placed): boolean {
  if (managesEveryone(actor)) return true;
  return (
    actor.roles.has('agency_head') &&
    actor.agencyId !== null &&
    person.agencyId === actor.agencyId &&
    person.roles.length > 0 &&
    person.roles.every((role) => role === 'agency_officer')
  );
}
