import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When a scheduler last rang: a province whose scheduler stands still must see it before a deadline slips. */
@Entity('scheduler_bells')
export class SchedulerBellEntity {
  /** One row for all processes. */
  @PrimaryColumn({ type: 'text' })
  name: string;

  @Column({ type: 'timestamptz' })
  rungAt: Date;
}
