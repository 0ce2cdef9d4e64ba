import type { LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One assignment or report in an urging, as the letter lists it, and what the agency answered. */
@Entity('urging_items')
@Check('urging_items_subject', 'num_nonnulls(assignment_id, report_id) = 1')
@Index('urging_items_urging', ['urgingId', 'position'], { unique: true })
@Index('urging_items_assignment', ['assignmentId', 'times'], { unique: true, where: 'assignment_id IS NOT NULL' })
@Index('urging_items_report', ['reportId', 'times'], { unique: true, where: 'report_id IS NOT NULL' })
export class UrgingItemEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('urgings')
  urgingId: string;

  /** Place in the letter's list, from 1. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('reports')
  reportId: string | null;

  /** Number and name as they were then. */
  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  /** Calendar days late on the day of the figures; 0 for what has no due date. */
  @Column({ type: 'int' })
  daysLate: number;

  /** Which written urging of this item it is: 1, 2, 3 … */
  @Column({ type: 'int' })
  times: number;

  @Column({ type: 'timestamptz', nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  answeredBy: string | null;

  @Column({ type: 'text', nullable: true })
  answeredByLabel: string | null;

  @Column({ type: 'text', nullable: true })
  reasonCode: LateReason | null;

  /** The date that the agency states; it moves no due date. */
  @Column({ type: 'date', nullable: true })
  newDueOn: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('evidence')
  evidenceId: string | null;

  @Column({ type: 'text', nullable: true })
  answerText: string | null;
}
