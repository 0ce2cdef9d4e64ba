import { API, agencyId, etagOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';

describe('reporting periods', () => {
  let app: TestApp;
  let planId: string;
  let standing: Agent;
  let admin: Agent;
  let officer: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    planId = await app.planId();
    standing = await app.as('congan');
    admin = await app.as('admin');
    officer = await app.as('soyte');
  });
  afterAll(() => app.close());

  const run = async (day: string) =>
    (await standing.post(`${API}/job-runs`).send({ job: 'open-periods', day }).expect(200)).body.counts;
  const settings = async (change: object) =>
    standing
      .patch(`${API}/plans/${planId}/settings`)
      .set('If-Match', await etagOf(standing, `/plans/${planId}`))
      .send(change);
  const periods = async () =>
    (await officer.get(`${API}/reporting-periods?planId=${planId}`).expect(200)).body.items as Record<
      string,
      unknown
    >[];

  it('are none for a plan of a past year, also by hand', async () => {
    expect(await run('2023-06-15')).toEqual({ created: 0, byKind: { periods: 0, reports: 0 } });
    expect(await periods()).toEqual([]);
  });

  it('open when the data window opens, with one draft for each of the 197 agencies with an assignment', async () => {
    expect((await settings({ reportingFrom: '2023-04', reportingTo: '2023-12' })).status).toBe(200);
    expect(await run('2023-03-14')).toMatchObject({ created: 0 });
    expect(await run('2023-03-15')).toEqual({ created: 198, byKind: { periods: 1, reports: 197 } });
    expect(await periods()).toEqual([
      {
        id: expect.any(String),
        planId,
        label: '2023-04',
        name: 'tháng 4/2023',
        frequency: 'month',
        windowStartOn: '2023-03-15',
        windowEndOn: '2023-04-14',
        nominalDueOn: '2023-04-15',
        dueOn: '2023-04-17',
        lockOn: '2023-04-30',
        explanation: 'Báo cáo tháng 4/2023: 15/4/2023 (Thứ Bảy, ngày nghỉ hằng tuần) → 17/4/2023 (Thứ Hai)',
        openedOn: '2023-03-15',
        locked: true,
        expected: 197,
        submitted: 0,
        waiting: 0,
      },
    ]);
    const [lines] = await app.dataSource.query('SELECT count(*)::int AS lines FROM report_entries');
    expect(lines).toEqual({ lines: 1040 });
    const events = await app.dataSource.query(
      `SELECT type, count(*)::int AS count FROM events WHERE type IN ('reporting_period.opened', 'report.opened') GROUP BY type ORDER BY type`,
    );
    expect(events).toEqual([
      { type: 'report.opened', count: 197 },
      { type: 'reporting_period.opened', count: 1 },
    ]);
  });

  it('open once, whatever number of runs', async () => {
    const counts = await Promise.all([run('2023-03-15'), run('2023-04-14'), run('2023-03-20')]);
    expect(counts.map(({ created }) => created)).toEqual([0, 0, 0]);
    expect(await run('2023-05-15')).toEqual({ created: 2 * 198, byKind: { periods: 2, reports: 394 } });
    expect((await periods()).map(({ label }) => label)).toEqual(['2023-06', '2023-05', '2023-04']);
  });

  it('leave the plan alone in the scheduler’s own rounds while it is switched off', async () => {
    expect((await officer.get(`${API}/plans/${planId}`)).body.settings).toMatchObject({
      automaticRounds: false,
      reportingFrom: '2023-04',
      reportingTo: '2023-12',
      reportFrequency: 'month',
      reportDay: 15,
      reportWindowDay: 15,
    });
  });

  it.each([
    [{ reportingFrom: '2023-13' }, '/reportingFrom'],
    [{ reportingFrom: '2023-4' }, '/reportingFrom'],
    [{ reportingFrom: '2023-05', reportingTo: '2023-04' }, '/reportingTo'],
    [{ reportDay: 29 }, '/reportDay'],
    [{ reportDay: 10 }, '/reportDay'],
    [{ reportFrequency: 'week' }, '/reportFrequency'],
  ])('refuse settings that cannot be meant: %j', async (change, pointer) => {
    const answer = await settings(change);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('follow new settings from the next one on', async () => {
    expect((await settings({ reportFrequency: 'quarter', reportDay: 20 })).status).toBe(200);
    expect(await run('2023-06-15')).toMatchObject({ byKind: { periods: 2 } });
    expect((await periods()).slice(0, 2)).toMatchObject([
      {
        label: '2023-Q3',
        name: 'quý III/2023',
        windowStartOn: '2023-06-15',
        dueOn: '2023-09-20',
        lockOn: '2023-09-30',
      },
      { label: '2023-06' },
    ]);
    expect((await periods()).find(({ label }) => label === '2023-Q2')).toMatchObject({
      windowStartOn: '2023-03-15',
      windowEndOn: '2023-06-14',
      dueOn: '2023-06-20',
    });
    expect((await settings({ reportFrequency: 'month', reportDay: 15 })).status).toBe(200);
  });

  it('move with the days off, after a preview, with an event', async () => {
    const day = { on: '2023-04-17', kind: 'day_off', name: 'Nghỉ bù', source: 'Thông báo 1/TB' };
    const preview = await admin
      .post(`${API}/calendar/change-previews`)
      .send({ add: [day] })
      .expect(200);
    expect(preview.body.periods).toEqual([
      expect.objectContaining({ label: '2023-04', fromDueOn: '2023-04-17', toDueOn: '2023-04-18' }),
    ]);
    await admin.post(`${API}/calendar/announced-days`).send(day).expect(201);
    const april = (await periods()).find(({ label }) => label === '2023-04');
    expect(april).toMatchObject({ dueOn: '2023-04-18', explanation: expect.stringMatching(/18\/4\/2023/) });
    const events = await app.dataSource.query(
      `SELECT before, after FROM events WHERE type = 'reporting_period.due_date_moved' AND subject_id = $1`,
      [april?.id],
    );
    expect(events).toMatchObject([{ before: { dueOn: '2023-04-17' }, after: { dueOn: '2023-04-18' } }]);
  });

  it('open in the scheduler’s own rounds where that is switched on, and not elsewhere', async () => {
    const round = async (): Promise<number> => {
      await app.dataSource.query('DELETE FROM job_runs');
      await app.dataSource.query('DELETE FROM scheduler_bells');
      const before = (await periods()).length;
      await app.app.get(JobRegistry).catchUp();
      return (await periods()).length - before;
    };
    const [{ month }] = await app.dataSource.query(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM') AS month`,
    );
    expect((await settings({ reportingFrom: month, reportingTo: month })).status).toBe(200);
    expect(await round()).toBe(0);
    expect((await settings({ automaticRounds: true })).status).toBe(200);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    expect((await settings({ automaticRounds: false })).status).toBe(200);
  });

  describe('expect', () => {
    it('whom they expected at their opening, whatever becomes of the assignments', async () => {
      const [period] = await periods();
      const [one] = await app.dataSource.query(
        `SELECT agency_id AS id, count(*)::int AS count FROM assignments WHERE plan_id = $1 GROUP BY agency_id
         HAVING count(*) = 1 ORDER BY agency_id LIMIT 1`,
        [planId],
      );
      const expected = async () =>
        (await officer.get(`${API}/reporting-periods/${period?.id}`).expect(200)).body.expected;
      expect(await expected()).toBe(197);
      await app.dataSource.query('UPDATE assignments SET cancelled_on = $2 WHERE agency_id = $1', [
        one.id,
        '2023-01-01',
      ]);
      expect(await expected()).toBe(197);
      await app.dataSource.query('UPDATE assignments SET cancelled_on = NULL WHERE agency_id = $1', [one.id]);
    });

    it('another agency, or one less, only by an explicit act with a reason', async () => {
      const [period] = await periods();
      const path = `${API}/reporting-periods/${period?.id}`;
      const body = { agencyId: await agencyId(app, 'Sở Y tế'), change: 'remove', reason: 'Sáp nhập' };
      const removed = await standing.post(`${path}/expected-changes`).send(body).expect(201);
      expect(removed.body).toMatchObject({
        expected: 196,
        expectedChanges: [
          { change: 'remove', reason: 'Sáp nhập', agencyName: 'Sở Y tế', changedByName: 'Tổ giúp việc' },
        ],
      });
      expect((await standing.post(`${path}/expected-changes`).send(body).expect(409)).body.code).toBe(
        'reporting_period.expected_unchanged',
      );
      await standing
        .post(`${path}/expected-changes`)
        .send({ ...body, change: 'add' })
        .expect(201);
      expect((await officer.get(path).expect(200)).body).toMatchObject({ expected: 197 });
      await standing
        .post(`${path}/expected-changes`)
        .send({ ...body, reason: ' ' })
        .expect(400);
      await officer.post(`${path}/expected-changes`).send(body).expect(403);
    });
  });
});
