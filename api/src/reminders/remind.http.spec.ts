import fc from 'fast-check';
import { complete } from '../../test/factories/evidence.js';
import { openPeriods, reportId } from '../../test/factories/reports.js';
import { API, etagOf, eventsOf, onlyLeadId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { addDays } from '../calendar/domain/calendar-date.js';
import { LADDER_DEFAULT } from '../plans/domain/ladder-settings.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { createLogger } from '../platform/logging/logger.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import { type LadderFacts, remindersOwed } from './domain/ladder.js';
import { RemindJob } from './remind.job.js';

const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Stands on any moment of Vietnam's clock. */
class StandingClock extends Clock {
  constructor(public day: string) {
    super();
  }
  override now(): Date {
    return new Date(`${this.day}T09:00:00+07:00`);
  }
}

describe(`the job remind on the sample plan (seed ${SEED})`, () => {
  let app: TestApp;
  let standing: Agent;
  let planId: string;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    standing = await app.as('congan');
    planId = await app.planId();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.dataSource.query('DELETE FROM reminders');
    await app.dataSource.query('DELETE FROM job_runs');
    await app.dataSource.query('DELETE FROM scheduler_bells');
    await app.dataSource.query('UPDATE plans SET automatic_rounds = false');
  });

  const run = async (day: string) =>
    (await standing.post(`${API}/job-runs`).send({ job: 'remind', day }).expect(200)).body.counts;

  // Worked: leads overdue and due by domain.md; 12 ongoing tasks and one from quarter II, one external, one unspecified.
  it.each([
    ['2023-03-23', { due_in_7: 0 }],
    ['2023-03-24', { due_in_7: 10 }],
    ['2023-03-28', { due_in_3: 10 }],
    ['2023-03-31', { due_in_1: 10 }],
    ['2023-04-01', { overdue_1: 20 }],
    ['2023-04-08', { overdue_weekly: 30 }],
    ['2023-04-30', { overdue_weekly: 30, due_in_7: 1 }],
    ['2023-05-01', { overdue_weekly: 40, due_in_3: 1 }],
    ['2023-05-05', { overdue_weekly: 40, overdue_1: 2 }],
  ])('on %s by hand makes %o, once', async (day, expected) => {
    const first = await run(day);
    const { silent_month: _, undated_month: undated = 0, ...dated } = first.byKind;
    expect(dated).toEqual(Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0)));
    // Tasks with an external date and with none: twelve leads, their officers and the standing agency.
    expect(undated).toBe(24);
    expect(first.skipped).toBe(0);
    expect(await run(day)).toEqual({ created: 0, byKind: {}, skipped: 0 });
  });

  it('says who is told of what, in one event for each subject and step', async () => {
    await run('2023-05-05');
    const lead = await onlyLeadId(app, (await aprilTask()).number);
    const events = (await eventsOf(app, lead)).filter(({ type }) => type === 'assignment.reminded');
    expect(events.at(-1)).toMatchObject({
      actor: 'Tiến trình remind',
      after: {
        kind: 'overdue_1',
        dueOn: '2023-05-04',
        day: '2023-05-05',
        step: 0,
        recipients: ['agency_officer', 'agency_head'],
      },
    });
  });

  const aprilTask = async (): Promise<{ number: number }> => {
    const [row] = await app.dataSource.query(`SELECT number FROM tasks WHERE due_on = '2023-05-04'`);
    return row;
  };

  it('gives five who ask at one moment the reminders of one run together', async () => {
    const counts = await Promise.all(Array.from({ length: 5 }, () => run('2023-04-01')));
    const made = counts.map(({ byKind }) => byKind.overdue_1 ?? 0).sort((a, b) => a - b);
    expect(made).toEqual([0, 0, 0, 0, 20]);
  });

  it('follows a clock that is set back and forward without telling anything twice', async () => {
    for (const day of ['2023-04-08', '2023-04-01', '2023-04-09', '2023-04-01', '2023-04-08']) await run(day);
    const rows = await app.dataSource.query(
      `SELECT kind, step, recipient_role AS role, count(*)::int AS count FROM reminders WHERE due_on = '2023-03-31'
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );
    expect(rows).toEqual([
      { kind: 'overdue_1', step: 0, role: 'agency_head', count: 10 },
      { kind: 'overdue_1', step: 0, role: 'agency_officer', count: 10 },
      { kind: 'overdue_weekly', step: 1, role: 'agency_head', count: 10 },
      { kind: 'overdue_weekly', step: 1, role: 'agency_officer', count: 10 },
      { kind: 'overdue_weekly', step: 1, role: 'standing', count: 10 },
    ]);
  });

  describe('in the scheduler’s own rounds', () => {
    let clock: StandingClock;
    let registry: JobRegistry;

    beforeEach(() => {
      clock = new StandingClock('2023-04-01');
      registry = new JobRegistry(app.dataSource, clock, createLogger('silent'), app.app.get(EventLog));
      const job = new RemindJob(
        registry,
        clock,
        app.app.get(EventLog),
        app.app.get(OpenLeadsService),
        app.app.get(OwedReportsService),
      );
      job.onModuleInit();
    });
    const byDay = (): Promise<unknown> =>
      app.dataSource.query(
        `SELECT on_day AS day, kind, count(*)::int AS count FROM reminders WHERE due_on IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
      );
    const runs = (): Promise<{ day: string; counts: { created: number; skipped: number } }[]> =>
      app.dataSource.query(`SELECT day::text, counts FROM job_runs ORDER BY day`);

    it('leaves a plan alone that is switched off for them', async () => {
      await registry.catchUp();
      expect(await byDay()).toEqual([]);
    });

    it('catches a stand-still up without a flood: what is out of date is skipped and counted', async () => {
      await app.dataSource.query('UPDATE plans SET automatic_rounds = true');
      await app.dataSource.query(
        `UPDATE plans SET ladder = '${JSON.stringify({ ...LADDER_DEFAULT, monthly: false })}'`,
      );
      clock.day = '2023-03-24';
      await registry.catchUp();
      clock.day = '2023-04-02';
      await registry.catchUp();
      expect(await byDay()).toEqual([
        { day: '2023-03-24', kind: 'due_in_7', count: 10 },
        { day: '2023-04-02', kind: 'overdue_1', count: 20 },
      ]);
      const counts = Object.fromEntries((await runs()).map(({ day, counts }) => [day, counts]));
      expect(counts['2023-03-27']).toMatchObject({ created: 0, skipped: 0 });
      expect(counts['2023-03-28']).toMatchObject({ created: 0, skipped: 10 });
      expect(counts['2023-03-30']).toMatchObject({ created: 0, skipped: 10 });
      // Still so on the next day: told then, not skipped.
      expect(counts['2023-04-01']).toMatchObject({ created: 0, skipped: 0 });
      await app.dataSource.query('UPDATE plans SET ladder = NULL');
    });
  });

  it('reminds only of what is still owed: a completion ends it, also one known later', async () => {
    const lead = await onlyLeadId(app, (await aprilTask()).number);
    await run('2023-05-05');
    expect(await kindsOf(lead)).toEqual(['overdue_1', 'overdue_1']);
    await complete(standing, lead, '2023-05-08');
    await run('2023-05-12');
    expect(await kindsOf(lead)).toEqual(['overdue_1', 'overdue_1']);
  });

  const kindsOf = async (id: string): Promise<string[]> =>
    (
      await app.dataSource.query<{ kind: string }[]>(
        'SELECT kind FROM reminders WHERE assignment_id = $1 OR report_id = $1 ORDER BY on_day, recipient_role',
        [id],
      )
    ).map(({ kind }) => kind);

  it('reminds of reports owed, until they are handed in', async () => {
    const { earlier } = await openPeriods(app);
    const [period] = await app.dataSource.query('SELECT due_on FROM reporting_periods WHERE id = $1', [earlier]);
    const report = await reportId(app, earlier, 'Sở Y tế');
    await run(addDays(period.due_on, -7));
    await run(addDays(period.due_on, 1));
    expect(await kindsOf(report)).toEqual(['due_in_7', 'overdue_1', 'overdue_1']);
    await app.dataSource.query(`UPDATE reports SET judged_number = 1, submitted_on = $2 WHERE id = $1`, [
      report,
      addDays(period.due_on, 5),
    ]);
    await run(addDays(period.due_on, 8));
    expect(await kindsOf(report)).toHaveLength(3);
    const other = await reportId(app, earlier, 'Sở Tài chính');
    expect(await kindsOf(other)).toEqual([
      'due_in_7',
      'overdue_1',
      'overdue_1',
      'overdue_weekly',
      'overdue_weekly',
      'overdue_weekly',
    ]);
    await app.dataSource.query('DELETE FROM reminders');
    await app.dataSource.query('DELETE FROM report_entries');
    await app.dataSource.query('DELETE FROM reports');
  });

  it('makes in SQL what the ladder says, over generated days and settings', async () => {
    const facts = await app.dataSource.query<(LadderFacts & { id: string })[]>(
      `SELECT a.id, CASE WHEN a.due_date_changed THEN (SELECT c.due_on FROM due_date_changes c WHERE c.task_id = a.task_id
                ORDER BY c.effective_on DESC, c.id DESC LIMIT 1) ELSE a.due_on END::text AS "dueOn",
              t.deadline_kind AS "deadlineKind", LEAST(a.completed_on, a.cancelled_on)::text AS "doneOn",
              GREATEST(t.start_on, '2023-01-01')::text AS "followedFrom", to_char(to_date(COALESCE(p.reporting_to, '2023-12'), 'YYYY-MM') + interval '1 month - 1 day', 'YYYY-MM-DD') AS "followedUntil",
              NULL AS "lastReportedOn"
       FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN plans p ON p.id = a.plan_id
       WHERE a.role = 'lead' AND t.origin = 'annex'`,
    );
    expect(facts).toHaveLength(223);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 500 }),
        fc.record({ repeatDays: fc.integer({ min: 1, max: 31 }), dueIn3: fc.boolean(), monthly: fc.boolean() }),
        async (after, change) => {
          const day = addDays('2023-01-15', after);
          const ladder = { ...LADDER_DEFAULT, ...change };
          await app.dataSource.query('DELETE FROM reminders');
          await app.dataSource.query('UPDATE plans SET ladder = $1', [JSON.stringify(ladder)]);
          await run(day);
          const made = await app.dataSource.query<{ key: string }[]>(
            `SELECT concat_ws(' ', assignment_id, kind, step, COALESCE(due_on::text, '-'), recipient_role) AS key FROM reminders ORDER BY 1`,
          );
          const expected = facts.flatMap((one) =>
            remindersOwed(one, day, ladder).map(
              ({ kind, step, dueOn, recipient }) => `${one.id} ${kind} ${step} ${dueOn ?? '-'} ${recipient}`,
            ),
          );
          expect(made.map(({ key }) => key).sort()).toEqual(expected.sort());
        },
      ),
      { seed: SEED, numRuns: 25 },
    );
    await app.dataSource.query('UPDATE plans SET ladder = NULL');
  });

  describe('the ladder among the plan’s settings', () => {
    const change = async (ladder: object | null) =>
      standing
        .patch(`${API}/plans/${planId}/settings`)
        .set('If-Match', await etagOf(standing, `/plans/${planId}`))
        .send({ ladder });

    it('is the usual one until it is changed, and again when null is sent', async () => {
      expect((await standing.get(`${API}/plans/${planId}`)).body.settings.ladder).toEqual(LADDER_DEFAULT);
      const changed = await change({ ...LADDER_DEFAULT, standingFromDay: 15 });
      expect([changed.status, changed.body.settings.ladder.standingFromDay]).toEqual([200, 15]);
      await run('2023-04-08');
      const [{ roles }] = await app.dataSource.query(
        `SELECT array_agg(DISTINCT recipient_role ORDER BY recipient_role) AS roles FROM reminders WHERE due_on = '2023-03-31'`,
      );
      expect(roles).toEqual(['agency_head', 'agency_officer']);
      const usual = await change(null);
      expect([usual.status, usual.body.settings.ladder]).toEqual([200, LADDER_DEFAULT]);
    });

    it.each([
      [{ ...LADDER_DEFAULT, headFromDay: 9 }, '/ladder/steeringFromDay'],
      [{ ...LADDER_DEFAULT, repeatDays: 0 }, '/ladder/repeatDays'],
      [{ ...LADDER_DEFAULT, dueIn7: 'x' }, '/ladder/dueIn7'],
      [{ ...LADDER_DEFAULT, other: 1 }, '/ladder/other'],
      [{ repeatDays: 7 }, '/ladder/dueIn7'],
    ])('refuses %j at %s', async (ladder, pointer) => {
      const answer = await change(ladder);
      expect(answer.status).toBe(400);
      expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    });
  });

  it('reminds the right agency', async () => {
    await run('2023-05-05');
    const rows = await app.dataSource.query(
      `SELECT count(*)::int AS wrong FROM reminders r JOIN assignments a ON a.id = r.assignment_id
       WHERE r.agency_id <> a.agency_id OR r.plan_id <> a.plan_id OR a.role <> 'lead'`,
    );
    expect(rows).toEqual([{ wrong: 0 }]);
  });
});
