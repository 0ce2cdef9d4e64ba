import { reportMonth } from '../../test/factories/reported-month.js';
import {
  act,
  dayFromToday,
  expectStatus,
  openPeriods,
  reportId,
  saveAll,
  setDates,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API, allPages } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('the figures of reporting', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let standing: Agent;
  let entriesOf: Record<string, number>;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    periods = await openPeriods(app);
    standing = await app.as('congan');
    entriesOf = await reportMonth(app, standing, periods.earlier);
  });
  afterAll(() => app.close());

  const rates = async (day: number) =>
    (
      await standing
        .get(`${API}/reporting-periods/${periods.earlier}/rates?asOf=${await dayFromToday(app, day)}`)
        .expect(200)
    ).body;

  // As of the day: handed in, on time, lines with news.
  it.each([
    [-7, 0, 0, 0],
    [-6, 1, 1, 1], // Y tế; Tài chính and Quy Nhơn were returned since
    [-5, 2, 2, 2], // and Tư pháp
    [-4, 3, 2, 3], // and Xây dựng, late
    [-2, 4, 2, 4], // and Quy Nhơn, judged by its second
    [0, 4, 2, 4],
  ])('as of %i days: %i handed in, %i on time, %i lines with news', async (day, submitted, onTime, updated) => {
    const { total } = await rates(day);
    expect(total).toEqual({
      expected: 197,
      submitted,
      submittedOnTime: onTime,
      accepted: day === 0 ? 1 : 0,
      completeness: submitted / 197,
      timeliness: onTime / 197,
      updateRate: updated / 1040,
    });
  });

  it('are given by agency, level and group, and add up', async () => {
    const { total, byAgency, byLevel, byGroup, asOf } = await rates(0);
    expect(asOf).toBe(await dayFromToday(app, 0));
    expect(byAgency).toHaveLength(197);
    const of = (name: string) => byAgency.find(({ agencyName }: { agencyName: string }) => agencyName === name);
    expect(of('Sở Y tế')).toMatchObject({
      expected: 1,
      submitted: 1,
      submittedOnTime: 1,
      accepted: 1,
      completeness: 1,
      timeliness: 1,
      updateRate: 1 / (entriesOf['Sở Y tế'] ?? 0),
    });
    expect(of('Sở Xây dựng')).toMatchObject({ submitted: 1, submittedOnTime: 0, completeness: 1, timeliness: 0 });
    expect(of('Sở Tài chính')).toMatchObject({ submitted: 0, completeness: 0, updateRate: 0 });
    expect(of('UBND thành phố Quy Nhơn')).toMatchObject({ submitted: 1, submittedOnTime: 0 });
    for (const key of ['expected', 'submitted', 'submittedOnTime', 'accepted']) {
      const sum = (rows: Record<string, number>[]) => rows.reduce((all, row) => all + (row[key] ?? 0), 0);
      expect([key, sum(byAgency), sum(byLevel)]).toEqual([key, total[key], total[key]]);
    }
    const districts = byGroup.find(({ groupName }: { groupName: string }) =>
      /huyện, thị xã, thành phố/.test(groupName),
    );
    expect(districts).toMatchObject({ expected: 11, submitted: 1, submittedOnTime: 0 });
  });

  it('are given over the plan, and for each of its periods', async () => {
    const path = `${API}/plans/${await app.planId()}/report-rates`;
    const { body } = await (await app.as('sotaichinh')).get(path).expect(200);
    const first = (await rates(0)).total;
    expect(body.byPeriod).toEqual([
      { periodId: periods.earlier, label: expect.any(String), dueOn: await dayFromToday(app, -5), ...first },
      expect.objectContaining({ periodId: periods.later, expected: 197, submitted: 0, completeness: 0 }),
    ]);
    expect(body.total).toMatchObject({
      expected: 394,
      submitted: 4,
      submittedOnTime: 2,
      accepted: 1,
      updateRate: 4 / 2080,
    });
    const of = (name: string) => body.byAgency.find(({ agencyName }: { agencyName: string }) => agencyName === name);
    expect(body.byAgency).toHaveLength(197);
    expect(of('Sở Y tế')).toMatchObject({ expected: 2, submitted: 1, completeness: 0.5, timeliness: 0.5 });
    const level = body.byLevel.find(({ level }: { level: string }) => level === 'district');
    expect(level).toMatchObject({ expected: 22, submitted: 1, submittedOnTime: 0 });
    const group = body.byGroup.find(({ groupName }: { groupName: string }) => /huyện, thị xã/.test(groupName));
    expect(group).toMatchObject({ expected: 22, submitted: 1, submittedOnTime: 0, completeness: 1 / 22 });
    const early = (await standing.get(`${path}?asOf=${await dayFromToday(app, -6)}`).expect(200)).body;
    expect(early.total).toMatchObject({ submitted: 1, submittedOnTime: 1 });
    const none = (await standing.get(`${path}?asOf=2023-01-01`).expect(200)).body;
    expect(none).toMatchObject({ byPeriod: [], byAgency: [], total: { expected: 0, completeness: null } });
  });

  it('rank agencies, with the formula in words', async () => {
    const { body } = await standing
      .get(`${API}/reporting-periods/${periods.earlier}/ranking?level=department`)
      .expect(200);
    expect(body.formula).toMatch(/40 × tỷ lệ đã nộp/);
    const row = (name: string) => body.items.find(({ agencyName }: { agencyName: string }) => agencyName === name);
    expect(row('Sở Y tế')).toMatchObject({ score: Math.round((80 + 20 / (entriesOf['Sở Y tế'] ?? 1)) * 100) / 100 });
    expect(row('Sở Xây dựng')).toMatchObject({ rank: 3 });
    expect(row('Sở Tài chính')).toMatchObject({ rank: 4, score: 0 });
    expect(body.items.every(({ agencyLevel }: { agencyLevel: string }) => agencyLevel === 'department')).toBe(true);
  });

  it('fill the matrix of agencies and periods; what one may not open has no link', async () => {
    const planId = await app.planId();
    const { body } = await standing.get(`${API}/plans/${planId}/report-matrix`).expect(200);
    expect(body.periods.map(({ id }: { id: string }) => id)).toEqual([periods.earlier, periods.later]);
    expect(body.rows).toHaveLength(197);
    const row = (rows: { agencyName: string }[], name: string) => rows.find(({ agencyName }) => agencyName === name);
    expect(row(body.rows, 'Sở Xây dựng')).toMatchObject({
      cells: [
        { state: 'submitted', submitted: true, late: true, overdue: false },
        { state: 'draft', submitted: false, overdue: false },
      ],
    });
    expect(row(body.rows, 'Sở Tài chính')).toMatchObject({
      cells: [{ state: 'returned', submitted: false, overdue: true }, {}],
    });
    const theirs = (await (await app.as('soyte')).get(`${API}/plans/${planId}/report-matrix`).expect(200)).body;
    expect(row(theirs.rows, 'Sở Y tế')).toMatchObject({ cells: [{ reportId: expect.any(String) }, {}] });
    expect(row(theirs.rows, 'Sở Xây dựng')).toMatchObject({ cells: [{ reportId: null, state: 'submitted' }, {}] });
  });

  it('fill it as of a day', async () => {
    const matrix = async (day: number) =>
      (
        await standing
          .get(`${API}/plans/${await app.planId()}/report-matrix?asOf=${await dayFromToday(app, day)}`)
          .expect(200)
      ).body;
    const cell = (body: { rows: { agencyName: string; cells: unknown[] }[] }, name: string) =>
      body.rows.find(({ agencyName }) => agencyName === name)?.cells[0];
    const before = await matrix(-5);
    expect(cell(before, 'Sở Xây dựng')).toMatchObject({ state: 'draft', submitted: false, overdue: false });
    expect(cell(before, 'Sở Tư pháp')).toMatchObject({ state: 'submitted', submitted: true, late: false });
    expect(cell(await matrix(-4), 'Sở Xây dựng')).toMatchObject({ state: 'submitted', late: true });
    expect(cell(await matrix(-4), 'Sở Tài chính')).toMatchObject({ state: 'draft', submitted: false, overdue: true });
    expect((await matrix(-59)).periods.map(({ id }: { id: string }) => id)).toEqual([periods.earlier]);
    expect(await matrix(-70)).toMatchObject({ periods: [], rows: [] });
  });

  it('name who owes what right now, and owed what on a day', async () => {
    const all = await allPages<Record<string, unknown>>(standing, '/reports/owed?limit=200');
    expect(all).toHaveLength(2 * 197 - 4);
    expect(new Set(all.map(({ reportId }) => reportId)).size).toBe(all.length);
    const { body } = await standing.get(`${API}/reports/owed`).expect(200);
    expect(body).toMatchObject({ asOf: await dayFromToday(app, 0), nextCursor: expect.any(String) });
    expect(body.items[0]).toMatchObject({ daysLate: 5, open: true });
    const onDay = async (day: number) =>
      allPages<{ agencyName: string; daysLate: number }>(
        standing,
        `/reports/owed?limit=200&planId=${await app.planId()}&asOf=${await dayFromToday(app, day)}`,
      );
    const dueDay = await onDay(-5);
    expect(dueDay).toHaveLength(2 * 197 - 2);
    expect(dueDay[0]).toMatchObject({ daysLate: 0, state: 'draft' });
    expect(dueDay.some(({ agencyName }) => agencyName === 'Sở Xây dựng')).toBe(true);
    expect(await onDay(-70)).toEqual([]);
    const own = await (await app.as('sotaichinh')).get(`${API}/reports/owed`).expect(200);
    expect(own.body.items.map(({ state, daysLate }: Record<string, unknown>) => [state, daysLate])).toEqual([
      ['returned', 5],
      ['draft', -40],
    ]);
  });

  it('count nothing twice when a report is corrected', async () => {
    await setDates(app, periods.earlier, -5, 20);
    const head = await app.as('soyte.head');
    const id = await reportId(app, periods.earlier, 'Sở Y tế');
    expectStatus(await act(head, id, 'corrections', { reason: 'Bổ sung' }), 200);
    expect((await rates(0)).total).toMatchObject({ submitted: 4, submittedOnTime: 2, accepted: 1 });
    expectStatus(await saveAll(head, id, (at) => ({ resultText: `Mới ${at}` })), 200);
    expectStatus(await act(head, id, 'submissions'), 200);
    expect((await rates(0)).total).toMatchObject({
      submitted: 4,
      submittedOnTime: 2,
      accepted: 1,
      updateRate: (3 + (entriesOf['Sở Y tế'] ?? 0)) / 1040,
    });
    expect((await rates(-2)).total).toMatchObject({ updateRate: 4 / 1040 });
  });

  it('are nowhere for a period that is not there', async () => {
    const nowhere = '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e';
    for (const path of [
      `reporting-periods/${nowhere}/rates`,
      `reporting-periods/${nowhere}/ranking`,
      `plans/${nowhere}/report-matrix`,
      `plans/${nowhere}/report-rates`,
    ]) {
      await standing.get(`${API}/${path}`).expect(404);
    }
  });
});
