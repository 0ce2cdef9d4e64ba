import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** Why a one-time link was given out: for the first password or for a new one. */
export type LinkPurpose = 'invitation' | 'reset';

/** A one-time link with which a person sets the password. The database keeps only the token's digest. */
@Entity('password_links')
@Index('password_links_token', ['tokenHash'], { unique: true })
@Index('password_links_user', ['userId', 'createdAt'])
@Index('password_links_made', ['createdAt', 'id'])
export class PasswordLinkEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  userId: string;

  @Column({ type: 'text' })
  purpose: LinkPurpose;

  /** SHA-256 of the token. */
  @Column({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  /** Taken back by a person, or made void by a newer link. */
  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @VersionColumn()
  version: number;
}
