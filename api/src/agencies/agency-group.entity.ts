import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** A collective name that plans use as if it were one agency. */
@Entity('agency_groups')
export class AgencyGroupEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text', unique: true })
  name: string;

  @VersionColumn()
  version: number;
}

/** An agency's membership in a group, by date. */
@Entity('agency_group_members')
@Index('agency_group_members_agency', ['agencyId'])
export class AgencyGroupMemberEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('agency_groups')
  groupId: string;

  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  /** First day of membership; '-infinity' would not survive JSON, so the beginning is 0001-01-01. */
  @PrimaryColumn({ type: 'date' })
  validFrom: string;

  @Column({ type: 'date', nullable: true })
  validTo: string | null;
}

/** Which agency takes over from one that ended; a split has several. */
@Entity('agency_successions')
@Index('agency_successions_successor', ['successorId'])
export class AgencySuccessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('agencies')
  successorId: string;
}
