import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import { notFound } from '../platform/http/problem.js';
import { answersFor, readable, readableParameters } from './reminder.policy.js';
import type { UrgingDto, UrgingListQuery } from './urging.dto.js';

const SORTS: Record<string, SortKey> = {
  onDay: { sql: 'v.on_day', type: 'date' },
  number: { sql: 'v.number', type: 'int' },
};

/** Columns of one urging `v`; the day of reading stands at `today`. */
const row = (today: string): string => `
  'id', v.id, 'planId', v.plan_id, 'number', v.number, 'year', v.year, 'agencyId', v.agency_id, 'agencyName', g.name,
  'onDay', v.on_day, 'asOf', v.as_of, 'answerBy', v.answer_by, 'subject', v.subject, 'issuerName', s.name,
  'sentByLabel', v.sent_by_label, 'itemCount', n.items, 'answeredCount', n.answered,
  'answerLate', n.answered < n.items AND v.answer_by < ${today}`;

const FROM = `
  FROM urgings v JOIN agencies g ON g.id = v.agency_id LEFT JOIN agencies s ON s.id = v.issuer_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS items, count(i.answered_at)::int AS answered FROM urging_items i WHERE i.urging_id = v.id) n`;

const ITEMS = `
  'items', (SELECT json_agg(json_build_object('position', i.position, 'assignmentId', i.assignment_id, 'reportId', i.report_id,
      'taskId', (SELECT a.task_id FROM assignments a WHERE a.id = i.assignment_id), 'title', i.title, 'dueOn', i.due_on,
      'daysLate', i.days_late, 'times', i.times,
      'answeredAt', to_char(i.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'answeredByLabel', i.answered_by_label, 'reasonCode', i.reason_code, 'newDueOn', i.new_due_on,
      'evidenceId', i.evidence_id, 'answerText', i.answer_text) ORDER BY i.position)
    FROM urging_items i WHERE i.urging_id = v.id)`;

/** Reads of urgings; every one of them knows who asks. */
@Injectable()
export class UrgingQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One page of the urgings that the actor may read, the newest first, as JSON text. */
  async list(query: UrgingListQuery, actor: Actor): Promise<string> {
    const { limit, cursor, ...filters } = query;
    const keyset = new Keyset(readSort(undefined, Object.keys(SORTS), '-onDay,-number'), SORTS, 'v.id', filters);
    const parameters: unknown[] = [...readableParameters(actor), this.clock.today()];
    const conditions = [readable('v.agency_id', 1)];
    const add = (value: unknown, sql: (place: string) => string): void => {
      if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
    };
    add(query.planId, (place) => `v.plan_id = ${place}`);
    add(query.agencyId, (place) => `v.agency_id = ANY(${place}::uuid[])`);
    add(query.year, (place) => `v.year = ${place}`);
    add(query.unanswered, (place) => `(n.answered < n.items) = ${place}::boolean`);
    const names = (column: string, place: string): string =>
      `EXISTS (SELECT 1 FROM urging_items i WHERE i.urging_id = v.id AND i.${column} = ${place})`;
    add(query.assignmentId, (place) => names('assignment_id', place));
    add(query.reportId, (place) => names('report_id', place));
    conditions.push(keyset.after(cursor, parameters));
    const sql = `SELECT json_build_object(${row('$3::date')})::text AS row, ${keyset.select} ${FROM}
      WHERE ${conditions.join(' AND ')} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /** @throws DomainError `resource.not_found` also for one that is not the actor's to read */
  async one(id: string, actor: Actor): Promise<{ urging: UrgingDto; version: number }> {
    const [found] = await this.dataSource.query<{ body: Omit<UrgingDto, 'allowedActions'>; version: number }[]>(
      `SELECT json_build_object(${row('$3::date')}, 'text', v.text, 'signerTitle', v.signer_title, ${ITEMS}) AS body, v.version
       ${FROM} WHERE v.id = $4 AND ${readable('v.agency_id', 1)}`,
      [...readableParameters(actor), this.clock.today(), id],
    );
    if (!found) throw notFound('công văn đôn đốc');
    const waits = found.body.answeredCount < found.body.itemCount;
    const allowedActions = waits && answersFor(actor, found.body.agencyId) ? (['answer'] as const) : [];
    return { urging: { ...found.body, allowedActions: [...allowedActions] }, version: found.version };
  }
}
