import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * When a scheduler last rang (`scheduler`): a province whose scheduler stands still must see it before a deadline slips.
 * And when it first rang for each job (`job:<name>`): from that day on every day is owed.
 */
@Entity('scheduler_bells')
export class SchedulerBellEntity {
  @PrimaryColumn({ type: 'text' })
  name: string;

  @Column({ type: 'timestamptz' })
  rungAt: Date;
}
