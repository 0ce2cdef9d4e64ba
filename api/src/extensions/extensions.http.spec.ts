import { complete } from '../../test/factories/evidence.js';
import { ask, decideExtension, openLeads } from '../../test/factories/extensions.js';
import { dayFromToday } from '../../test/factories/reports.js';
import {
  API,
  agencyId,
  allPages,
  assignmentId,
  countEvents,
  etagOf,
  eventsOf,
  taskId,
} from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import type { ExtensionDto } from './extension.dto.js';

// biome-ignore lint/suspicious/noExplicitAny: the body of an answer
type Body = any;

describe('extensions', () => {
  let app: TestApp;
  let planId: string;
  let standing: Agent;
  let steering: Agent;
  let officer: Agent;
  let today: string;
  let tomorrow: string;
  let leads: string[];

  beforeAll(async () => {
    app = await createTestApp();
    planId = await app.planId();
    [standing, steering, officer] = await Promise.all([app.as('congan'), app.as('bcd'), app.as('soyte')]);
    today = await dayFromToday(app, 0);
    tomorrow = await dayFromToday(app, 1);
    leads = await openLeads(app, 'Sở Y tế', 3);
  });
  afterAll(() => app.close());

  const read = async (path: string): Promise<Body> => (await officer.get(`${API}${path}`).expect(200)).body;
  const lead = (id: string, asOf = today): Promise<Body> => read(`/assignments/${id}?asOf=${asOf}`);
  const settings = async (body: object) => {
    const etag = await etagOf(standing, `/plans/${planId}`);
    await standing.patch(`${API}/plans/${planId}/settings`).set('If-Match', etag).send(body).expect(200);
  };

  describe('are asked for', () => {
    it('after the due date too: the lead stays overdue and says that a request waits', async () => {
      const id = leads[0] as string;
      const before = await lead(id);
      expect(before).toMatchObject({ timeliness: 'overdue', pendingExtension: false });
      expect(before.allowedActions).toContain('ask_extension');
      const count = await countEvents(app);
      const made = await ask(officer, id, '2030-06-29');
      expect(made).toMatchObject({
        assignmentId: id,
        agencyName: 'Sở Y tế',
        state: 'pending',
        newDueOn: '2030-06-29',
        dueOnWhenAsked: before.dueOn,
        // 29/6/2030 is a Saturday.
        dueOn: '2030-07-01',
        reason: 'Chờ hướng dẫn của Bộ',
        askedByName: expect.stringContaining('Cán bộ đầu mối'),
        warnings: [],
        assignment: { timeliness: 'overdue', pendingExtension: true, overdueDays: before.overdueDays },
        dates: [{ effectiveOn: null, dueOn: before.dueOn }],
      });
      expect(made.explanation).toMatch(/^Gia hạn theo đề nghị số \d+ → 29\/6\/2030 \(Thứ Bảy, [^)]+\) → 1\/7\/2030/);
      expect(await countEvents(app)).toBe(count + 1);
      expect((await eventsOf(app, made.id)).map(({ type }) => type)).toEqual(['extension.asked']);
      const after = await lead(id);
      expect(after).toMatchObject({ timeliness: 'overdue', pendingExtension: true, dueOn: before.dueOn });
      expect(after.allowedActions).not.toContain('ask_extension');
      // It did not wait yesterday, and it does tomorrow.
      expect((await lead(id, await dayFromToday(app, -1))).pendingExtension).toBe(false);
      expect((await lead(id, tomorrow)).pendingExtension).toBe(true);
      const task = await read(`/tasks/${before.taskId}`);
      expect(task).toMatchObject({ timeliness: 'overdue', pendingExtensions: 1, extendedTo: null });
      const { leadAssignments } = await read(`/plans/${planId}/summary`);
      expect(leadAssignments.pendingExtensions).toBe(1);
    });

    it('once at a time, and again with the same key only once', async () => {
      const answer = await officer
        .post(`${API}/assignments/${leads[0]}/extensions`)
        .send({ newDueOn: '2031-01-01', reason: 'Thêm việc' });
      expectProblem(answer, 'extension.pending');
      const key = '5d0f3a6e-2d0e-4b86-9f0a-5a3c9d8b7e61';
      const send = () =>
        officer
          .post(`${API}/assignments/${leads[1]}/extensions`)
          .set('Idempotency-Key', key)
          .send({ newDueOn: '2031-03-03', reason: 'Chờ kinh phí' });
      const [first, second] = [await send().expect(201), await send().expect(201)];
      expect(second.body.id).toBe(first.body.id);
      expect(first.headers.location).toBe(`/api/v1/extensions/${first.body.id}`);
      expect(first.headers.etag).toBe((await officer.get(`${API}/extensions/${first.body.id}`)).headers.etag);
    });

    it('with one of ten requests at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          officer
            .post(`${API}/assignments/${leads[2]}/extensions`)
            .send({ newDueOn: '2031-03-03', reason: 'Chờ kinh phí' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    });

    it('not for an earlier date, by another agency, for what has none, or for what is over', async () => {
      const [id = ''] = await openLeads(app, 'UBND thành phố Quy Nhơn', 1);
      const city = await app.as('quynhon');
      const send = (agent: Agent, to: string, newDueOn: string, reason = 'Lý do') =>
        agent.post(`${API}/assignments/${to}/extensions`).send({ newDueOn, reason });
      const { dueOn } = await lead(id);
      const refused = expectProblem(await send(city, id, dueOn), 'extension.not_later');
      expect(refused.errors?.[0]?.pointer).toBe('/newDueOn');
      expectProblem(await send(city, id, '2031-01-01', ' '), 'request.invalid');
      for (const name of ['soyte', 'congan']) {
        expectProblem(await send(await app.as(name), id, '2031-01-01'), 'auth.forbidden');
      }
      const [coordinating] = await app.dataSource.query(
        `SELECT id FROM assignments WHERE agency_id = $1 AND role = 'coordinate' LIMIT 1`,
        [await agencyId(app, 'Sở Y tế')],
      );
      expectProblem(await send(officer, coordinating.id, '2031-01-01'), 'assignment.not_lead');
      const [ongoing] = await app.dataSource.query(
        `SELECT a.id, a.agency_id FROM assignments a JOIN tasks t ON t.id = a.task_id
         WHERE a.role = 'lead' AND a.due_on IS NULL AND t.origin = 'annex' AND a.agency_id = $1 LIMIT 1`,
        [await agencyId(app, 'Công an tỉnh')],
      );
      expectProblem(await send(standing, ongoing.id, '2031-01-01'), 'extension.no_due_date');
      const [done] = await openLeads(app, 'Công an tỉnh', 1);
      await complete(standing, done as string, '2023-03-20');
      expectProblem(await send(standing, done as string, '2031-01-01'), 'assignment.completed');
      expectProblem(await send(officer, planId, '2031-01-01'), 'resource.not_found');
    });

    it('with a warning when the new date is over already', async () => {
      const [id] = await openLeads(app, 'Công an tỉnh', 1);
      const made = await ask(standing, id as string, '2024-05-06');
      expect(made.warnings).toEqual([expect.stringContaining('đã qua')]);
    });
  });

  describe('are decided on', () => {
    const pendingOf = async (assignmentId: string): Promise<ExtensionDto> =>
      (await read(`/extensions?assignmentId=${assignmentId}&state=pending`)).items[0];

    it('from the day of the decision: before it the old date counts, and the first one stays a second figure', async () => {
      const id = leads[0] as string;
      const { id: extensionId, version } = await pendingOf(id);
      const before = await lead(id);
      const summaryBefore = await read(`/plans/${planId}/summary`);
      const first = await decideExtension(standing, extensionId, { decision: 'grant', reason: 'Có lý do chính đáng' });
      expect(first.status).toBe(200);
      expect(first.body).toMatchObject({
        state: 'granted',
        dueOn: '2030-07-01',
        effectiveOn: today,
        closedByName: expect.stringContaining('Tổ giúp việc'),
        closingReason: 'Có lý do chính đáng',
        selfDecided: false,
        version: version + 1,
        assignment: { timeliness: 'on_track', dueOn: '2030-07-01', firstDueOn: before.firstDueOn, overdueDays: 0 },
        dates: [{ dueOn: before.dueOn }, { effectiveOn: today, nominalDueOn: '2030-06-29', dueOn: '2030-07-01' }],
      });
      expect(await lead(id)).toMatchObject({
        timeliness: 'on_track',
        overdueDays: 0,
        firstTimeliness: 'overdue',
        firstOverdueDays: before.overdueDays,
        firstDueOn: before.dueOn,
        pendingExtension: false,
      });
      const yesterday = await dayFromToday(app, -1);
      expect(await lead(id, yesterday)).toMatchObject({
        timeliness: 'overdue',
        overdueDays: before.overdueDays - 1,
        dueOn: before.dueOn,
      });
      const summary = await read(`/plans/${planId}/summary`);
      const counts = (of: Body, key: string) => of.leadAssignments[key].overdue;
      expect(counts(summary, 'byTimeliness')).toBe(counts(summaryBefore, 'byTimeliness') - 1);
      expect(counts(summary, 'byFirstTimeliness')).toBe(counts(summaryBefore, 'byFirstTimeliness'));
      expect((await eventsOf(app, extensionId)).map(({ type }) => type)).toEqual([
        'extension.asked',
        'extension.granted',
      ]);
      const dated = (await eventsOf(app, id)).filter(({ type }) => type === 'assignment.due_date_set');
      expect(dated.map(({ before: old, after }) => [old?.dueOn, after?.dueOn])).toEqual([[before.dueOn, '2030-07-01']]);
      const { items } = await read(`/tasks/${before.taskId}/history`);
      expect(items[0].type).toBe('assignment.due_date_set');
    });

    it('each lead of a task with its own date', async () => {
      const several = await taskId(app, 8);
      const mine = await assignmentId(app, 8, 'UBND thành phố Quy Nhơn');
      const datesOf = async () =>
        (await allPages<Body>(officer, `/assignments?taskId=${several}&role=lead`)).map(({ id, dueOn }) => [id, dueOn]);
      const before = await datesOf();
      const { id } = await ask(await app.as('quynhon'), mine, '2030-10-10');
      const answer = await decideExtension(steering, id, { decision: 'grant', newDueOn: '2030-11-11' });
      expect(answer.body).toMatchObject({ newDueOn: '2030-10-10', dueOn: '2030-11-11' });
      expect(await datesOf()).toEqual(before.map(([other, dueOn]) => [other, other === mine ? '2030-11-11' : dueOn]));
      expect(await read(`/tasks/${several}`)).toMatchObject({
        timeliness: 'overdue',
        judgedDueOn: '2023-10-02',
        extendedTo: '2030-11-11',
        deadline: { dueOn: '2023-10-02' },
      });
    });

    it('by whom the plan says', async () => {
      const [id] = await openLeads(app, 'Sở Tài chính', 1);
      const finance = await app.as('sotaichinh');
      const made = await ask(finance, id as string, '2030-05-06');
      const allowed = async (agent: Agent) =>
        Object.fromEntries(
          (await agent.get(`${API}/extensions/${made.id}`).expect(200)).body.allowedActions.map((one: Body) => [
            one.action,
            one.allowed,
          ]),
        );
      expect(await allowed(standing)).toEqual({ grant: true, refuse: true, withdraw: false });
      expect(await allowed(finance)).toEqual({ grant: false, refuse: false, withdraw: true });
      await settings({ extensionDeciders: 'steering' });
      expect(await allowed(standing)).toEqual({ grant: false, refuse: false, withdraw: false });
      const refused = await decideExtension(standing, made.id, { decision: 'grant' });
      expect(expectProblem(refused, 'auth.forbidden').detail).toContain('Ban Chỉ đạo');
      await settings({ extensionDeciders: 'standing' });
      expectProblem(await decideExtension(steering, made.id, { decision: 'grant' }), 'auth.forbidden');
      await settings({ extensionDeciders: 'both' });
      expectProblem(await decideExtension(steering, made.id, { decision: 'refuse' }), 'extension.reason_missing');
      const answer = await decideExtension(steering, made.id, { decision: 'refuse', reason: 'Không đủ căn cứ' });
      expect(answer.body).toMatchObject({ state: 'refused', dueOn: null, closingReason: 'Không đủ căn cứ' });
      expect(await lead(id as string)).toMatchObject({ pendingExtension: false, timeliness: 'overdue' });
      expectProblem(await decideExtension(standing, made.id, { decision: 'grant' }), 'extension.not_in_state');
      // It may ask again.
      expect((await ask(finance, id as string, '2030-05-06')).number).toBeGreaterThan(made.number);
    });

    it('with the version that was read, and never for what was completed meanwhile', async () => {
      const [id] = await openLeads(app, 'Công an tỉnh', 1);
      const made = await ask(standing, id as string, '2030-05-06');
      const path = `${API}/extensions/${made.id}/decisions`;
      expectProblem(await standing.post(path).send({ decision: 'grant' }), 'request.if_match_missing');
      expectProblem(await standing.post(path).set('If-Match', '"7.x"').send({ decision: 'grant' }), 'resource.stale');
      await complete(standing, id as string, '2023-03-20');
      expectProblem(await decideExtension(standing, made.id, { decision: 'grant' }), 'assignment.completed');
      const answer = await decideExtension(standing, made.id, { decision: 'refuse', reason: 'Đã hoàn thành' });
      expect(answer.body).toMatchObject({ state: 'refused', selfDecided: true });
    });

    it('or taken back by who asked', async () => {
      const made = await pendingOf(leads[2] as string);
      const withdraw = async (agent: Agent) =>
        agent
          .post(`${API}/extensions/${made.id}/withdrawals`)
          .set('If-Match', await etagOf(agent, `/extensions/${made.id}`))
          .send({ reason: 'Đã xong' });
      expectProblem(await withdraw(standing), 'auth.forbidden');
      expect((await withdraw(officer)).body).toMatchObject({
        state: 'withdrawn',
        closingReason: 'Đã xong',
        dueOn: null,
      });
      expectProblem(await withdraw(officer), 'extension.not_in_state');
      expect((await lead(leads[2] as string)).pendingExtension).toBe(false);
    });

    it('many at once: all or none', async () => {
      const ids = await openLeads(app, 'Công an tỉnh', 3);
      const made = [];
      for (const id of ids) made.push(await ask(standing, id, '2030-06-06'));
      const items = made.map(({ id, version }) => ({ extensionId: id, version }));
      const bulk = (body: object) =>
        steering.post(`${API}/extension-decisions`).send({ items, decision: 'grant', ...body });
      const events = await countEvents(app);
      const dry = await bulk({ dryRun: true }).expect(200);
      expect(dry.body).toEqual({
        dryRun: true,
        results: made.map(({ id }, index) => ({
          index,
          extensionId: id,
          ok: true,
          dueOn: '2030-06-06',
          code: null,
          detail: null,
        })),
      });
      const stale = [...items.slice(1), { extensionId: made[0].id, version: 9 }];
      const refused = expectProblem(await bulk({ items: stale }), 'extension.bulk_refused');
      expect(refused.errors?.map(({ pointer }) => pointer)).toEqual(['/items/2']);
      expectProblem(await bulk({ decision: 'refuse' }), 'extension.bulk_refused');
      expectProblem(await bulk({ items: [] }), 'request.invalid');
      expect(await countEvents(app)).toBe(events);
      expect((await bulk({ reason: 'Nhất trí' }).expect(200)).body.dryRun).toBe(false);
      // A granted one and the date of its assignment, each told once.
      expect(await countEvents(app)).toBe(events + 6);
      for (const id of ids) expect(await lead(id)).toMatchObject({ dueOn: '2030-06-06', timeliness: 'on_track' });
    });
  });

  describe('are listed', () => {
    it('for those who may read them, by state, agency, words, and in any order', async () => {
      const all = await allPages<ExtensionDto>(standing, `/extensions?planId=${planId}&limit=2`);
      expect(all.length).toBeGreaterThan(6);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      expect(all.map(({ number }) => number)).toEqual(all.map(({ number }) => number).sort((a, b) => b - a));
      const own = await allPages<ExtensionDto>(officer, `/extensions?planId=${planId}`);
      expect(own.map(({ id }) => id)).toEqual(
        all.filter(({ agencyName }) => agencyName === 'Sở Y tế').map(({ id }) => id),
      );
      const pending = await allPages<ExtensionDto>(standing, '/extensions?state=pending&sort=askedAt');
      expect(pending.map(({ id }) => id)).toEqual(
        all
          .filter(({ state }) => state === 'pending')
          .map(({ id }) => id)
          .reverse(),
      );
      const named = await allPages<ExtensionDto>(standing, '/extensions?q=so%20tai%20chinh&sort=newDueOn,-taskNumber');
      expect(named.filter(({ agencyName }) => agencyName === 'Sở Tài chính')).toHaveLength(2);
      expect(named.length).toBeLessThan(all.length);
      for (const bad of ['?sort=id', '?state=open', '?limit=0', '?cursor=abc']) {
        expect((await standing.get(`${API}/extensions${bad}`)).status).toBe(400);
      }
    });

    it('and one is not found by others', async () => {
      const [mine] = (await read('/extensions?limit=1')).items;
      for (const [name, status] of Object.entries({
        vpubnd: 200,
        bcd: 200,
        quynhon: 404,
        admin: 404,
        sotaichinh: 404,
      })) {
        expect([name, (await (await app.as(name)).get(`${API}/extensions/${mine.id}`)).status]).toEqual([name, status]);
      }
    });
  });

  it('follow a corrected day off like any date', async () => {
    const [id] = await openLeads(app, 'UBND thành phố Quy Nhơn', 1);
    // A Friday.
    const made = await ask(await app.as('quynhon'), id as string, '2031-06-27');
    await decideExtension(standing, made.id, { decision: 'grant' });
    const admin = await app.as('admin');
    const dayOff = { on: '2031-06-27', kind: 'day_off', name: 'Nghỉ hoán đổi', source: 'Thông báo 1/TB' };
    await admin.post(`${API}/calendar/announced-days`).send(dayOff).expect(201);
    expect((await lead(id as string)).dueOn).toBe('2031-06-30');
    expect((await standing.get(`${API}/extensions/${made.id}`)).body).toMatchObject({ dueOn: '2031-06-30' });
  });
});
