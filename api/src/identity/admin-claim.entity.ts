import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one-time token with which the first administrator is claimed on an external database; at most one row. */
@Entity('admin_claims')
export class AdminClaimEntity {
  /** Always 1: the database holds one claim. */
  @PrimaryColumn({ type: 'int' })
  id: number;

  /** SHA-256 of the token. */
  @Column({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
