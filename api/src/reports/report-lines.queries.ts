import { Injectable } from '@nestjs/common';
import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import type { FileType } from '@plan/shared/vocabulary/files';
import type { EntityManager } from 'typeorm';
import { type EntryWarning, entryWarnings, type OtherSide } from './domain/contradictions.js';
import { type PrefillEvidence, type PrefillExtension, prefilledEntry } from './domain/prefill.js';
import { type ContentEntry, type EntryWords, isUnchanged, type ReportContent } from './domain/report-content.js';
import type { ReportFactsRow } from './report-facts.js';

/** An attached file, as the page shows it. */
export interface LineFile {
  id: string;
  name: string;
  bytes: number;
  type: FileType;
  sha256: string;
}

/** One line of a report with everything that is known around it. */
export interface ReportLine {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
  role: AssignmentRole;
  deadlineText: string;
  dueOn: string | null;
  completedOn: string | null;
  cancelled: boolean;
  listed: boolean;
  words: EntryWords;
  unchanged: boolean;
  last: EntryWords | null;
  evidence: PrefillEvidence[];
  /** Later due dates that were asked for or decided on since the data window opened, the newest last. */
  extensions: PrefillExtension[];
  files: LineFile[];
  reportedProgressPercent: number | null;
  warnings: EntryWarning[];
}

interface LineRow extends Omit<ReportLine, 'words' | 'unchanged' | 'last' | 'warnings'>, EntryWords {
  evidenceCount: number;
  others: (OtherSide & { agencyName: string })[];
}

/** Lines of the report $1, in the order of the plan; $2 is the first day of its data window. */
const LINES = `
  SELECT e.assignment_id AS "assignmentId", a.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle", a.role,
         t.deadline_text AS "deadlineText", COALESCE(a.due_on, t.due_on) AS "dueOn", a.completed_on AS "completedOn",
         a.cancelled_on IS NOT NULL AS cancelled, e.listed, e.progress_percent AS "progressPercent", e.state,
         e.result_text AS "resultText", e.obstacle_text AS "obstacleText", e.next_text AS "nextText",
         e.nothing_new AS "nothingNew",
         (SELECT count(*)::int FROM evidence v WHERE v.assignment_id = a.id AND v.state <> 'refused') AS "evidenceCount",
         COALESCE((
           SELECT json_agg(json_build_object('number', v.number, 'issuedOn', v.issued_on, 'abstract', v.abstract,
                    'state', v.state) ORDER BY v.issued_on, v.id)
           FROM evidence v WHERE v.assignment_id = a.id AND v.state <> 'refused'
             AND (v.proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= $2::date), '[]') AS evidence,
         COALESCE((
           SELECT json_agg(json_build_object('number', x.number, 'state', x.state,
                    'newDueOn', COALESCE(c.due_on, x.new_due_on)) ORDER BY x.number)
           FROM extensions x LEFT JOIN due_date_changes c ON c.id = x.due_date_change_id
           WHERE x.assignment_id = a.id AND x.state <> 'withdrawn'
             AND (COALESCE(x.closed_at, x.asked_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= $2::date), '[]') AS extensions,
         COALESCE((
           SELECT json_agg(json_build_object('id', u.id, 'name', u.name, 'bytes', u.bytes, 'type', u.type,
                    'sha256', u.sha256) ORDER BY x.position, u.id)
           FROM report_files x JOIN files u ON u.id = x.file_id
           WHERE x.report_id = e.report_id AND x.assignment_id = e.assignment_id AND x.listed), '[]') AS files,
         (SELECT q.accepted_progress_percent
          FROM report_entries q JOIN reports qr ON qr.id = q.report_id JOIN reporting_periods qp ON qp.id = qr.period_id
          WHERE q.assignment_id = a.id AND q.accepted_progress_percent IS NOT NULL
          ORDER BY qp.window_start_on DESC LIMIT 1) AS "reportedProgressPercent",
         COALESCE((
           SELECT json_agg(json_build_object('role', b.role, 'agencyName', bg.name, 'state',
                    CASE WHEN o.progress_percent = 100 THEN 'completed' ELSE o.state END) ORDER BY bg.name COLLATE "vi-x-icu")
           FROM assignments b JOIN agencies bg ON bg.id = b.agency_id
           JOIN reports br ON br.period_id = r.period_id AND br.agency_id = b.agency_id AND br.state IN ('submitted', 'accepted')
           JOIN report_entries o ON o.report_id = br.id AND o.assignment_id = b.id AND o.listed
           WHERE b.task_id = a.task_id AND b.role <> a.role
             AND (o.state IN ('completed', 'blocked', 'not_started') OR o.progress_percent = 100)), '[]') AS others
  FROM report_entries e JOIN reports r ON r.id = e.report_id JOIN assignments a ON a.id = e.assignment_id
  JOIN tasks t ON t.id = a.task_id
  WHERE e.report_id = $1 ORDER BY t.origin, t.position, e.assignment_id`;

/** What the agency said in its last report that stands, before the window that begins on $3. */
const LAST_CONTENT = `
  SELECT s.content
  FROM reports r JOIN reporting_periods p ON p.id = r.period_id
  JOIN report_submissions s ON s.report_id = r.id AND s.number = r.current_number
  WHERE r.agency_id = $1 AND r.plan_id = $2 AND p.window_start_on < $3
  ORDER BY p.window_start_on DESC LIMIT 1`;

/** Reads the lines of one report with what stands around them. */
@Injectable()
export class ReportLinesQueries {
  /** @param names whether the reader may learn which agency reports otherwise */
  async of(manager: EntityManager, report: ReportFactsRow, names: boolean): Promise<ReportLine[]> {
    const rows: LineRow[] = await manager.query(LINES, [report.id, report.windowStartOn]);
    const last = await this.lastWords(manager, report);
    return rows.map(
      ({ evidenceCount, others, progressPercent, state, resultText, obstacleText, nextText, nothingNew, ...row }) => {
        const before = last.get(row.assignmentId) ?? null;
        const saved = { progressPercent, state, resultText, obstacleText, nextText, nothingNew };
        const words = report.savedAt === null ? prefilledEntry(before, row.evidence, row.extensions) : saved;
        const context = {
          role: row.role,
          last: before,
          evidenceCount,
          others: others.map((other) => (names ? other : { ...other, agencyName: null })),
        };
        return {
          ...row,
          words,
          unchanged: isUnchanged(words, before),
          last: before,
          warnings: row.listed ? entryWarnings(words, context) : [],
        };
      },
    );
  }

  private async lastWords(manager: EntityManager, report: ReportFactsRow): Promise<Map<string, EntryWords>> {
    const rows = await manager.query<{ content: ReportContent }[]>(LAST_CONTENT, [
      report.agencyId,
      report.planId,
      report.windowStartOn,
    ]);
    const entries = rows[0]?.content.entries ?? [];
    return new Map(entries.map((entry: ContentEntry) => [entry.assignmentId, wordsOf(entry)]));
  }
}

export const wordsOf = ({
  progressPercent,
  state,
  resultText,
  obstacleText,
  nextText,
  nothingNew,
}: EntryWords): EntryWords => ({ progressPercent, state, resultText, obstacleText, nextText, nothingNew });
