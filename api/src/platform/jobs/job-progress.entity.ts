import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the newest run of a job has come. Whether it still runs is told by the job's lock, not by this row. */
@Entity('job_progress')
export class JobProgressEntity {
  @PrimaryColumn({ type: 'text' })
  job: string;

  /** The calendar day that the run treats. */
  @Column({ type: 'date' })
  day: string;

  /** `schedule` or `person`. */
  @Column({ type: 'text' })
  trigger: string;

  @Column({ type: 'timestamptz' })
  startedAt: Date;

  /** Parts of the work that are behind. */
  @Column({ type: 'int', default: 0 })
  done: number;

  /** All parts; null while nobody can say. */
  @Column({ type: 'int', nullable: true })
  total: number | null;
}
