import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { invalidField, notFound } from '../platform/http/problem.js';
import { personalDataWarnings } from '../tasks/domain/personal-data.js';
import { differencesBetween } from './domain/differences.js';
import { periodName } from './domain/periods.js';
import { readFacts } from './report-facts.js';
import type { CommentDto, CommuneReportDto } from './report-talk.dto.js';
import type {
  DifferencesDto,
  DifferencesQuery,
  ReceiptDto,
  SubmissionDetailDto,
  SubmissionDto,
} from './report-versions.dto.js';

const SUBMISSION = `
  s.number, s.received_at AS "receivedAt", s.received_on AS "receivedOn", s.due_on AS "dueOn", s.late,
  s.late_reason_code AS "lateReasonCode", s.late_reason_text AS "lateReasonText", s.note,
  s.correction_reason AS "correctionReason", s.channel, s.off_system_means AS "offSystemMeans",
  s.submitted_by_label AS "submittedByName", s.sha256,
  CASE WHEN w.report_id IS NOT NULL THEN 'withdrawn' WHEN v.decision = 'return' THEN 'returned' ELSE 'standing' END AS fate,
  v.decision, COALESCE(v.reason, w.reason) AS reason, COALESCE(v.entry_reasons, '[]') AS "entryReasons",
  COALESCE(v.decided_at, w.withdrawn_at) AS "decidedAt", COALESCE(v.decided_by_label, w.withdrawn_by_label) AS "decidedByName",
  s.updated_count AS "updatedCount", s.unchanged_count AS "unchangedCount", s.warning_count AS "warningCount"`;

const FROM = `
  FROM report_submissions s
  LEFT JOIN report_reviews v ON v.report_id = s.report_id AND v.submission_number = s.number
  LEFT JOIN report_withdrawals w ON w.report_id = s.report_id AND w.submission_number = s.number`;

/** Versions of a report, what differs between them, and what was said about it. */
@Injectable()
export class ReportVersionsQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All versions without their content, the newest first. */
  async list(reportId: string, actor: Actor): Promise<SubmissionDto[]> {
    await readFacts(this.dataSource.manager, reportId, actor);
    return this.dataSource.query(`SELECT ${SUBMISSION} ${FROM} WHERE s.report_id = $1 ORDER BY s.number DESC`, [
      reportId,
    ]);
  }

  /** @throws DomainError `resource.not_found` */
  async one(reportId: string, number: number, actor: Actor): Promise<SubmissionDetailDto> {
    await readFacts(this.dataSource.manager, reportId, actor);
    const rows: SubmissionDetailDto[] = await this.dataSource.query(
      `SELECT ${SUBMISSION}, s.content ${FROM} WHERE s.report_id = $1 AND s.number = $2`,
      [reportId, number],
    );
    if (!rows[0]) throw notFound('lần nộp');
    return rows[0];
  }

  /** What changed between two versions; the last two by default. */
  async differences(reportId: string, query: DifferencesQuery, actor: Actor): Promise<DifferencesDto> {
    const { submissionCount } = await readFacts(this.dataSource.manager, reportId, actor);
    const to = query.to ?? submissionCount;
    const from = query.from ?? to - 1;
    if (from < 1 || from === to) {
      throw invalidField('?from', 'value', 'Cần hai lần nộp khác nhau để so sánh.');
    }
    const [before, after] = [await this.one(reportId, from, actor), await this.one(reportId, to, actor)];
    return { from, to, entries: differencesBetween(before.content.entries, after.content.entries) };
  }

  /** What the submitter keeps as a proof. */
  async receipt(reportId: string, number: number | undefined, actor: Actor): Promise<ReceiptDto> {
    const facts = await readFacts(this.dataSource.manager, reportId, actor);
    if (facts.submissionCount === 0) throw notFound('lần nộp');
    const submission = await this.one(reportId, number ?? facts.submissionCount, actor);
    return {
      receiptNumber: `${facts.periodLabel}/${reportId.slice(0, 8).toUpperCase()}-${submission.number}`,
      reportId,
      number: submission.number,
      planTitle: submission.content.planTitle,
      periodLabel: facts.periodLabel,
      periodName: periodName(facts.periodLabel),
      agencyName: submission.content.agencyName,
      receivedAt: submission.receivedAt,
      receivedOn: submission.receivedOn,
      dueOn: submission.dueOn,
      late: submission.late,
      lateReasonCode: submission.lateReasonCode,
      lateReasonText: submission.lateReasonText,
      channel: submission.channel,
      offSystemMeans: submission.offSystemMeans,
      submittedByName: submission.submittedByName,
      entryCount: submission.content.entries.length,
      fileCount: submission.content.entries.reduce((sum, { files }) => sum + files.length, 0),
      sha256: submission.sha256,
      fate: submission.fate,
    };
  }

  /** Comments and answers, the oldest first. */
  async comments(
    reportId: string,
    actor: Actor,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<CommentDto[]> {
    await readFacts(manager, reportId, actor);
    const rows: Omit<CommentDto, 'warnings'>[] = await manager.query(
      `SELECT c.id, c.assignment_id AS "assignmentId", t.number AS "taskNumber", c.reply_to_id AS "replyToId", c.side,
              c.text, c.written_by_label AS "writtenByName", c.written_at AS "writtenAt"
       FROM report_comments c LEFT JOIN assignments a ON a.id = c.assignment_id LEFT JOIN tasks t ON t.id = a.task_id
       WHERE c.report_id = $1 ORDER BY c.written_at, c.id`,
      [reportId],
    );
    return rows.map((row) => ({ ...row, warnings: personalDataWarnings(row.text) }));
  }

  /** What the communes of a district hand in for the same period, for the district to gather from. */
  async communes(reportId: string, actor: Actor): Promise<CommuneReportDto[]> {
    const facts = await readFacts(this.dataSource.manager, reportId, actor);
    return this.dataSource.query(
      `SELECT r.id AS "reportId", r.agency_id AS "agencyId", g.name AS "agencyName", r.state,
              r.submitted_at AS "submittedAt", COALESCE(r.submitted_on > $3::date, false) AS late,
              r.judged_number IS NULL AND $4::date > $3::date AS overdue,
              COALESCE((
                SELECT jsonb_agg(n - 'assignmentId' - 'role' - 'unchanged')
                FROM jsonb_array_elements(s.content -> 'entries') n), '[]') AS entries
       FROM reports r JOIN agencies g ON g.id = r.agency_id
       LEFT JOIN report_submissions s ON s.report_id = r.id AND s.number = r.current_number
       WHERE r.period_id = $1 AND g.parent_id = $2 AND r.removed_at IS NULL ORDER BY g.name COLLATE "vi-x-icu"`,
      [facts.periodId, facts.agencyId, facts.dueOn, facts.today],
    );
  }
}
