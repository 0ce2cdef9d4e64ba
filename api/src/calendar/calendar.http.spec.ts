import { API, eventsOf, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

/** A day off on the due date of eight tasks of the annex and of one duty of section IV. */
const MARCH = {
  on: '2023-03-31',
  kind: 'day_off',
  name: 'Nghỉ hoán đổi',
  source: 'Thông báo số 1/TB-LĐTBXH ngày 1/3/2023',
};

describe('the calendar', () => {
  let app: TestApp;
  let admin: Agent;
  let reader: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    admin = await app.as('admin');
    reader = await app.as('soyte');
  });
  afterAll(() => app.close());

  const announce = (input: object, agent = admin) => agent.post(`${API}/calendar/announced-days`).send(input);
  const withdraw = (day: { id: string; etag: string }, agent = admin) =>
    agent.delete(`${API}/calendar/announced-days/${day.id}`).set('If-Match', day.etag);
  const dueDates = async () =>
    app.dataSource.query<{ number: number; origin: string; dueOn: string; assignments: string[] }[]>(
      `SELECT t.number, t.origin, t.due_on AS "dueOn", array_agg(DISTINCT a.due_on::text) AS assignments
       FROM tasks t JOIN assignments a ON a.task_id = t.id WHERE t.nominal_due_on = $1 GROUP BY t.id ORDER BY origin, number`,
      [MARCH.on],
    );

  describe('is read by everybody', () => {
    it.each([
      ['2023-04-30', false, '2023-05-04', /^30\/4\/2023 \(Chủ nhật, nghỉ lễ .*\) → 4\/5\/2023 \(Thứ Năm\)$/],
      ['2023-03-31', true, '2023-03-31', /^31\/3\/2023 \(Thứ Sáu\)/],
      ['2023-09-30', false, '2023-10-02', /^30\/9\/2023 \(Thứ Bảy, ngày nghỉ hằng tuần\) → 2\/10\/2023/],
      ['2023-01-20', false, '2023-01-27', /Tết Nguyên đán/],
    ])('whether %s is worked, to which day a limit moves, and why', async (on, isWorkingDay, dueOn, explanation) => {
      const { body } = await reader.get(`${API}/calendar/working-day?on=${on}`).expect(200);
      expect(body).toEqual({ on, isWorkingDay, dueOn, explanation: expect.stringMatching(explanation) });
    });

    it('the official days off of 2023, each with its name and source', async () => {
      const { body } = await reader.get(`${API}/calendar/days-off?year=2023`).expect(200);
      const days = (month: string, from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, i) => `2023-${month}-${String(from + i).padStart(2, '0')}`);
      expect(body.items.map(({ on }: { on: string }) => on)).toEqual([
        ...days('01', 1, 2),
        ...days('01', 20, 26),
        ...days('04', 29, 30),
        ...days('05', 1, 3),
        ...days('09', 1, 4),
      ]);
      for (const day of body.items) {
        expect(day).toMatchObject({ name: expect.stringMatching(/\S/), source: expect.stringMatching(/\S/) });
      }
    });

    it('but not for a day or a year that is none', async () => {
      for (const query of ['working-day', 'working-day?on=2023-02-30', 'working-day?on=today', 'days-off?year=23']) {
        await reader.get(`${API}/calendar/${query}`).expect(400);
      }
    });

    it('and by nobody who has not signed in', async () => {
      await app.anonymous.get(`${API}/calendar/working-day?on=2023-04-30`).expect(401);
    });
  });

  it('is changed by the administrator alone', async () => {
    for (const username of ['congan', 'bcd', 'vpubnd', 'soyte.head']) {
      const agent = await app.as(username);
      await announce(MARCH, agent).expect(403);
      await agent
        .post(`${API}/calendar/change-previews`)
        .send({ add: [MARCH] })
        .expect(403);
      await withdraw({ id: '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e', etag: '"1.x"' }, agent).expect(403);
    }
  });

  it('shows first which due dates a change would move, and writes nothing', async () => {
    const before = await dueDates();
    const { body } = await admin
      .post(`${API}/calendar/change-previews`)
      .send({ add: [MARCH] })
      .expect(200);
    expect(body.moves.map(({ taskNumber }: { taskNumber: number }) => taskNumber)).toEqual([
      1, 3, 6, 16, 18, 19, 20, 22, 1,
    ]);
    for (const move of body.moves) {
      expect(move).toMatchObject({
        nominalDueOn: '2023-03-31',
        fromDueOn: '2023-03-31',
        toDueOn: '2023-04-03',
        open: true,
      });
    }
    expect(await dueDates()).toEqual(before);
    const { body: listed } = await reader.get(`${API}/calendar/announced-days?year=2023`).expect(200);
    expect(listed.items).toEqual([]);
  });

  it('moves what the preview said, with its explanation and one event each, and moves it back when withdrawn', async () => {
    const before = await dueDates();
    const answer = await announce(MARCH).expect(201);
    expect(answer.body).toEqual({ ...MARCH, id: expect.any(String), etag: answer.headers.etag });
    expect(answer.headers.location).toBe(`/api/v1/calendar/announced-days/${answer.body.id}`);

    const moved = await dueDates();
    expect(moved).toHaveLength(9);
    for (const task of moved) expect(task).toMatchObject({ dueOn: '2023-04-03', assignments: ['2023-04-03'] });
    const first = await taskId(app, 1);
    const { body: task } = await reader.get(`${API}/tasks/${first}?asOf=2023-04-03`).expect(200);
    expect(task).toMatchObject({
      timeliness: 'due_soon',
      deadline: {
        nominalDueOn: '2023-03-31',
        dueOn: '2023-04-03',
        explanation: expect.stringMatching(/31\/3\/2023 .*Nghỉ hoán đổi.* → 3\/4\/2023/),
      },
    });
    const { body: day } = await reader.get(`${API}/calendar/working-day?on=2023-03-31`).expect(200);
    expect(day).toMatchObject({ isWorkingDay: false, dueOn: '2023-04-03' });
    const moves = (await eventsOf(app, first)).filter(({ type }) => type === 'task.due_date_moved');
    expect(moves).toEqual([
      expect.objectContaining({
        actor: 'Quản trị hệ thống',
        before: { dueOn: '2023-03-31' },
        after: expect.objectContaining({ dueOn: '2023-04-03' }),
      }),
    ]);
    const [added] = await eventsOf(app, answer.body.id);
    expect(added).toMatchObject({ type: 'announced_day.added', after: MARCH, transaction: moves[0]?.transaction });

    const { body: listed } = await reader.get(`${API}/calendar/announced-days?year=2023`).expect(200);
    expect(listed.items).toEqual([answer.body]);
    await admin.delete(`${API}/calendar/announced-days/${answer.body.id}`).expect(428);
    await withdraw({ ...answer.body, etag: '"7.x"' }).expect(412);
    expect(await dueDates()).toEqual(moved);
    await withdraw(answer.body).expect(204);
    expect(await dueDates()).toEqual(before);
    const { body: again } = await reader.get(`${API}/tasks/${first}?asOf=2023-04-03`).expect(200);
    expect(again).toMatchObject({ timeliness: 'overdue', deadline: { dueOn: '2023-03-31' } });
    await withdraw(answer.body).expect(404);
  });

  it('previews a withdrawal too', async () => {
    const { body: day } = await announce(MARCH).expect(201);
    const { body } = await admin
      .post(`${API}/calendar/change-previews`)
      .send({ removeIds: [day.id] })
      .expect(200);
    expect(body.moves).toHaveLength(9);
    expect(body.moves[0]).toMatchObject({ fromDueOn: '2023-04-03', toDueOn: '2023-03-31' });
    await withdraw(day).expect(204);
  });

  it('lets a weekend day be worked in exchange', async () => {
    const worked = { on: '2023-09-30', kind: 'working_day', name: 'Đi làm bù', source: 'Thông báo số 2' };
    const { body: day } = await announce(worked).expect(201);
    const { body } = await reader.get(`${API}/tasks/${await taskId(app, 8)}`).expect(200);
    expect(body.deadline).toMatchObject({ nominalDueOn: '2023-09-30', dueOn: '2023-09-30' });
    await withdraw(day).expect(204);
  });

  it('moves the later dates of tasks as it moves the first ones', async () => {
    const standing = await app.as('congan');
    const id = await taskId(app, 14);
    const act = {
      nominalDueOn: '2023-08-31',
      effectiveOn: '2023-05-10',
      documentText: 'Công văn số 12',
      reason: 'Lộ trình',
    };
    await standing.post(`${API}/tasks/${id}/due-dates`).send(act).expect(201);
    const { body: day } = await announce({ ...MARCH, on: '2023-08-31' }).expect(201);
    const dueOn = async () => (await reader.get(`${API}/tasks/${id}?asOf=2023-06-01`).expect(200)).body.deadline.dueOn;
    // 1–4/9 are days off.
    expect(await dueOn()).toBe('2023-09-05');
    await withdraw(day).expect(204);
    expect(await dueOn()).toBe('2023-08-31');
  });

  it('has one announcement a day', async () => {
    const { body: day } = await announce({ ...MARCH, on: '2023-11-20' }).expect(201);
    const second = await announce({ ...MARCH, on: '2023-11-20', name: 'Khác' }).expect(409);
    expect(second.body.code).toBe('calendar.day_taken');
    await withdraw(day).expect(204);
  });

  it('holds when administrators act at the same time', async () => {
    const same = await Promise.all(
      Array.from({ length: 8 }, (_, index) => announce({ ...MARCH, on: '2023-11-21', name: `Nghỉ ${index}` })),
    );
    expect(same.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    // Each of these moves the same tasks, whatever comes first.
    const days = await Promise.all(['2023-03-31', '2023-04-03', '2023-04-04'].map((on) => announce({ ...MARCH, on })));
    expect(days.map(({ status }) => status)).toEqual([201, 201, 201]);
    for (const task of await dueDates())
      expect(task).toMatchObject({ dueOn: '2023-04-05', assignments: ['2023-04-05'] });
    const removals = await Promise.all(days.map(({ body }) => withdraw(body)));
    expect(removals.map(({ status }) => status)).toEqual([204, 204, 204]);
    for (const task of await dueDates())
      expect(task).toMatchObject({ dueOn: '2023-03-31', assignments: ['2023-03-31'] });
  });

  it('refuses what is incomplete or unknown', async () => {
    for (const change of [
      { on: '2023-02-30' },
      { kind: 'holiday' },
      { name: ' ' },
      { source: undefined },
      { year: 1 },
    ]) {
      await announce({ ...MARCH, ...change }).expect(400);
    }
    const { body } = await admin
      .post(`${API}/calendar/change-previews`)
      .send({ add: [{ ...MARCH, kind: 'holiday' }] })
      .expect(400);
    expect(body.errors[0].pointer).toBe('/add/0/kind');
  });
});
