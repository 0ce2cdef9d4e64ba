import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One change, as it was written in the transaction that made it. Rows are only ever added. */
@Entity('events')
@Index('events_subject', ['subjectType', 'subjectId', 'id'])
@Index('events_plan', ['planId', 'id'])
export class EventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  /** What happened, `<subject>.<verb>`: `evidence.confirmed`. */
  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text' })
  subjectType: string;

  @Column({ type: 'uuid' })
  subjectId: string;

  @Column({ type: 'uuid', nullable: true })
  planId: string | null;

  @Column({ type: 'uuid', nullable: true })
  agencyId: string | null;

  /** `user`, `job` or `system`. */
  @Column({ type: 'text' })
  actorKind: string;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  /** How the actor was called then; a later change of name leaves it. */
  @Column({ type: 'text' })
  actorLabel: string;

  @Column({ type: 'text', nullable: true })
  requestId: string | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before: unknown;

  @Column({ type: 'jsonb', nullable: true })
  after: unknown;
}
