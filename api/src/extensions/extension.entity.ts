import type { ExtensionState } from '@plan/shared/vocabulary/extensions';
import { Column, Entity, ForeignKey, Generated, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** An agency's request for a later due date of one assignment, and what became of it. */
@Entity('extensions')
@Index('extensions_one_pending', ['assignmentId'], { unique: true, where: "state = 'pending'" })
@Index('extensions_assignment', ['assignmentId', 'number'])
@Index('extensions_plan', ['planId', 'number'])
@Index('extensions_agency', ['agencyId', 'number'])
@Index('extensions_waiting', ['number'], { where: "state = 'pending'" })
@Index('extensions_number', ['number'], { unique: true })
export class ExtensionEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Running number, by which people cite it; in the order of asking. */
  @Column({ type: 'int' })
  @Generated('increment')
  number: number;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('assignments')
  assignmentId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'text', default: 'pending' })
  state: ExtensionState;

  /** The last day that is asked for, as it was asked, before it moves to a working day. */
  @Column({ type: 'date' })
  newDueOn: string;

  /** The date that was in force when it was asked. */
  @Column({ type: 'date' })
  dueOnWhenAsked: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  askedBy: string | null;

  /** Who asked, as called then. */
  @Column({ type: 'text' })
  askedByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  askedAt: Date;

  @Column({ type: 'text', nullable: true })
  closedByLabel: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  /** Why it was granted, refused or withdrawn. */
  @Column({ type: 'text', nullable: true })
  closingReason: string | null;

  /** The date that was granted, in the history of dates. */
  @Column({ type: 'bigint', nullable: true })
  @ForeignKey('due_date_changes')
  dueDateChangeId: number | null;

  /** The decider's own agency had asked. */
  @Column({ type: 'boolean', default: false })
  selfDecided: boolean;

  @VersionColumn()
  version: number;
}
