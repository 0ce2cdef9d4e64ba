import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import type { AssignmentDto } from './assignment.dto.js';
import type { AssignmentListQuery } from './task.dto.js';
import { taskConditions } from './task.queries.js';
import {
  ASSIGNMENT_DUE_ON,
  assignmentDateChange,
  inOverdueBands,
  TASK_DUE_ON,
  taskDateChange,
  taskRollUp,
  timelinessRank,
  timelinessWord,
} from './timeliness.sql.js';

/** A coordinating assignment shows its task's dates. */
const DUE_ON = `CASE a.role WHEN 'lead' THEN ${ASSIGNMENT_DUE_ON} ELSE ${TASK_DUE_ON} END`;
const NOMINAL_DUE_ON = `CASE a.role WHEN 'lead' THEN COALESCE(d.nominal_due_on, a.nominal_due_on) ELSE COALESCE(td.nominal_due_on, t.nominal_due_on) END`;

const SORTS: Record<string, SortKey> = {
  number: { sql: 't.position', type: 'int' },
  dueOn: { sql: `COALESCE(${DUE_ON}, '9999-12-31')`, descendingSql: `COALESCE(${DUE_ON}, '0001-01-01')`, type: 'date' },
  timeliness: { sql: 's.rank', type: 'int' },
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
};

const ownRank = (asOf: string): string =>
  timelinessRank(
    { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
    asOf,
    'p.due_soon_days',
  );

const firstRank = (asOf: string): string =>
  timelinessRank(
    { dueOn: 'a.due_on', completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
    asOf,
    'p.due_soon_days',
  );

/** `CROSS JOIN LATERAL … s`: rank and completion of an assignment; a coordinating one takes its task's roll-up. */
const standing = (asOf: string): string => `
  CROSS JOIN LATERAL (
    SELECT ${ownRank(asOf)} AS rank, ${firstRank(asOf)} AS first_rank, CASE WHEN a.completed_on <= ${asOf} THEN a.completed_on END AS completed_on
    WHERE a.role = 'lead' OR a.cancelled_on <= ${asOf}
    UNION ALL
    SELECT r.rank, r.first_rank, r.completed_on FROM (SELECT 1) AS one ${taskRollUp(asOf)}
    WHERE a.role = 'coordinate' AND (a.cancelled_on IS NULL OR a.cancelled_on > ${asOf})
  ) s`;

/**
 * The plan comes through the task alone: said of the assignment too, PostgreSQL takes the two for independent, expects
 * next to no rows and reads the whole plan again for each task.
 */
const FROM = (asOf: string): string => `
  FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN plans p ON p.id = t.plan_id JOIN agencies g ON g.id = a.agency_id
  ${assignmentDateChange(asOf)} ${taskDateChange(asOf)}`;

/** Calendar days overdue; a coordinating one is never counted as overdue. */
const overdueDays = (asOf: string): string =>
  `CASE WHEN a.role = 'lead' AND s.rank = 0 THEN ${asOf} - ${DUE_ON} ELSE 0 END`;

/** The same against the first date. */
const firstOverdueDays = (asOf: string): string =>
  `CASE WHEN a.role = 'lead' AND s.first_rank = 0 THEN ${asOf} - a.due_on ELSE 0 END`;

const ASSIGNMENT = (
  asOf: string,
): string => `'id', a.id, 'taskId', a.task_id, 'planId', a.plan_id, 'taskNumber', t.number,
  'taskTitle', t.title, 'origin', t.origin, 'agencyId', a.agency_id, 'agencyName', g.name, 'role', a.role, 'viaGroupId', a.via_group_id,
  'deadlineKind', t.deadline_kind, 'nominalDueOn', ${NOMINAL_DUE_ON}, 'dueOn', ${DUE_ON},
  'firstDueOn', CASE a.role WHEN 'lead' THEN a.due_on ELSE t.due_on END,
  'timeliness', ${timelinessWord('s.rank')}, 'completedOn', s.completed_on,
  'cancelledOn', CASE WHEN a.cancelled_on <= ${asOf} THEN a.cancelled_on END,
  'overdueDays', ${overdueDays(asOf)}, 'firstTimeliness', ${timelinessWord('s.first_rank')},
  'firstOverdueDays', ${firstOverdueDays(asOf)}, 'pendingExtension', a.extension_pending @> ${asOf},
  'urgingCount', a.urging_count`;

export interface AssignmentFacts {
  body: string;
  version: number;
  agencyId: string;
  parentAgencyId: string | null;
  role: 'lead' | 'coordinate';
  completed: boolean;
  cancelled: boolean;
  waiting: number;
  cancelReason: string | null;
  /** Has a due date now, and no request for a later one waits. */
  extensible: boolean;
}

/** Reads of assignments: rows leave PostgreSQL as the JSON of the contract. */
@Injectable()
export class AssignmentQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One page of assignments as JSON text, one row an agency. */
  async list(query: AssignmentListQuery): Promise<string> {
    const { limit, cursor, ...filters } = query;
    // Within a plan, task or agency the order of the plan; over all of them the order of the ids, which an index has.
    const narrow = Boolean(query.planId ?? query.taskId ?? query.agencyId);
    const terms = query.sort || narrow ? readSort(query.sort, Object.keys(SORTS), 'number,agency') : [];
    const keyset = new Keyset(terms, SORTS, 'a.id', filters);
    const parameters: unknown[] = [query.asOf ?? this.clock.today()];
    const asOf = '$1::date';
    const conditions = taskConditions(query, parameters);
    if (query.taskId) conditions.push(`a.task_id = $${parameters.push(query.taskId)}`);
    if (query.agencyId) conditions.push(`a.agency_id = ANY($${parameters.push(query.agencyId)}::uuid[])`);
    if (query.role) conditions.push(`a.role = ANY($${parameters.push(query.role)}::text[])`);
    if (query.timeliness)
      conditions.push(`${timelinessWord('s.rank')} = ANY($${parameters.push(query.timeliness)}::text[])`);
    if (query.firstTimeliness)
      conditions.push(`${timelinessWord('s.first_rank')} = ANY($${parameters.push(query.firstTimeliness)}::text[])`);
    if (query.overdueBand) conditions.push(inOverdueBands(overdueDays(asOf), query.overdueBand));
    conditions.push(keyset.after(cursor, parameters));
    const where = `WHERE ${conditions.join(' AND ')} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`;
    const needsStanding =
      Boolean(query.timeliness ?? query.overdueBand ?? query.firstTimeliness) ||
      terms.some((term) => term.name === 'timeliness');
    const sql = needsStanding
      ? `SELECT json_build_object(${ASSIGNMENT(asOf)})::text AS row, ${keyset.select} ${FROM(asOf)} ${standing(asOf)} ${where}`
      : `WITH page AS MATERIALIZED (SELECT a.id AS assignment_id, ${keyset.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place ${FROM(asOf)} ${where})
         SELECT json_build_object(${ASSIGNMENT(asOf)})::text AS row, page.*
         FROM page JOIN assignments a ON a.id = page.assignment_id JOIN tasks t ON t.id = a.task_id
         JOIN plans p ON p.id = t.plan_id JOIN agencies g ON g.id = a.agency_id
         ${assignmentDateChange(asOf)} ${taskDateChange(asOf)} ${standing(asOf)}
         ORDER BY page.place`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /** One assignment as JSON text, with what policies need to know of it; null when there is none. */
  async one(
    id: string,
    asOf?: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<AssignmentFacts | null> {
    const day = '$2::date';
    const rows = await manager.query<AssignmentFacts[]>(
      `SELECT json_build_object(${ASSIGNMENT(day)})::text AS body, a.version, a.agency_id AS "agencyId",
              g.parent_id AS "parentAgencyId", a.role, a.completed_on IS NOT NULL AS completed,
              a.cancelled_on IS NOT NULL AS cancelled, a.cancel_reason AS "cancelReason",
              ${DUE_ON} IS NOT NULL AND NOT upper_inf(a.extension_pending) AS extensible,
              (SELECT count(*)::int FROM evidence e WHERE e.assignment_id = a.id AND e.state = 'proposed') AS waiting
       ${FROM(day)} ${standing(day)} WHERE a.id = $1`,
      [id, asOf ?? this.clock.today()],
    );
    return rows[0] ?? null;
  }

  /** Assignments by their ids in the shape of the contract, in no order. */
  async many(
    ids: readonly string[],
    asOf?: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<AssignmentDto[]> {
    const day = '$2::date';
    const rows = await manager.query<{ body: AssignmentDto }[]>(
      `SELECT json_build_object(${ASSIGNMENT(day)}) AS body ${FROM(day)} ${standing(day)} WHERE a.id = ANY($1::uuid[])`,
      [ids, asOf ?? this.clock.today()],
    );
    return rows.map(({ body }) => body);
  }
}
