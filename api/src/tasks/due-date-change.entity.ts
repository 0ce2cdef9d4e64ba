import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A later due date with the day from which it counts; the dates before it stay for ever. */
@Entity('due_date_changes')
@Index('due_date_changes_task', ['taskId', 'effectiveOn', 'id'])
export class DueDateChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column({ type: 'uuid' })
  @ForeignKey('tasks')
  taskId: string;

  /** One assignment's own date; null when the date of the whole task changed. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  /** From this day on the new date holds; `asOf` before it uses the one before. */
  @Column({ type: 'date' })
  effectiveOn: string;

  @Column({ type: 'date' })
  nominalDueOn: string;

  @Column({ type: 'date' })
  dueOn: string;

  @Column({ type: 'text' })
  explanation: string;

  /** The document that sets the date, as one would cite it. */
  @Column({ type: 'text' })
  documentText: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  createdBy: string | null;
}
