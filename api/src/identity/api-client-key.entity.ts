import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One key of an API client. The key itself is shown once; here lies the digest of its 256-bit secret. */
@Entity('api_client_keys')
@Index('api_client_keys_client', ['clientId'])
@Index('api_client_keys_prefix', ['prefix'], { unique: true })
export class ApiClientKeyEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('api_clients')
  clientId: string;

  /** Eight letters and digits by which people and logs name the key. */
  @Column({ type: 'text' })
  prefix: string;

  /** SHA-256 of the secret; a slow hash would add nothing to 256 random bits. */
  @Column({ type: 'bytea' })
  secretHash: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  /** Written at most once a minute. */
  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
