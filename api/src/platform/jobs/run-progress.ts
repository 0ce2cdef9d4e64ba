import type { DataSource } from 'typeorm';
import type { JobProgress } from './job.js';

/** A page that looks every second learns nothing more from more. */
const EVERY_MS = 500;

/**
 * Writes progress beside the run's transaction, whose own writes nobody sees before it ends. Nothing waits for these
 * writes and none of them can fail the run: a run that held one connection and waited for another would stand still
 * when the pool is taken.
 */
export class RunProgress implements JobProgress {
  private writtenAt = 0;
  private writing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly run: { job: string; day: string; trigger: string; startedAt: Date },
  ) {
    this.write(0, null);
  }

  report(done: number, total: number): void {
    if (this.writing || (done < total && Date.now() - this.writtenAt < EVERY_MS)) return;
    this.write(done, total);
  }

  private write(done: number, total: number | null): void {
    this.writing = true;
    this.writtenAt = Date.now();
    const { job, day, trigger, startedAt } = this.run;
    this.dataSource
      .query(
        `INSERT INTO job_progress (job, day, trigger, started_at, done, total) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (job) DO UPDATE SET day = excluded.day, trigger = excluded.trigger,
           started_at = excluded.started_at, done = excluded.done, total = excluded.total`,
        [job, day, trigger, startedAt, done, total],
      )
      .catch(() => undefined)
      .finally(() => {
        this.writing = false;
      });
  }
}
