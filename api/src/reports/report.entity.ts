import type { ReportState } from '@plan/shared/vocabulary/report-states';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What one agency owes and hands in for one period: the expected set of a period is its rows. */
@Entity('reports')
@Index('reports_period_agency', ['periodId', 'agencyId'], { unique: true })
@Index('reports_agency', ['agencyId', 'planId'])
@Index('reports_owed', ['periodId'], { where: 'judged_number IS NULL AND removed_at IS NULL' })
@Index('reports_waiting', ['submittedAt', 'id'], { where: "state = 'submitted'" })
export class ReportEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('reporting_periods')
  periodId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'text', default: 'draft' })
  state: ReportState;

  /** Rises with every change of the report or its entries; compared by If-Match. */
  @Column({ type: 'int', default: 1 })
  version: number;

  /** "Không phát sinh" for the whole report. */
  @Column({ type: 'boolean', default: false })
  nothingNew: boolean;

  /** When the draft was last saved; until then it shows last month's words. */
  @Column({ type: 'timestamptz', nullable: true })
  savedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  savedByLabel: string | null;

  /** How many submissions there were. */
  @Column({ type: 'int', default: 0 })
  submissionCount: number;

  /** The submission by which lateness is judged: the first that was not returned afterwards. Null while none stands. */
  @Column({ type: 'int', nullable: true })
  judgedNumber: number | null;

  /** The day on which that one came in, in Asia/Ho_Chi_Minh. */
  @Column({ type: 'date', nullable: true })
  submittedOn: string | null;

  /** The instant at which that one arrived. */
  @Column({ type: 'timestamptz', nullable: true })
  submittedAt: Date | null;

  /** The newest submission that stands. */
  @Column({ type: 'int', nullable: true })
  currentNumber: number | null;

  /** Entries of the newest standing submission that are not unchanged. */
  @Column({ type: 'int', default: 0 })
  updatedCount: number;

  @Column({ type: 'int', default: 0 })
  unchangedCount: number;

  /** Contradictions in it. */
  @Column({ type: 'int', default: 0 })
  warningCount: number;

  @Column({ type: 'int', nullable: true })
  acceptedNumber: number | null;

  /** When it was first accepted. */
  @Column({ type: 'timestamptz', nullable: true })
  acceptedAt: Date | null;

  /** Set when a reviewer takes up the version that waits. */
  @Column({ type: 'timestamptz', nullable: true })
  reviewStartedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  reviewerLabel: string | null;

  /** Why the agency corrects an accepted report; until the correction is decided. */
  @Column({ type: 'text', nullable: true })
  correctionReason: string | null;

  /** How often it was urged in writing. */
  @Column({ type: 'int', default: 0 })
  urgingCount: number;

  /** Taken out of the expected set. */
  @Column({ type: 'timestamptz', nullable: true })
  removedAt: Date | null;
}
