import type { LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import type { OffSystemMeans, ReportChannel } from '@plan/shared/vocabulary/report-states';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ReportContent } from './domain/report-content.js';

/** One version of a report as it was submitted. Rows are only ever added. */
@Entity('report_submissions')
export class ReportSubmissionEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  /** 1, 2, … */
  @PrimaryColumn({ type: 'int' })
  number: number;

  @Column({ type: 'jsonb' })
  content: ReportContent;

  /** SHA-256 of the canonical text of the content, in hex. */
  @Column({ type: 'text' })
  sha256: string;

  /** When the request arrived, by the database's clock; it may have been written later. */
  @Column({ type: 'timestamptz' })
  receivedAt: Date;

  /** The day that counts, in Asia/Ho_Chi_Minh: of the arrival, or the true day of one handed in elsewhere. */
  @Column({ type: 'date' })
  receivedOn: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  recordedAt: Date;

  @Column({ type: 'text' })
  channel: ReportChannel;

  @Column({ type: 'text', nullable: true })
  offSystemMeans: OffSystemMeans | null;

  /** The due date as it was then. */
  @Column({ type: 'date' })
  dueOn: string;

  /** Whether it came after the due date. */
  @Column({ type: 'boolean' })
  late: boolean;

  @Column({ type: 'text', nullable: true })
  lateReasonCode: LateReason | null;

  @Column({ type: 'text', nullable: true })
  lateReasonText: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text', nullable: true })
  correctionReason: string | null;

  /** A person or an API client. */
  @Column({ type: 'uuid', nullable: true })
  submittedBy: string | null;

  @Column({ type: 'text' })
  submittedByLabel: string;

  @Column({ type: 'int' })
  updatedCount: number;

  @Column({ type: 'int' })
  unchangedCount: number;

  @Column({ type: 'int' })
  warningCount: number;
}
