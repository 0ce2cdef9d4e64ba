import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../platform/auth/actor.js';

const READS_EVERY_AGENCY: readonly Role[] = ['standing', 'monitor', 'steering'];

/** Whether the actor reads what every agency is told; a system without an agency of its own is the province's. */
const readsEveryAgency = (actor: Actor): boolean =>
  READS_EVERY_AGENCY.some((role) => actor.roles.has(role)) || (actor.agencyId === null && actor.client !== undefined);

/**
 * Condition for rows that speak of an agency: the own one, its parent district, and those who read every agency. Its
 * parameters stand at `$at` and the one after it.
 */
export const readable = (agency: string, at: number): string =>
  `($${at}::boolean OR ${agency} = ANY(ARRAY(
     SELECT own.id FROM agencies own WHERE own.id = $${at + 1}::uuid OR own.parent_id = $${at + 1}::uuid)))`;

export const readableParameters = (actor: Actor): [boolean, string | null] => [readsEveryAgency(actor), actor.agencyId];

/** Whether the actor answers for this agency. */
export const answersFor = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && (actor.roles.has('agency_head') || actor.roles.has('agency_officer'));
