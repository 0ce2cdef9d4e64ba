import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import type { ExtensionDto } from './extension.dto.js';
import { ExtensionQueries } from './extension.queries.js';

export { ExtensionDto } from './extension.dto.js';

/** A request for a later date that waits, as its decider is told of it. */
export interface WaitingExtension {
  extensionId: string;
  number: number;
  agencyName: string;
  taskNumber: number | null;
  taskTitle: string;
  newDueOn: string;
}

/** Requests that wait, for features that list what is to be decided. */
@Injectable()
export class PendingExtensionsService {
  constructor(private readonly queries: ExtensionQueries) {}

  /** Those of a plan that waited on a day and that the actor may read, the longest waiting first. */
  async pendingOn(planId: string, asOf: string, actor: Actor): Promise<ExtensionDto[]> {
    return this.queries.pendingOn(planId, asOf, actor);
  }

  /**
   * Those that wait for one of the deciders now, the longest waiting first: how many, and the first few.
   * @param automaticOnly leaves out the plans that daily rounds leave alone
   */
  async waitingFor(
    manager: EntityManager,
    decider: 'standing' | 'steering',
    automaticOnly: boolean,
    atMost: number,
  ): Promise<{ count: number; items: WaitingExtension[] }> {
    const rows = await manager.query<(WaitingExtension & { count: number })[]>(
      `SELECT x.id AS "extensionId", x.number, g.name AS "agencyName", t.number AS "taskNumber", t.title AS "taskTitle",
              x.new_due_on AS "newDueOn", count(*) OVER ()::int AS count
       FROM extensions x JOIN plans p ON p.id = x.plan_id JOIN agencies g ON g.id = x.agency_id
       JOIN assignments a ON a.id = x.assignment_id JOIN tasks t ON t.id = a.task_id
       WHERE x.state = 'pending' AND p.extension_deciders IN ('both', $1) AND (NOT $2 OR p.automatic_rounds)
       ORDER BY x.number LIMIT $3`,
      [decider, automaticOnly, atMost],
    );
    return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...row }) => row) };
  }
}
