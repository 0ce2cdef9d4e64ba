import {
  act,
  dayFromToday,
  expectStatus,
  openPeriods,
  readReport,
  reportId,
  setDates,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API, agencyId, allPages, etagOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

const LATE = { lateReasonCode: 'staff', lateReasonText: 'Thay cán bộ đầu mối' };

describe('a report', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let standing: Agent;
  let head: Agent;
  let officer: Agent;
  let district: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    periods = await openPeriods(app);
    standing = await app.as('congan');
    head = await app.as('soyte.head');
    officer = await app.as('soyte');
    district = await app.as('quynhon.head');
    expectStatus(await act(head, await reportId(app, periods.later, 'Sở Y tế'), 'submissions'), 200);
  });
  afterAll(() => app.close());

  describe('that is late', () => {
    let late: string;
    beforeAll(async () => {
      await setDates(app, periods.earlier, -1, 20);
      late = await reportId(app, periods.earlier, 'UBND thành phố Quy Nhơn');
    });

    it('is owed, and needs a coded reason and words', async () => {
      expect(await readReport(district, late)).toMatchObject({ overdue: true, late: false });
      const owed = await allPages<{ reportId: string }>(standing, `/reports/owed?planId=${await app.planId()}`);
      expect(owed.find(({ reportId }) => reportId === late)).toMatchObject({
        daysLate: 1,
        open: true,
      });
      for (const body of [{}, { lateReasonCode: 'staff' }, { lateReasonText: 'x' }]) {
        const answer = await act(district, late, 'submissions', body);
        expect([answer.status, answer.body.code]).toEqual([400, 'report.late_reason_missing']);
        expect(answer.body.detail).toMatch(/quá hạn/);
      }
      expect((await act(district, late, 'submissions', { ...LATE, lateReasonCode: 'weather' })).status).toBe(400);
      expectStatus(await act(district, late, 'submissions', LATE), 200);
      expect(await readReport(district, late)).toMatchObject({ late: true, overdue: false, submissionCount: 1 });
      const { body } = await standing.get(`${API}/reports?periodId=${periods.earlier}&late=true`).expect(200);
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([late]);
    });

    it('counts from the instant at which it arrived, not at which the lock was free', async () => {
      const other = await reportId(app, periods.earlier, 'Công an tỉnh');
      const etag = await etagOf(standing, `/reports/${other}`);
      const runner = app.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query('SELECT 1 FROM reports WHERE id = $1 FOR UPDATE', [other]);
      const waiting = standing
        .post(`${API}/reports/${other}/submissions`)
        .set('If-Match', etag)
        .send(LATE)
        .then((answer) => answer);
      await new Promise((resolve) => setTimeout(resolve, 400));
      const [{ freed }] = await runner.query('SELECT clock_timestamp() AS freed');
      await runner.commitTransaction();
      await runner.release();
      expectStatus(await waiting, 200);
      const [row] = await app.dataSource.query(
        'SELECT received_at, recorded_at FROM report_submissions WHERE report_id = $1',
        [other],
      );
      expect(row.received_at < freed).toBe(true);
      expect(row.recorded_at >= freed).toBe(true);
    });

    it('ends with the lock, but for an exception with its reason', async () => {
      await setDates(app, periods.earlier, -10, -1);
      const locked = await reportId(app, periods.earlier, 'Văn phòng UBND tỉnh');
      const office = await app.as('vpubnd');
      const refused = await act(office, locked, 'submissions', LATE);
      expect([refused.status, refused.body.code]).toEqual([409, 'report.locked']);
      expect(refused.body.detail).toMatch(/khóa sổ/);
      const submit = (await readReport(office, locked)).allowedActions.find(
        ({ action }: { action: string }) => action === 'submit',
      );
      expect(submit).toEqual({ action: 'submit', allowed: false, reason: refused.body.detail });
      const body = {
        agencyId: await agencyId(app, 'Văn phòng UBND tỉnh'),
        untilOn: await dayFromToday(app, 3),
        reason: 'Mất điện',
      };
      const path = `${API}/reporting-periods/${periods.earlier}/exceptions`;
      await office.post(path).send(body).expect(403);
      await standing
        .post(path)
        .send({ ...body, untilOn: await dayFromToday(app, -2) })
        .expect(400);
      const granted = await standing.post(path).send(body).expect(201);
      expect(granted.body.exceptions).toMatchObject([
        { agencyName: 'Văn phòng UBND tỉnh', reason: 'Mất điện', grantedByName: 'Tổ giúp việc' },
      ]);
      expectStatus(await act(office, locked, 'submissions', LATE), 200);
      expect(await readReport(office, locked)).toMatchObject({ late: true, exceptionUntilOn: body.untilOn });
      const others = (await district.get(`${API}/reporting-periods/${periods.earlier}`).expect(200)).body;
      expect(others.exceptions).toEqual([]);
    });

    it('may have come on paper: its true day counts', async () => {
      const paper = await reportId(app, periods.earlier, 'Sở Tư pháp');
      const entries = (await readReport(standing, paper)).entries.map(({ assignmentId }: { assignmentId: string }) => ({
        assignmentId,
        resultText: 'Theo bản giấy',
      }));
      const enter = async (change: object) =>
        act(standing, paper, 'off-system-submissions', {
          receivedOn: await dayFromToday(app, -10),
          means: 'paper',
          note: 'Công văn 12',
          entries,
          ...change,
        });
      expect((await enter({ receivedOn: await dayFromToday(app, 1) })).body.errors[0].pointer).toBe('/receivedOn');
      expect((await enter({ receivedOn: await dayFromToday(app, 0) })).body.code).toBe('report.locked');
      expect((await enter({ receivedOn: await dayFromToday(app, -9) })).body.code).toBe('report.late_reason_missing');
      expectStatus(await enter({}), 200);
      expect(await readReport(standing, paper)).toMatchObject({
        state: 'submitted',
        late: false,
        submittedOn: await dayFromToday(app, -10),
      });
      const { body } = await standing.get(`${API}/reports/${paper}/submissions/1`).expect(200);
      expect(body).toMatchObject({
        channel: 'off_system',
        offSystemMeans: 'paper',
        receivedOn: await dayFromToday(app, -10),
        submittedByName: 'Tổ giúp việc (Công an tỉnh)',
      });
    });
  });

  it('is asked about and answered', async () => {
    const id = await reportId(app, periods.later, 'Sở Y tế');
    const [line] = (await readReport(standing, id)).entries;
    const asked = await standing
      .post(`${API}/reports/${id}/comments`)
      .send({ text: 'Số liệu nào?', assignmentId: line.assignmentId })
      .expect(201);
    expect(asked.body).toMatchObject({
      side: 'reviewer',
      assignmentId: line.assignmentId,
      writtenByName: 'Tổ giúp việc (Công an tỉnh)',
    });
    expect((await readReport(head, id)).reviewStartedAt).not.toBeNull();
    const answered = await officer
      .post(`${API}/reports/${id}/comments`)
      .send({ text: 'Của quý I', replyToId: asked.body.id })
      .expect(201);
    expect(answered.body).toMatchObject({ side: 'agency', replyToId: asked.body.id });
    await district.post(`${API}/reports/${id}/comments`).send({ text: 'x' }).expect(404);
    const { body } = await head.get(`${API}/reports/${id}/comments`).expect(200);
    expect(body.items.map(({ text }: { text: string }) => text)).toEqual(['Số liệu nào?', 'Của quý I']);
  });

  it('of a district shows what its communes hand in', async () => {
    const id = await reportId(app, periods.later, 'UBND thành phố Quy Nhơn');
    const { body } = await district.get(`${API}/reports/${id}/communes`).expect(200);
    expect(body.items.length).toBeGreaterThan(10);
    const [commune] = body.items;
    expect(commune).toMatchObject({ state: 'draft', entries: [], late: false });
    const entries = (await readReport(standing, commune.reportId)).entries.map(
      ({ assignmentId }: { assignmentId: string }) => ({ assignmentId, resultText: 'Phường đã làm' }),
    );
    expectStatus(
      await act(standing, commune.reportId, 'off-system-submissions', {
        receivedOn: await dayFromToday(app, 0),
        means: 'email',
        entries,
      }),
      200,
    );
    const again = (await district.get(`${API}/reports/${id}/communes`).expect(200)).body.items[0];
    expect(again).toMatchObject({
      state: 'submitted',
      entries: expect.arrayContaining([expect.objectContaining({ resultText: 'Phường đã làm' })]),
    });
    await officer.get(`${API}/reports/${id}/communes`).expect(404);
  });

  describe('is reviewed with others', () => {
    it('all or none, with a dry run', async () => {
      const { body } = await standing
        .get(`${API}/reports?state=submitted&planId=${await app.planId()}&limit=200`)
        .expect(200);
      const items = body.items.map(({ id, version }: { id: string; version: number }) => ({ reportId: id, version }));
      expect(items.length).toBeGreaterThan(2);
      const review = (list: object[], more = {}) =>
        standing.post(`${API}/report-reviews`).send({ items: list, decision: 'accept', ...more });
      const stale = [...items.slice(0, 2), { ...items[2], version: 999 }];
      const dry = await review(stale, { dryRun: true }).expect(200);
      expect(dry.body).toMatchObject({
        dryRun: true,
        results: [
          { index: 0, ok: true },
          { index: 1, ok: true },
          { index: 2, ok: false, code: 'resource.stale' },
        ],
      });
      const refused = await review(stale).expect(409);
      expect(refused.body).toMatchObject({ code: 'report.bulk_refused', errors: [{ pointer: '/items/2' }] });
      expect((await readReport(standing, items[0].reportId)).state).toBe('submitted');
      expect((await review(items, { decision: 'return' }).expect(409)).body.errors[0].message).toMatch(/lý do/);
      expect((await review(items).expect(200)).body.results.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
      expect((await standing.get(`${API}/reports?state=submitted&planId=${await app.planId()}`)).body.items).toEqual(
        [],
      );
      await review([]).expect(400);
    });
  });

  it('is found in lists by what reviewers look for', async () => {
    const find = async (query: string) =>
      (await standing.get(`${API}/reports?periodId=${periods.later}&${query}`).expect(200)).body.items;
    expect((await find('q=so y te')).map(({ agencyName }: { agencyName: string }) => agencyName)).toEqual(['Sở Y tế']);
    expect(await find('overdue=true')).toEqual([]);
    expect((await find('level=district')).length).toBeGreaterThan(5);
    expect((await find('unchanged=false')).length).toBeGreaterThan(0);
    await standing.get(`${API}/reports?late=perhaps`).expect(400);
    await standing.get(`${API}/reports?sort=name`).expect(400);
    const byTime = await allPages<{ submittedAt: string | null }>(
      standing,
      `/reports?periodId=${periods.later}&sort=-submittedAt&limit=20`,
    );
    expect(byTime).toHaveLength(197);
    expect(byTime[0]?.submittedAt).not.toBeNull();
  });
});
