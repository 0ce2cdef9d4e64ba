import type { OwedReportsService } from '../reports/owed-reports.service.js';
import type { OpenLeadsService } from '../tasks/open-leads.service.js';
import { PLAN_FROM } from './remind.sql.js';

/**
 * What can be urged of a plan as of a day: lead assignments that are overdue, those without a due date of which the
 * agency has not reported for a month, and reports that are late.
 *
 * @param day SQL of type date, such as `$1::date`
 * @param planId SQL of the plan's id
 */
export function urgingCandidates(
  leads: OpenLeadsService,
  reports: OwedReportsService,
  day: string,
  planId: string,
): string {
  return `
    SELECT l.id, CASE WHEN l.due_on IS NULL THEN 'silent' ELSE 'overdue' END AS kind, l.id AS assignment_id,
           NULL::uuid AS report_id, l.task_id, l.task_number, l.task_title AS title, NULL AS period_label, l.agency_id,
           l.due_on, COALESCE(${day} - l.due_on, 0) AS days_late, s.last_reported_on, l.urging_count
    FROM (${leads.select(day, `a.plan_id = ${planId}`)}) l JOIN plans p ON p.id = l.plan_id
    CROSS JOIN LATERAL (SELECT ${reports.lastReportedOn('l.id', day)} AS last_reported_on OFFSET 0) s
    WHERE l.due_on < ${day} OR l.due_on IS NULL
      AND GREATEST(${PLAN_FROM}, l.start_on, s.last_reported_on) + interval '1 month' <= ${day}
    UNION ALL
    SELECT r.id, 'report', NULL, r.id, NULL, NULL, NULL, r.label, r.agency_id, r.due_on, ${day} - r.due_on, NULL, r.urging_count
    FROM (${reports.select(day, `r.plan_id = ${planId} AND p.plan_id = ${planId} AND p.due_on < ${day}`)}) r`;
}

/** `LEFT JOIN LATERAL … u`: the last urging of a candidate `c`. */
export const LAST_URGING = `
  LEFT JOIN LATERAL (
    SELECT v.on_day, i.answered_at IS NULL AS unanswered
    FROM urging_items i JOIN urgings v ON v.id = i.urging_id
    WHERE c.urging_count > 0 AND CASE WHEN c.assignment_id IS NULL THEN i.report_id = c.report_id
                                      ELSE i.assignment_id = c.assignment_id END
    ORDER BY i.times DESC LIMIT 1) u ON true`;
