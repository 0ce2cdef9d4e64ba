import type { Permission } from '@plan/shared/vocabulary/permissions';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../platform/auth/actor.js';
import { mayCall } from '../platform/auth/permission.guard.js';
import type { ReportSides } from './domain/life-cycle.js';

const READS_EVERY_AGENCY: readonly Role[] = ['standing', 'monitor', 'steering'];

/** Whether the actor reads the reports of every agency; a system without an agency of its own is the province's. */
export const readsEveryReport = (actor: Actor): boolean =>
  READS_EVERY_AGENCY.some((role) => actor.roles.has(role)) ||
  (actor.agencyId === null && (actor.client?.scopes.has('reports:read') ?? false));

/** Whether the actor reads this report: the own agency, its parent district, and those who read every one. */
export const readsReport = (actor: Actor, owner: { agencyId: string; parentAgencyId: string | null }): boolean =>
  readsEveryReport(actor) ||
  (actor.agencyId !== null && (actor.agencyId === owner.agencyId || actor.agencyId === owner.parentAgencyId));

/** What the actor is to a report of this agency. A person of the standing agency may be both sides of its own. */
export const sidesOf = (actor: Actor, agencyId: string): ReportSides => ({
  writer: actor.agencyId === agencyId && may(actor, 'reports.write'),
  submitter: actor.agencyId === agencyId && may(actor, 'reports.submit'),
  reviewer: may(actor, 'reports.review'),
});

/** Whether the actor holds a permission, whatever the route asked for. */
export const may = (actor: Actor, permission: Permission): boolean => mayCall(actor, permission);

/**
 * Condition for rows `r` that belong to an agency, to go with the parameters of `readableParameters` at `$at` and the
 * one after it. The agencies are an array that is made once, so that an index finds their rows.
 */
export const readable = (at: number): string =>
  `($${at}::boolean OR r.agency_id = ANY(ARRAY(
     SELECT own.id FROM agencies own WHERE own.id = $${at + 1}::uuid OR own.parent_id = $${at + 1}::uuid)))`;

export const readableParameters = (actor: Actor): [boolean, string | null] => [readsEveryReport(actor), actor.agencyId];
