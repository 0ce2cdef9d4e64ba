import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import { Clock } from '../platform/clock/clock.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import type { TaskFilters, TaskListQuery } from './task.dto.js';
import { inOverdueBands, TASK_DUE_ON, taskDateChange, taskRollUp, timelinessWord } from './timeliness.sql.js';

const SORTS: Record<string, SortKey> = {
  number: { sql: 't.position', type: 'int' },
  dueOn: {
    sql: `COALESCE(${TASK_DUE_ON}, '9999-12-31')`,
    descendingSql: `COALESCE(${TASK_DUE_ON}, '0001-01-01')`,
    type: 'date',
  },
  timeliness: { sql: 'r.rank', type: 'int' },
  title: { sql: 't.title COLLATE "vi-x-icu"', type: 'text' },
};

const FIRST_DEADLINE = `jsonb_build_object('kind', t.deadline_kind, 'startOn', t.start_on, 'nominalDueOn', t.nominal_due_on,
  'dueOn', t.due_on, 'explanation', t.deadline_explanation, 'unsure', t.deadline_unsure)`;

/** Columns of one task as the contract shows it; needs `t`, `p`, `td` and `r`. */
const TASK = `'id', t.id, 'planId', t.plan_id, 'origin', t.origin, 'number', t.number, 'title', t.title,
  'groupId', t.group_id, 'leadText', t.lead_text, 'coordinateText', t.coordinate_text,
  'deliverables', COALESCE((SELECT json_agg(json_build_object('id', v.id, 'position', v.position, 'text', v.text) ORDER BY v.position)
                            FROM deliverables v WHERE v.task_id = t.id), '[]'),
  'deadlineText', t.deadline_text,
  'deadline', json_build_object('kind', t.deadline_kind, 'startOn', t.start_on,
     'nominalDueOn', COALESCE(td.nominal_due_on, t.nominal_due_on), 'dueOn', ${TASK_DUE_ON},
     'explanation', COALESCE(td.explanation, t.deadline_explanation), 'unsure', t.deadline_unsure AND td.due_on IS NULL),
  'timeliness', ${timelinessWord('r.rank')}, 'completedOn', r.completed_on,
  'progress', json_build_object('done', r.done, 'total', r.total), 'overdueDays', r.overdue_days,
  'firstTimeliness', ${timelinessWord('r.first_rank')}, 'firstOverdueDays', r.first_overdue_days,
  'judgedDueOn', r.judged_due_on,
  'extendedTo', CASE WHEN r.last_due_on > ${TASK_DUE_ON} THEN r.last_due_on END, 'pendingExtensions', r.pending,
  'unresolvedSides', t.unresolved_sides`;

/** Conditions that tasks and assignments share; each says what it needs of the row. */
export function taskConditions(query: TaskFilters, parameters: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, sql: (place: string) => string): void => {
    parameters.push(value);
    conditions.push(sql(`$${parameters.length}`));
  };
  if (query.planId) add(query.planId, (place) => `t.plan_id = ${place}`);
  if (query.groupId) add(query.groupId, (place) => `t.group_id = ANY(${place}::uuid[])`);
  if (query.deadlineKind) add(query.deadlineKind, (place) => `t.deadline_kind = ANY(${place}::text[])`);
  // One origin, as nearly always, is an equality: behind it an index has the rows in the order of the list.
  const [origin = 'annex', ...others] = query.origin ?? [];
  if (others.length === 0) add(origin, (place) => `t.origin = ${place}`);
  else add(query.origin, (place) => `t.origin = ANY(${place}::text[])`);
  if (query.q) add(likeText(searchKey(query.q)), (place) => `t.search_text LIKE '%' || ${place} || '%'`);
  return conditions;
}

/** Reads of tasks: rows leave PostgreSQL as the JSON of the contract. */
@Injectable()
export class TaskQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One page of tasks as JSON text. */
  async list(query: TaskListQuery): Promise<string> {
    const { limit, cursor, ...filters } = query;
    const terms = readSort(query.sort, Object.keys(SORTS), 'number');
    const keyset = new Keyset(terms, SORTS, 't.id', filters);
    const parameters: unknown[] = [query.asOf ?? this.clock.today()];
    const conditions = taskConditions(query, parameters);
    if (query.agencyId || query.role) {
      const parts = ['m.task_id = t.id'];
      if (query.agencyId) parts.push(`m.agency_id = ANY($${parameters.push(query.agencyId)}::uuid[])`);
      if (query.role) parts.push(`m.role = ANY($${parameters.push(query.role)}::text[])`);
      conditions.push(`EXISTS (SELECT 1 FROM assignments m WHERE ${parts.join(' AND ')})`);
    }
    if (query.timeliness)
      conditions.push(`${timelinessWord('r.rank')} = ANY($${parameters.push(query.timeliness)}::text[])`);
    if (query.firstTimeliness)
      conditions.push(`${timelinessWord('r.first_rank')} = ANY($${parameters.push(query.firstTimeliness)}::text[])`);
    if (query.overdueBand) conditions.push(inOverdueBands('r.overdue_days', query.overdueBand));
    conditions.push(keyset.after(cursor, parameters));
    const asOf = '$1::date';
    const from = `FROM tasks t JOIN plans p ON p.id = t.plan_id ${taskDateChange(asOf)}`;
    const where = `WHERE ${conditions.join(' AND ')} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`;
    const needsRollUp =
      Boolean(query.timeliness ?? query.overdueBand ?? query.firstTimeliness) ||
      terms.some((term) => term.name === 'timeliness');
    // Where neither filter nor sort asks for the roll-up, only the rows of the page are rolled up.
    const sql = needsRollUp
      ? `SELECT json_build_object(${TASK})::text AS row, ${keyset.select} ${from} ${taskRollUp(asOf)} ${where}`
      : `WITH page AS MATERIALIZED (SELECT t.id, ${keyset.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place ${from} ${where})
         SELECT json_build_object(${TASK})::text AS row, page.*
         FROM page JOIN tasks t ON t.id = page.id JOIN plans p ON p.id = t.plan_id ${taskDateChange(asOf)} ${taskRollUp(asOf)}
         ORDER BY page.place`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /** One task with its history of dates as JSON text, and its version; null when there is none. */
  async one(id: string, asOf?: string): Promise<{ body: string; version: number } | null> {
    const day = '$2::date';
    const rows = await this.dataSource.query<{ body: string; version: number }[]>(
      `SELECT json_build_object(${TASK}, 'firstDeadline', ${FIRST_DEADLINE},
         'dueDateChanges', COALESCE((
            SELECT json_agg(json_build_object('assignmentId', c.assignment_id, 'effectiveOn', c.effective_on,
                     'nominalDueOn', c.nominal_due_on, 'dueOn', c.due_on, 'explanation', c.explanation,
                     'documentText', c.document_text, 'reason', c.reason) ORDER BY c.effective_on, c.id)
            FROM due_date_changes c WHERE c.task_id = t.id), '[]'))::text AS body, t.version
       FROM tasks t JOIN plans p ON p.id = t.plan_id ${taskDateChange(day)} ${taskRollUp(day)}
       WHERE t.id = $1`,
      [id, asOf ?? this.clock.today()],
    );
    return rows[0] ?? null;
  }
}
