import type { JobName } from '@plan/shared/vocabulary/jobs';
import type { EntityManager } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/harness/app.js';
import { type Actor, SYSTEM_ACTOR } from '../auth/actor.js';
import { Clock } from '../clock/clock.js';
import { EventLog } from '../events/event-log.js';
import { createLogger } from '../logging/logger.js';
import type { Job, JobCounts, JobScope } from './job.js';
import { JobRegistry } from './job-registry.js';

/** Stands on any moment of Vietnam's clock. */
class StandingClock extends Clock {
  constructor(public moment: string) {
    super();
  }
  override now(): Date {
    return new Date(`${this.moment}+07:00`);
  }
}

/** A job that notes the days it treated in the database, in the run's own transaction, as real ones do. */
class NotingJob implements Job {
  readonly name = 'raise-overdue' as JobName;
  hour = 0;
  failsOn: string | null = null;
  readonly scopes: JobScope[] = [];

  async run(manager: EntityManager, day: string, scope: JobScope): Promise<JobCounts> {
    this.scopes.push(scope);
    await manager.query(
      `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label, after)
       VALUES ('test.noted', 'test', gen_random_uuid(), 'job', 'thử', jsonb_build_object('day', $1::text))`,
      [day],
    );
    if (this.failsOn === day) throw new Error('the job failed half-way');
    return { created: 1, byKind: { noted: 1 } };
  }
}

describe('the registry of jobs', () => {
  let app: TestApp;
  let clock: StandingClock;
  let job: NotingJob;
  let registry: JobRegistry;

  beforeAll(async () => {
    app = await createTestApp({ sample: false });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.dataSource.query('DELETE FROM job_runs');
    await app.dataSource.query('DELETE FROM scheduler_bells');
    marker = (await app.dataSource.query('SELECT coalesce(max(id), 0)::int AS last FROM events'))[0].last;
    clock = new StandingClock('2023-05-05T09:00:00');
    job = new NotingJob();
    registry = another();
  });

  let marker = 0;

  /** The same job in another process's registry. */
  function another(): JobRegistry {
    const made = new JobRegistry(app.dataSource, clock, createLogger('silent'), app.app.get(EventLog));
    made.register(job);
    return made;
  }

  async function daysTreated(): Promise<string[]> {
    const rows = await app.dataSource.query<{ day: string }[]>(
      `SELECT after->>'day' AS day FROM events WHERE type = 'test.noted' AND id > $1 ORDER BY id`,
      [marker],
    );
    return rows.map(({ day }) => day);
  }

  const runs = (): Promise<{ day: string; trigger: string; done: boolean }[]> =>
    app.dataSource.query('SELECT day, trigger, failure IS NULL AS done FROM job_runs ORDER BY finished_at');

  it('begins with today, and does a day once', async () => {
    await registry.catchUp();
    await registry.catchUp();
    await another().catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05']);
    expect(await runs()).toEqual([{ day: '2023-05-05', trigger: 'schedule', done: true }]);
    expect(job.scopes).toEqual([{ automaticOnly: true }]);
  });

  it('owes its very first day when that round was killed or failed', async () => {
    job.failsOn = '2023-05-05';
    await registry.catchUp();
    job.failsOn = null;
    clock.moment = '2023-05-06T09:00:00';
    await another().catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-06']);
  });

  it('catches up the days of a stand-still, oldest first', async () => {
    await registry.catchUp();
    clock.moment = '2023-05-09T01:00:00';
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-06', '2023-05-07', '2023-05-08', '2023-05-09']);
  });

  it('catches up sixty days at most', async () => {
    await registry.catchUp();
    clock.moment = '2023-12-31T09:00:00';
    await registry.catchUp();
    const days = (await daysTreated()).slice(1);
    expect(days).toHaveLength(61);
    expect([days[0], days.at(-1)]).toEqual(['2023-11-01', '2023-12-31']);
  });

  it('does no day again when the clock is set back and set right again', async () => {
    await registry.catchUp();
    clock.moment = '2023-05-03T09:00:00';
    await registry.catchUp();
    clock.moment = '2023-05-05T23:59:59';
    await registry.catchUp();
    clock.moment = '2023-05-06T00:00:00';
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-03', '2023-05-04', '2023-05-06']);
  });

  it('goes on by itself after a clock that stood in the future was set right', async () => {
    clock.moment = '2023-05-20T09:00:00';
    await registry.catchUp();
    clock.moment = '2023-05-17T09:00:00';
    await registry.catchUp();
    clock.moment = '2023-05-21T09:00:00';
    await registry.catchUp();
    const days = ['2023-05-20', '2023-05-17', '2023-05-18', '2023-05-19', '2023-05-21'];
    expect(await daysTreated()).toEqual(days);
  });

  it.each([
    ['the end of a year', '2023-12-30', '2024-01-02', ['2023-12-31', '2024-01-01', '2024-01-02']],
    ['29 February', '2024-02-28', '2024-03-01', ['2024-02-29', '2024-03-01']],
    ['the end of February in a common year', '2023-02-27', '2023-03-01', ['2023-02-28', '2023-03-01']],
  ])('leaves out no day over %s', async (_, before, after, days) => {
    clock.moment = `${before}T09:00:00`;
    await registry.catchUp();
    clock.moment = `${after}T09:00:00`;
    await registry.catchUp();
    expect(await daysTreated()).toEqual([before, ...days]);
  });

  it('treats the days of Tết like any other: a reminder counts calendar days', async () => {
    clock.moment = '2023-01-19T09:00:00';
    await registry.catchUp();
    clock.moment = '2023-01-27T09:00:00';
    await registry.catchUp();
    expect(await daysTreated()).toHaveLength(9);
  });

  it('goes by the days of Vietnam and by the hour of the job', async () => {
    job.hour = 6;
    await registry.catchUp();
    clock.moment = '2023-05-06T05:59:59';
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05']);
    clock.moment = '2023-05-06T06:00:00';
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-06']);
    job.hour = 0;
    // 17:00 in UTC of the 6th is midnight of the 7th here.
    clock.moment = '2023-05-07T00:00:00';
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-06', '2023-05-07']);
  });

  it('records a failure, takes its half work back, and tries again at the next bell before going on', async () => {
    await registry.catchUp();
    clock.moment = '2023-05-07T09:00:00';
    job.failsOn = '2023-05-06';
    await registry.catchUp();
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05']);
    job.failsOn = null;
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-05-06', '2023-05-07']);
    expect((await runs()).map(({ day, done }) => `${day} ${done ? 'done' : 'failed'}`)).toEqual([
      '2023-05-05 done',
      '2023-05-06 failed',
      '2023-05-06 failed',
      '2023-05-06 done',
      '2023-05-07 done',
    ]);
    const [failed] = await app.dataSource.query('SELECT * FROM job_runs WHERE failure IS NOT NULL LIMIT 1');
    expect(failed).toMatchObject({ failure: 'the job failed half-way', counts: null });
    expect(failed.finished_at).not.toBeNull();
  });

  it('does a day once when many ring at one moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => another().catchUp()));
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05']);
  });

  it('treats only the day asked for when a person asks, and owes its own rounds as before', async () => {
    await registry.catchUp();
    clock.moment = '2023-05-07T09:00:00';
    const actor: Actor = { ...SYSTEM_ACTOR, kind: 'user', label: 'x', via: 'page' };
    await registry.runByHand('raise-overdue', '2023-01-15', actor);
    expect(job.scopes.at(-1)).toEqual({ automaticOnly: false });
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05', '2023-01-15', '2023-05-06', '2023-05-07']);
  });

  it('leaves what stands below to the next bell while a run is under way elsewhere', async () => {
    const holder = app.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT pg_advisory_xact_lock(hashtext('job:raise-overdue'))`);
    await registry.catchUp();
    expect(await daysTreated()).toEqual([]);
    await holder.rollbackTransaction();
    await holder.release();
    await registry.catchUp();
    expect(await daysTreated()).toEqual(['2023-05-05']);
  });
});
