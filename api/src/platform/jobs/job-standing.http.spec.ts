import { JOBS, type JobName } from '@plan/shared/vocabulary/jobs';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { SYSTEM_ACTOR } from '../auth/actor.js';
import { Clock } from '../clock/clock.js';
import { EventLog } from '../events/event-log.js';
import { createLogger } from '../logging/logger.js';
import type { Job, JobCounts, JobProgress, JobScope } from './job.js';
import { JobRegistry } from './job-registry.js';
import { Scheduler } from './scheduler.js';

/** Stands on any moment of Vietnam's clock. */
class StandingClock extends Clock {
  constructor(public moment: string) {
    super();
  }
  override now(): Date {
    return new Date(`${this.moment}+07:00`);
  }
}

/** A long run: says how far it has come, then waits until it is let go. */
class LongJob implements Job {
  readonly name: JobName = 'raise-overdue';
  hour = 0;
  done = 0;
  letGo: () => void = () => undefined;

  async run(manager: EntityManager, _: string, __: JobScope, progress: JobProgress): Promise<JobCounts> {
    progress.report(this.done, 430);
    await new Promise<void>((resolve) => {
      this.letGo = resolve;
    });
    await manager.query('SELECT 1');
    return { created: 0, byKind: {} };
  }
}

describe('how the jobs stand', () => {
  let app: TestApp;
  let standing: Agent;
  let clock: StandingClock;
  let job: LongJob;
  let registry: JobRegistry;

  let other: pg.Client;

  beforeAll(async () => {
    app = await createTestApp({ sample: true });
    standing = await app.as('congan');
    other = new pg.Client({ connectionString: app.database.appUrl });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await app.close();
  });
  beforeEach(async () => {
    await app.dataSource.query('DELETE FROM job_runs');
    await app.dataSource.query('DELETE FROM scheduler_bells');
    await app.dataSource.query('DELETE FROM job_progress');
    clock = new StandingClock('2026-05-05T09:00:00');
    job = new LongJob();
    registry = new JobRegistry(app.dataSource, clock, createLogger('silent'), app.app.get(EventLog));
    registry.register(job);
  });

  const row = async (name = 'raise-overdue') =>
    (await standing.get('/api/v1/jobs').expect(200)).body.items.find((each: { name: string }) => each.name === name);

  async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
    for (let tries = 0; tries < 200; tries += 1) {
      const value = await read();
      if (holds(value)) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('it never came to that');
  }

  it('lists every job with its hour and the next day that it treats', async () => {
    const { body } = await standing.get('/api/v1/jobs').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name).sort()).toEqual([...JOBS].sort());
    for (const each of body.items) {
      expect(each).toMatchObject({ running: null, nextDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
      const instant = new Date(`${each.nextDay}T00:00:00+07:00`).getTime() + each.hour * 3_600_000;
      expect(new Date(each.nextAt).getTime()).toBe(instant);
    }
  });

  it('shows a run that is under way with how far it has come, and then what it did', async () => {
    job.done = 120;
    const running = registry.runByHand('raise-overdue', '2026-05-05', SYSTEM_ACTOR);
    const seen = await until(row, ({ running: now }) => now?.total === 430 || now?.total === null);
    expect(seen.running).toMatchObject({ day: '2026-05-05', trigger: 'person', startedAt: '2026-05-05T02:00:00.000Z' });
    job.letGo();
    await running;
    expect(await row()).toMatchObject({
      running: null,
      lastRun: { day: '2026-05-05', trigger: 'person', failed: false, counts: { created: 0, byKind: {} } },
    });
  });

  it('does not take a killed run for one under way', async () => {
    const running = registry.runByHand('raise-overdue', '2026-05-05', SYSTEM_ACTOR).catch((error: Error) => error);
    await until(row, ({ running: now }) => now !== null);
    // As kill -9 does: the connection is gone, nothing was tidied up.
    await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (
         SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    expect((await until(row, ({ running: now }) => now === null)).running).toBeNull();
    job.letGo();
    expect(await running).toBeInstanceOf(Error);
  });

  it('counts the days that are owed, and says when the next one is', async () => {
    const stands = async () => (await registry.standings()).items[0];
    expect(await stands()).toMatchObject({ owedDays: 1, nextDay: '2026-05-05' });
    await note('2026-05-05');
    expect(await stands()).toMatchObject({
      owedDays: 0,
      nextDay: '2026-05-06',
      nextAt: new Date('2026-05-06T00:00:00+07:00'),
    });
    job.hour = 6;
    clock.moment = '2026-05-06T05:59:00';
    expect(await stands()).toMatchObject({
      owedDays: 0,
      nextDay: '2026-05-06',
      nextAt: new Date('2026-05-06T06:00:00+07:00'),
    });
    clock.moment = '2026-05-09T06:00:00';
    expect(await stands()).toMatchObject({ owedDays: 4, nextDay: '2026-05-06' });
  });

  it('notes when a scheduler last rang', async () => {
    await app.dataSource.query('DELETE FROM scheduler_bells');
    expect((await standing.get('/api/v1/jobs').expect(200)).body.lastBellAt).toBeNull();
    const scheduler = new Scheduler(
      new JobRegistry(app.dataSource, clock, createLogger('silent'), app.app.get(EventLog)),
    );
    await scheduler.ring();
    const first = new Date((await standing.get('/api/v1/jobs').expect(200)).body.lastBellAt);
    await scheduler.ring();
    const second = new Date((await standing.get('/api/v1/jobs').expect(200)).body.lastBellAt);
    expect(second.getTime()).toBeGreaterThan(first.getTime());
  });

  const note = (day: string): Promise<unknown> =>
    app.dataSource.query(
      `INSERT INTO job_runs (job, day, trigger, started_at, finished_at, counts)
       VALUES ('raise-overdue', $1, 'schedule', now(), now(), '{"created":0,"byKind":{}}')`,
      [day],
    );
});
