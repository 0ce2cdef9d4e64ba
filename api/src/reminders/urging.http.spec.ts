import { propose } from '../../test/factories/evidence.js';
import { dayFromToday, openPeriods, setDates } from '../../test/factories/reports.js';
import { API, allPages, countEvents, eventsOf } from '../../test/factories/sample.js';
import { type Candidate, candidatesOf, nextWeek, urgeOnce, urgingOf, YEAR_END } from '../../test/factories/urgings.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { newPerson } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';
import { CommitteeItemsService } from './committee-items.service.js';

describe('urgings by a person', () => {
  let app: TestApp;
  let planId: string;
  let standing: Agent;
  let monitor: Agent;
  let officer: Agent;
  let head: Agent;
  let stranger: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    planId = await app.planId();
    standing = await app.as('congan');
    monitor = await app.as('vpubnd');
    officer = await app.as('soyte');
    head = await app.as('soyte.head');
    stranger = await app.as('quynhon');
  });
  afterAll(() => app.close());

  const candidates = async (query: object = {}) =>
    (
      await standing
        .get(`${API}/urging-candidates`)
        .query({ planId, asOf: YEAR_END, ...query })
        .expect(200)
    ).body;
  const send = (agent: Agent, body: object) => agent.post(`${API}/urgings`).send(body);
  const answer = (agent: Agent, id: string, items: object[]) =>
    agent.post(`${API}/urgings/${id}/answers`).send({ items });

  describe('what can be urged', () => {
    it('is every overdue lead and every silent one of the worked days', async () => {
      const late = await candidates({ asOf: '2023-10-03', kind: 'overdue' });
      expect([late.total, late.asOf]).toEqual([86, '2023-10-03']);
      expect((await candidates({ asOf: '2023-05-05', kind: 'overdue' })).total).toBe(11);
      // Nothing was reported all year: everything without a due date is silent.
      const silent = await candidates({ asOf: '2023-05-05', kind: 'silent' });
      const [{ undated }] = await app.dataSource.query(
        `SELECT count(*)::int AS undated FROM assignments a JOIN tasks t ON t.id = a.task_id
         WHERE a.role = 'lead' AND a.due_on IS NULL AND t.origin = 'annex' AND (t.start_on IS NULL OR t.start_on <= '2023-04-05')`,
      );
      expect(silent.total).toBe(undated);
      expect(silent.items[0]).toMatchObject({ dueOn: null, daysLate: 0, lastReportedOn: null, urgingCount: 0 });
    });

    it('comes longest overdue first, page by page, and by other orders', async () => {
      const all = await allPages<Candidate>(standing, `/urging-candidates?planId=${planId}&asOf=${YEAR_END}&limit=40`);
      const { total, agencies } = await candidates();
      expect(all).toHaveLength(total);
      expect(new Set(all.map(({ id }) => id)).size).toBe(total);
      expect(new Set(all.map(({ agencyId }) => agencyId)).size).toBe(agencies);
      const days = all.map(({ daysLate }) => daysLate);
      expect(days).toEqual([...days].sort((a, b) => b - a));
      const byAgency = await candidates({ sort: 'agency,-daysLate', q: 'so y te', limit: 200 });
      expect(new Set(byAgency.items.map(({ agencyName }: Candidate) => agencyName))).toEqual(new Set(['Sở Y tế']));
      expect((await candidates({ daysLateFrom: 200 })).items.every(({ daysLate }: Candidate) => daysLate >= 200)).toBe(
        true,
      );
    });

    it('holds reports that are late, until they are handed in', async () => {
      const { earlier } = await openPeriods(app);
      await setDates(app, earlier, -5, 10);
      const asOf = await dayFromToday(app, 0);
      const late = await candidates({ asOf, kind: 'report', limit: 200 });
      expect(late.total).toBe(197);
      expect(late.items[0]).toMatchObject({ kind: 'report', daysLate: 5, assignmentId: null });
      expect(late.items[0].title).toMatch(/^Báo cáo tháng \d+\/\d{4}$/);
    });
  });

  describe('sending', () => {
    it('makes one urging an agency, numbered by the plan and the year, with words for each', async () => {
      const mine = (await candidatesOf(standing, app, 'Sở Y tế')).slice(0, 2);
      const [other] = await candidatesOf(standing, app, 'Sở Tài chính');
      const body = urgingOf(planId, [...mine, other as Candidate]);
      const events = await countEvents(app);
      const dry = await send(standing, { ...body, dryRun: true }).expect(200);
      expect(dry.body).toMatchObject({
        dryRun: true,
        urgings: [
          { id: null, number: 1 },
          { id: null, number: 2 },
        ],
      });
      expect(await countEvents(app)).toBe(events);
      const sent = await send(standing, body).expect(201);
      expect(sent.headers.location).toBe(`/api/v1/urgings?planId=${planId}`);
      expect(sent.body.urgings).toMatchObject([
        { agencyName: 'Sở Tài chính', number: 1, toCommittee: 0, items: [{ position: 1, times: 1 }] },
        { agencyName: 'Sở Y tế', number: 2, items: [{ position: 1 }, { position: 2 }] },
      ]);
      const { id } = sent.body.urgings[1];
      const read = await officer.get(`${API}/urgings/${id}`).expect(200);
      const [y, m, d] = nextWeek().split('-');
      expect(read.body).toMatchObject({
        number: 2,
        agencyName: 'Sở Y tế',
        issuerName: 'Công an tỉnh',
        asOf: YEAR_END,
        text: `Đến ngày 31/12/2023, Sở Y tế còn 02 việc quá hạn.\nĐề nghị trả lời trước ${d}/${m}/${y}.`,
        itemCount: 2,
        answeredCount: 0,
        allowedActions: ['answer'],
      });
      expect(read.body.items[0].title).toMatch(/^Nhiệm vụ \d+: /);
      expect(await eventsOf(app, id)).toMatchObject([
        { type: 'urging.sent', after: { urgingNumber: 2, agencyName: 'Sở Y tế', items: 2 } },
      ]);
      const urged = await eventsOf(app, mine[0]?.assignmentId as string);
      expect(urged.at(-1)).toMatchObject({ type: 'assignment.urged', after: { urgingNumber: 2, urgingTimes: 1 } });
      const reminded = await officer.get(`${API}/reminders`).query({ kind: 'urging' }).expect(200);
      expect(reminded.body.items).toHaveLength(4);
      expect(reminded.body.items[0]).toMatchObject({ kind: 'urging', step: 1, agencyName: 'Sở Y tế' });
    });

    it('counts at the assignment and at the candidate', async () => {
      const { assignmentId } = await urgeOnce(monitor, app, 'Sở Xây dựng');
      expect((await stranger.get(`${API}/assignments/${assignmentId}`).expect(200)).body.urgingCount).toBe(1);
      const [row] = (await candidatesOf(standing, app, 'Sở Xây dựng')).filter(({ id }) => id === assignmentId);
      expect(row).toMatchObject({ urgingCount: 1, unanswered: true });
      expect((await candidates({ urgingsFrom: 1, q: 'Sở Xây dựng' })).total).toBe(1);
      expect((await candidates({ unanswered: true, q: 'Sở Xây dựng' })).total).toBe(1);
    });

    it('numbers without gap or double when many send at once', async () => {
      const [first] = await app.dataSource.query('SELECT count(*)::int AS count FROM urgings');
      const items = (await candidates({ limit: 200, level: 'district' })).items.slice(0, 30) as Candidate[];
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, at) =>
          send(at % 2 ? standing : monitor, urgingOf(planId, items.slice(at * 5, at * 5 + 5))),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
      const numbers = await app.dataSource.query<{ number: number }[]>('SELECT number FROM urgings ORDER BY number');
      expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, at) => at + 1));
      const made = answers.reduce((sum, { body }) => sum + body.urgings.length, 0);
      expect(numbers).toHaveLength(first.count + made);
    });

    it('counts each urging of one item once when two send it at one moment', async () => {
      const [item] = await candidatesOf(standing, app, 'Sở Tư pháp');
      const body = urgingOf(planId, [item as Candidate]);
      await Promise.all([send(standing, body).expect(201), send(monitor, body).expect(201)]);
      const times = await app.dataSource.query<{ times: number }[]>(
        'SELECT times FROM urging_items WHERE assignment_id = $1 ORDER BY times',
        [item?.assignmentId],
      );
      expect(times).toEqual([{ times: 1 }, { times: 2 }]);
    });

    it('sends all or none, and says which cannot be urged', async () => {
      const [good] = await candidatesOf(standing, app, 'Sở Nội vụ');
      const events = await countEvents(app);
      const [done] = await app.dataSource.query(
        `SELECT id FROM assignments WHERE role = 'coordinate' ORDER BY id LIMIT 1`,
      );
      const items = [
        { assignmentId: good?.assignmentId },
        { assignmentId: done.id },
        {},
        { assignmentId: good?.assignmentId },
      ];
      const refused = await send(standing, { ...urgingOf(planId, []), items });
      expectProblem(refused, 'urging.refused');
      expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
        '/items/1',
        '/items/2',
        '/items/3',
      ]);
      expect(await countEvents(app)).toBe(events);
      const past = await send(standing, { ...urgingOf(planId, [good as Candidate]), answerBy: '2023-01-01' });
      expectProblem(past, 'request.invalid');
      expectProblem(await send(officer, urgingOf(planId, [good as Candidate])), 'auth.forbidden');
      const nowhere = await send(standing, urgingOf('00000000-0000-4000-8000-000000000000', [good as Candidate]));
      expectProblem(nowhere, 'resource.not_found');
    });
  });

  describe('answering', () => {
    it('takes a reason with a new date or with a document, item by item, once', async () => {
      const mine = (await candidatesOf(standing, app, 'Sở Y tế')).filter(({ kind }) => kind === 'overdue').slice(0, 2);
      const [one, two] = mine as [Candidate, Candidate];
      const sent = await send(standing, urgingOf(planId, mine)).expect(201);
      const { id } = sent.body.urgings[0];
      const words = { assignmentId: one.assignmentId, reasonCode: 'staff', text: 'Thay cán bộ đầu mối' };
      const missing = await answer(officer, id, [words]);
      expectProblem(missing, 'request.invalid');
      expect(missing.body.errors[0].pointer).toBe('/items/0/newDueOn');
      expectProblem(await answer(officer, id, [{ ...words, newDueOn: '2023-12-31' }]), 'request.invalid');
      const answered = await answer(officer, id, [{ ...words, newDueOn: nextWeek() }]).expect(200);
      expect(answered.body).toMatchObject({
        answeredCount: 1,
        allowedActions: ['answer'],
        items: [
          {
            reasonCode: 'staff',
            newDueOn: nextWeek(),
            answerText: 'Thay cán bộ đầu mối',
            answeredByLabel: 'Cán bộ đầu mối (Sở Y tế)',
          },
          { answeredAt: null },
        ],
      });
      expectProblem(await answer(head, id, [{ ...words, newDueOn: nextWeek() }]), 'urging.answered');
      const evidenceId = await propose(officer, two.assignmentId as string);
      const other = { assignmentId: two.assignmentId, reasonCode: 'waiting_partner', text: 'Đã có văn bản' };
      expectProblem(await answer(head, id, [{ ...other, evidenceId: id }]), 'request.invalid');
      const whole = await answer(head, id, [{ ...other, evidenceId }]).expect(200);
      expect(whole.body).toMatchObject({ answeredCount: 2, allowedActions: [] });
      expect((await eventsOf(app, id)).map(({ type }) => type)).toEqual([
        'urging.sent',
        'urging.answered',
        'urging.answered',
      ]);
      const unanswered = await standing.get(`${API}/urgings`).query({ planId, unanswered: false }).expect(200);
      expect(unanswered.body.items.map((row: { id: string }) => row.id)).toContain(id);
    });

    it('answers an item once when two answer at one moment', async () => {
      const { urgingId, assignmentId } = await urgeOnce(standing, app, 'Sở Y tế', 1);
      const item = { assignmentId, reasonCode: 'other', text: 'Đang làm', newDueOn: nextWeek() };
      const answers = await Promise.all([answer(officer, urgingId, [item]), answer(head, urgingId, [item])]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it('is the urged agency’s alone, and the urging is hidden from other agencies', async () => {
      const { urgingId, assignmentId } = await urgeOnce(standing, app, 'Sở Y tế');
      const item = { assignmentId, reasonCode: 'other', text: 'x', newDueOn: nextWeek() };
      expectProblem(await stranger.get(`${API}/urgings/${urgingId}`), 'resource.not_found');
      expectProblem(await stranger.get(`${API}/urgings/${urgingId}/letter.docx`), 'resource.not_found');
      expectProblem(await answer(stranger, urgingId, [item]), 'resource.not_found');
      expectProblem(await answer(standing, urgingId, [item]), 'resource.not_found');
      const mine = await stranger.get(`${API}/urgings?limit=200`).expect(200);
      expect(mine.body.items.map((row: { id: string }) => row.id)).not.toContain(urgingId);
      const reminders = await stranger.get(`${API}/reminders?limit=200`).expect(200);
      expect(
        reminders.body.items.every((row: { agencyName: string }) => row.agencyName === 'UBND thành phố Quy Nhơn'),
      ).toBe(true);
    });
  });

  it('puts an item on the Steering Committee’s list by itself after the third urging, until it is done', async () => {
    const committee = app.app.get(CommitteeItemsService);
    const today = await dayFromToday(app, 0);
    const ofAgency = async () =>
      (await committee.thirdUrgings(planId, today)).filter(({ agencyName }) => agencyName === 'Thanh tra tỉnh');
    const steering = await app.as((await newPerson(app, { roles: ['steering'] })).username);
    const urged = [];
    for (const times of [1, 2, 3]) {
      const [item] = await candidatesOf(standing, app, 'Thanh tra tỉnh');
      expect(await ofAgency()).toEqual([]);
      const sent = await send(standing, urgingOf(planId, [item as Candidate])).expect(201);
      expect(sent.body.urgings[0]).toMatchObject({ toCommittee: times === 3 ? 1 : 0, items: [{ times }] });
      urged.push({ item, id: sent.body.urgings[0].id });
    }
    const item = urged[0]?.item as Candidate;
    expect(await ofAgency()).toMatchObject([
      { assignmentId: item.assignmentId, urgingCount: 3, lastUrgedOn: today, reasonCode: null },
    ]);
    expect(await committee.thirdUrgings(planId, YEAR_END)).toEqual([]);
    const agenda = await steering.get(`${API}/committee-agenda`).query({ planId, asOf: today }).expect(200);
    expect(
      agenda.body.urged.filter(({ agencyName }: { agencyName: string }) => agencyName === 'Thanh tra tỉnh'),
    ).toMatchObject([
      {
        assignmentId: item.assignmentId,
        detail: expect.stringMatching(/^Đã đôn đốc bằng công văn 3 lần, muộn \d+ ngày, cơ quan chưa trả lời$/),
        sinceOn: today,
      },
    ]);
    const told = await steering
      .get(`${API}/reminders`)
      .query({ recipientRole: 'steering', kind: 'urging', assignmentId: item.assignmentId })
      .expect(200);
    expect(told.body.items).toMatchObject([{ assignmentId: item.assignmentId, step: 3 }]);
    const reason = { reasonCode: 'funding', newDueOn: today, text: 'Chưa có kinh phí' };
    await app.dataSource.query(
      `UPDATE urging_items SET answered_at = now(), reason_code = $2, new_due_on = $3, answer_text = $4 WHERE urging_id = $1`,
      [urged[2]?.id, reason.reasonCode, reason.newDueOn, reason.text],
    );
    expect(await ofAgency()).toMatchObject([
      { reasonCode: 'funding', newDueOn: today, answerText: 'Chưa có kinh phí' },
    ]);
    await app.dataSource.query('UPDATE assignments SET completed_on = $2 WHERE id = $1', [item.assignmentId, today]);
    expect(await ofAgency()).toEqual([]);
  });
});
