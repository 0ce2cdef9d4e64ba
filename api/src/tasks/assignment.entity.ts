import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** One agency's part in one task. */
@Entity('assignments')
@Index('assignments_task_agency', ['taskId', 'agencyId'], { unique: true })
@Index('assignments_plan_agency', ['planId', 'agencyId'])
@Index('assignments_agency', ['agencyId', 'planId'])
@Index('assignments_task_lead', { synchronize: false })
@Index('assignments_open_due', { synchronize: false })
export class AssignmentEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('tasks')
  taskId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'text' })
  role: AssignmentRole;

  /** The group whose membership made this assignment; null when the plan names the agency itself. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agency_groups')
  viaGroupId: string | null;

  /** The plan's first dates, as in its task. */
  @Column({ type: 'date', nullable: true })
  nominalDueOn: string | null;

  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  /** Whether `due_date_changes` says more than `dueOn`; spares the look-up where it does not. */
  @Column({ type: 'boolean', default: false })
  dueDateChanged: boolean;

  /** The date on the evidence that was confirmed. */
  @Column({ type: 'date', nullable: true })
  completedOn: string | null;

  @Column({ type: 'date', nullable: true })
  cancelledOn: string | null;

  @Column({ type: 'text', nullable: true })
  cancelReason: string | null;

  /** The days on which a request for a later date was pending; open to the right while one still is. */
  @Column({ type: 'datemultirange', default: () => "'{}'" })
  extensionPending: string;

  /** How often it was urged in writing. */
  @Column({ type: 'int', default: 0 })
  urgingCount: number;

  @VersionColumn()
  version: number;
}
