import { complete } from '../../test/factories/evidence.js';
import { API, agencyId, allPages, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

interface Task {
  id: string;
  number: number;
  title: string;
  timeliness: string;
  deadline: { dueOn: string | null };
}

describe('the lists of tasks and assignments', () => {
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

  describe('of tasks', () => {
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

  describe('of assignments', () => {
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
});
