import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import { readable, readableParameters } from './report.policy.js';
import type { OwedDto, OwedQuery, OwedRowDto, ReportListQuery } from './report-list.dto.js';

/** Today by the clock that decides. */
const TODAY = `(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

const LAST_DAY = `GREATEST(p.lock_on, (
  SELECT x.until_on FROM period_exceptions x WHERE x.period_id = r.period_id AND x.agency_id = r.agency_id
  ORDER BY x.granted_at DESC LIMIT 1))`;

const OVERDUE = `(r.judged_number IS NULL AND r.removed_at IS NULL AND ${TODAY} > p.due_on)`;

const SORTS: Record<string, SortKey> = {
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
  submittedAt: {
    sql: `COALESCE(to_char(r.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '9999')`,
    descendingSql: `COALESCE(to_char(r.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0')`,
    type: 'text',
  },
  dueOn: { sql: 'p.due_on', type: 'date' },
};

const ROW = `'id', r.id, 'periodId', r.period_id, 'periodLabel', p.label, 'planId', r.plan_id, 'agencyId', r.agency_id,
  'agencyName', g.name, 'agencyLevel', g.level, 'state', r.state, 'version', r.version, 'dueOn', p.due_on,
  'lastDayOn', ${LAST_DAY}, 'submittedAt', ${instant('r.submitted_at')}, 'submittedOn', r.submitted_on,
  'late', COALESCE(r.submitted_on > p.due_on, false), 'overdue', ${OVERDUE}, 'acceptedAt', ${instant('r.accepted_at')},
  'savedAt', ${instant('r.saved_at')}, 'reviewStartedAt', ${instant('r.review_started_at')},
  'correctionReason', r.correction_reason,
  'entryCount', (SELECT count(*)::int FROM report_entries e WHERE e.report_id = r.id),
  'updatedCount', r.updated_count, 'unchangedCount', r.unchanged_count, 'warningCount', r.warning_count,
  'urgingCount', r.urging_count`;

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
    const conditions = [readable(1), 'r.removed_at IS NULL', ...listConditions(query, parameters)];
    conditions.push(keyset.after(cursor, parameters));
    const from = `FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id`;
    const sql = `
      WITH page AS MATERIALIZED (
        SELECT r.id AS report_id, ${keyset.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place
        ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)})
      SELECT json_build_object(${ROW})::text AS row, page.*
      FROM page JOIN reports r ON r.id = page.report_id JOIN reporting_periods p ON p.id = r.period_id
      JOIN agencies g ON g.id = r.agency_id ORDER BY page.place`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /** Who owes a report right now, of those that the actor may read. */
  async owed(query: OwedQuery, actor: Actor): Promise<OwedDto> {
    const [asOf] = await this.dataSource.query<{ today: string }[]>(`SELECT ${TODAY} AS today`);
    const items: OwedRowDto[] = await this.dataSource.query(
      `SELECT r.id AS "reportId", r.period_id AS "periodId", p.label AS "periodLabel", r.plan_id AS "planId",
              r.agency_id AS "agencyId", g.name AS "agencyName", r.state, p.due_on AS "dueOn", ${LAST_DAY} AS "lastDayOn",
              $5::date - p.due_on AS "daysLate", $5::date <= ${LAST_DAY} AS open,
              r.urging_count AS "urgingCount"
       FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id
       WHERE ${readable(1)} AND ($3::uuid IS NULL OR (r.plan_id = $3 AND p.plan_id = $3)) AND ($4::uuid IS NULL OR r.agency_id = $4)
         AND r.judged_number IS NULL AND r.removed_at IS NULL AND p.window_start_on <= $5
       ORDER BY p.due_on, g.name COLLATE "vi-x-icu", r.id LIMIT 2000`,
      [...readableParameters(actor), query.planId ?? null, query.agencyId ?? null, asOf?.today],
    );
    return { asOf: (asOf as { today: string }).today, items, nextCursor: null };
  }
}

function listConditions(query: ReportListQuery, parameters: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, sql: (place: string) => string): void => {
    if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
  };
  // The plan stands in both tables: its few periods lead to their reports.
  add(query.planId, (place) => `(r.plan_id = ${place} AND p.plan_id = ${place})`);
  add(query.periodId, (place) => `r.period_id = ANY(${place}::uuid[])`);
  add(query.agencyId, (place) => `r.agency_id = ANY(${place}::uuid[])`);
  add(query.level, (place) => `g.level = ANY(${place}::text[])`);
  add(query.state, (place) => `r.state = ANY(${place}::text[])`);
  add(query.late, (place) => `(r.submitted_on > p.due_on) = ${place}::boolean`);
  add(query.overdue, (place) => `${OVERDUE} = ${place}::boolean`);
  add(query.contradictory, (place) => `(r.warning_count > 0) = ${place}::boolean`);
  add(query.unchanged, (place) => `(r.current_number IS NOT NULL AND (r.updated_count = 0) = ${place}::boolean)`);
  if (query.q) add(likeText(searchKey(query.q)), (place) => `g.search_text LIKE '%' || ${place} || '%'`);
  return conditions;
}
