import type { AnnouncedDayKind } from '@plan/shared/vocabulary/days-off';
import { Column, Entity, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** A day that the State announced as off or as worked, beside what the rules of the Labour Code give. */
@Entity('announced_days')
@Index('announced_days_on', ['on'], { unique: true })
export class AnnouncedDayEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'date' })
  on: string;

  @Column({ type: 'text' })
  kind: AnnouncedDayKind;

  @Column({ type: 'text' })
  name: string;

  /** The announcement, as one would cite it. */
  @Column({ type: 'text' })
  source: string;

  @VersionColumn()
  version: number;
}
