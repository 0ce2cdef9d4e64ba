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
import { API } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

/**
 * Five agencies of the sample and what each does, by hand; all others hand in nothing. Sở Y tế has 18 assignments,
 * Sở Tư pháp, Sở Xây dựng, Công an tỉnh and Quy Nhơn as many as the annex gives them.
 */
describe('the figures of reporting', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let standing: Agent;
  let entriesOf: Record<string, number>;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    periods = await openPeriods(app);
    standing = await app.as('congan');
    const rows = await app.dataSource.query(
      `SELECT g.name, count(*)::int AS count FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN agencies g ON g.id = a.agency_id
       WHERE t.origin = 'annex' GROUP BY g.name`,
    );
    entriesOf = Object.fromEntries(rows.map(({ name, count }: { name: string; count: number }) => [name, count]));
    await setDates(app, periods.earlier, -5, 20);
    await handIn('Sở Y tế', -6); // on time
    await handIn('Sở Tư pháp', -5); // on the due date
    await handIn('Sở Xây dựng', -4); // a day late
    await handIn('Sở Tài chính', -6); // on time, but returned
    await handIn('UBND thành phố Quy Nhơn', -6); // on time, returned, handed in again late
    await review('Sở Y tế', 'accept');
    await review('Sở Tài chính', 'return');
    await review('UBND thành phố Quy Nhơn', 'return');
    await handIn('UBND thành phố Quy Nhơn', -2);
  });
  afterAll(() => app.close());

  async function handIn(name: string, day: number): Promise<void> {
    const id = await reportId(app, periods.earlier, name);
    const { body } = await standing.get(`${API}/reports/${id}`).expect(200);
    // One line of each says something; the rest says “không phát sinh”.
    const entries = [...body.entries, ...body.unlisted].map(({ assignmentId }: { assignmentId: string }, at: number) =>
      at === 0 ? { assignmentId, resultText: 'Đã ban hành kế hoạch' } : { assignmentId, nothingNew: true },
    );
    const input = {
      receivedOn: await dayFromToday(app, day),
      means: 'email',
      entries,
      lateReasonCode: 'other',
      lateReasonText: 'x',
    };
    expectStatus(await act(standing, id, 'off-system-submissions', input), 200);
  }

  async function review(name: string, decision: string): Promise<void> {
    const id = await reportId(app, periods.earlier, name);
    expectStatus(await act(standing, id, 'reviews', { decision, reason: 'Theo đề nghị' }), 200);
  }

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

  it('name who owes what right now', async () => {
    const { body } = await standing.get(`${API}/reports/owed`).expect(200);
    expect(body.items).toHaveLength(2 * 197 - 4);
    expect(body.items[0]).toMatchObject({ daysLate: 5, open: true });
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
    ]) {
      await standing.get(`${API}/${path}`).expect(404);
    }
  });
});
