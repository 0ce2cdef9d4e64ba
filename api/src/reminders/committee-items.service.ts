import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LATE_REASON_LABELS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { COMMITTEE_FROM_URGINGS } from '@plan/shared/vocabulary/urgings';
import { DataSource } from 'typeorm';
import type { AgendaItem, AgendaSource } from '../obstacles/agenda-source.port.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import { reportTitle } from './urging-candidates.queries.js';
import { urgingCandidates } from './urging-candidates.sql.js';

/** What three written urgings did not move: it stands before the Steering Committee by itself. */
export interface CommitteeItem {
  assignmentId: string | null;
  reportId: string | null;
  taskId: string | null;
  taskNumber: number | null;
  title: string;
  agencyId: string;
  agencyName: string;
  dueOn: string | null;
  /** Calendar days late as of the day; 0 without a due date. */
  daysLate: number;
  /** Written urgings up to the day. */
  urgingCount: number;
  lastUrgedOn: string;
  /** Of the agency's last answer; null while none came. */
  reasonCode: LateReason | null;
  newDueOn: string | null;
  answerText: string | null;
}

/** The Steering Committee's list as far as it comes from urgings. Computed when read: what is done leaves it. */
@Injectable()
export class CommitteeItemsService implements AgendaSource {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly leads: OpenLeadsService,
    private readonly reports: OwedReportsService,
  ) {}

  /** The same as lines of the list for the meeting, with the reason that the agency gave. */
  async itemsOf(planId: string, asOf: string): Promise<AgendaItem[]> {
    const items = await this.thirdUrgings(planId, asOf);
    return items.map((item) => ({
      assignmentId: item.assignmentId,
      reportId: item.reportId,
      agencyId: item.agencyId,
      agencyName: item.agencyName,
      title: item.taskNumber === null ? item.title : `Nhiệm vụ ${item.taskNumber}: ${item.title}`,
      detail: [
        `Đã đôn đốc bằng công văn ${item.urgingCount} lần`,
        item.daysLate > 0 ? `muộn ${item.daysLate} ngày` : null,
        item.reasonCode ? `lý do: ${LATE_REASON_LABELS[item.reasonCode]}` : 'cơ quan chưa trả lời',
      ]
        .filter((words) => words !== null)
        .join(', '),
      dueOn: item.dueOn,
      sinceOn: item.lastUrgedOn,
    }));
  }

  /** Assignments and reports of a plan that were urged three times or more by a day and are still late or silent on it. */
  async thirdUrgings(planId: string, asOf: string): Promise<CommitteeItem[]> {
    const rows = await this.dataSource.query<
      (Omit<CommitteeItem, 'title'> & { title: string | null; periodLabel: string | null })[]
    >(
      `SELECT c.assignment_id AS "assignmentId", c.report_id AS "reportId", c.task_id AS "taskId", c.task_number AS "taskNumber",
              c.title, c.period_label AS "periodLabel", c.agency_id AS "agencyId", g.name AS "agencyName", c.due_on AS "dueOn",
              c.days_late AS "daysLate", u.times AS "urgingCount", u.last_on AS "lastUrgedOn",
              w.reason_code AS "reasonCode", w.new_due_on AS "newDueOn", w.answer_text AS "answerText"
       FROM (${urgingCandidates(this.leads, this.reports, '$1::date', '$2')}) c JOIN agencies g ON g.id = c.agency_id
       CROSS JOIN LATERAL (
         SELECT max(i.times) AS times, max(v.on_day) AS last_on FROM urging_items i JOIN urgings v ON v.id = i.urging_id
         WHERE ${OF_CANDIDATE} AND v.on_day <= $1::date) u
       LEFT JOIN LATERAL (
         SELECT i.reason_code, i.new_due_on, i.answer_text FROM urging_items i
         WHERE ${OF_CANDIDATE} AND i.answered_at IS NOT NULL ORDER BY i.times DESC LIMIT 1) w ON true
       WHERE c.urging_count >= ${COMMITTEE_FROM_URGINGS} AND u.times >= ${COMMITTEE_FROM_URGINGS}
       ORDER BY c.days_late DESC, g.name COLLATE "vi-x-icu", c.id`,
      [asOf, planId],
    );
    return rows.map(({ periodLabel, ...row }) => ({ ...row, title: row.title ?? reportTitle(periodLabel ?? '') }));
  }
}

const OF_CANDIDATE = `CASE WHEN c.assignment_id IS NULL THEN i.report_id = c.report_id ELSE i.assignment_id = c.assignment_id END`;
