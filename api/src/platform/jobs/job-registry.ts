import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JobName, JobTrigger } from '@plan/shared/vocabulary/jobs';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../clock/clock.js';
import { EventLog } from '../events/event-log.js';
import { DomainError } from '../http/problem.js';
import { LOGGER } from '../logging/logger.js';
import type { Job, JobCounts } from './job.js';
import { type JobStanding, standingsOf } from './job-standing.js';
import { RunProgress } from './run-progress.js';

export interface JobRun {
  id: string;
  job: string;
  day: string;
  trigger: JobTrigger;
  startedAt: string;
  finishedAt: string | null;
  counts: JobCounts | null;
  failure: string | null;
}

/** Days caught up at most after a long stand-still; older ones are covered by the first of them. */
const CATCH_UP_DAYS = 60;

const RUN_COLUMNS = `id, job, day, trigger, started_at AS "startedAt", finished_at AS "finishedAt", counts, failure`;

/** Knows every job and runs it once per day: by the scheduler's bell, after a stand-still, or when a person asks. */
@Injectable()
export class JobRegistry {
  private readonly jobs = new Map<JobName, Job>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly events: EventLog,
  ) {}

  register(job: Job): void {
    this.jobs.set(job.name, job);
  }

  /**
   * A run that a person asked for: it treats every plan as of that day, and only that day; it waits for a run of
   * the same job that is under way.
   */
  async runByHand(name: JobName, day: string, actor: Actor): Promise<JobRun> {
    const run = await this.runOnce(this.jobOf(name), day, 'person', actor);
    if (!run) throw new DomainError('job.running', 'Tiến trình này đang chạy. Hãy xem lại kết quả sau ít phút.');
    return run;
  }

  /** Runs every job for each day not yet done, oldest first. Safe to call at any time from any number of processes. */
  async catchUp(): Promise<void> {
    for (const job of this.jobs.values()) {
      await this.noteBeginning(job.name);
      for (const day of await this.daysOwed(job)) {
        try {
          if (!(await this.runOnce(job, day, 'schedule', null))) break;
        } catch (error) {
          this.logger.error({ err: error, job: job.name, day }, 'job failed; it is tried again at the next bell');
          break;
        }
      }
    }
  }

  /** Notes that a scheduler is alive. */
  async noteBell(): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO scheduler_bells (name, rung_at) VALUES ('scheduler', clock_timestamp())
       ON CONFLICT (name) DO UPDATE SET rung_at = excluded.rung_at`,
    );
  }

  /** Every job as it stands now: its last run, what it still owes, and how far a run under way has come. */
  async standings(): Promise<{ lastBellAt: Date | null; items: JobStanding[] }> {
    const jobs: { name: JobName; hour: number; owed: string[] }[] = [];
    for (const { name, hour } of this.jobs.values()) {
      jobs.push({ name, hour, owed: await this.daysOwed({ name, hour }) });
    }
    return standingsOf(this.dataSource.manager, jobs, { day: this.clock.today(), hour: this.hourNow() });
  }

  /**
   * Writes down a round of a job that keeps hours of its own within the day: its day is then done for `catchUp`.
   * @param counts what the round made; a round that made nothing needs no line
   */
  async recordRound(name: JobName, day: string, startedAt: Date, counts: JobCounts): Promise<void> {
    await this.record(this.dataSource.manager, name, day, 'schedule', null, startedAt, counts, null);
  }

  /** The runs, newest first. */
  async list(limit: number, before?: { startedAt: string; id: string }): Promise<JobRun[]> {
    return this.dataSource.query(
      `SELECT ${RUN_COLUMNS} FROM job_runs
       WHERE $2::timestamptz IS NULL OR (date_trunc('milliseconds', started_at), id) < ($2::timestamptz, $3::uuid)
       ORDER BY date_trunc('milliseconds', started_at) DESC, id DESC LIMIT $1`,
      [limit, before?.startedAt ?? null, before?.id ?? null],
    );
  }

  private jobOf(name: JobName): Job {
    const job = this.jobs.get(name);
    if (!job) throw new DomainError('job.unknown', `Không có tiến trình ${name}.`);
    return job;
  }

  /** 0–23 in Asia/Ho_Chi_Minh. */
  private hourNow(): number {
    return (this.clock.now().getUTCHours() + 7) % 24;
  }

  /** The day of a job's first bell: were its first round killed, no finished one would tell that the day is owed. */
  private async noteBeginning(name: JobName): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO scheduler_bells (name, rung_at) VALUES ('job:' || $1, $2) ON CONFLICT (name) DO NOTHING`,
      [name, this.clock.now()],
    );
  }

  /**
   * Days between the first bell ever and today that no round has finished: a stand-still leaves some, and so does a
   * clock that stood in the future and was set right.
   */
  private async daysOwed(job: Pick<Job, 'name' | 'hour'>): Promise<string[]> {
    const today = this.clock.today();
    const rows = await this.dataSource.query<{ day: string }[]>(
      `WITH done AS (
         SELECT DISTINCT day FROM job_runs WHERE job = $1 AND trigger = 'schedule' AND failure IS NULL
       )
       SELECT d.day::date::text AS day
       FROM (SELECT min(rung_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day FROM scheduler_bells WHERE name = 'job:' || $1) b
       CROSS JOIN generate_series(
              greatest(least((SELECT min(day) FROM done), b.day, $2::date), $2::date - $4::int),
              $2::date - CASE WHEN $3 THEN 0 ELSE 1 END, interval '1 day') AS d (day)
       WHERE d.day::date NOT IN (SELECT day FROM done) ORDER BY 1`,
      [job.name, today, this.hourNow() >= job.hour, CATCH_UP_DAYS],
    );
    return rows.map(({ day }) => day);
  }

  /** One run in one transaction under the job's lock; null when another process did or does it. */
  private async runOnce(job: Job, day: string, trigger: JobTrigger, actor: Actor | null): Promise<JobRun | null> {
    const startedAt = this.clock.now();
    const startedBy = actor?.id ?? null;
    try {
      return await this.dataSource.transaction(async (manager) => {
        await manager.query('SET LOCAL statement_timeout = 0');
        if (!(await this.lock(manager, job.name, trigger))) return null;
        if (trigger === 'schedule' && (await this.isDone(manager, job.name, day))) return null;
        const progress = new RunProgress(this.dataSource, { job: job.name, day, trigger, startedAt });
        const counts = await job.run(manager, day, { automaticOnly: trigger === 'schedule' }, progress);
        const run = await this.record(manager, job.name, day, trigger, startedBy, startedAt, counts, null);
        if (actor) {
          await this.events.append(manager, actor, {
            type: 'job_run.asked',
            subjectType: 'job_run',
            subjectId: run.id,
            after: { job: job.name, day, created: counts.created },
          });
        }
        return run;
      });
    } catch (error) {
      const failure = error instanceof Error ? error.message.slice(0, 500) : 'unknown';
      await this.record(this.dataSource.manager, job.name, day, trigger, startedBy, startedAt, null, failure);
      throw error;
    }
  }

  private async lock(manager: EntityManager, name: string, trigger: JobTrigger): Promise<boolean> {
    if (trigger === 'person') {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`job:${name}`]);
      return true;
    }
    const [row] = await manager.query<{ free: boolean }[]>(`SELECT pg_try_advisory_xact_lock(hashtext($1)) AS free`, [
      `job:${name}`,
    ]);
    return row?.free === true;
  }

  private async isDone(manager: EntityManager, name: string, day: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM job_runs WHERE job = $1 AND day = $2 AND trigger = 'schedule' AND failure IS NULL LIMIT 1`,
      [name, day],
    );
    return rows.length > 0;
  }

  private async record(
    manager: EntityManager,
    job: string,
    day: string,
    trigger: JobTrigger,
    startedBy: string | null,
    startedAt: Date,
    counts: JobCounts | null,
    failure: string | null,
  ): Promise<JobRun> {
    const rows = await manager.query<JobRun[]>(
      `INSERT INTO job_runs (job, day, trigger, started_by, started_at, finished_at, counts, failure)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7) RETURNING ${RUN_COLUMNS}`,
      [job, day, trigger, startedBy, startedAt, counts && JSON.stringify(counts), failure],
    );
    return rows[0] as JobRun;
  }
}
