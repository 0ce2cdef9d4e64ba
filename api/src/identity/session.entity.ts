import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One sign-in on one device: a family of refresh tokens of which only the newest is good. */
@Entity('sessions')
@Index('sessions_user', ['userId'])
export class SessionEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  userId: string;

  /** SHA-256 of the newest refresh token. */
  @Column({ type: 'bytea' })
  refreshHash: Buffer;

  /** SHA-256 of the one before; good for a few seconds more, because two tabs refresh at once. */
  @Column({ type: 'bytea', nullable: true })
  previousHash: Buffer | null;

  @Column({ type: 'timestamptz' })
  rotatedAt: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  /** When the cookie was last renewed: about ten minutes exact. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  lastSeenAt: Date;

  /** When this session showed a second factor, of ours or the sign-on provider's. */
  @Column({ type: 'timestamptz', nullable: true })
  secondFactorAt: Date | null;

  /** The deputyship under which the session acts now. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('deputies')
  deputyId: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'text', nullable: true })
  userAgent: string | null;
}
