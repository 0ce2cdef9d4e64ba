import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { isLate } from './domain/lateness.js';
import { allowedActions, lastDayOf } from './domain/life-cycle.js';
import { periodName } from './domain/periods.js';
import type { ReportDto, ReturnedDto } from './report.dto.js';
import { readsEveryReport, sidesOf } from './report.policy.js';
import { cycleFacts, type ReportFactsRow, readFacts } from './report-facts.js';
import { type ReportLine, ReportLinesQueries } from './report-lines.queries.js';

/** One report as its readers see it, with what they may do with it. */
@Injectable()
export class ReportReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lines: ReportLinesQueries,
  ) {}

  /** @throws DomainError `resource.not_found` */
  async one(id: string, actor: Actor): Promise<ReportDto> {
    // One snapshot: a change between the statements would show a report that never was.
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const facts = await readFacts(manager, id, actor);
      const lines = await this.lines.of(manager, facts, readsEveryReport(actor));
      return present(facts, lines, await this.returned(manager, facts), actor);
    });
  }

  private async returned(
    manager: EntityManager,
    { id, state, submissionCount }: ReportFactsRow,
  ): Promise<ReturnedDto | null> {
    if (state !== 'returned' && state !== 'draft') return null;
    const rows = await manager.query<ReturnedDto[]>(
      `SELECT submission_number AS "submissionNumber", reason, entry_reasons AS "entryReasons", decided_at AS "decidedAt",
              decided_by_label AS "decidedByName"
       FROM report_reviews WHERE report_id = $1 AND submission_number = $2 AND decision = 'return'`,
      [id, submissionCount],
    );
    return rows[0] ?? null;
  }
}

function present(
  facts: ReportFactsRow,
  lines: readonly ReportLine[],
  returned: ReturnedDto | null,
  actor: Actor,
): ReportDto {
  const cycle = cycleFacts(facts);
  return {
    id: facts.id,
    periodId: facts.periodId,
    period: {
      label: facts.periodLabel,
      name: periodName(facts.periodLabel),
      windowStartOn: facts.windowStartOn,
      windowEndOn: facts.windowEndOn,
      dueOn: facts.dueOn,
      lockOn: facts.lockOn,
      explanation: facts.explanation,
    },
    planId: facts.planId,
    planTitle: facts.planTitle,
    agencyId: facts.agencyId,
    agencyName: facts.agencyName,
    agencyLevel: facts.agencyLevel as AgencyLevel,
    state: facts.state,
    version: facts.version,
    submittedAt: facts.submittedAt?.toISOString() ?? null,
    submittedOn: facts.submittedOn,
    late: facts.submittedOn !== null && isLate(facts.submittedOn, facts.dueOn),
    overdue: facts.removedAt === null && facts.submittedOn === null && isLate(facts.today, facts.dueOn),
    nothingNew: facts.nothingNew,
    savedAt: facts.savedAt?.toISOString() ?? null,
    savedByName: facts.savedByLabel,
    prefilled: facts.savedAt === null,
    submissionCount: facts.submissionCount,
    currentNumber: facts.currentNumber,
    acceptedNumber: facts.acceptedNumber,
    acceptedAt: facts.acceptedAt?.toISOString() ?? null,
    reviewStartedAt: facts.reviewStartedAt?.toISOString() ?? null,
    correctionReason: facts.correctionReason,
    exceptionUntilOn: facts.exceptionUntilOn,
    lastDayOn: lastDayOf(cycle),
    removed: facts.removedAt !== null,
    withWhom: withWhom(facts),
    entries: lines.filter(({ listed }) => listed).map(entryDto),
    unlisted: lines
      .filter(({ listed }) => !listed)
      .map(({ assignmentId, taskNumber, taskTitle }) => ({ assignmentId, taskNumber, taskTitle })),
    warnings: lines.flatMap(({ assignmentId, warnings }) => warnings.map((warning) => ({ ...warning, assignmentId }))),
    returned,
    allowedActions: allowedActions(cycle, sidesOf(actor, facts.agencyId), facts.today),
  };
}

const entryDto = ({ words, listed: _, warnings: __, ...line }: ReportLine): ReportDto['entries'][number] => ({
  ...line,
  ...words,
});

/** The submitter always sees with whom the report is. */
function withWhom(facts: ReportFactsRow): string {
  if (facts.state === 'accepted') return 'Đã xong: cơ quan thường trực đã chấp nhận.';
  if (facts.state === 'submitted') {
    return facts.reviewerLabel
      ? `Cơ quan thường trực: ${facts.reviewerLabel} đang xét.`
      : 'Cơ quan thường trực: chờ xét.';
  }
  if (facts.state === 'returned') return `${facts.agencyName}: cần sửa và nộp lại.`;
  return facts.correctionReason
    ? `${facts.agencyName}: đang soạn bản đính chính.`
    : `${facts.agencyName}: đang soạn, chưa nộp.`;
}
