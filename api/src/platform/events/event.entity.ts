import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One change, as it was written in the transaction that made it. Rows are only ever added. */
@Entity('events')
@Index('events_subject', ['subjectType', 'subjectId', 'id'])
@Index('events_plan', ['planId', 'id'])
@Index('events_order', ['transactionId', 'id'])
@Index('events_at', ['at', 'id'])
@Index('events_actor', ['actorId', 'at', 'id'])
@Index('events_agency', ['agencyId', 'at', 'id'])
@Index('events_type', ['type', 'at', 'id'])
@Index('events_search', { synchronize: false })
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

  /** A word of ACTOR_KINDS. */
  @Column({ type: 'text' })
  actorKind: string;

  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;

  /** How the actor was called then; a later change of name leaves it. */
  @Column({ type: 'text' })
  actorLabel: string;

  /** The person whose right a deputy used; null when one acted in one's own right. */
  @Column({ type: 'uuid', nullable: true })
  onBehalfOfId: string | null;

  @Column({ type: 'text', nullable: true })
  onBehalfOfLabel: string | null;

  /** Through what the act came: a word of EVENT_VIAS. */
  @Column({ type: 'text', default: 'page' })
  via: string;

  @Column({ type: 'text', nullable: true })
  requestId: string | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before: unknown;

  @Column({ type: 'jsonb', nullable: true })
  after: unknown;

  /**
   * The writing transaction. Ids are drawn before the commit, so a lower id can become visible after a higher one;
   * below the oldest running transaction nothing is added any more, and (transactionId, id) is an order for ever.
   * A restored log keeps its order with numbers below zero: those of the cluster that wrote it mean nothing elsewhere.
   */
  @Column({ type: 'bigint', default: () => 'current_transaction()' })
  transactionId: number;

  /** Proof that the product wrote the row; see `event-proof.ts`. Null in rows from before there were proofs. */
  @Column({ type: 'bytea', nullable: true, select: false })
  digest: Buffer | null;
}
