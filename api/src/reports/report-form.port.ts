import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import type { ReportEntryState } from '@plan/shared/vocabulary/report-states';
import type { Actor } from '../platform/auth/actor.js';

/** What a person fills in on one line. */
export interface ReportFormEntry {
  assignmentId: string;
  /** 0–100; null when nothing was said. */
  progressPercent: number | null;
  state: ReportEntryState | null;
  resultText: string;
  obstacleText: string;
  nextText: string;
  nothingNew: boolean;
}

/** One line of the form: what stands there already, and what is asked. */
export interface ReportFormLine extends ReportFormEntry {
  taskNumber: number | null;
  taskTitle: string;
  role: AssignmentRole;
  /** Calendar date; null without one. */
  dueOn: string | null;
  lastProgressPercent: number | null;
  lastResultText: string;
}

/** Everything that the Excel form of one report needs. */
export interface ReportForm {
  plan: { title: string; year: number };
  period: { label: string; dueOn: string; lockOn: string };
  agency: { name: string };
  reportId: string;
  version: number;
  lines: readonly ReportFormLine[];
}

/** Where the form's report comes from and goes to. */
export abstract class ReportFormSource {
  /** @throws DomainError `resource.not_found` when the actor may not read the report */
  abstract load(reportId: string, actor: Actor): Promise<ReportForm>;
  /**
   * Replaces the entries of the draft, as saving them on the page does; all of them or none.
   * @returns the report's new version
   * @throws DomainError `resource.stale`, `report.locked`, `report.not_in_state`, `auth.forbidden`
   */
  abstract save(reportId: string, version: number, lines: readonly ReportFormEntry[], actor: Actor): Promise<number>;
}
