import type { AssignmentRole, TaskOrigin } from '@plan/shared/vocabulary/assignments';
import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

export interface UnresolvedSide {
  role: AssignmentRole;
  text: string;
}

/** One numbered row of the annex, or one duty of section IV. */
@Entity('tasks')
@Check('tasks_due', '("due_on" IS NULL) = ("nominal_due_on" IS NULL)')
@Index('tasks_plan_position', ['planId', 'origin', 'position'], { unique: true })
@Index('tasks_position', ['origin', 'position', 'id'])
@Index('tasks_group', ['groupId'])
@Index('tasks_search', { synchronize: false })
export class TaskEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('task_groups')
  groupId: string | null;

  @Column({ type: 'text' })
  origin: TaskOrigin;

  /** Place within its origin, from 1; the order in which the plan lists its tasks. */
  @Column({ type: 'int' })
  position: number;

  /** STT, as people know the task; null when the plan's row has no readable number. */
  @Column({ type: 'int', nullable: true })
  number: number | null;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  leadText: string;

  @Column({ type: 'text' })
  coordinateText: string;

  @Column({ type: 'text' })
  deadlineText: string;

  @Column({ type: 'text' })
  deadlineKind: DeadlineKind;

  @Column({ type: 'date', nullable: true })
  startOn: string | null;

  /** The plan's first date; later ones stand in `due_date_changes`. */
  @Column({ type: 'date', nullable: true })
  nominalDueOn: string | null;

  @Column({ type: 'date', nullable: true })
  dueOn: string | null;

  /** Whether `due_date_changes` says more than `dueOn`; spares the look-up where it does not. */
  @Column({ type: 'boolean', default: false })
  dueDateChanged: boolean;

  @Column({ type: 'text' })
  deadlineExplanation: string;

  @Column({ type: 'boolean', default: false })
  deadlineUnsure: boolean;

  @Column({ type: 'jsonb', default: () => "'[]'" })
  unresolvedSides: UnresolvedSide[];

  /** Title and sides without diacritics, for search. */
  @Column({ type: 'text' })
  searchText: string;

  @VersionColumn()
  version: number;
}
