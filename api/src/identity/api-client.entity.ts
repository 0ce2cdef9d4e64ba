import type { Scope } from '@plan/shared/vocabulary/scopes';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** Another provincial system that calls the API. Never deleted: disabled with a date. */
@Entity('api_clients')
@Index('api_clients_name', ['name'], { unique: true })
export class ApiClientEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  /** The agency in whose name it acts; null when it acts for none. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  agencyId: string | null;

  /** Requests a minute; null is the installation's own limit. */
  @Column({ type: 'int', nullable: true })
  requestsPerMinute: number | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  disabledAt: Date | null;

  @VersionColumn()
  version: number;
}
