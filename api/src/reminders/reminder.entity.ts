import type { ReminderKind, ReminderRecipient, ReminderSubject } from '@plan/shared/vocabulary/reminders';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * The record that somebody was to be told something, once: the unique key over subject, kind, due date, step and
 * recipient holds it (nulls count as equal there). It is never what makes an assignment late.
 */
@Entity('reminders')
@Check('reminders_subject', 'num_nonnulls(assignment_id, report_id, remedy_id) = 1')
@Index('reminders_once', { synchronize: false })
@Index('reminders_plan_day', ['planId', 'onDay', 'id'])
@Index('reminders_agency_day', ['agencyId', 'onDay', 'id'])
@Index('reminders_report', ['reportId'], { where: 'report_id IS NOT NULL' })
export class ReminderEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'text' })
  subjectType: ReminderSubject;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('reports')
  reportId: string | null;

  /** A remedy of an inspection. */
  @Column({ type: 'uuid', nullable: true })
  remedyId: string | null;

  /** The agency whose duty it is. */
  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'text' })
  kind: ReminderKind;

  /** The due date that it speaks of; null where there is none (`silent_month`, `undated_month`). */
  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  /** The calendar day on which people are told. */
  @Column({ type: 'date' })
  onDay: string;

  /**
   * Of `overdue_weekly` the week's number (1 from the eighth day late); of `silent_month` and `undated_month` the month
   * as YYYYMM; of `urging` which written urging of this item it is (1, 2, 3 …); otherwise 0.
   */
  @Column({ type: 'int', default: 0 })
  step: number;

  @Column({ type: 'text' })
  recipientRole: ReminderRecipient;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
