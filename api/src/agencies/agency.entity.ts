import type { AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** An agency; never deleted: one that ended has `validTo` and successors. */
@Entity('agencies')
@Check('agencies_valid', '"valid_to" IS NULL OR "valid_from" IS NULL OR "valid_to" >= "valid_from"')
@Index('agencies_parent', ['parentId'])
@Index('agencies_identifier', ['identifier'], { unique: true, where: 'identifier IS NOT NULL' })
export class AgencyEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  level: AgencyLevel;

  /** A commune's district, a district's province. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  parentId: string | null;

  /** Mã định danh; for districts of the sample the code of the General Statistics Office. */
  @Column({ type: 'text', nullable: true })
  identifier: string | null;

  /** First day of its existence; null when it was always there. */
  @Column({ type: 'date', nullable: true })
  validFrom: string | null;

  /** Last day of its existence. */
  @Column({ type: 'date', nullable: true })
  validTo: string | null;

  /** The standing agency (cơ quan thường trực) of the programme. */
  @Column({ type: 'boolean', default: false })
  standing: boolean;

  /** Name and aliases without diacritics, for search. */
  @Column({ type: 'text' })
  searchText: string;

  @VersionColumn()
  version: number;
}
