import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A secret address under which a calendar program reads due dates: of a person, or of an agency. */
@Entity('calendar_feeds')
@Index('calendar_feeds_token', ['tokenHash'], { unique: true })
@Index('calendar_feeds_user', ['userId'], { unique: true, where: 'revoked_at IS NULL AND user_id IS NOT NULL' })
@Index('calendar_feeds_agency', ['agencyId'], { unique: true, where: 'revoked_at IS NULL AND agency_id IS NOT NULL' })
@Check('calendar_feeds_owner', '(user_id IS NULL) <> (agency_id IS NULL)')
export class CalendarFeedEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  userId: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  agencyId: string | null;

  /** SHA-256 of the token: 32 random bytes need no slow hash. */
  @Column({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  createdBy: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** About an hour exact. */
  @Column({ type: 'timestamptz', nullable: true })
  lastReadAt: Date | null;
}
