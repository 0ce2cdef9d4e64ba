import type { FlagKind } from '@plan/shared/vocabulary/assignments';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The scheduler's record that a lead assignment was seen due soon or overdue. It is never what makes it so. */
@Entity('assignment_flags')
@Index('assignment_flags_once', ['assignmentId', 'kind', 'dueOn'], {
  unique: true,
  where: 'taken_back_at IS NULL',
})
@Index('assignment_flags_plan', ['planId', 'raisedOn'])
export class AssignmentFlagEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('assignments')
  assignmentId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'text' })
  kind: FlagKind;

  @Column({ type: 'date' })
  dueOn: string;

  /** The calendar day that the run treated. */
  @Column({ type: 'date' })
  raisedOn: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  raisedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  takenBackAt: Date | null;

  @Column({ type: 'text', nullable: true })
  takenBackReason: string | null;
}
