import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../platform/auth/actor.js';
import { holds } from '../platform/auth/permission.guard.js';

const READS_EVERY_AGENCY: readonly Role[] = ['standing', 'monitor', 'steering'];

/** Whether the actor reads visits to every agency; others read those to their own and to their communes. */
export const readsEveryVisit = (actor: Actor): boolean => READS_EVERY_AGENCY.some((role) => actor.roles.has(role));

/** Whether the actor plans visits and records what they found. */
export const managesInspections = (actor: Actor): boolean => holds(actor.roles, 'inspections.manage');
