import { complete, DOCUMENT, decide, propose } from '../../test/factories/evidence.js';
import { API, assignmentId, countEvents, etagOf, eventsOf, onlyLeadId, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('evidence, once handed in,', () => {
  let app: TestApp;
  let standing: Agent;
  let officer: Agent;
  let neighbour: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    standing = await app.as('congan');
    officer = await app.as('soyte');
    neighbour = await app.as('quynhon');
  });
  afterAll(() => app.close());

  const post = (agent: Agent, id: string, body: object) => agent.post(`${API}/assignments/${id}/evidence`).send(body);
  const assignment = async (id: string, asOf: string, agent = standing) =>
    (await agent.get(`${API}/assignments/${id}?asOf=${asOf}`).expect(200)).body;

  describe('is decided', () => {
    it('with the version that one has read: 428 without it, 412 with an old one', async () => {
      const lead = await assignmentId(app, 18, 'Công an tỉnh');
      const path = `${API}/assignments/${lead}/confirmation`;
      const old = await etagOf(standing, `/assignments/${lead}`);
      await propose(standing, lead);
      await standing.post(path).send({ decision: 'confirm' }).expect(428);
      await standing.post(path).set('If-Match', '"x"').send({ decision: 'confirm' }).expect(412);
      const refused = await standing
        .post(path)
        .set('If-Match', old)
        .send({ decision: 'refuse', reason: 'Sai số' })
        .expect(200);
      expect(refused.headers.etag).toBe(await etagOf(standing, `/assignments/${lead}`));
      await propose(standing, lead);
      const stale = await standing.post(path).set('If-Match', old).send({ decision: 'confirm' }).expect(412);
      expect(stale.body.code).toBe('resource.stale');
      expect(await assignment(lead, '2023-05-01')).toMatchObject({ completedOn: null, evidenceWaiting: 1 });
    });

    it('once, when twenty try with the same version at the same time', async () => {
      const lead = await assignmentId(app, 22, 'Công an tỉnh');
      const evidenceId = await propose(standing, lead);
      const etag = await etagOf(standing, `/assignments/${lead}`);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          standing.post(`${API}/assignments/${lead}/confirmation`).set('If-Match', etag).send({ decision: 'confirm' }),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect([...statuses].sort()).toEqual([200, ...Array(19).fill(412)]);
      expect((await eventsOf(app, evidenceId)).map(({ type }) => type)).toEqual([
        'evidence.proposed',
        'evidence.confirmed',
      ]);
    });

    it('by the standing agency alone', async () => {
      const lead = await assignmentId(app, 24, 'Sở Y tế');
      await propose(officer, lead);
      for (const username of ['soyte.head', 'bcd', 'vpubnd', 'admin']) {
        const answer = await decide(await app.as(username), lead, { decision: 'confirm' });
        expect([username, answer.status]).toEqual([username, 403]);
      }
    });

    it('into a completion on the day of the document, also for days before the confirmation', async () => {
      const lead = await onlyLeadId(app, 6);
      await propose(standing, lead, { issuedOn: '2023-03-28' });
      const answer = await decide(standing, lead, { decision: 'confirm' });
      expect(answer.body).toMatchObject({ timeliness: 'completed_on_time', completedOn: '2023-03-28' });
      const task = async (asOf: string) =>
        (await standing.get(`${API}/tasks/${await taskId(app, 6)}?asOf=${asOf}`).expect(200)).body;
      expect(await task('2023-03-27')).toMatchObject({ timeliness: 'due_soon', completedOn: null });
      expect(await task('2023-03-28')).toMatchObject({ timeliness: 'completed_on_time', completedOn: '2023-03-28' });
      expect(await task('2023-03-31')).toMatchObject({ timeliness: 'completed_on_time', completedOn: '2023-03-28' });
    });

    it.each([
      [12, '2023-05-04', 'completed_on_time'],
      [25, '2023-06-01', 'completed_late'],
      [32, '2023-12-01', 'completed_on_time'],
    ])('task %i with a document of %s is %s', async (number, issuedOn, timeliness) => {
      const lead = await onlyLeadId(app, number);
      await complete(standing, lead, issuedOn);
      expect(await assignment(lead, '2023-12-31')).toMatchObject({ timeliness, completedOn: issuedOn, overdueDays: 0 });
    });

    it('for the newest proposed document, or for the one that is named', async () => {
      const lead = await onlyLeadId(app, 33);
      const first = await propose(standing, lead, { number: '1/BC', issuedOn: '2023-04-01' });
      const second = await propose(standing, lead, { number: '2/BC', issuedOn: '2023-04-02' });
      await decide(standing, lead, { decision: 'refuse', reason: 'Chưa ký' });
      const states = async () =>
        Promise.all([first, second].map(async (id) => (await standing.get(`${API}/evidence/${id}`)).body.state));
      expect(await states()).toEqual(['proposed', 'refused']);
      await decide(standing, lead, { decision: 'confirm', evidenceId: first });
      expect(await states()).toEqual(['confirmed', 'refused']);
      const again = await decide(standing, lead, { decision: 'confirm', evidenceId: second });
      expect([again.status, again.body.code]).toEqual([409, 'evidence.not_decidable']);
      const foreign = await decide(standing, await onlyLeadId(app, 31), { decision: 'confirm', evidenceId: first });
      expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([400, '/evidenceId']);
    });

    it('only when something waits', async () => {
      const answer = await decide(standing, await onlyLeadId(app, 30), { decision: 'confirm' });
      expect([answer.status, answer.body.code]).toEqual([409, 'evidence.none_proposed']);
    });

    it('one document an assignment: a second confirmation asks for the first to go', async () => {
      const lead = await onlyLeadId(app, 28);
      await complete(standing, lead, '2023-06-20');
      await propose(standing, lead, { issuedOn: '2023-06-10' });
      const answer = await decide(standing, lead, { decision: 'confirm' });
      expect([answer.status, answer.body.code]).toEqual([409, 'evidence.not_decidable']);
      expect(await assignment(lead, '2023-12-31')).toMatchObject({ completedOn: '2023-06-20' });
    });

    it('against it with a reason, never without', async () => {
      const lead = await onlyLeadId(app, 29);
      const id = await propose(standing, lead);
      for (const reason of [undefined, '', '  ']) {
        const without = await decide(standing, lead, { decision: 'refuse', reason });
        expect([without.status, without.body.errors[0].pointer]).toEqual([400, '/reason']);
      }
      await decide(standing, lead, { decision: 'refuse', reason: 'Thiếu phụ lục' });
      const { body } = await standing.get(`${API}/evidence/${id}`).expect(200);
      expect(body).toMatchObject({
        state: 'refused',
        decisionReason: 'Thiếu phụ lục',
        decidedByName: 'Tổ giúp việc',
        decidedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    });

    it('back again: refusing a confirmed one reopens the assignment', async () => {
      const lead = await onlyLeadId(app, 26);
      await complete(standing, lead, '2023-06-20');
      const { body: found } = await standing.get(`${API}/assignments/${lead}/evidence`).expect(200);
      const evidenceId = found.items[0].id;
      const answer = await decide(standing, lead, { decision: 'refuse', reason: 'Văn bản bị thu hồi', evidenceId });
      expect(answer.body).toMatchObject({ completedOn: null });
      expect(await assignment(lead, '2023-07-01')).toMatchObject({ timeliness: 'overdue', overdueDays: 1 });
      const events = await eventsOf(app, evidenceId);
      expect(events.map(({ type }) => type)).toEqual([
        'evidence.proposed',
        'evidence.confirmed',
        'evidence.confirmation_withdrawn',
      ]);
      expect(events.at(-1)).toMatchObject({
        before: { state: 'confirmed', completedOn: '2023-06-20' },
        after: { state: 'refused', completedOn: null, reason: 'Văn bản bị thu hồi' },
      });
      await complete(standing, lead, '2023-06-29');
      expect(await assignment(lead, '2023-07-01')).toMatchObject({ timeliness: 'completed_on_time' });
    });

    it('on the own document of the standing agency too, and the history says so', async () => {
      const own = await onlyLeadId(app, 21);
      const id = await propose(standing, own);
      await decide(standing, own, { decision: 'confirm' });
      expect((await standing.get(`${API}/evidence/${id}`)).body.selfConfirmed).toBe(true);
      expect((await eventsOf(app, id)).at(-1)?.after).toMatchObject({ selfConfirmed: true });
      const others = await onlyLeadId(app, 23);
      const other = await propose(standing, others);
      await decide(standing, others, { decision: 'confirm' });
      expect((await standing.get(`${API}/evidence/${other}`)).body.selfConfirmed).toBe(false);
    });
  });

  describe('is written', () => {
    it('with exactly one event in the same transaction, with who, before and after', async () => {
      const lead = await assignmentId(app, 27, 'Sở Y tế');
      const transactionOf = async (table: 'evidence' | 'assignments', id: string): Promise<string> =>
        (await app.dataSource.query(`SELECT xmin::text AS transaction FROM ${table} WHERE id = $1`, [id]))[0]
          .transaction;

      const id = await propose(officer, lead, { issuedOn: '2023-05-20' });
      const [proposed, ...none] = await eventsOf(app, id);
      expect(none).toEqual([]);
      expect(proposed).toMatchObject({
        type: 'evidence.proposed',
        actor: 'Cán bộ đầu mối (Sở Y tế)',
        before: null,
        after: { ...DOCUMENT, issuedOn: '2023-05-20' },
        transaction: await transactionOf('evidence', id),
      });

      await decide(standing, lead, { decision: 'confirm' });
      const [, confirmed, ...more] = await eventsOf(app, id);
      expect(more).toEqual([]);
      expect(confirmed).toMatchObject({
        type: 'evidence.confirmed',
        actor: 'Tổ giúp việc (Công an tỉnh)',
        before: { state: 'proposed', completedOn: null },
        after: { state: 'confirmed', completedOn: '2023-05-20', selfConfirmed: false },
        transaction: await transactionOf('evidence', id),
      });
      expect(confirmed?.transaction).toBe(await transactionOf('assignments', lead));
    });

    it('not at all when it is refused by a rule', async () => {
      const lead = await assignmentId(app, 27, 'Sở Y tế');
      const before = await countEvents(app);
      await post(officer, lead, { ...DOCUMENT, issuedOn: '2999-01-01' }).expect(400);
      await post(neighbour, lead, DOCUMENT).expect(403);
      expect((await decide(standing, lead, { decision: 'confirm' })).status).toBe(409);
      expect(await countEvents(app)).toBe(before);
    });
  });

  describe('takes flags back', () => {
    const run = (day: string) => standing.post(`${API}/job-runs`).send({ job: 'raise-overdue', day }).expect(200);
    const flags = async (id: string) =>
      app.dataSource.query<{ kind: string; takenBack: boolean; reason: string | null }[]>(
        `SELECT kind, taken_back_at IS NOT NULL AS "takenBack", taken_back_reason AS reason
         FROM assignment_flags WHERE assignment_id = $1 ORDER BY raised_at, kind`,
        [id],
      );

    it('that a document within the date makes untrue, and keeps them as history', async () => {
      const inTime = await assignmentId(app, 20, 'Bảo hiểm xã hội tỉnh');
      const late = await assignmentId(app, 20, 'Sở Lao động - Thương binh và Xã hội');
      await run('2023-03-30');
      await run('2023-04-03');
      await complete(standing, inTime, '2023-03-28');
      await complete(standing, late, '2023-04-05');
      expect(await flags(inTime)).toEqual([
        { kind: 'due_soon', takenBack: true, reason: 'Đã hoàn thành ngày 28/03/2023 theo văn bản 15/BC-SYT' },
        { kind: 'overdue', takenBack: true, reason: 'Đã hoàn thành ngày 28/03/2023 theo văn bản 15/BC-SYT' },
      ]);
      expect((await flags(late)).map(({ kind, takenBack }) => [kind, takenBack])).toEqual([
        ['due_soon', false],
        ['overdue', false],
      ]);
      const told = (await eventsOf(app, inTime)).filter(({ type }) => type === 'assignment.flag_taken_back');
      expect(told.map(({ before }) => before)).toEqual(
        expect.arrayContaining([
          { kind: 'due_soon', dueOn: '2023-03-31' },
          { kind: 'overdue', dueOn: '2023-03-31' },
        ]),
      );
      expect(told).toHaveLength(2);
    });

    it('and they are raised anew when the assignment is reopened', async () => {
      const lead = await onlyLeadId(app, 7);
      await run('2023-07-03');
      await complete(standing, lead, '2023-06-25');
      const { body } = await standing.get(`${API}/assignments/${lead}/evidence`).expect(200);
      await decide(standing, lead, { decision: 'refuse', reason: 'Sai văn bản', evidenceId: body.items[0].id });
      await run('2023-07-04');
      expect((await flags(lead)).map(({ kind, takenBack }) => [kind, takenBack])).toEqual([
        ['overdue', true],
        ['overdue', false],
      ]);
    });
  });
});
