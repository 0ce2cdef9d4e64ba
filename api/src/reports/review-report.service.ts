import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import type { ReviewDecision } from '@plan/shared/vocabulary/report-states';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { nextState } from './domain/life-cycle.js';
import { refuseUnlessAllowed, settleStanding } from './report.acts.js';
import type { BulkReviewInput, BulkReviewResultDto, ReviewInput } from './report-act.dto.js';
import { lockAnyVersion, lockFacts, type ReportFactsRow } from './report-facts.js';

type Decision = Pick<ReviewInput, 'decision' | 'reason' | 'entryReasons'>;

/** Rolls a dry run or a bulk with a refusal back, with its results. */
class RolledBack extends Error {
  constructor(readonly results: BulkReviewResultDto[]) {
    super('rolled back');
  }
}

/** Reviews, and what the agency does about a version that it has handed in. */
@Injectable()
export class ReviewReportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** The standing agency accepts, or returns with reasons. */
  async review(id: string, version: number, input: ReviewInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.decide(manager, await lockFacts(manager, id, version, actor), input, actor);
    });
  }

  /** Decides many alike, all or none. @returns the results by index */
  async reviewMany(input: BulkReviewInput, actor: Actor): Promise<BulkReviewResultDto[]> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const results = new Array<BulkReviewResultDto>(input.items.length);
        // In the order of the ids: two bulks over the same reports wait for each other instead of dying together.
        const order = input.items
          .map((item, index) => ({ ...item, index }))
          .sort((a, b) => (a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : a.index - b.index));
        for (const { reportId, version, index } of order) {
          results[index] = await this.oneOfMany(manager, reportId, version, index, input, actor);
        }
        if (input.dryRun || results.some(({ ok }) => !ok)) throw new RolledBack(results);
        return results;
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      if (input.dryRun) return error.results;
      const failed = error.results.filter(({ ok }) => !ok);
      throw new DomainError(
        'report.bulk_refused',
        `Có ${failed.length}/${error.results.length} báo cáo không xét được nên chưa báo cáo nào được xét. Hãy bỏ chọn hoặc tải lại những báo cáo đó.`,
        failed.slice(0, 100).map(({ index, detail }) => ({
          pointer: `/items/${index}`,
          code: 'value' as const,
          message: detail ?? '',
        })),
      );
    }
  }

  /** A reviewer takes up the version that waits: from now on the agency cannot take it back. */
  async begin(id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const report = await lockAnyVersion(manager, id, actor);
      refuseUnlessAllowed('begin_review', report, actor, report.today);
      if (report.reviewStartedAt !== null) return;
      await markReviewed(manager, report.id, actor);
      await this.tell(manager, actor, 'report.review_started', report, { number: report.submissionCount });
    });
  }

  /** The agency takes its version back before a reviewer took it up. */
  async withdraw(id: string, version: number, reason: string | null, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const report = await lockFacts(manager, id, version, actor);
      refuseUnlessAllowed('withdraw', report, actor, report.today);
      await manager.query(
        `INSERT INTO report_withdrawals (report_id, submission_number, reason, withdrawn_by_label)
         VALUES ($1, $2, $3, $4)`,
        [id, report.submissionCount, reason, actor.label],
      );
      await this.move(manager, report, 'withdraw');
      await settleStanding(manager, id);
      await this.tell(manager, actor, 'report.withdrawn', report, { number: report.submissionCount, reason });
    });
  }

  /** The agency opens an accepted report again; what was accepted stands until a new version is. */
  async correct(id: string, version: number, reason: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const report = await lockFacts(manager, id, version, actor);
      refuseUnlessAllowed('correct', report, actor, report.today);
      await this.move(manager, report, 'correct');
      await manager.query('UPDATE reports SET correction_reason = $2 WHERE id = $1', [id, reason]);
      await this.tell(manager, actor, 'report.correction_opened', report, { reason });
    });
  }

  private async decide(
    manager: EntityManager,
    report: ReportFactsRow,
    { decision, reason, entryReasons = [] }: Decision,
    actor: Actor,
  ): Promise<void> {
    refuseUnlessAllowed(decision, report, actor, report.today);
    if (decision === 'return' && !reason && entryReasons.length === 0) throw reasonMissing();
    await this.checkEntries(manager, report, entryReasons);
    await manager.query(
      `INSERT INTO report_reviews (report_id, submission_number, decision, reason, entry_reasons, decided_by, decided_by_label)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        report.id,
        report.submissionCount,
        decision,
        reason ?? null,
        JSON.stringify(entryReasons.map(({ assignmentId, reason }) => ({ assignmentId, reason }))),
        actor.id,
        actor.label,
      ],
    );
    await this.move(manager, report, decision);
    if (decision === 'accept') await this.keepAccepted(manager, report);
    await settleStanding(manager, report.id);
    const type = decision === 'accept' ? 'report.accepted' : 'report.returned';
    await this.tell(manager, actor, type, report, {
      number: report.submissionCount,
      reason: reason ?? null,
      entryReasons,
      selfReviewed: actor.agencyId === report.agencyId,
    });
  }

  /** Progress of assignments moves here: by an accepted report. The lines are those of the version: none could change. */
  private async keepAccepted(manager: EntityManager, report: ReportFactsRow): Promise<void> {
    await manager.query(
      `UPDATE reports SET accepted_number = submission_count, accepted_at = COALESCE(accepted_at, clock_timestamp()),
         correction_reason = NULL
       WHERE id = $1`,
      [report.id],
    );
    await manager.query('UPDATE report_entries SET accepted_progress_percent = progress_percent WHERE report_id = $1', [
      report.id,
    ]);
  }

  private async oneOfMany(
    manager: EntityManager,
    reportId: string,
    version: number,
    index: number,
    input: BulkReviewInput,
    actor: Actor,
  ): Promise<BulkReviewResultDto> {
    try {
      const report = await lockFacts(manager, reportId, version, actor);
      await this.decide(manager, report, input, actor);
      return { index, reportId, ok: true, code: null, detail: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { index, reportId, ok: false, code: error.code, detail: error.detail };
    }
  }

  private async checkEntries(
    manager: EntityManager,
    report: ReportFactsRow,
    entryReasons: readonly { assignmentId: string }[],
  ): Promise<void> {
    if (entryReasons.length === 0) return;
    const rows = await manager.query<{ id: string }[]>(
      'SELECT assignment_id AS id FROM report_entries WHERE report_id = $1 AND listed',
      [report.id],
    );
    const known = new Set(rows.map(({ id }) => id));
    const index = entryReasons.findIndex(({ assignmentId }) => !known.has(assignmentId.toLowerCase()));
    if (index >= 0) {
      throw invalidField(`/entryReasons/${index}/assignmentId`, 'value', 'Báo cáo không có nội dung này. Hãy tải lại.');
    }
  }

  private async move(
    manager: EntityManager,
    report: ReportFactsRow,
    act: ReviewDecision | 'withdraw' | 'correct',
  ): Promise<void> {
    await manager.query(
      `UPDATE reports SET state = $2, version = version + 1, review_started_at = NULL, reviewer_label = NULL WHERE id = $1`,
      [report.id, nextState(report.state, act)],
    );
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    report: ReportFactsRow,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'report',
      subjectId: report.id,
      planId: report.planId,
      agencyId: report.agencyId,
      before: { state: report.state },
      after: { ...after, periodLabel: report.periodLabel },
    });
  }
}

/** Marks the version that waits as taken up; its version rises, so that a withdrawal under way is refused. */
export async function markReviewed(manager: EntityManager, reportId: string, actor: Actor): Promise<void> {
  await manager.query(
    `UPDATE reports SET review_started_at = clock_timestamp(), reviewer_label = $2, version = version + 1
     WHERE id = $1 AND state = 'submitted' AND review_started_at IS NULL`,
    [reportId, actor.label],
  );
}

function reasonMissing(): DomainError {
  const message = 'Hãy nêu lý do trả lại (chung hoặc theo từng nhiệm vụ) để cơ quan biết cần sửa gì.';
  return new DomainError('report.reason_missing', message, [{ pointer: '/reason', code: 'required', message }]);
}
