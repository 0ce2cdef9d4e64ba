import { complete } from '../../test/factories/evidence.js';
import { API, assignmentId, etagIn, etagOf, eventsOf, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { LADDER_DEFAULT } from './domain/ladder-settings.js';

describe('the plan of the sample', () => {
  let app: TestApp;
  let planId: string;
  let standing: Agent;
  let reader: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    planId = await app.planId();
    standing = await app.as('congan');
    reader = await app.as('quynhon');
  });
  afterAll(() => app.close());

  const change = async (settings: object, agent = standing) =>
    agent
      .patch(`${API}/plans/${planId}/settings`)
      .set('If-Match', await etagOf(agent, `/plans/${planId}`))
      .send(settings);
  const task = async (number: number, asOf: string) =>
    (await reader.get(`${API}/tasks/${await taskId(app, number)}?asOf=${asOf}`).expect(200)).body;

  describe('is read', () => {
    it('by everybody who signed in, with the words of the decision and its settings', async () => {
      const answer = await reader.get(`${API}/plans/${planId}`).expect(200);
      expect(answer.body).toMatchObject({
        id: planId,
        number: null,
        issuedOn: null,
        title: expect.stringMatching(/^Ban hành Kế hoạch thực hiện Đề án phát triển ứng dụng dữ liệu/),
        year: 2023,
        signerName: 'Phạm Anh Tuấn',
        taskCount: 33,
        settings: { moveToWorkingDay: true, dueSoonDays: 7, automaticRounds: false, public: true },
      });
      expect(answer.body).not.toHaveProperty('version');
      await reader.get(`${API}/plans/${planId}`).set('If-None-Match', etagIn(answer)).expect(304);
      await app.anonymous.get(`${API}/plans/${planId}`).expect(401);
    });

    it('in the list of its year, and with its seven groups', async () => {
      const ofYear = async (year: number) =>
        (await reader.get(`${API}/plans?year=${year}`).expect(200)).body.items.map(({ id }: { id: string }) => id);
      expect(await ofYear(2023)).toEqual([planId]);
      expect(await ofYear(2024)).toEqual([]);
      const { body } = await reader.get(`${API}/plans/${planId}/groups`).expect(200);
      expect(body.items.map(({ numeral, title }: Record<string, string>) => [numeral, title?.slice(0, 3)])).toEqual([
        ['I', expect.any(String)],
        ['II', expect.any(String)],
        ['III', 'VỀ '],
        ['IV', 'VỀ '],
        ['V', 'XÂY'],
        ['VI', 'VỀ '],
        ['VII', 'VỀ '],
      ]);
    });

    it('not when it is not there', async () => {
      for (const path of ['', '/groups', '/summary']) {
        await reader.get(`${API}/plans/7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e${path}`).expect(404);
      }
    });
  });

  describe('has settings', () => {
    it('that the standing agency changes, with the version that was read', async () => {
      const path = `${API}/plans/${planId}/settings`;
      await standing.patch(path).send({ dueSoonDays: 7 }).expect(428);
      const old = await etagOf(standing, `/plans/${planId}`);
      expect((await change({ automaticRounds: true })).body.settings).toMatchObject({ automaticRounds: true });
      await standing.patch(path).set('If-Match', old).send({ automaticRounds: false }).expect(412);
      for (const username of ['bcd', 'vpubnd', 'admin', 'soyte.head']) {
        expect((await change({ public: false }, await app.as(username))).status).toBe(403);
      }
      expect((await change({ automaticRounds: false })).body.settings).toEqual({
        moveToWorkingDay: true,
        dueSoonDays: 7,
        automaticRounds: false,
        public: true,
        reportingFrom: null,
        reportingTo: null,
        reportFrequency: 'month',
        reportDay: 15,
        reportWindowDay: 15,
        extensionDeciders: 'both',
        ladder: LADDER_DEFAULT,
      });
    });

    it('whose change is told with the whole of them before and after', async () => {
      await change({ dueSoonDays: 5 });
      const settings = { moveToWorkingDay: true, automaticRounds: false, public: true };
      expect((await eventsOf(app, planId)).at(-1)).toMatchObject({
        type: 'plan.settings_changed',
        actor: 'Tổ giúp việc (Công an tỉnh)',
        before: { ...settings, dueSoonDays: 7 },
        after: { ...settings, dueSoonDays: 5 },
      });
      await change({ dueSoonDays: 7 });
    });

    it('once, when ten change them with the same version', async () => {
      const etag = await etagOf(standing, `/plans/${planId}`);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          standing.patch(`${API}/plans/${planId}/settings`).set('If-Match', etag).send({ automaticRounds: false }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
    });

    it.each([
      [{ dueSoonDays: -1 }, '/dueSoonDays'],
      [{ dueSoonDays: 91 }, '/dueSoonDays'],
      [{ dueSoonDays: '7' }, '/dueSoonDays'],
      [{ dueSoonDays: null }, '/dueSoonDays'],
      [{ public: 'true' }, '/public'],
      [{ year: 2024 }, '/year'],
    ])('that do not take %j', async (settings, pointer) => {
      const answer = await change(settings);
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    });

    it('for the days that count as due soon', async () => {
      const at = async (asOf: string) => (await task(12, asOf)).timeliness;
      // Due on 4/5/2023.
      expect([await at('2023-04-26'), await at('2023-04-27')]).toEqual(['on_track', 'due_soon']);
      await change({ dueSoonDays: 10 });
      expect([await at('2023-04-23'), await at('2023-04-24')]).toEqual(['on_track', 'due_soon']);
      await change({ dueSoonDays: 0 });
      expect([await at('2023-05-03'), await at('2023-05-04'), await at('2023-05-05')]).toEqual([
        'on_track',
        'due_soon',
        'overdue',
      ]);
      await change({ dueSoonDays: 7 });
    });

    it('for whether a due date moves to a working day: off, it stands where the words put it', async () => {
      const lead = await assignmentId(app, 12, 'Văn phòng UBND tỉnh');
      await complete(standing, lead, '2023-05-04');
      const dates = async () => {
        const { body } = await reader.get(`${API}/assignments/${lead}?asOf=2023-12-31`).expect(200);
        const tasks = await Promise.all([8, 12].map((number) => task(number, '2023-12-31')));
        return [body.dueOn, body.timeliness, ...tasks.map(({ deadline }) => deadline.dueOn)];
      };
      const on = ['2023-05-04', 'completed_on_time', '2023-10-02', '2023-05-04'];
      expect(await dates()).toEqual(on);
      expect((await change({ moveToWorkingDay: false })).status).toBe(200);
      expect(await dates()).toEqual(['2023-04-30', 'completed_late', '2023-09-30', '2023-04-30']);
      expect((await task(12, '2023-05-01')).deadline).toMatchObject({
        nominalDueOn: '2023-04-30',
        explanation: expect.stringMatching(/không chuyển hạn sang ngày làm việc/),
      });
      expect((await change({ moveToWorkingDay: true })).status).toBe(200);
      expect(await dates()).toEqual(on);
      const moves = (await eventsOf(app, await taskId(app, 12))).filter(({ type }) => type === 'task.due_date_moved');
      expect(moves.map(({ before, after }) => [before?.dueOn, after?.dueOn])).toEqual([
        ['2023-05-04', '2023-04-30'],
        ['2023-04-30', '2023-05-04'],
      ]);
    });

    it('of which a later due date takes notice as well', async () => {
      await change({ moveToWorkingDay: false });
      const act = {
        nominalDueOn: '2023-07-29',
        effectiveOn: '2023-05-10',
        documentText: 'Công văn số 12',
        reason: 'Lộ trình',
      };
      await standing
        .post(`${API}/tasks/${await taskId(app, 14)}/due-dates`)
        .send(act)
        .expect(201);
      expect((await task(14, '2023-06-01')).deadline.dueOn).toBe('2023-07-29');
      await change({ moveToWorkingDay: true });
      // 29/7/2023 is a Saturday.
      expect((await task(14, '2023-06-01')).deadline.dueOn).toBe('2023-07-31');
    });
  });
});
