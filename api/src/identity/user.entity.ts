import type { Role } from '@plan/shared/vocabulary/roles';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** A named account of one official. Never deleted: disabled with a date. */
@Entity('users')
@Index('users_username', ['username'], { unique: true })
@Index('users_email', ['email'], { unique: true })
@Index('users_subject', ['oidcIssuer', 'oidcSubject'], { unique: true })
@Index('users_agency', ['agencyId'])
@Index('users_search', { synchronize: false })
@Check('users_subject_whole', '("oidc_issuer" IS NULL) = ("oidc_subject" IS NULL)')
export class UserEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Lower case. */
  @Column({ type: 'text' })
  username: string;

  @Column({ type: 'text' })
  displayName: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  agencyId: string | null;

  @Column({ type: 'text', array: true })
  roles: Role[];

  /** Work contact, lower case; single sign-on knows a person by it. */
  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** The words under which the person is found. */
  @Column({ type: 'text', default: '' })
  searchText: string;

  /** argon2id, in PHC form; null until the invitation is accepted. */
  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;

  /** The account at the single sign-on provider that an administrator linked. */
  @Column({ type: 'text', nullable: true })
  oidcIssuer: string | null;

  @Column({ type: 'text', nullable: true })
  oidcSubject: string | null;

  /** The confirmed secret of the second factor, encrypted: see `SecretBox`. */
  @Column({ type: 'bytea', nullable: true })
  totpSecret: Buffer | null;

  /** A secret that was shown and waits for its first code. */
  @Column({ type: 'bytea', nullable: true })
  totpPendingSecret: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  totpConfirmedAt: Date | null;

  /** The newest time step whose code was used: a code is good once. */
  @Column({ type: 'bigint', nullable: true })
  totpLastStep: number | null;

  /** Out from this instant on; it may lie in the future. */
  @Column({ type: 'timestamptz', nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @VersionColumn()
  version: number;
}
