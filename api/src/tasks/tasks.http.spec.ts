import { complete, decide, propose } from '../../test/factories/evidence.js';
import { API, allPages, assignmentId, etagIn, eventsOf, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('a task of the sample', () => {
  let app: TestApp;
  let leader: Agent;
  let standing: Agent;

  beforeAll(async () => {
    app = await createTestApp();
    leader = await app.as('bcd');
    standing = await app.as('congan');
  });
  afterAll(() => app.close());

  describe('is read', () => {
    const one = async (number: number, asOf = '2023-05-01') =>
      (await leader.get(`${API}/tasks/${await taskId(app, number)}?asOf=${asOf}`).expect(200)).body;

    it('keeps the words of the plan and explains the date', async () => {
      expect(await one(12)).toMatchObject({
        leadText: 'Văn phòng UBND tỉnh',
        coordinateText: '',
        deadlineText: 'Tháng 4/2023',
        deadline: {
          kind: 'month',
          nominalDueOn: '2023-04-30',
          dueOn: '2023-05-04',
          unsure: false,
          explanation: expect.stringMatching(/^Tháng 4\/2023 → 30\/4\/2023 \(Chủ nhật, nghỉ lễ .*\) → 4\/5\/2023/),
        },
        timeliness: 'due_soon',
        overdueDays: 0,
        progress: { done: 0, total: 1 },
      });
      expect(await one(8)).toMatchObject({ deadline: { nominalDueOn: '2023-09-30', dueOn: '2023-10-02' } });
    });

    it('holds its deliverables: row 11 has two, without tags in any', async () => {
      expect((await one(11)).deliverables).toEqual([
        expect.objectContaining({ position: 1, text: 'Công khai danh sách giải quyết hồ sơ chậm, muộn' }),
        expect.objectContaining({ position: 2, text: 'Kế hoạch triển khai thực hiện TTHC phi địa giới' }),
      ]);
      const all = await allPages(leader, `/tasks?planId=${await app.planId()}`);
      expect(JSON.stringify(all)).not.toMatch(/<\/?[a-z]+>/);
    });

    it('joins the rows that a page break cut', async () => {
      expect(await one(15)).toMatchObject({
        title: expect.stringMatching(/^Đẩy nhanh tiến độ số hóa.* Bộ phận một cửa cấp huyện/),
        coordinateText: expect.stringContaining('UBND các huyện, thị xã, thành phố, UBND các xã, phường, thị trấn'),
        deadline: { kind: 'unspecified', dueOn: null },
      });
      expect((await one(25)).coordinateText).toContain('UBND các xã, phường, thị trấn');
    });

    it('names the sides that make no assignment', async () => {
      expect((await one(5)).unresolvedSides).toEqual([{ role: 'coordinate', text: 'Các sở, ngành có liên quan' }]);
      expect((await one(12)).unresolvedSides).toEqual([]);
    });

    it('answers 404 for one that is not there', async () => {
      const { body } = await leader.get(`${API}/tasks/7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e`).expect(404);
      expect(body.code).toBe('resource.not_found');
    });

    it('answers 304 to who has it already, until the day changes what is derived', async () => {
      const path = `${API}/tasks/${await taskId(app, 3)}`;
      const before = await leader.get(`${path}?asOf=2023-03-31`).expect(200);
      const known = etagIn(before);
      expect(known).toMatch(/^"\d+\.[\w-]+"$/);
      const again = await leader.get(`${path}?asOf=2023-03-31`).set('If-None-Match', known).expect(304);
      expect(again.text).toBe('');
      const after = await leader.get(`${path}?asOf=2023-04-01`).set('If-None-Match', known).expect(200);
      expect(after.body.timeliness).toBe('overdue');
      expect(etagIn(after).split('.')[0]).toBe(known.split('.')[0]);
      expect(after.headers.etag).not.toBe(known);
    });

    it('is completed when all eleven leads are, on the latest date', async () => {
      const id = await taskId(app, 14);
      const leads = await allPages<{ id: string }>(leader, `/assignments?taskId=${id}&role=lead`);
      for (const [index, { id }] of leads.slice(0, 10).entries()) await complete(standing, id, `2023-06-${10 + index}`);
      expect(await one(14, '2023-07-01')).toMatchObject({ progress: { done: 10, total: 11 }, completedOn: null });
      await complete(standing, leads[10]?.id as string, '2023-06-02');
      expect(await one(14, '2023-07-01')).toMatchObject({
        progress: { done: 11, total: 11 },
        timeliness: 'completed_on_time',
        completedOn: '2023-06-19',
      });
      expect(await one(14, '2023-06-18')).toMatchObject({ progress: { done: 10, total: 11 }, completedOn: null });
    });
  });

  describe('gets a later due date', () => {
    const ACT = {
      nominalDueOn: '2023-09-30',
      effectiveOn: '2023-05-10',
      documentText: 'Công văn số 12/UBND-NC ngày 10/5/2023',
      reason: 'Trung ương đã ban hành lộ trình',
    };
    const set = async (agent: Agent, number: number, change: Partial<typeof ACT> = {}) =>
      agent.post(`${API}/tasks/${await taskId(app, number)}/due-dates`).send({ ...ACT, ...change });
    const asOf = async (number: number, day: string) =>
      (await leader.get(`${API}/tasks/${await taskId(app, number)}?asOf=${day}`).expect(200)).body;

    it('from the standing agency, with the document, and it counts from its effective day', async () => {
      const answer = await set(standing, 15);
      expect(answer.status).toBe(201);
      expect(answer.headers.location).toBe(`/api/v1/tasks/${await taskId(app, 15)}`);
      expect(await asOf(15, '2023-05-09')).toMatchObject({ deadline: { dueOn: null }, timeliness: 'no_deadline' });
      expect(await asOf(15, '2023-05-10')).toMatchObject({
        deadline: {
          kind: 'unspecified',
          nominalDueOn: '2023-09-30',
          dueOn: '2023-10-02',
          unsure: false,
          explanation: expect.stringMatching(/Công văn số 12.*30\/9\/2023.*2\/10\/2023/),
        },
        firstDeadline: { kind: 'unspecified', dueOn: null },
        timeliness: 'on_track',
        dueDateChanges: [expect.objectContaining({ ...ACT, dueOn: '2023-10-02', assignmentId: null })],
      });
      expect(await asOf(15, '2023-10-02')).toMatchObject({ timeliness: 'due_soon' });
      expect(await asOf(15, '2023-10-03')).toMatchObject({ timeliness: 'overdue', overdueDays: 1 });
    });

    it('that its leads and coordinators show too', async () => {
      await set(standing, 23, { nominalDueOn: '2023-08-31' });
      for (const agency of ['Sở Tư pháp', 'Công an tỉnh']) {
        const path = `${API}/assignments/${await assignmentId(app, 23, agency)}`;
        const before = await leader.get(`${path}?asOf=2023-05-09`).expect(200);
        expect(before.body).toMatchObject({ dueOn: null, firstDueOn: null, timeliness: 'no_deadline' });
        const after = await leader.get(`${path}?asOf=2023-09-05`).expect(200);
        expect(after.body).toMatchObject({ dueOn: '2023-08-31', firstDueOn: null, timeliness: 'overdue' });
      }
    });

    it('that is written with its event, before and after', async () => {
      await set(standing, 5, { nominalDueOn: '2023-08-31', effectiveOn: '2023-06-01' });
      await set(standing, 5, { nominalDueOn: '2023-09-29', effectiveOn: '2023-07-01' });
      const events = (await eventsOf(app, await taskId(app, 5))).filter(({ type }) => type === 'task.due_date_set');
      expect(events.map(({ actor, before, after }) => [actor, before?.dueOn, after?.dueOn])).toEqual([
        ['Tổ giúp việc (Công an tỉnh)', '2023-07-31', '2023-08-31'],
        ['Tổ giúp việc (Công an tỉnh)', '2023-08-31', '2023-09-29'],
      ]);
      expect((await asOf(5, '2023-06-15')).deadline.dueOn).toBe('2023-08-31');
      expect((await asOf(5, '2023-05-15')).deadline.dueOn).toBe('2023-07-31');
      expect((await asOf(5, '2023-07-15')).deadline.dueOn).toBe('2023-09-29');
    });

    it('but not from tomorrow on, not without a document, and not from others', async () => {
      expect((await set(standing, 4, { effectiveOn: '2999-01-01' })).body.errors).toEqual([
        expect.objectContaining({ pointer: '/effectiveOn', code: 'future' }),
      ]);
      expect((await set(standing, 4, { documentText: ' ' })).body.errors).toEqual([
        expect.objectContaining({ pointer: '/documentText' }),
      ]);
      for (const username of ['bcd', 'vpubnd', 'soyte.head', 'admin']) {
        expect((await set(await app.as(username), 4)).status).toBe(403);
      }
      expect((await asOf(4, '2026-01-01')).dueDateChanges).toEqual([]);
    });
  });

  describe('is cancelled agency by agency', () => {
    const cancel = async (agent: Agent, id: string, cancelledOn: string) =>
      agent.post(`${API}/assignments/${id}/cancellation`).send({ cancelledOn, reason: 'Quyết định số 5/QĐ-UBND' });
    const task = async (day: string) =>
      (await leader.get(`${API}/tasks/${await taskId(app, 20)}?asOf=${day}`).expect(200)).body;

    it('from a day on, until none is left', async () => {
      const insurance = await assignmentId(app, 20, 'Bảo hiểm xã hội tỉnh');
      const labour = await assignmentId(app, 20, 'Sở Lao động - Thương binh và Xã hội');
      const answer = await cancel(standing, insurance, '2023-04-10');
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).toBeDefined();
      expect(answer.body).toMatchObject({
        timeliness: 'cancelled',
        cancelledOn: '2023-04-10',
        cancelReason: 'Quyết định số 5/QĐ-UBND',
        allowedActions: [],
      });
      expect(await task('2023-04-09')).toMatchObject({ progress: { total: 2 }, timeliness: 'overdue' });
      expect(await task('2023-04-10')).toMatchObject({ progress: { total: 1 }, timeliness: 'overdue' });
      expect((await cancel(standing, labour, '2023-04-20')).status).toBe(200);
      expect(await task('2023-04-20')).toMatchObject({ progress: { total: 0 }, timeliness: 'cancelled' });
      expect((await eventsOf(app, insurance)).map(({ type }) => type)).toEqual(['assignment.cancelled']);
    });

    it('once, not in the future, not when completed, and by nobody else', async () => {
      const lead = await assignmentId(app, 19, 'Sở Giáo dục và Đào tạo');
      expect((await cancel(standing, lead, '2999-01-01')).status).toBe(400);
      expect((await cancel(await app.as('bcd'), lead, '2023-04-10')).status).toBe(403);
      await complete(standing, lead, '2023-03-15');
      expect((await cancel(standing, lead, '2023-04-10')).body.code).toBe('assignment.completed');
      const other = await assignmentId(app, 29, 'Sở Thông tin và Truyền thông');
      await cancel(standing, other, '2023-04-10');
      const again = await cancel(standing, other, '2023-04-11');
      expect([again.status, again.body.code]).toEqual([409, 'assignment.cancelled']);
    });
  });

  describe('tells its history', () => {
    const types = async (username: string): Promise<string[]> => {
      const agent = await app.as(username);
      const { body } = await agent.get(`${API}/tasks/${await taskId(app, 16)}/history`).expect(200);
      return body.items.map(({ type }: { type: string }) => type);
    };

    it('newest first; what is open or refused is seen by those alone who may', async () => {
      const lead = await assignmentId(app, 16, 'Sở Y tế');
      await propose(await app.as('soyte'), lead);
      await decide(standing, lead, { decision: 'refuse', reason: 'Thiếu phụ lục' });
      await complete(standing, lead, '2023-03-29');
      const everything = ['evidence.confirmed', 'evidence.proposed', 'evidence.refused', 'evidence.proposed'];
      for (const username of ['soyte', 'congan', 'bcd', 'vpubnd']) {
        expect(await types(username)).toEqual([...everything, 'task.created']);
      }
      for (const username of ['quynhon', 'admin', 'sotaichinh']) {
        expect(await types(username)).toEqual(['evidence.confirmed', 'task.created']);
      }
    });
  });

  it('reads the words of a deadline for anybody who asks', async () => {
    const text = encodeURIComponent('Hoàn thành trong tháng 4 năm 2023');
    const { body } = await leader.get(`${API}/deadline-readings?text=${text}&year=2023`).expect(200);
    expect(body).toMatchObject({ kind: 'month', nominalDueOn: '2023-04-30', dueOn: '2023-05-04', unsure: false });
  });
});
