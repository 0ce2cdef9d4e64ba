import type { ObstacleAct, ObstacleState } from '@plan/shared/vocabulary/obstacles';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { refusalOf } from './domain/life-cycle.js';
import { readable, readableParameters, sidesOf } from './obstacle.policy.js';

/** What every act asks of an obstacle; the row is locked. */
export interface ObstacleFacts {
  id: string;
  number: number;
  planId: string;
  agencyId: string;
  forwardedToAgencyId: string | null;
  state: ObstacleState;
  version: number;
  /** Today by the database's clock, in Asia/Ho_Chi_Minh. */
  today: string;
}

const FACTS = `x.id, x.number, x.plan_id AS "planId", x.agency_id AS "agencyId",
  x.forwarded_to_agency_id AS "forwardedToAgencyId", x.state, x.version,
  (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today`;

/**
 * Locks the obstacles of these ids that the actor reads, in the order of the ids, so that two who merge wait for each
 * other instead of dying together.
 */
export async function lockMany(manager: EntityManager, ids: readonly string[], actor: Actor): Promise<ObstacleFacts[]> {
  await manager.query('SELECT 1 FROM obstacles WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
  return manager.query(`SELECT ${FACTS} FROM obstacles x WHERE ${readable(1)} AND x.id = ANY($3::uuid[])`, [
    ...readableParameters(actor),
    ids,
  ]);
}

/**
 * One obstacle, locked, in the version that the actor has read and in a state that allows the act.
 * @throws DomainError `resource.not_found`, `resource.stale`, `auth.forbidden`, `obstacle.not_in_state`
 */
export async function lockFor(
  manager: EntityManager,
  act: ObstacleAct,
  id: string,
  version: number,
  actor: Actor,
): Promise<ObstacleFacts> {
  const [facts] = await lockMany(manager, [id], actor);
  if (!facts) throw notFound('vướng mắc');
  checkVersion(facts.version, version);
  const refusal = refusalOf(act, facts.state, sidesOf(actor, facts));
  if (refusal) throw new DomainError(refusal.code, refusal.reason);
  return facts;
}
