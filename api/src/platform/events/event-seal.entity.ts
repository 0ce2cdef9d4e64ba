import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One link of the chain over the event log: a keyed digest of the event and of the link before it. The key lives
 * outside the database, so whoever can change rows there cannot make the links agree again. Rows are only ever added.
 */
@Entity('event_seals')
@Index('event_seals_event', ['eventId'], { unique: true })
export class EventSealEntity {
  /** 1, 2, 3 … without a gap. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'event_seals_pk' })
  seq: number;

  /** No foreign key: a deleted event must leave its seal behind. */
  @Column({ type: 'bigint' })
  eventId: number;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  sealedAt: Date;

  /** HMAC-SHA-256 of the hash before and the event's words; see `domain/seal-words.ts`. */
  @Column({ type: 'bytea' })
  hash: Buffer;
}
