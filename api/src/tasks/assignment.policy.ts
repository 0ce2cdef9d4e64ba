import type { Role } from '@plan/shared/vocabulary/roles';
import type { Actor } from '../platform/auth/actor.js';

const READS_EVERY_AGENCY: readonly Role[] = ['standing', 'monitor', 'steering'];

/** Whether the actor reads drafts, open evidence and the like of every agency. */
export const readsEveryAgency = (actor: Actor): boolean => READS_EVERY_AGENCY.some((role) => actor.roles.has(role));

/** Whether the actor reads what an agency keeps to itself: the own agency, its parent, and those who read every one. */
export const readsAgency = (actor: Actor, agency: { agencyId: string; parentAgencyId: string | null }): boolean =>
  readsEveryAgency(actor) ||
  (actor.agencyId !== null && (actor.agencyId === agency.agencyId || actor.agencyId === agency.parentAgencyId));

/** Whether the actor hands in evidence for this agency: its own people, or the standing agency for it. */
export const proposesFor = (actor: Actor, agencyId: string): boolean =>
  actor.roles.has('standing') ||
  (actor.agencyId === agencyId && (actor.roles.has('agency_head') || actor.roles.has('agency_officer')));

/** Whether the actor asks for a later date in this agency's name. */
export const asksExtensionFor = (actor: Actor, agencyId: string): boolean =>
  actor.agencyId === agencyId && (actor.roles.has('agency_head') || actor.roles.has('agency_officer'));

/** Whether the actor decides on evidence. */
export const decidesEvidence = (actor: Actor): boolean => actor.roles.has('standing');
