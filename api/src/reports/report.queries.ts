import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import { readable, readableParameters } from './report.policy.js';
import type { OwedQuery, ReportListQuery } from './report-list.dto.js';
import {
  acceptedBy,
  handedInBy,
  LAST_DAY,
  lateBy,
  MEMBERSHIP,
  overdueBy,
  standingBy,
  stateBy,
  TODAY,
} from './report-standing.sql.js';

const SORTS: Record<string, SortKey> = {
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
  submittedAt: {
    sql: `COALESCE(to_char(r.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '9999')`,
    descendingSql: `COALESCE(to_char(r.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0')`,
    type: 'text',
  },
  dueOn: { sql: 'p.due_on', type: 'date' },
};

const OWED_FIRST = readSort(undefined, Object.keys(SORTS), 'dueOn,agency');

const FROM = `FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id`;

/** What a list reads about the day that it is asked for: today's stands in the reports themselves. */
interface Standing {
  day: string;
  state: string;
  /** Where `number`, `updated_count`, `unchanged_count` and `warning_count` stand. */
  counts: { number: string; of: string };
  join: string;
}

const standingToday: Standing = {
  day: TODAY,
  state: 'r.state',
  counts: { number: 'r.current_number', of: 'r' },
  join: '',
};

const standingOn = (day: string): Standing => ({
  day,
  state: stateBy(day),
  counts: { number: 'c.number', of: 'c' },
  join: `LEFT JOIN LATERAL (${standingBy(day)}) c ON true`,
});

const rowOf = ({ day, state, counts: { of } }: Standing): string => {
  const whenHandedIn = (sql: string): string => `CASE WHEN ${handedInBy(day)} THEN ${sql} END`;
  return `'id', r.id, 'periodId', r.period_id, 'periodLabel', p.label, 'planId', r.plan_id, 'agencyId', r.agency_id,
    'agencyName', g.name, 'agencyLevel', g.level, 'state', ${state}, 'version', r.version, 'dueOn', p.due_on,
    'lastDayOn', ${LAST_DAY}, 'submittedAt', ${whenHandedIn(instant('r.submitted_at'))},
    'submittedOn', ${whenHandedIn('r.submitted_on')}, 'late', ${lateBy(day)}, 'overdue', ${overdueBy(day)},
    'acceptedAt', CASE WHEN ${acceptedBy(day)} THEN ${instant('r.accepted_at')} END,
    'savedAt', ${instant('r.saved_at')}, 'reviewStartedAt', ${instant('r.review_started_at')},
    'correctionReason', r.correction_reason,
    'entryCount', (SELECT count(*)::int FROM report_entries e WHERE e.report_id = r.id),
    'updatedCount', COALESCE(${of}.updated_count, 0), 'unchangedCount', COALESCE(${of}.unchanged_count, 0),
    'warningCount', COALESCE(${of}.warning_count, 0),
    'urgingCount', r.urging_count`;
};

/** An instant as the contract writes it: RFC 3339 in UTC with milliseconds. */
function instant(sql: string): string {
  return `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Lists of reports: rows leave PostgreSQL as the JSON of the contract. */
@Injectable()
export class ReportQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One page of the reports that the actor may read, as JSON text. */
  async list(query: ReportListQuery, actor: Actor): Promise<string> {
    const { limit, cursor, ...filters } = query;
    // Over all plans and agencies the order of the ids, which an index has.
    const narrow = Boolean(query.planId ?? query.periodId ?? query.agencyId);
    const terms = query.sort || narrow ? readSort(query.sort, Object.keys(SORTS), 'dueOn,agency') : [];
    const keyset = new Keyset(terms, SORTS, 'r.id', filters);
    const parameters: unknown[] = [...readableParameters(actor)];
    const standing = query.asOf ? standingOn(`$${parameters.push(query.asOf)}::date`) : standingToday;
    const conditions = [readable(1), 'r.removed_at IS NULL', ...listConditions(query, standing, parameters)];
    conditions.push(keyset.after(cursor, parameters));
    const sql = `
      WITH page AS MATERIALIZED (
        SELECT r.id AS report_id, ${keyset.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place
        ${FROM} ${standing.join} WHERE ${conditions.join(' AND ')}
        ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)})
      SELECT json_build_object(${rowOf(standing)})::text AS row, page.*
      FROM page JOIN reports r ON r.id = page.report_id JOIN reporting_periods p ON p.id = r.period_id
      JOIN agencies g ON g.id = r.agency_id ${standing.join} ORDER BY page.place`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /** One page of who owes a report, of those that the actor may read, as JSON text. */
  async owed({ limit, cursor, ...filters }: OwedQuery, actor: Actor): Promise<string> {
    const [now] = await this.dataSource.query<[{ today: string }]>(`SELECT ${TODAY} AS today`);
    const asOf = filters.asOf ?? now.today;
    const keyset = new Keyset(OWED_FIRST, SORTS, 'r.id', filters);
    const parameters: unknown[] = [
      ...readableParameters(actor),
      filters.planId ?? null,
      filters.agencyId ?? null,
      asOf,
      limit + 1,
    ];
    const day = '$5::date';
    const owes = filters.asOf ? `NOT ${handedInBy(day)}` : 'r.judged_number IS NULL';
    const rows = await this.dataSource.query(
      `SELECT json_build_object('reportId', r.id, 'periodId', r.period_id, 'periodLabel', p.label, 'planId', r.plan_id,
                'agencyId', r.agency_id, 'agencyName', g.name, 'state', ${stateBy(day)}, 'dueOn', p.due_on,
                'lastDayOn', ${LAST_DAY}, 'daysLate', ${day} - p.due_on, 'open', ${day} <= ${LAST_DAY}, 'urgingCount', r.urging_count)::text AS row,
              ${keyset.select}
       ${FROM}
       WHERE ${readable(1)} AND ($3::uuid IS NULL OR (r.plan_id = $3 AND p.plan_id = $3)) AND ($4::uuid IS NULL OR r.agency_id = $4)
         AND ${owes} AND r.removed_at IS NULL AND p.window_start_on <= ${day}
         AND ${keyset.after(cursor, parameters)}
       ORDER BY ${keyset.orderBy} LIMIT $6`,
      parameters,
    );
    return `{"asOf":"${asOf}",${pageText(rows, limit, keyset).slice(1)}`;
  }
}

function listConditions(query: ReportListQuery, { day, state, counts }: Standing, parameters: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, sql: (place: string) => string): void => {
    if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
  };
  const { number, of } = counts;
  // The plan stands in both tables: its few periods lead to their reports.
  add(query.planId, (place) => `(r.plan_id = ${place} AND p.plan_id = ${place})`);
  add(query.periodId, (place) => `r.period_id = ANY(${place}::uuid[])`);
  add(query.agencyId, (place) => `r.agency_id = ANY(${place}::uuid[])`);
  add(
    query.groupId,
    (place) =>
      `EXISTS (SELECT 1 FROM agency_group_members m WHERE m.group_id = ANY(${place}::uuid[]) AND ${MEMBERSHIP})`,
  );
  add(query.level, (place) => `g.level = ANY(${place}::text[])`);
  add(query.state, (place) => `${state} = ANY(${place}::text[])`);
  add(query.submitted, (place) => `${handedInBy(day)} = ${place}::boolean`);
  add(query.accepted, (place) => `${acceptedBy(day)} = ${place}::boolean`);
  add(query.late, (place) => `(${handedInBy(day)} AND (r.submitted_on > p.due_on) = ${place}::boolean)`);
  add(query.overdue, (place) => `${overdueBy(day)} = ${place}::boolean`);
  add(query.contradictory, (place) => `(COALESCE(${of}.warning_count, 0) > 0) = ${place}::boolean`);
  add(query.unchanged, (place) => `(${number} IS NOT NULL AND (${of}.updated_count = 0) = ${place}::boolean)`);
  if (query.q) add(likeText(searchKey(query.q)), (place) => `g.search_text LIKE '%' || ${place} || '%'`);
  return conditions;
}
