import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { newPerson } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { createLogger } from '../platform/logging/logger.js';
import { RaiseOverdueJob } from './raise-overdue.job.js';

const RUNS = '/api/v1/job-runs';

describe('raising the flags of the sample plan', () => {
  let app: TestApp;
  let standing: Agent;
  let admin: Agent;

  beforeAll(async () => {
    app = await createTestApp();
    standing = await app.as('congan');
    admin = await app.as('admin');
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.dataSource.query('DELETE FROM assignment_flags');
    await app.dataSource.query('DELETE FROM job_runs');
    await app.dataSource.query('DELETE FROM scheduler_bells');
    await app.dataSource.query('UPDATE plans SET automatic_rounds = false');
  });

  const run = (day: string, agent = standing) => agent.post(RUNS).send({ job: 'raise-overdue', day });

  const flags = (): Promise<{ kind: string; due_on: string; raised_on: string; count: number }[]> =>
    app.dataSource.query(
      `SELECT kind, due_on, raised_on, count(*)::int AS count FROM assignment_flags
       GROUP BY 1, 2, 3 ORDER BY raised_on, due_on, kind`,
    );

  // The worked answers of the plan: lead assignments overdue on the day, and those due within seven days.
  it.each([
    ['2023-03-23', { due_soon: 0, overdue: 0 }],
    ['2023-03-24', { due_soon: 10, overdue: 0 }],
    ['2023-03-31', { due_soon: 10, overdue: 0 }],
    ['2023-04-01', { due_soon: 0, overdue: 10 }],
    ['2023-05-01', { due_soon: 1, overdue: 10 }],
    ['2023-05-04', { due_soon: 1, overdue: 10 }],
    ['2023-05-05', { due_soon: 0, overdue: 11 }],
    ['2023-07-01', { due_soon: 0, overdue: 51 }],
    ['2023-08-01', { due_soon: 0, overdue: 52 }],
    ['2023-10-03', { due_soon: 0, overdue: 86 }],
  ])('on %s by hand makes %o, once', async (day, byKind) => {
    const created = byKind.due_soon + byKind.overdue;
    const first = await run(day).expect(200);
    expect(first.body).toMatchObject({ job: 'raise-overdue', day, trigger: 'person', failed: false });
    expect(first.body.counts).toEqual({ created, byKind });
    expect(new Date(first.body.finishedAt) >= new Date(first.body.startedAt)).toBe(true);
    const second = await run(day, admin).expect(200);
    expect(second.body.counts).toEqual({ created: 0, byKind: { due_soon: 0, overdue: 0 } });
    expect((await flags()).reduce((sum, { count }) => sum + count, 0)).toBe(created);
  });

  it('writes one event a flag, in the name of the job, for the agency that owes', async () => {
    const [{ last }] = await app.dataSource.query('SELECT coalesce(max(id), 0)::int AS last FROM events');
    await run('2023-05-05').expect(200);
    const events = await app.dataSource.query(
      `SELECT e.actor_kind, e.subject_type, e.after, e.plan_id IS NOT NULL AS planned, a.agency_id = e.agency_id AS owed
       FROM events e JOIN assignments a ON a.id = e.subject_id WHERE e.id > $1 AND e.type = 'assignment.flag_raised'`,
      [last],
    );
    expect(events).toHaveLength(11);
    for (const event of events) {
      expect(event).toMatchObject({ actor_kind: 'job', subject_type: 'assignment', planned: true, owed: true });
      expect(event.after).toEqual({ kind: 'overdue', dueOn: expect.stringMatching(/^2023-0[35]-/), day: '2023-05-05' });
    }
  });

  it('flags each due date once over many days, first as due soon and then as overdue', async () => {
    for (const day of ['2023-04-27', '2023-04-28', '2023-05-03', '2023-05-04', '2023-05-05', '2023-05-06']) {
      await run(day).expect(200);
    }
    expect(await flags()).toEqual([
      { kind: 'overdue', due_on: '2023-03-31', raised_on: '2023-04-27', count: 10 },
      { kind: 'due_soon', due_on: '2023-05-04', raised_on: '2023-04-27', count: 1 },
      { kind: 'overdue', due_on: '2023-05-04', raised_on: '2023-05-05', count: 1 },
    ]);
  });

  it('gives five people who ask at one moment the flags of one run together', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => run('2023-05-05')));
    expect(answers.map(({ body }) => body.counts.created).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 11]);
  });

  it('leaves a plan alone in its own rounds until these are switched on', async () => {
    class Then extends Clock {
      override now(): Date {
        return new Date('2023-05-05T02:00:00Z');
      }
    }
    const registry = new JobRegistry(app.dataSource, new Then(), createLogger('silent'), app.app.get(EventLog));
    new RaiseOverdueJob(registry, app.app.get(EventLog)).onModuleInit();
    await registry.catchUp();
    expect(await flags()).toEqual([]);
    await app.dataSource.query('DELETE FROM job_runs');
    await app.dataSource.query('DELETE FROM scheduler_bells');
    await app.dataSource.query('UPDATE plans SET automatic_rounds = true');
    await registry.catchUp();
    expect((await flags()).reduce((sum, { count }) => sum + count, 0)).toBe(11);
    const [recorded] = (await standing.get(RUNS).expect(200)).body.items;
    expect(recorded).toMatchObject({ trigger: 'schedule', day: '2023-05-05', counts: { created: 11 } });
  });

  it('is asked for by the standing agency and the administrator alone', async () => {
    for (const role of ['steering', 'monitor', 'finance', 'agency_head', 'agency_officer'] as const) {
      const { username } = await newPerson(app, { roles: [role] });
      const agent = await app.as(username);
      expectProblem(await run('2023-05-05', agent), 'auth.forbidden');
      expectProblem(await agent.get(RUNS), 'auth.forbidden');
    }
    expectProblem(await run('2023-05-05', app.anonymous), 'auth.required');
    expect(await flags()).toEqual([]);
  });

  it.each([
    [{ job: 'raise-overdue' }, '/day', 'required'],
    [{ job: 'raise-overdue', day: '2023-02-29' }, '/day', 'format'],
    [{ job: 'raise-overdue', day: '05/05/2023' }, '/day', 'format'],
    [{ job: 'drop-tables', day: '2023-05-05' }, '/job', 'value'],
    [{ job: 'raise-overdue', day: '2023-05-05', plan: 'x' }, '/plan', 'unknown'],
  ])('refuses %j', async (body, pointer, code) => {
    const { errors } = expectProblem(await standing.post(RUNS).send(body), 'request.invalid');
    expect(errors).toEqual([{ pointer, code, message: expect.any(String) }]);
  });

  it('lists the runs, newest first, page by page, none twice and none left out', async () => {
    const days = ['2023-05-01', '2023-05-02', '2023-05-03', '2023-05-04', '2023-05-05'];
    for (const day of days) await run(day).expect(200);
    // Runs that began in the same instant are told apart by their ids.
    await app.dataSource.query(`UPDATE job_runs SET started_at = '2023-05-05T00:00:00.1234Z' WHERE day < '2023-05-04'`);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: { items: { day: string }[]; nextCursor: string | null } } = await standing
        .get(`${RUNS}?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
        .expect(200);
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.items.map(({ day }: { day: string }) => day));
      cursor = page.body.nextCursor;
    }
    expect(seen.slice(0, 2)).toEqual(['2023-05-05', '2023-05-04']);
    expect([...seen].sort()).toEqual(days);
  });

  it('says that a run failed, and keeps why for the log', async () => {
    await app.dataSource.query(
      `INSERT INTO job_runs (job, day, trigger, started_at, finished_at, failure)
       VALUES ('raise-overdue', '2023-05-05', 'schedule', now(), now(), 'relation "x" does not exist')`,
    );
    const answer = await standing.get(RUNS).expect(200);
    expect(answer.body.items[0]).toMatchObject({ failed: true, counts: null });
    expect(answer.text).not.toContain('relation');
  });
});
