import type { ReportState } from '@plan/shared/vocabulary/report-states';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { checkVersion } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import type { ReportFacts } from './domain/life-cycle.js';
import { readsReport } from './report.policy.js';

/** A report with its period, plan and agency: what every act and every read of one begins with. */
export interface ReportFactsRow {
  id: string;
  periodId: string;
  planId: string;
  planTitle: string;
  planYear: number;
  agencyId: string;
  agencyName: string;
  agencyLevel: string;
  parentAgencyId: string | null;
  state: ReportState;
  version: number;
  nothingNew: boolean;
  savedAt: Date | null;
  savedByLabel: string | null;
  submissionCount: number;
  judgedNumber: number | null;
  submittedOn: string | null;
  submittedAt: Date | null;
  currentNumber: number | null;
  acceptedNumber: number | null;
  acceptedAt: Date | null;
  reviewStartedAt: Date | null;
  reviewerLabel: string | null;
  correctionReason: string | null;
  removedAt: Date | null;
  periodLabel: string;
  windowStartOn: string;
  windowEndOn: string;
  nominalDueOn: string;
  dueOn: string;
  lockOn: string;
  explanation: string;
  exceptionUntilOn: string | null;
  /** Today by the database's clock, in Asia/Ho_Chi_Minh. */
  today: string;
}

const FACTS = `
  SELECT r.id, r.period_id AS "periodId", r.plan_id AS "planId", l.title AS "planTitle", l.year AS "planYear", r.agency_id AS "agencyId",
         g.name AS "agencyName", g.level AS "agencyLevel", g.parent_id AS "parentAgencyId", r.state, r.version,
         r.nothing_new AS "nothingNew", r.saved_at AS "savedAt", r.saved_by_label AS "savedByLabel",
         r.submission_count AS "submissionCount", r.judged_number AS "judgedNumber", r.submitted_on AS "submittedOn",
         r.submitted_at AS "submittedAt", r.current_number AS "currentNumber", r.accepted_number AS "acceptedNumber",
         r.accepted_at AS "acceptedAt", r.review_started_at AS "reviewStartedAt", r.reviewer_label AS "reviewerLabel",
         r.correction_reason AS "correctionReason", r.removed_at AS "removedAt", p.label AS "periodLabel",
         p.window_start_on AS "windowStartOn", p.window_end_on AS "windowEndOn", p.nominal_due_on AS "nominalDueOn",
         p.due_on AS "dueOn", p.lock_on AS "lockOn", p.explanation,
         (SELECT x.until_on FROM period_exceptions x WHERE x.period_id = r.period_id AND x.agency_id = r.agency_id
          ORDER BY x.granted_at DESC LIMIT 1) AS "exceptionUntilOn",
         (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today
  FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN plans l ON l.id = r.plan_id
  JOIN agencies g ON g.id = r.agency_id
  WHERE r.id = $1`;

/**
 * A report that the actor may read.
 * @throws DomainError `resource.not_found` when it is missing or not the actor's to read
 */
export async function readFacts(manager: EntityManager, id: string, actor: Actor): Promise<ReportFactsRow> {
  const [row] = await manager.query<ReportFactsRow[]>(FACTS, [id]);
  if (!row || !readsReport(actor, row)) throw notFound('báo cáo');
  return row;
}

/**
 * The same, locked for a change, in the version that the actor has read.
 * @throws DomainError `resource.not_found`, `resource.stale`
 */
export async function lockFacts(
  manager: EntityManager,
  id: string,
  version: number,
  actor: Actor,
): Promise<ReportFactsRow> {
  const row = await lockAnyVersion(manager, id, actor);
  checkVersion(row.version, version);
  return row;
}

/** The same for an act that does not depend on what the actor has read. */
export async function lockAnyVersion(manager: EntityManager, id: string, actor: Actor): Promise<ReportFactsRow> {
  // The row first, alone: a joined row that was read before the wait for the lock would be an old one.
  await manager.query('SELECT 1 FROM reports WHERE id = $1 FOR UPDATE', [id]);
  return readFacts(manager, id, actor);
}

/** What the life cycle asks of a report. */
export const cycleFacts = (row: ReportFactsRow): ReportFacts => ({
  state: row.state,
  periodLabel: row.periodLabel,
  removed: row.removedAt !== null,
  reviewStarted: row.reviewStartedAt !== null,
  lockOn: row.lockOn,
  exceptionUntilOn: row.exceptionUntilOn,
});
