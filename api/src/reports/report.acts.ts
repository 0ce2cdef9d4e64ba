import type { ReportAct } from '@plan/shared/vocabulary/report-states';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { DomainError } from '../platform/http/problem.js';
import { currentSubmission, judgedSubmission, type SubmissionFacts } from './domain/lateness.js';
import { refusalOf } from './domain/life-cycle.js';
import { sidesOf } from './report.policy.js';
import { cycleFacts, type ReportFactsRow } from './report-facts.js';

/**
 * Says no when the act is not allowed to this actor in this state on this day.
 * @throws DomainError with the code and the words that `allowedActions` shows
 */
export function refuseUnlessAllowed(act: ReportAct, report: ReportFactsRow, actor: Actor, day: string): void {
  const refusal = refusalOf(act, cycleFacts(report), sidesOf(actor, report.agencyId), day);
  if (refusal) throw new DomainError(refusal.code, refusal.reason);
}

interface SubmissionRow extends SubmissionFacts {
  receivedAt: Date;
  updatedCount: number;
  unchangedCount: number;
  warningCount: number;
}

/** All submissions of a report with what became of each, in order. */
export async function submissionsOf(manager: EntityManager, reportId: string): Promise<SubmissionRow[]> {
  return manager.query(
    `SELECT s.number, s.received_on AS "receivedOn", s.received_at AS "receivedAt", s.updated_count AS "updatedCount",
            s.unchanged_count AS "unchangedCount", s.warning_count AS "warningCount",
            CASE WHEN w.report_id IS NOT NULL THEN 'withdrawn' WHEN v.decision = 'return' THEN 'returned'
                 ELSE 'standing' END AS fate
     FROM report_submissions s
     LEFT JOIN report_reviews v ON v.report_id = s.report_id AND v.submission_number = s.number
     LEFT JOIN report_withdrawals w ON w.report_id = s.report_id AND w.submission_number = s.number
     WHERE s.report_id = $1 ORDER BY s.number`,
    [reportId],
  );
}

/** Writes down which submissions stand, after one was added, returned or taken back. The report is locked. */
export async function settleStanding(manager: EntityManager, reportId: string): Promise<void> {
  const submissions = await submissionsOf(manager, reportId);
  const judged = judgedSubmission(submissions);
  const current = currentSubmission(submissions);
  await manager.query(
    `UPDATE reports SET judged_number = $2, submitted_on = $3, submitted_at = $4, current_number = $5,
       updated_count = $6, unchanged_count = $7, warning_count = $8
     WHERE id = $1`,
    [
      reportId,
      judged?.number ?? null,
      judged?.receivedOn ?? null,
      judged?.receivedAt ?? null,
      current?.number ?? null,
      current?.updatedCount ?? 0,
      current?.unchangedCount ?? 0,
      current?.warningCount ?? 0,
    ],
  );
}
