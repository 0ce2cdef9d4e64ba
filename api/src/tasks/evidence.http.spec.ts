import { DOCUMENT, decide, propose } from '../../test/factories/evidence.js';
import { API, assignmentId, countEvents, taskId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('evidence', () => {
  let app: TestApp;
  let standing: Agent;
  let officer: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    standing = await app.as('congan');
    officer = await app.as('soyte');
  });
  afterAll(() => app.close());

  const post = (agent: Agent, id: string, body: object) => agent.post(`${API}/assignments/${id}/evidence`).send(body);
  const assignment = async (id: string, asOf: string, agent = standing) =>
    (await agent.get(`${API}/assignments/${id}?asOf=${asOf}`).expect(200)).body;

  describe('is proposed', () => {
    it('by an officer for the own agency', async () => {
      const lead = await assignmentId(app, 16, 'Sở Y tế');
      const answer = await post(officer, lead, DOCUMENT).expect(201);
      expect(answer.body).toMatchObject({
        ...DOCUMENT,
        assignmentId: lead,
        taskNumber: 16,
        agencyName: 'Sở Y tế',
        state: 'proposed',
        deliverableId: null,
        proposedByName: 'Cán bộ đầu mối',
        decidedAt: null,
        selfConfirmed: false,
        warnings: [],
      });
      expect(answer.headers.location).toBe(`/api/v1/evidence/${answer.body.id}`);
      expect(answer.headers.etag).toMatch(/^"\d+\.[\w-]+"$/);
      const read = await officer.get(`${API}/evidence/${answer.body.id}`).expect(200);
      expect(read.body).toEqual(answer.body);
      expect(await assignment(lead, '2023-03-30')).toMatchObject({ completedOn: null, evidenceWaiting: 1 });
    });

    it('by the standing agency in the place of another', async () => {
      await post(standing, await assignmentId(app, 17, 'UBND thành phố Quy Nhơn'), DOCUMENT).expect(201);
    });

    it('for one deliverable of its task, not of another', async () => {
      const lead = await assignmentId(app, 11, 'Sở Y tế');
      const { body: task } = await officer.get(`${API}/tasks/${await taskId(app, 11)}`).expect(200);
      const deliverableId = task.deliverables[1].id;
      const { body } = await post(officer, lead, { ...DOCUMENT, deliverableId }).expect(201);
      expect(body.deliverableId).toBe(deliverableId);
      const other = await post(officer, await assignmentId(app, 10, 'Sở Y tế'), { ...DOCUMENT, deliverableId });
      expect([other.status, other.body.errors[0].pointer]).toEqual([400, '/deliverableId']);
    });

    it('with a warning where it looks like an identity number', async () => {
      const lead = await assignmentId(app, 9, 'Sở Y tế');
      const { body } = await post(officer, lead, { ...DOCUMENT, abstract: 'Báo cáo về ông A, số 052090001234' });
      expect(body.warnings).toEqual([expect.stringMatching(/\S/)]);
    });

    it('by nobody else', async () => {
      const lead = await assignmentId(app, 16, 'Sở Y tế');
      const before = await countEvents(app);
      for (const username of ['quynhon.head', 'bcd', 'vpubnd', 'sotaichinh', 'admin']) {
        const answer = await post(await app.as(username), lead, DOCUMENT);
        expect([username, answer.status, answer.body.code]).toEqual([username, 403, 'auth.forbidden']);
      }
      await post(app.anonymous, lead, DOCUMENT).expect(401);
      expect(await countEvents(app)).toBe(before + 5); // the five sign-ins
    });

    it('for a lead alone: a coordinating assignment has no completion of its own', async () => {
      const answer = await post(officer, await assignmentId(app, 18, 'Sở Y tế'), DOCUMENT).expect(409);
      expect(answer.body.code).toBe('assignment.not_lead');
    });

    it.each([
      ['a future date', { issuedOn: '2999-01-01' }, '/issuedOn', 'future'],
      ['a day that does not exist', { issuedOn: '2023-02-29' }, '/issuedOn', 'format'],
      ['a day with an hour', { issuedOn: '2023-03-28T00:00:00Z' }, '/issuedOn', 'format'],
      ['no number', { number: undefined }, '/number', 'required'],
      ['a blank abstract', { abstract: '   ' }, '/abstract', 'length'],
      ['an unknown field', { state: 'confirmed' }, '/state', 'unknown'],
      ['a deliverable that is no id', { deliverableId: '1' }, '/deliverableId', 'format'],
    ])('not with %s', async (_, change, pointer, code) => {
      const answer = await post(officer, await assignmentId(app, 8, 'Sở Y tế'), { ...DOCUMENT, ...change });
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.body.errors).toEqual([{ pointer, code, message: expect.stringMatching(/\S/) }]);
    });

    it('today, by the calendar of Vietnam', async () => {
      const [row] = await app.dataSource.query(
        `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS today,
                ((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 1)::text AS tomorrow`,
      );
      const lead = await assignmentId(app, 8, 'Sở Y tế');
      await post(officer, lead, { ...DOCUMENT, issuedOn: row.today }).expect(201);
      const tomorrow = await post(officer, lead, { ...DOCUMENT, issuedOn: row.tomorrow });
      expect(tomorrow.body.code).toBe('evidence.issued_in_future');
    });

    it('not for a cancelled assignment', async () => {
      const lead = await assignmentId(app, 8, 'Sở Du lịch');
      await standing.post(`${API}/assignments/${lead}/cancellation`).send({ reason: 'Sáp nhập' }).expect(200);
      expect((await post(standing, lead, DOCUMENT)).body.code).toBe('assignment.cancelled');
    });
  });

  describe('is read', () => {
    /** A commune of Quy Nhơn that leads, which none does in the sample. */
    const communeLead = async (): Promise<string> => {
      const [row] = await app.dataSource.query(
        `UPDATE assignments SET role = 'lead' WHERE id = (
           SELECT a.id FROM assignments a JOIN agencies g ON g.id = a.agency_id JOIN agencies d ON d.id = g.parent_id
           WHERE d.name = 'UBND thành phố Quy Nhơn' AND g.level = 'commune' ORDER BY g.name LIMIT 1) RETURNING id`,
      );
      return row[0].id;
    };
    const READERS = ['quynhon', 'quynhon.head', 'congan', 'bcd', 'vpubnd'];
    const OTHERS = ['soyte', 'sotaichinh', 'admin'];
    const sees = async (username: string, lead: string, id: string) => {
      const agent = await app.as(username);
      const one = await agent.get(`${API}/evidence/${id}`);
      const { body: all } = await agent.get(`${API}/assignments/${lead}/evidence`).expect(200);
      const { body: desk } = await agent.get(`${API}/evidence?limit=200`).expect(200);
      const has = (items: { id: string }[]) => items.some((item) => item.id === id);
      return [username, one.status, has(all.items), has(desk.items)];
    };

    it('while it waits or was refused, by the own agency, its district, and those who read every agency', async () => {
      const lead = await communeLead();
      const id = await propose(standing, lead);
      for (const username of READERS) expect(await sees(username, lead, id)).toEqual([username, 200, true, true]);
      for (const username of OTHERS) expect(await sees(username, lead, id)).toEqual([username, 404, false, false]);
      await decide(standing, lead, { decision: 'refuse', reason: 'Chưa đóng dấu' });
      for (const username of READERS) expect(await sees(username, lead, id)).toEqual([username, 200, true, true]);
      for (const username of OTHERS) expect(await sees(username, lead, id)).toEqual([username, 404, false, false]);
      const confirmed = await propose(standing, lead);
      await decide(standing, lead, { decision: 'confirm' });
      for (const username of [...READERS, ...OTHERS]) {
        expect(await sees(username, lead, confirmed)).toEqual([username, 200, true, true]);
      }
    });

    it('counts what waits for those alone who may read it', async () => {
      const lead = await assignmentId(app, 10, 'Sở Y tế');
      await propose(officer, lead);
      const waiting = async (username: string) =>
        (await assignment(lead, '2023-05-01', await app.as(username))).evidenceWaiting;
      expect(await waiting('soyte.head')).toBe(1);
      expect(await waiting('bcd')).toBe(1);
      expect(await waiting('quynhon')).toBe(0);
    });

    it('says to each what may be done', async () => {
      const lead = await assignmentId(app, 10, 'Sở Y tế');
      const actions = async (username: string) =>
        (await assignment(lead, '2023-05-01', await app.as(username))).allowedActions;
      expect(await actions('soyte')).toEqual(['propose_evidence', 'ask_extension']);
      expect(await actions('congan')).toEqual(['propose_evidence', 'confirm', 'refuse', 'cancel']);
      expect(await actions('quynhon')).toEqual([]);
      expect(await actions('bcd')).toEqual([]);
    });

    it('as a desk, the longest waiting first, page by page and by state', async () => {
      const planId = await app.planId();
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const at: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await standing.get(`${API}/evidence?planId=${planId}&state=proposed&limit=2${at}`).expect(200);
        for (const item of body.items) {
          expect(item.state).toBe('proposed');
          ids.push(item.id);
        }
        cursor = body.nextCursor;
      } while (cursor !== null);
      const rows = await app.dataSource.query<{ id: string }[]>(
        `SELECT id FROM evidence WHERE state = 'proposed' ORDER BY proposed_at, id`,
      );
      expect(ids).toEqual(rows.map(({ id }) => id));
      await standing.get(`${API}/evidence?state=lost`).expect(400);
    });
  });
});
