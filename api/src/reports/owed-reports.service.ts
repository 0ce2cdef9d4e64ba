import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What is still owed of reports, as SQL for the set-based work of the features above. */
@Injectable()
export class OwedReportsService {
  /**
   * A select of the reports that were not handed in on a day though their data window had opened, or only in a version
   * that was returned: `id, plan_id, agency_id, period_id, label, due_on, urging_count`.
   *
   * @param day an SQL expression of type date, such as `$1::date`
   * @param where a further condition over the report `r` and its period `p`
   */
  select(day: string, where = 'true'): string {
    return `
      SELECT r.id, r.plan_id, r.agency_id, r.period_id, p.label, p.due_on, r.urging_count
      FROM reports r JOIN reporting_periods p ON p.id = r.period_id
      WHERE r.removed_at IS NULL AND (r.judged_number IS NULL OR r.submitted_on > ${day})
        AND p.window_start_on <= ${day} AND (${where})`;
  }

  /**
   * The day on which the last report came in that speaks of an assignment, up to a day; null when none did.
   *
   * @param assignmentId an SQL expression, such as `a.id`
   */
  lastReportedOn(assignmentId: string, day: string): string {
    return `(
      SELECT max(r.submitted_on) FROM report_entries e JOIN reports r ON r.id = e.report_id
      WHERE e.assignment_id = ${assignmentId} AND e.listed AND r.submitted_on <= ${day})`;
  }

  /** Counts one more written urging of each report, in the transaction that sends it. */
  async countUrging(manager: EntityManager, reportIds: readonly string[]): Promise<void> {
    await manager.query('UPDATE reports SET urging_count = urging_count + 1 WHERE id = ANY($1::uuid[])', [reportIds]);
  }
}
