import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** Ủy quyền: from one day to another a person may act on behalf of another. Never deleted: revoked with a date. */
@Entity('deputies')
@Index('deputies_deputy', ['deputyId', 'toOn'])
@Index('deputies_principal', ['principalId', 'toOn'])
@Check('deputies_other', '"principal_id" <> "deputy_id"')
@Check('deputies_period', '"to_on" >= "from_on"')
export class DeputyEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** On whose behalf. */
  @Column({ type: 'uuid' })
  @ForeignKey('users')
  principalId: string;

  /** Who acts. */
  @Column({ type: 'uuid' })
  @ForeignKey('users')
  deputyId: string;

  @Column({ type: 'date' })
  fromOn: string;

  /** The last day, until 24:00 in Asia/Ho_Chi_Minh. */
  @Column({ type: 'date' })
  toOn: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @VersionColumn()
  version: number;
}
