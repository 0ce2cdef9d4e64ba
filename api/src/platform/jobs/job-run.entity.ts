import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One finished or failed run of a job for one day. */
@Entity('job_runs')
@Index('job_runs_job_day', ['job', 'day'])
@Index('job_runs_started', ['startedAt', 'id'])
export class JobRunEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  job: string;

  /** The calendar day that the run treats, in Asia/Ho_Chi_Minh. */
  @Column({ type: 'date' })
  day: string;

  /** `schedule` or `person`. */
  @Column({ type: 'text' })
  trigger: string;

  @Column({ type: 'uuid', nullable: true })
  startedBy: string | null;

  @Column({ type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  finishedAt: Date | null;

  /** New effects of this run: `{created, byKind}`. */
  @Column({ type: 'jsonb', nullable: true })
  counts: { created: number; byKind: Record<string, number> } | null;

  /** Why the run failed, in one line; null when it finished. */
  @Column({ type: 'text', nullable: true })
  failure: string | null;
}
