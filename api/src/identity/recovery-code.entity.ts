import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One of the ten codes for the day when the telephone is lost; good once. */
@Entity('recovery_codes')
@Index('recovery_codes_user', ['userId', 'codeHash'], { unique: true })
export class RecoveryCodeEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  userId: string;

  /** HMAC-SHA-256 under a key of the server. */
  @Column({ type: 'bytea' })
  codeHash: Buffer;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
