import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';

/** The port by which a plan's settings reach what is computed from them above: tasks register their due dates. */
export interface PlanDependent {
  /** Called in the transaction that changed the plan's settings. */
  settingsChanged(manager: EntityManager, planId: string, actor: Actor): Promise<void>;
}
