import { Injectable } from '@nestjs/common';
import type { ReportState } from '@plan/shared/vocabulary/report-states';
import type { EntityManager } from 'typeorm';

/** A report that an agency has yet to hand in, or to hand in again. */
export interface OwedReport {
  reportId: string;
  periodLabel: string;
  state: Extract<ReportState, 'draft' | 'returned'>;
  dueOn: string;
}

export interface WaitingReport {
  reportId: string;
  periodLabel: string;
  agencyName: string;
  submittedOn: string | null;
}

interface Scope {
  day: string;
  automaticOnly: boolean;
}

/** The last day on which the report can be handed in, an exception counted. */
const LAST_DAY = `GREATEST(p.lock_on, (
  SELECT x.until_on FROM period_exceptions x WHERE x.period_id = r.period_id AND x.agency_id = r.agency_id
  ORDER BY x.granted_at DESC LIMIT 1))`;

const FROM = `reports r JOIN reporting_periods p ON p.id = r.period_id JOIN plans l ON l.id = r.plan_id`;
/** Expected, begun and not locked on day $1, of a plan of the scope $2. */
const OPEN = `r.removed_at IS NULL AND p.window_start_on <= $1::date AND ${LAST_DAY} >= $1::date AND (NOT $2 OR l.automatic_rounds)`;

/** Which reports are still owed, and which wait, as of a day, for those who are told of it. */
@Injectable()
export class PendingReportsService {
  /** What an agency can still hand in and has not: drafts, and those that were returned; the earliest first. */
  async of(manager: EntityManager, agencyId: string, { day, automaticOnly }: Scope): Promise<OwedReport[]> {
    return manager.query(
      `SELECT r.id AS "reportId", p.label AS "periodLabel", r.state, p.due_on AS "dueOn"
       FROM ${FROM} WHERE r.agency_id = $3 AND ${OPEN}
         AND (r.state = 'returned' OR (r.state = 'draft' AND r.judged_number IS NULL))
       ORDER BY p.due_on, r.id`,
      [day, automaticOnly, agencyId],
    );
  }

  /** How many agencies have not handed in a report that is past its due date and not locked. */
  async late(manager: EntityManager, { day, automaticOnly }: Scope): Promise<number> {
    const [row] = await manager.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM ${FROM} WHERE r.judged_number IS NULL AND p.due_on < $1::date AND ${OPEN}`,
      [day, automaticOnly],
    );
    return row.count;
  }

  /** Reports that wait for review, the oldest first: how many, and the first few. */
  async waiting(
    manager: EntityManager,
    { automaticOnly }: Scope,
    atMost: number,
  ): Promise<{ count: number; items: WaitingReport[] }> {
    const rows = await manager.query<(WaitingReport & { count: number })[]>(
      `SELECT r.id AS "reportId", p.label AS "periodLabel", g.name AS "agencyName", r.submitted_on AS "submittedOn",
              count(*) OVER ()::int AS count
       FROM ${FROM} JOIN agencies g ON g.id = r.agency_id
       WHERE r.state = 'submitted' AND r.removed_at IS NULL AND (NOT $1 OR l.automatic_rounds)
       ORDER BY r.submitted_at, r.id LIMIT $2`,
      [automaticOnly, atMost],
    );
    return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...item }) => item) };
  }
}
