import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { periodName } from './domain/periods.js';
import { readFacts } from './report-facts.js';
import { type ReportForm, type ReportFormEntry, type ReportFormLine, ReportFormSource } from './report-form.port.js';
import { type ReportLine, ReportLinesQueries } from './report-lines.queries.js';
import { SaveEntriesService } from './save-entries.service.js';

/** The Excel form of a report comes from its draft and goes back into it, as the page's own saving does. */
@Injectable()
export class ReportFormDrafts extends ReportFormSource {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lines: ReportLinesQueries,
    private readonly drafts: SaveEntriesService,
  ) {
    super();
  }

  async load(reportId: string, actor: Actor): Promise<ReportForm> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const facts = await readFacts(manager, reportId, actor);
      const lines = await this.lines.of(manager, facts, false);
      return {
        plan: { title: facts.planTitle, year: facts.planYear },
        period: { label: periodName(facts.periodLabel), dueOn: facts.dueOn, lockOn: facts.lockOn },
        agency: { name: facts.agencyName },
        reportId,
        version: facts.version,
        lines: lines.filter(({ listed }) => listed).map(formLine),
      };
    });
  }

  async save(reportId: string, version: number, lines: readonly ReportFormEntry[], actor: Actor): Promise<number> {
    return this.drafts.save(reportId, version, { entries: [...lines] }, actor);
  }
}

const formLine = ({ words, last, ...line }: ReportLine): ReportFormLine => ({
  assignmentId: line.assignmentId,
  taskNumber: line.taskNumber,
  taskTitle: line.taskTitle,
  role: line.role,
  dueOn: line.dueOn,
  lastProgressPercent: last?.progressPercent ?? null,
  lastResultText: last?.resultText ?? '',
  ...words,
});
