import { createHash } from 'node:crypto';
import { complete } from '../../test/factories/evidence.js';
import {
  act,
  dayFromToday,
  expectStatus,
  openPeriods,
  put,
  readReport,
  reportId,
  saveAll,
  setDates,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API, agencyId, allPages, assignmentId, etagIn, etagOf, eventsOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { canonicalText } from './domain/report-content.js';

describe('a monthly report', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let standing: Agent;
  let head: Agent;
  let officer: Agent;
  let district: Agent;
  let report: string;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    periods = await openPeriods(app);
    standing = await app.as('congan');
    head = await app.as('soyte.head');
    officer = await app.as('soyte');
    district = await app.as('quynhon.head');
    report = await reportId(app, periods.earlier, 'Sở Y tế');
  });
  afterAll(() => app.close());

  const allowed = async (agent: Agent, id: string) =>
    (await readReport(agent, id)).allowedActions
      .filter((each: { allowed: boolean }) => each.allowed)
      .map(({ action }: { action: string }) => action);

  it('begins as a draft with a line for each assignment', async () => {
    const body = await readReport(officer, report);
    expect(body).toMatchObject({
      agencyName: 'Sở Y tế',
      state: 'draft',
      late: false,
      overdue: false,
      submittedAt: null,
      prefilled: true,
      submissionCount: 0,
      withWhom: 'Sở Y tế: đang soạn, chưa nộp.',
      returned: null,
    });
    const [own] = await app.dataSource.query(
      `SELECT count(*)::int AS count FROM assignments a JOIN tasks t ON t.id = a.task_id
       WHERE a.agency_id = $1 AND t.origin = 'annex'`,
      [await agencyId(app, 'Sở Y tế')],
    );
    expect(body.entries).toHaveLength(own.count);
    expect(body.entries[0]).toMatchObject({
      progressPercent: null,
      state: null,
      resultText: '',
      unchanged: false,
      last: null,
    });
    expect(body.warnings.every(({ code }: { code: string }) => code === 'entry_missing')).toBe(true);
    expect(await allowed(officer, report)).toEqual(['save']);
    expect(await allowed(head, report)).toEqual(['save', 'submit']);
    expect(await allowed(standing, report)).toEqual([]);
  });

  it('is read by its agency, those above, and nobody else', async () => {
    for (const username of ['bcd', 'vpubnd', 'congan']) await readReport(await app.as(username), report);
    await district.get(`${API}/reports/${report}`).expect(404);
    await (await app.as('admin')).get(`${API}/reports/${report}`).expect(403);
    const list = await allPages<{ agencyName: string }>(district, `/reports?periodId=${periods.earlier}&limit=200`);
    const names = new Set(list.map(({ agencyName }) => agencyName));
    expect(names.has('UBND thành phố Quy Nhơn')).toBe(true);
    expect(names.has('Sở Y tế')).toBe(false);
    expect(list.length).toBeGreaterThan(10); // its communes
    expect(await allPages(standing, `/reports?periodId=${periods.earlier}&limit=70`)).toHaveLength(197);
    expect(await allPages(officer, `/reports?periodId=${periods.earlier}`)).toHaveLength(1);
  });

  describe('is drafted', () => {
    it('with the version that was read; what a list leaves out is no longer in it', async () => {
      const body = await readReport(officer, report);
      const [first, second] = body.entries;
      const entry = {
        assignmentId: first.assignmentId,
        progressPercent: 40,
        state: 'in_progress',
        resultText: '  Đã họp ',
      };
      await officer
        .put(`${API}/reports/${report}/entries`)
        .send({ entries: [entry] })
        .expect(428);
      const old = await etagOf(officer, `/reports/${report}`);
      const saved = expectStatus(await put(officer, report, { entries: [entry] }), 200);
      expect(saved.body).toMatchObject({
        version: body.version + 1,
        prefilled: false,
        savedByName: 'Cán bộ đầu mối (Sở Y tế)',
        entries: [{ ...entry, resultText: 'Đã họp', obstacleText: '', nextText: '', unchanged: false }],
      });
      expect(saved.body.unlisted).toHaveLength(body.entries.length - 1);
      expect(etagIn(saved)).toBe(await etagOf(officer, `/reports/${report}`));
      await officer
        .put(`${API}/reports/${report}/entries`)
        .set('If-Match', old)
        .send({ entries: [entry] })
        .expect(412);
      const both = { entries: [entry, { assignmentId: second.assignmentId, nothingNew: true }] };
      expect((await put(head, report, both)).body.entries).toHaveLength(2);
    });

    it('not with another agency’s assignments, twice the same, or impossible values', async () => {
      const [first] = (await readReport(officer, report)).entries;
      const foreign = await assignmentId(app, 17, 'UBND thành phố Quy Nhơn');
      const faults: [object, string][] = [
        [{ entries: [{ assignmentId: foreign }] }, '/entries/0/assignmentId'],
        [
          { entries: [{ assignmentId: first.assignmentId }, { assignmentId: first.assignmentId }] },
          '/entries/1/assignmentId',
        ],
        [{ entries: [{ assignmentId: first.assignmentId, progressPercent: 101 }] }, '/entries/0/progressPercent'],
        [{ entries: [{ assignmentId: first.assignmentId, progressPercent: 4.5 }] }, '/entries/0/progressPercent'],
        [{ entries: [{ assignmentId: first.assignmentId, state: 'done' }] }, '/entries/0/state'],
        [{ entries: [{ assignmentId: first.assignmentId, unchanged: true }] }, '/entries/0/unchanged'],
        [{ entries: [[]] }, '/entries'],
        [{}, '/entries'],
      ];
      for (const [body, pointer] of faults) {
        const answer = await put(officer, report, body);
        expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
      }
    });

    it('by its own agency alone', async () => {
      const etag = await etagOf(standing, `/reports/${report}`);
      const body = { entries: [] };
      await district.put(`${API}/reports/${report}/entries`).set('If-Match', etag).send(body).expect(404);
      const answer = await standing
        .put(`${API}/reports/${report}/entries`)
        .set('If-Match', etag)
        .send(body)
        .expect(403);
      expect(answer.body.detail).toMatch(/cơ quan khác/);
    });

    it('as “không phát sinh” by one choice', async () => {
      const { body } = expectStatus(await put(officer, report, { nothingNew: true }), 200);
      expect(body.nothingNew).toBe(true);
      expect(body.unlisted).toEqual([]);
      expect(
        body.entries.every((each: { nothingNew: boolean; unchanged: boolean }) => each.nothingNew && each.unchanged),
      ).toBe(true);
    });
  });

  it('is submitted by the head, once, as an immutable version with a receipt', async () => {
    expectStatus(
      await saveAll(officer, report, (at) => ({
        progressPercent: 10,
        state: 'in_progress',
        resultText: `Kết quả ${at}`,
      })),
      200,
    );
    const etag = await etagOf(head, `/reports/${report}`);
    const submit = (agent: Agent) =>
      agent.post(`${API}/reports/${report}/submissions`).set('If-Match', etag).send({ note: 'Kính gửi' });
    await submit(officer).expect(403);
    const answers = await Promise.all([submit(head), submit(head), submit(head)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const body = await readReport(head, report);
    expect(body).toMatchObject({
      state: 'submitted',
      late: false,
      submissionCount: 1,
      currentNumber: 1,
      withWhom: 'Cơ quan thường trực: chờ xét.',
    });
    expect(Math.abs(Date.now() - Date.parse(body.submittedAt))).toBeLessThan(600_000);
    const { body: submissions } = await head.get(`${API}/reports/${report}/submissions`).expect(200);
    expect(submissions.items).toMatchObject([
      { number: 1, fate: 'standing', channel: 'page', note: 'Kính gửi', late: false },
    ]);
    const { body: version } = await standing.get(`${API}/reports/${report}/submissions/1`).expect(200);
    expect(version.sha256).toBe(createHash('sha256').update(canonicalText(version.content)).digest('hex'));
    expect(version.content).toMatchObject({ agencyName: 'Sở Y tế', entries: expect.arrayContaining([]) });
    expect(version.content.entries).toHaveLength(body.entries.length);
    const { body: receipt } = await officer.get(`${API}/reports/${report}/receipt`).expect(200);
    expect(receipt).toMatchObject({
      number: 1,
      sha256: version.sha256,
      receivedAt: version.receivedAt,
      submittedByName: 'Lãnh đạo Sở (Sở Y tế)',
      entryCount: body.entries.length,
    });
    await expect(app.dataSource.query("UPDATE report_submissions SET note = 'x'")).rejects.toMatchObject({
      code: '42501',
    });
    await head.get(`${API}/reports/${report}/submissions/2`).expect(404);
    await head.get(`${API}/reports/${report}/submissions/x`).expect(404);
  });

  it('is not changed while it waits, but taken back before its review', async () => {
    expect((await put(officer, report, { entries: [] })).body.code).toBe('report.not_in_state');
    expect(await allowed(head, report)).toEqual(['withdraw']);
    const taken = expectStatus(await act(head, report, 'withdrawals', { reason: 'Thiếu số liệu' }), 200);
    expect(taken.body).toMatchObject({ state: 'draft', submittedAt: null, currentNumber: null });
    expectStatus(await act(head, report, 'submissions'), 200);
    expectStatus(await act(standing, report, 'review-starts'), 200);
    expect((await act(head, report, 'withdrawals')).body.code).toBe('report.review_started');
    expect((await readReport(head, report)).withWhom).toMatch(/Tổ giúp việc \(Công an tỉnh\) đang xét/);
  });

  it('is returned with reasons for the whole or for single lines', async () => {
    expect((await act(standing, report, 'reviews', { decision: 'return' })).body.code).toBe('report.reason_missing');
    expect((await act(head, report, 'reviews', { decision: 'accept' })).status).toBe(403);
    const [line] = (await readReport(standing, report)).entries;
    const stranger = { assignmentId: await assignmentId(app, 17, 'UBND thành phố Quy Nhơn'), reason: 'x' };
    expect((await act(standing, report, 'reviews', { decision: 'return', entryReasons: [stranger] })).status).toBe(400);
    const entryReasons = [{ assignmentId: line.assignmentId, reason: 'Nêu rõ số liệu' }];
    const returned = expectStatus(await act(standing, report, 'reviews', { decision: 'return', entryReasons }), 200);
    expect(returned.body).toMatchObject({ state: 'returned', currentNumber: null, submittedAt: null });
    expect((await readReport(head, report)).returned).toMatchObject({
      submissionNumber: 2,
      entryReasons,
      decidedByName: 'Tổ giúp việc (Công an tỉnh)',
    });
    expect(await allowed(head, report)).toEqual(['save', 'submit']);
  });

  it('is handed in again, with readable differences, and accepted', async () => {
    const [first] = (await readReport(officer, report)).entries;
    expectStatus(
      await saveAll(officer, report, (at) => ({
        progressPercent: at === 0 ? 30 : 10,
        state: 'in_progress',
        resultText: `Kết quả ${at}`,
      })),
      200,
    );
    expectStatus(await act(head, report, 'submissions'), 200);
    const { body } = await standing.get(`${API}/reports/${report}/differences`).expect(200);
    expect(body).toMatchObject({
      from: 2,
      to: 3,
      entries: [
        {
          assignmentId: first.assignmentId,
          kind: 'changed',
          fields: [{ field: 'progressPercent', before: 10, after: 30 }],
        },
      ],
    });
    await standing.get(`${API}/reports/${report}/differences?from=3&to=3`).expect(400);
    expect((await readReport(standing, report)).entries[0].reportedProgressPercent).toBeNull();
    expectStatus(await act(standing, report, 'reviews', { decision: 'accept' }), 200);
    const accepted = await readReport(standing, report);
    expect(accepted).toMatchObject({ state: 'accepted', acceptedNumber: 3, currentNumber: 3 });
    expect(accepted.entries[0].reportedProgressPercent).toBe(30);
    expect((await put(officer, report, { entries: [] })).body.detail).toMatch(/đính chính/);
    const types = (await eventsOf(app, report)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'report.opened',
        'report.saved',
        'report.submitted',
        'report.withdrawn',
        'report.review_started',
        'report.returned',
        'report.accepted',
      ]),
    );
  });

  it('is corrected after acceptance with a reason, while what was accepted stands', async () => {
    await head
      .post(`${API}/reports/${report}/corrections`)
      .set('If-Match', await etagOf(head, `/reports/${report}`))
      .send({})
      .expect(400);
    const opened = expectStatus(await act(head, report, 'corrections', { reason: 'Sai số liệu' }), 200);
    expect(opened.body).toMatchObject({
      state: 'draft',
      correctionReason: 'Sai số liệu',
      currentNumber: 3,
      acceptedNumber: 3,
    });
    expectStatus(
      await saveAll(officer, report, () => ({ progressPercent: 35, state: 'in_progress', resultText: 'Số liệu đúng' })),
      200,
    );
    await setDates(app, periods.earlier, -1, 20);
    // The first that stands decides: a correction after the due date is not late and needs no reason.
    expectStatus(await act(head, report, 'submissions'), 200);
    expectStatus(await act(standing, report, 'reviews', { decision: 'accept' }), 200);
    await setDates(app, periods.earlier, 10, 20);
    const done = await readReport(head, report);
    expect(done).toMatchObject({ state: 'accepted', acceptedNumber: 4, correctionReason: null, late: false });
    expect(done.entries[0].reportedProgressPercent).toBe(35);
    const { body } = await head.get(`${API}/reports/${report}/submissions/4`).expect(200);
    expect(body).toMatchObject({ correctionReason: 'Sai số liệu', late: false });
  });

  it('starts the next month from its words, and flags what stays', async () => {
    const next = await reportId(app, periods.later, 'Sở Y tế');
    const lead = await assignmentId(app, 16, 'Sở Y tế');
    await complete(standing, lead, await dayFromToday(app, -1));
    const body = await readReport(officer, next);
    const entry = (id: string) => body.entries.find((each: { assignmentId: string }) => each.assignmentId === id);
    expect(entry(lead)).toMatchObject({
      progressPercent: 100,
      state: 'completed',
      unchanged: false,
      last: { resultText: 'Số liệu đúng' },
    });
    expect(entry(lead).resultText).toMatch(/^Số liệu đúng\nVăn bản số /);
    const rest = body.entries.filter((each: { assignmentId: string }) => each.assignmentId !== lead);
    expect(
      rest.every(
        (each: { unchanged: boolean; resultText: string }) => each.unchanged && each.resultText === 'Số liệu đúng',
      ),
    ).toBe(true);
    expectStatus(await act(head, next, 'submissions'), 200);
    const { items } = (await standing.get(`${API}/reports?periodId=${periods.later}&agencyId=${body.agencyId}`)).body;
    expect(items[0]).toMatchObject({ updatedCount: 1, unchangedCount: rest.length, entryCount: body.entries.length });
  });
});
