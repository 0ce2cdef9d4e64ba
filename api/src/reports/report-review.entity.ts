import type { CommentSide, ReviewDecision } from '@plan/shared/vocabulary/report-states';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What was decided on one submission: accepted, or returned with reasons. */
@Entity('report_reviews')
export class ReportReviewEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  @PrimaryColumn({ type: 'int' })
  submissionNumber: number;

  @Column({ type: 'text' })
  decision: ReviewDecision;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'jsonb', default: [] })
  entryReasons: { assignmentId: string; reason: string }[];

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  decidedBy: string | null;

  @Column({ type: 'text' })
  decidedByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  decidedAt: Date;
}

/** A submission that the agency took back before its review. */
@Entity('report_withdrawals')
export class ReportWithdrawalEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  @PrimaryColumn({ type: 'int' })
  submissionNumber: number;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'text' })
  withdrawnByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  withdrawnAt: Date;
}

/** A question or remark on a report or one of its entries, and its answer. */
@Entity('report_comments')
@Index('report_comments_report', ['reportId', 'writtenAt'])
export class ReportCommentEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  /** The entry that it is about; null for the whole report. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  /** The comment that it answers. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('report_comments')
  replyToId: string | null;

  @Column({ type: 'text' })
  side: CommentSide;

  @Column({ type: 'text' })
  text: string;

  /** A person or an API client. */
  @Column({ type: 'uuid', nullable: true })
  writtenBy: string | null;

  @Column({ type: 'text' })
  writtenByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  writtenAt: Date;
}
