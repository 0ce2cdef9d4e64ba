import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { OffSystemMeans, ReportChannel } from '@plan/shared/vocabulary/report-states';
import { DataSource, type EntityManager } from 'typeorm';
import { dateInVietnam, formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { instantOfArrival } from '../platform/clock/arrival.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { needsLateReason } from './domain/lateness.js';
import { lastDayOf, nextState, refusalOf } from './domain/life-cycle.js';
import { periodName } from './domain/periods.js';
import { type ContentFile, canonicalText, isBlank, type ReportContent } from './domain/report-content.js';
import { refuseUnlessAllowed, settleStanding, submissionsOf } from './report.acts.js';
import type { OffSystemInput, SubmissionInput } from './report-act.dto.js';
import { cycleFacts, lockFacts, type ReportFactsRow } from './report-facts.js';
import { ReportFilesService } from './report-files.service.js';
import { type ReportLine, ReportLinesQueries } from './report-lines.queries.js';
import { SaveEntriesService } from './save-entries.service.js';

interface Arrival {
  receivedAt: Date;
  receivedOn: string;
  channel: ReportChannel;
  means: OffSystemMeans | null;
  scan: ContentFile | null;
}

type LateReason = Pick<SubmissionInput, 'lateReasonCode' | 'lateReasonText' | 'note'>;

/** Submissions: the one place where a version of a report comes to be. */
@Injectable()
export class SubmitReportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lines: ReportLinesQueries,
    private readonly entries: SaveEntriesService,
    private readonly files: ReportFilesService,
    private readonly events: EventLog,
  ) {}

  /**
   * The agency submits what its draft says.
   * @param arrivedAt the request's mark: what arrived before the bell is on time though it commits after it
   */
  async submit(id: string, version: number, input: SubmissionInput, arrivedAt: number, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // Before the lock, which another may hold over midnight.
      const receivedAt = await instantOfArrival(manager, arrivedAt);
      const receivedOn = dateInVietnam(receivedAt);
      const report = await lockFacts(manager, id, version, actor);
      refuseUnlessAllowed('submit', report, actor, receivedOn);
      const channel = actor.sessionId === null ? 'api' : 'page';
      await this.addVersion(
        manager,
        report,
        { receivedAt, receivedOn, channel, means: null, scan: null },
        input,
        actor,
      );
    });
  }

  /** The standing agency enters what an agency handed in elsewhere, with its true day. */
  async enter(id: string, version: number, input: OffSystemInput, arrivedAt: number, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const receivedAt = await instantOfArrival(manager, arrivedAt);
      const report = await lockFacts(manager, id, version, actor);
      this.checkTrueDay(report, input.receivedOn, dateInVietnam(receivedAt));
      if (input.entries) {
        await this.entries.replace(manager, report, this.entries.given(input.entries), false, actor);
      }
      const arrival: Arrival = {
        receivedAt,
        receivedOn: input.receivedOn,
        channel: 'off_system',
        means: input.means,
        scan: input.scanFileId ? await this.files.attachScan(manager, id, input.scanFileId, actor) : null,
      };
      const current = input.entries ? { ...report, savedAt: receivedAt, nothingNew: false } : report;
      await this.addVersion(manager, current, arrival, input, actor);
    });
  }

  /** The life cycle as of the true day, on which the agency itself could have submitted. */
  private checkTrueDay(report: ReportFactsRow, receivedOn: string, today: string): void {
    if (receivedOn > today) {
      throw invalidField('/receivedOn', 'future', 'Ngày nhận ở tương lai. Hãy nhập ngày nhận thật của báo cáo.');
    }
    if (receivedOn < report.windowStartOn) {
      const message = `Kỳ ${periodName(report.periodLabel)} bắt đầu từ ngày ${formatDate(report.windowStartOn)}; ngày nhận không thể sớm hơn.`;
      throw invalidField('/receivedOn', 'range', message);
    }
    const refusal = refusalOf(
      'submit',
      cycleFacts(report),
      { writer: true, submitter: true, reviewer: true },
      receivedOn,
    );
    if (refusal) throw new DomainError(refusal.code, refusal.reason);
  }

  private async addVersion(
    manager: EntityManager,
    report: ReportFactsRow,
    arrival: Arrival,
    input: LateReason,
    actor: Actor,
  ): Promise<void> {
    const lines = (await this.lines.of(manager, report, true)).filter(({ listed }) => listed);
    if (report.savedAt === null) await this.keepPrefilled(manager, report, lines, actor);
    const earlier = await submissionsOf(manager, report.id);
    const late = needsLateReason(earlier, arrival.receivedOn, report.dueOn);
    if (late && !(input.lateReasonCode && input.lateReasonText)) throw lateReasonMissing(report, input);
    const content = contentOf(report, lines, arrival.scan);
    const sha256 = createHash('sha256').update(canonicalText(content)).digest('hex');
    const number = report.submissionCount + 1;
    const unchanged = lines.filter((line) => line.unchanged).length;
    const blank = lines.filter(({ words }) => isBlank(words)).length;
    const contradictions = lines.filter(({ warnings }) =>
      warnings.some(({ code }) => code !== 'unchanged' && code !== 'entry_missing'),
    ).length;
    await manager.query(
      `INSERT INTO report_submissions (report_id, number, content, sha256, received_at, received_on, channel,
         off_system_means, due_on, late, late_reason_code, late_reason_text, note, correction_reason, submitted_by,
         submitted_by_label, updated_count, unchanged_count, warning_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        report.id,
        number,
        JSON.stringify(content),
        sha256,
        arrival.receivedAt,
        arrival.receivedOn,
        arrival.channel,
        arrival.means,
        report.dueOn,
        late,
        late ? input.lateReasonCode : null,
        late ? input.lateReasonText : null,
        input.note ?? null,
        report.correctionReason,
        actor.id,
        actor.label,
        lines.length - unchanged - blank,
        unchanged,
        contradictions,
      ],
    );
    await manager.query(
      `UPDATE reports SET state = $2, version = version + 1, submission_count = $3, review_started_at = NULL,
         reviewer_label = NULL
       WHERE id = $1`,
      [report.id, nextState(report.state, 'submit'), number],
    );
    await this.files.markSubmitted(manager, report.id);
    await settleStanding(manager, report.id);
    await this.events.append(manager, actor, {
      type: 'report.submitted',
      subjectType: 'report',
      subjectId: report.id,
      planId: report.planId,
      agencyId: report.agencyId,
      before: { state: report.state },
      after: {
        state: 'submitted',
        number,
        sha256,
        receivedAt: arrival.receivedAt,
        receivedOn: arrival.receivedOn,
        channel: arrival.channel,
        late,
        lateReasonCode: late ? input.lateReasonCode : null,
        periodLabel: report.periodLabel,
      },
    });
  }

  /** A draft that nobody saved is submitted as it was shown. */
  private async keepPrefilled(
    manager: EntityManager,
    report: ReportFactsRow,
    lines: readonly ReportLine[],
    actor: Actor,
  ): Promise<void> {
    const entries = lines.map(({ assignmentId, words }) => ({ assignmentId, ...words }));
    await this.entries.replace(manager, report, entries, false, actor);
  }
}

const contentOf = (report: ReportFactsRow, lines: readonly ReportLine[], scan: ContentFile | null): ReportContent => ({
  planId: report.planId,
  planTitle: report.planTitle,
  periodLabel: report.periodLabel,
  agencyId: report.agencyId,
  agencyName: report.agencyName,
  nothingNew: report.nothingNew,
  entries: lines.map(({ assignmentId, taskId, taskNumber, taskTitle, role, words, unchanged, files }) => ({
    assignmentId,
    taskId,
    taskNumber,
    taskTitle,
    role,
    ...words,
    unchanged,
    files: files.map(contentFile),
  })),
  scan: scan && contentFile(scan),
});

const contentFile = ({ id, name, sha256 }: ContentFile): ContentFile => ({ id, name, sha256 });

function lateReasonMissing(report: ReportFactsRow, input: LateReason): DomainError {
  const message = `Báo cáo ${periodName(report.periodLabel)} đã quá hạn ${formatDate(report.dueOn)}. Hãy chọn lý do nộp muộn và ghi rõ; còn nhận đến hết ngày ${formatDate(lastDayOf(report))}.`;
  const errors = (['lateReasonCode', 'lateReasonText'] as const)
    .filter((field) => !input[field])
    .map((field) => ({ pointer: `/${field}`, code: 'required' as const, message }));
  return new DomainError('report.late_reason_missing', message, errors);
}
