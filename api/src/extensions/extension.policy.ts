import type { Actor } from '../platform/auth/actor.js';
import { asksExtensionFor, readsEveryAgency } from '../tasks/assignment-reader.service.js';
import type { ExtensionSides } from './domain/life-cycle.js';

/** What the actor is to a request of this agency. */
export const sidesOf = (actor: Actor, agencyId: string): ExtensionSides => ({
  asker: asksExtensionFor(actor, agencyId),
  standing: actor.roles.has('standing'),
  steering: actor.roles.has('steering'),
});

/**
 * Condition for rows `x` that belong to an agency, with the parameters of `readableParameters` at `$at` and the one
 * after it: the own agency's, those of the agencies below it, and all for those who read every agency.
 */
export const readable = (at: number): string =>
  `($${at}::boolean OR x.agency_id = ANY(ARRAY(
     SELECT own.id FROM agencies own WHERE own.id = $${at + 1}::uuid OR own.parent_id = $${at + 1}::uuid)))`;

export const readableParameters = (actor: Actor): [boolean, string | null] => [readsEveryAgency(actor), actor.agencyId];
