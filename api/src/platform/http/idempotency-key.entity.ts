import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a request with an Idempotency-Key, kept for those that repeat it. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created', ['createdAt'])
export class IdempotencyKeyEntity {
  /** `user:<id>` or `client:<id>`: keys of different callers never meet. */
  @PrimaryColumn({ type: 'text' })
  caller: string;

  /** Method and pattern of the route. */
  @PrimaryColumn({ type: 'text' })
  route: string;

  /** SHA-256 of the key; the key itself opens the answer. */
  @PrimaryColumn({ type: 'bytea' })
  keyDigest: Buffer;

  /** SHA-256 of address, body and files: the same key with another request is refused. */
  @Column({ type: 'bytea' })
  requestDigest: Buffer;

  /** Status, headers and body, encrypted under the caller's key: it may hold a secret that is shown once. */
  @Column({ type: 'bytea' })
  answer: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
