import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { invalidField } from '../platform/http/problem.js';
import { BLANK_ENTRY, type EntryWords } from './domain/report-content.js';
import { refuseUnlessAllowed } from './report.acts.js';
import type { EntriesInput } from './report-act.dto.js';
import { lockFacts, type ReportFactsRow } from './report-facts.js';
import { ReportFilesService } from './report-files.service.js';
import { ReportLinesQueries } from './report-lines.queries.js';

interface SavedEntry extends EntryWords {
  assignmentId: string;
  /** Absent keeps the files that the line has. */
  fileIds?: readonly string[];
}

const UPSERT = `
  INSERT INTO report_entries (report_id, assignment_id, listed, progress_percent, state, result_text, obstacle_text,
                              next_text, nothing_new)
  SELECT $1, "assignmentId", true, "progressPercent", state, "resultText", "obstacleText", "nextText", "nothingNew"
  FROM jsonb_to_recordset($2::jsonb) AS n ("assignmentId" uuid, "progressPercent" int, state text, "resultText" text,
       "obstacleText" text, "nextText" text, "nothingNew" boolean)
  ORDER BY "assignmentId"
  ON CONFLICT (report_id, assignment_id) DO UPDATE SET listed = true, progress_percent = excluded.progress_percent,
    state = excluded.state, result_text = excluded.result_text, obstacle_text = excluded.obstacle_text,
    next_text = excluded.next_text, nothing_new = excluded.nothing_new`;

const UNLIST = `
  UPDATE report_entries SET listed = false, progress_percent = NULL, state = NULL, result_text = '', obstacle_text = '',
    next_text = '', nothing_new = false
  WHERE report_id = $1 AND listed AND NOT (assignment_id = ANY($2::uuid[]))`;

/** Writes drafts: by a person, by every autosave, by another system. */
@Injectable()
export class SaveEntriesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lines: ReportLinesQueries,
    private readonly files: ReportFilesService,
    private readonly events: EventLog,
  ) {}

  /**
   * Replaces the entries of a draft. What the list leaves out is no longer in the report.
   * @returns the new version
   */
  async save(id: string, version: number, input: EntriesInput, actor: Actor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const report = await lockFacts(manager, id, version, actor);
      refuseUnlessAllowed('save', report, actor, report.today);
      await this.replace(
        manager,
        report,
        await this.entriesOf(manager, report, input),
        input.nothingNew ?? false,
        actor,
      );
      await this.events.append(manager, actor, {
        type: 'report.saved',
        subjectType: 'report',
        subjectId: id,
        planId: report.planId,
        agencyId: report.agencyId,
        after: { entries: input.entries?.length ?? null, nothingNew: input.nothingNew ?? false },
      });
      return version + 1;
    });
  }

  /** Writes entries over those of a locked report. */
  async replace(
    manager: EntityManager,
    report: ReportFactsRow,
    entries: readonly SavedEntry[],
    nothingNew: boolean,
    actor: Actor,
  ): Promise<void> {
    await this.checkAssignments(manager, report, entries);
    await manager.query(UPSERT, [report.id, JSON.stringify(entries)]);
    await manager.query(UNLIST, [report.id, entries.map(({ assignmentId }) => assignmentId)]);
    await this.files.replace(manager, report.id, entries, actor);
    await manager.query(
      `UPDATE reports SET version = version + 1, nothing_new = $2, saved_at = clock_timestamp(), saved_by_label = $3
       WHERE id = $1`,
      [report.id, nothingNew, actor.label],
    );
  }

  /** Entries as they were sent, with what was left out blank. */
  given(entries: NonNullable<EntriesInput['entries']>): SavedEntry[] {
    return entries.map(savedEntry);
  }

  private async entriesOf(
    manager: EntityManager,
    report: ReportFactsRow,
    { entries, nothingNew }: EntriesInput,
  ): Promise<SavedEntry[]> {
    if (!nothingNew) {
      if (entries) return entries.map(savedEntry);
      throw invalidField(
        '/entries',
        'required',
        'Hãy gửi danh sách nội dung, hoặc chọn "Không phát sinh" cho cả báo cáo.',
      );
    }
    // "Không phát sinh" for the whole: where each task stands is carried on, and no words are.
    const given = new Map((entries ?? []).map((entry) => [entry.assignmentId, savedEntry(entry)]));
    const lines = await this.lines.of(manager, report, false);
    return lines.map(({ assignmentId, last, words }) => {
      const own = given.get(assignmentId);
      const { progressPercent, state } = own ?? last ?? words;
      const files = own?.fileIds ? { fileIds: own.fileIds } : {};
      return { ...BLANK_ENTRY, assignmentId, progressPercent, state, nothingNew: true, ...files };
    });
  }

  private async checkAssignments(
    manager: EntityManager,
    report: ReportFactsRow,
    entries: readonly SavedEntry[],
  ): Promise<void> {
    const own = await manager.query<{ id: string }[]>(
      `SELECT a.id FROM assignments a WHERE a.plan_id = $1 AND a.agency_id = $2`,
      [report.planId, report.agencyId],
    );
    const known = new Set(own.map(({ id }) => id));
    const seen = new Set<string>();
    for (const [index, { assignmentId }] of entries.entries()) {
      const pointer = `/entries/${index}/assignmentId`;
      if (!known.has(assignmentId)) {
        throw invalidField(
          pointer,
          'value',
          'Phân công này không phải của cơ quan trong kế hoạch. Hãy tải lại báo cáo.',
        );
      }
      if (seen.has(assignmentId)) throw invalidField(pointer, 'value', 'Mỗi phân công chỉ ghi một lần.');
      seen.add(assignmentId);
    }
  }
}

const savedEntry = (entry: NonNullable<EntriesInput['entries']>[number]): SavedEntry => ({
  assignmentId: entry.assignmentId.toLowerCase(),
  progressPercent: entry.progressPercent ?? null,
  state: entry.state ?? null,
  resultText: entry.resultText ?? '',
  obstacleText: entry.obstacleText ?? '',
  nextText: entry.nextText ?? '',
  nothingNew: entry.nothingNew ?? false,
  ...(entry.fileIds ? { fileIds: entry.fileIds } : {}),
});
