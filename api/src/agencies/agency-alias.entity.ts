import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Another way in which documents name an agency or a group; one key belongs to one owner. */
@Entity('agency_aliases')
@Check('agency_aliases_owner', '("agency_id" IS NULL) <> ("group_id" IS NULL)')
@Index('agency_aliases_key', ['nameKey'], { unique: true })
@Index('agency_aliases_agency', ['agencyId'])
export class AgencyAliasEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  agencyId: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agency_groups')
  groupId: string | null;

  @Column({ type: 'text' })
  alias: string;

  /** The alias as names are compared. */
  @Column({ type: 'text' })
  nameKey: string;

  /** `directory`, or `import` when a person answered for an unresolved name. */
  @Column({ type: 'text' })
  origin: string;
}
