import type { ReportEntryState } from '@plan/shared/vocabulary/report-states';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The line of a report on one assignment, as it is being written. What was submitted stands in its submission. */
@Entity('report_entries')
@Index('report_entries_assignment', ['assignmentId'])
@Check('report_entries_progress', 'progress_percent BETWEEN 0 AND 100')
export class ReportEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('assignments')
  assignmentId: string;

  /** False when the agency left it out of its list. */
  @Column({ type: 'boolean', default: true })
  listed: boolean;

  @Column({ type: 'int', nullable: true })
  progressPercent: number | null;

  @Column({ type: 'text', nullable: true })
  state: ReportEntryState | null;

  @Column({ type: 'text', default: '' })
  resultText: string;

  @Column({ type: 'text', default: '' })
  obstacleText: string;

  @Column({ type: 'text', default: '' })
  nextText: string;

  @Column({ type: 'boolean', default: false })
  nothingNew: boolean;

  /** The progress that was accepted: an assignment's progress moves by nothing else. */
  @Column({ type: 'int', nullable: true })
  acceptedProgressPercent: number | null;
}
