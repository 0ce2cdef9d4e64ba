import type { Actor } from '../platform/auth/actor.js';
import { readsEveryAgency, asksExtensionFor as speaksFor } from '../tasks/assignment-reader.service.js';
import type { ObstacleSides } from './domain/life-cycle.js';

/** Whether the actor reads obstacles of every agency; a system without an agency of its own is the province's. */
export const readsEveryObstacle = (actor: Actor): boolean =>
  readsEveryAgency(actor) || (actor.agencyId === null && (actor.client?.scopes.has('obstacles:read') ?? false));

/** What the actor is to an obstacle. */
export const sidesOf = (
  actor: Actor,
  obstacle: { agencyId: string; forwardedToAgencyId: string | null },
): ObstacleSides => ({
  asker: speaksFor(actor, obstacle.agencyId),
  asked: obstacle.forwardedToAgencyId !== null && speaksFor(actor, obstacle.forwardedToAgencyId),
  standing: actor.roles.has('standing'),
  steering: actor.roles.has('steering'),
});

/**
 * Condition for rows `x` that the actor reads, with the parameters of `readableParameters` at `$at` and the one after
 * it: the own agency's and those of the agencies below it, what was forwarded to the own agency, and the main one of
 * what it raised itself.
 */
export const readable = (at: number): string => {
  const own = `ARRAY(SELECT own.id FROM agencies own WHERE own.id = $${at + 1}::uuid OR own.parent_id = $${at + 1}::uuid)`;
  return `($${at}::boolean OR x.agency_id = ANY(${own}) OR x.forwarded_to_agency_id = $${at + 1}::uuid
    OR EXISTS (SELECT 1 FROM obstacles m WHERE m.main_id = x.id AND m.agency_id = ANY(${own})))`;
};

export const readableParameters = (actor: Actor): [boolean, string | null] => [
  readsEveryObstacle(actor),
  actor.agencyId,
];
