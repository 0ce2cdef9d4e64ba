import { complete, decide, propose } from '../../test/factories/evidence.js';
import { API, agencyId, allPages, assignmentId, eventsOf, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

interface Task {
  id: string;
  number: number;
  title: string;
  timeliness: string;
  deadline: { dueOn: string | null };
}

describe('the tasks of the sample', () => {
  let app: TestApp;
  let planId: string;
  let leader: Agent;
  let standing: Agent;

  beforeAll(async () => {
    app = await createTestApp();
    planId = await app.planId();
    leader = await app.as('bcd');
    standing = await app.as('congan');
  });
  afterAll(() => app.close());

  const list = async (query: string): Promise<Task[]> =>
    (await leader.get(`${API}/tasks?planId=${planId}&limit=200&${query}`).expect(200)).body.items;
  const numbers = async (query: string): Promise<number[]> => (await list(query)).map(({ number }) => number);
  const refused = async (query: string, pointer: string): Promise<void> => {
    const { body } = await leader.get(`${API}/tasks?planId=${planId}&${query}`).expect(400);
    expect(body.errors).toEqual([expect.objectContaining({ pointer })]);
  };

  describe('as a list', () => {
    it('stand in the order of the plan, without the duties of section IV', async () => {
      expect(await numbers('')).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    });

    it('are filtered by one group or several', async () => {
      const { body } = await leader.get(`${API}/plans/${planId}/groups`).expect(200);
      const [first, , third] = body.items as { id: string; numeral: string; taskCount: number }[];
      expect(body.items.map((group: { taskCount: number }) => group.taskCount)).toEqual([7, 8, 5, 2, 5, 2, 4]);
      expect(await numbers(`groupId=${first?.id}`)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await numbers(`groupId=${first?.id}&groupId=${third?.id}`)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20,
      ]);
    });

    it('are filtered by agency and role', async () => {
      const health = await agencyId(app, 'Sở Y tế');
      const leads = await numbers(`agencyId=${health}&role=lead`);
      expect(leads).toEqual(expect.arrayContaining([8, 9, 10, 11, 16, 17, 24, 27]));
      const coordinates = await numbers(`agencyId=${health}&role=coordinate`);
      expect(coordinates).toContain(18);
      expect(leads.filter((number) => coordinates.includes(number))).toEqual([]);
      expect(await numbers(`agencyId=${health}`)).toEqual([...leads, ...coordinates].sort((a, b) => a - b));
    });

    it('are filtered by timeliness as of a day', async () => {
      expect(await numbers('timeliness=overdue&asOf=2023-05-04')).toEqual([1, 3, 6, 16, 18, 19, 20, 22]);
      expect(await numbers('timeliness=overdue&asOf=2023-05-05')).toEqual([1, 3, 6, 12, 16, 18, 19, 20, 22]);
      expect(await numbers('timeliness=due_soon&asOf=2023-05-04')).toEqual([12]);
      expect(await numbers('timeliness=due_soon&timeliness=on_track&asOf=2023-05-04')).toEqual([
        5, 7, 8, 10, 12, 13, 25, 26, 28, 29,
      ]);
    });

    it('keep the roll-up of the task beside a filter by agency', async () => {
      const health = await agencyId(app, 'Sở Y tế');
      expect(await numbers(`agencyId=${health}&role=lead&timeliness=overdue&asOf=2023-05-01`)).toEqual([16]);
    });

    it('are filtered by kind of deadline', async () => {
      expect(await numbers('deadlineKind=quarter')).toEqual([3, 7, 29]);
      expect(await numbers('deadlineKind=external&deadlineKind=unspecified&deadlineKind=ongoing_from')).toEqual([
        14, 15, 23,
      ]);
    });

    it('show the duties of section IV only where they are asked for', async () => {
      const duties = await list('origin=section_iv');
      expect(duties.map(({ deadline }) => deadline.dueOn)).toEqual(['2023-03-31', null]);
      expect(await list('origin=section_iv&origin=annex')).toHaveLength(35);
    });

    it.each([
      ['đầu đọc thẻ', [16]],
      ['dau doc the', [16]],
      ['ĐẦU ĐỌC THẺ', [16]],
      ['đầu đọc thẻ'.normalize('NFD'), [16]],
      ['to phan tich du lieu', [26]],
      ['tỉnh đoàn', [31]],
      ['to roi', [32]],
      ['100%', [9, 27]],
      ['không có chữ này', []],
      ['_', []],
    ])('are found by the words “%s”', async (words, expected) => {
      expect(await numbers(`q=${encodeURIComponent(words)}`)).toEqual(expected);
    });

    it('sort by due date with what has none at the end, whichever way', async () => {
      const dated = (tasks: Task[]) => tasks.map(({ deadline }) => deadline.dueOn);
      const rising = dated(await list('sort=dueOn'));
      const falling = dated(await list('sort=-dueOn'));
      const known = rising.filter((dueOn) => dueOn !== null) as string[];
      expect(known).toHaveLength(18);
      expect(known).toEqual([...known].sort());
      expect(falling.filter((dueOn) => dueOn !== null)).toEqual([...known].reverse());
      expect(rising.slice(18)).toEqual(Array(15).fill(null));
      expect(falling.slice(18)).toEqual(Array(15).fill(null));
    });

    it('sort by several columns', async () => {
      const march = (await list('sort=dueOn,-number')).filter(({ deadline }) => deadline.dueOn === '2023-03-31');
      expect(march.map(({ number }) => number)).toEqual([22, 20, 19, 18, 16, 6, 3, 1]);
      expect((await list('sort=timeliness,number&asOf=2023-05-05')).slice(0, 9).map(({ number }) => number)).toEqual([
        1, 3, 6, 12, 16, 18, 19, 20, 22,
      ]);
    });

    it('sort titles by Vietnamese rules', async () => {
      const titles = (await list('sort=title')).map(({ title }) => title);
      expect(titles).toEqual([...titles].sort(new Intl.Collator('vi').compare));
    });

    it.each(['number', '-dueOn,title', 'timeliness,-number', '-title', 'dueOn'])(
      'give the same rows page by page as at once, sorted by %s',
      async (sort) => {
        const whole = await list(`sort=${sort}&asOf=2023-05-05`);
        for (const limit of [1, 7, 33, 34]) {
          const paged = await allPages<Task>(
            leader,
            `/tasks?planId=${planId}&sort=${sort}&asOf=2023-05-05&limit=${limit}`,
          );
          expect(paged).toEqual(whole);
        }
      },
    );

    it('lose and repeat no untouched row when rows move between two pages', async () => {
      const path = `/tasks?planId=${planId}&sort=timeliness,number&asOf=2023-07-15&limit=7`;
      const first = await leader.get(`${API}${path}`).expect(200);
      const moved = first.body.items[0] as Task;
      expect(moved).toMatchObject({ number: 1, timeliness: 'overdue' });
      const lead = await app.dataSource.query(`SELECT id FROM assignments WHERE task_id = $1 AND role = 'lead'`, [
        moved.id,
      ]);
      for (const { id } of lead) await complete(standing, id, '2023-03-30');
      const rest = await allPages<Task>(leader, path, first.body.nextCursor);
      const untouched = [...first.body.items, ...rest]
        .map(({ number }: Task) => number)
        .filter((number) => number !== moved.number);
      expect([...untouched].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, index) => index + 2));
    });

    it.each([
      ['other filters', 'sort=number&deadlineKind=month'],
      ['another sort', 'sort=dueOn'],
      ['another day', 'sort=number&asOf=2023-05-01'],
    ])('refuse a cursor with %s', async (_, query) => {
      const { body } = await leader.get(`${API}/tasks?planId=${planId}&sort=number&limit=5`).expect(200);
      const answer = await leader.get(`${API}/tasks?planId=${planId}&limit=5&${query}&cursor=${body.nextCursor}`);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('request.cursor_invalid');
    });

    it('take a cursor with another limit', async () => {
      const { body } = await leader.get(`${API}/tasks?planId=${planId}&limit=5`).expect(200);
      const next = await leader.get(`${API}/tasks?planId=${planId}&limit=2&cursor=${body.nextCursor}`).expect(200);
      expect(next.body.items.map(({ number }: Task) => number)).toEqual([6, 7]);
    });

    it.each([
      ['limit=0', '?limit'],
      ['limit=-1', '?limit'],
      ['limit=ten', '?limit'],
      ['limit=1.5', '?limit'],
      ['limit=1&limit=2', '?limit'],
      ['nhom=1', '?nhom'],
      ['sort=status', '?sort'],
      ['sort=number,number', '?sort'],
      ['sort=', '?sort'],
      ['timeliness=late', '?timeliness'],
      ['deadlineKind=week', '?deadlineKind'],
      ['role=boss', '?role'],
      ['origin=elsewhere', '?origin'],
      ['asOf=2023-02-29', '?asOf'],
      ['asOf=1/5/2023', '?asOf'],
      ['groupId=1', '?groupId'],
      ['agencyId=1', '?agencyId'],
    ])('refuse %s and say where', refused);

    it('cut a limit above 200 to 200', async () => {
      const { body } = await leader.get(`${API}/assignments?planId=${planId}&limit=1000`).expect(200);
      expect(body.items).toHaveLength(200);
      expect(body.nextCursor).not.toBeNull();
    });

    it('give 50 rows where no limit is said', async () => {
      const { body } = await leader.get(`${API}/assignments?planId=${planId}`).expect(200);
      expect(body.items).toHaveLength(50);
    });
  });

  describe('as assignments', () => {
    it('are 223 leads and 817 coordinators, each once', async () => {
      const leads = await allPages<{ id: string }>(leader, `/assignments?planId=${planId}&role=lead&limit=60`);
      const all = await allPages<{ id: string }>(leader, `/assignments?planId=${planId}&limit=200`);
      expect(leads).toHaveLength(223);
      expect(all).toHaveLength(1040);
      expect(new Set(all.map(({ id }) => id)).size).toBe(1040);
    });

    it('are filtered by task, and sorted by agency within it', async () => {
      const { body } = await leader.get(`${API}/assignments?taskId=${await taskId(app, 14)}&role=lead`).expect(200);
      const names = body.items.map(({ agencyName }: { agencyName: string }) => agencyName);
      expect(names).toHaveLength(11);
      expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
    });

    it('count by timeliness as the worked days say', async () => {
      const path = `/assignments?planId=${planId}&role=lead&timeliness=overdue&asOf=2023-10-03&limit=200&deadlineKind=month`;
      const overdue = await allPages<{ taskNumber: number }>(leader, path);
      expect(overdue.filter(({ taskNumber }) => taskNumber === 8)).toHaveLength(34);
    });
  });

  describe('one by one', () => {
    const one = async (number: number, asOf = '2023-05-01') =>
      (await leader.get(`${API}/tasks/${await taskId(app, number)}?asOf=${asOf}`).expect(200)).body;

    it('keep the words of the plan and explain the date', async () => {
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

    it('hold their deliverables: row 11 has two, without tags in any', async () => {
      expect((await one(11)).deliverables).toEqual([
        expect.objectContaining({ position: 1, text: 'Công khai danh sách giải quyết hồ sơ chậm, muộn' }),
        expect.objectContaining({ position: 2, text: 'Kế hoạch triển khai thực hiện TTHC phi địa giới' }),
      ]);
      for (const task of await list('')) expect(JSON.stringify(task)).not.toMatch(/<\/?[a-z]+>/);
    });

    it('join the rows that a page break cut', async () => {
      expect(await one(15)).toMatchObject({
        title: expect.stringMatching(/^Đẩy nhanh tiến độ số hóa.* Bộ phận một cửa cấp huyện/),
        coordinateText: expect.stringContaining('UBND các huyện, thị xã, thành phố, UBND các xã, phường, thị trấn'),
        deadline: { kind: 'unspecified', dueOn: null },
      });
      expect((await one(25)).coordinateText).toContain('UBND các xã, phường, thị trấn');
    });

    it('name the sides that make no assignment', async () => {
      expect((await one(5)).unresolvedSides).toEqual([{ role: 'coordinate', text: 'Các sở, ngành có liên quan' }]);
      expect((await one(12)).unresolvedSides).toEqual([]);
    });

    it('answer 404 for one that is not there', async () => {
      const { body } = await leader.get(`${API}/tasks/7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e`).expect(404);
      expect(body.code).toBe('resource.not_found');
    });

    it('answer 304 to who has them already, until the day changes what is derived', async () => {
      const path = `${API}/tasks/${await taskId(app, 3)}`;
      const before = await leader.get(`${path}?asOf=2023-03-31`).expect(200);
      const known = before.headers.etag as string;
      expect(known).toMatch(/^"\d+\.[\w-]+"$/);
      const again = await leader.get(`${path}?asOf=2023-03-31`).set('If-None-Match', known).expect(304);
      expect(again.text).toBe('');
      const after = await leader.get(`${path}?asOf=2023-04-01`).set('If-None-Match', known).expect(200);
      expect(after.body.timeliness).toBe('overdue');
      expect(after.headers.etag.split('.')[0]).toBe(known.split('.')[0]);
      expect(after.headers.etag).not.toBe(known);
    });

    it('are completed when all eleven leads are, on the latest date', async () => {
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

  describe('get a later due date', () => {
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

  describe('are cancelled agency by agency', () => {
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

  describe('tell their history', () => {
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

  it('read the words of a deadline for anybody who asks', async () => {
    const text = encodeURIComponent('Hoàn thành trong tháng 4 năm 2023');
    const { body } = await leader.get(`${API}/deadline-readings?text=${text}&year=2023`).expect(200);
    expect(body).toMatchObject({ kind: 'month', nominalDueOn: '2023-04-30', dueOn: '2023-05-04', unsure: false });
  });
});
