import pg from 'pg';
import {
  answer,
  confirm,
  DECISION,
  previewedTask,
  UNKNOWN_SIDE,
  upload,
  uploadAnew,
  warningCodes,
} from '../../test/factories/decision.js';
import { API, agencyId, etagIn, eventsOf, groupId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('an uploaded decision', () => {
  let app: TestApp;
  let standing: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    standing = await app.as('congan');
  });
  afterAll(() => app.close());

  const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    (await app.dataSource.query(`SELECT count(*)::int AS count FROM ${sql}`, parameters))[0].count;

  describe('takes answers', () => {
    it('for a name, which is remembered once the import is confirmed', async () => {
      const { body: first } = await uploadAnew(standing);
      const departments = await groupId(app, 'Các sở, ban, ngành');
      const names = [{ text: UNKNOWN_SIDE, groupId: departments }];
      const edited = await answer(standing, first.id, { names });
      expect(edited.status).toBe(200);
      // 23 members less Sở Tài chính, which leads.
      expect(previewedTask(edited.body, 5)).toMatchObject({ coordinateCount: 22, unresolvedSides: [] });
      expect(warningCodes(edited.body)).not.toContainEqual(['agency.unresolved', 5]);
      expect(edited.body.edits).toEqual({ names });
      expect(warningCodes((await uploadAnew(standing)).body)).toContainEqual(['agency.unresolved', 5]);

      await confirm(standing, first.id).expect(201);
      const { body: group } = await standing.get(`${API}/agency-groups/${departments}`).expect(200);
      expect(group.aliases).toContain(UNKNOWN_SIDE);
      expect((await eventsOf(app, departments)).at(-1)).toMatchObject({
        type: 'agency.alias_learnt',
        after: { alias: UNKNOWN_SIDE, importId: first.id },
      });
      const { body: next } = await uploadAnew(standing);
      expect(previewedTask(next, 5)).toMatchObject({ coordinateCount: 22 });
      expect(warningCodes(next)).not.toContainEqual(['agency.unresolved', 5]);

      // What was confirmed before keeps showing what it was confirmed as.
      const { body: list } = await standing.get(`${API}/plan-imports?limit=200`).expect(200);
      const { body: sample } = await standing.get(`${API}/plan-imports/${list.items.at(-1).id}`).expect(200);
      expect(sample.state).toBe('confirmed');
      expect(warningCodes(sample)).toContainEqual(['agency.unresolved', 5]);
    });

    it('for a deadline, for number and date of the decision, and for the duties that become tasks', async () => {
      const { body: first } = await uploadAnew(standing);
      const { body } = await answer(standing, first.id, {
        plan: { number: '909/QĐ-UBND', issuedOn: '2023-03-24' },
        tasks: [{ number: 15, deadline: { kind: 'date', nominalDueOn: '2023-12-31' } }],
        standingDuties: [1],
      });
      expect(body.plan).toMatchObject({ number: '909/QĐ-UBND', issuedOn: '2023-03-24' });
      expect(previewedTask(body, 15)).toMatchObject({
        edited: ['deadline'],
        deadline: { kind: 'date', dueOn: '2024-01-02' },
      });
      expect(warningCodes(body)).not.toContainEqual(['task.deadline_missing', 15]);
      expect(body.standingDuties.map(({ accepted }: { accepted: boolean }) => accepted)).toEqual([false, true]);

      const { body: plan } = await confirm(standing, first.id).expect(201);
      expect(plan).toMatchObject({ number: '909/QĐ-UBND', issuedOn: '2023-03-24', year: 2023, taskCount: 33 });
      const { body: tasks } = await standing.get(`${API}/tasks?planId=${plan.id}&limit=200`).expect(200);
      expect(tasks.items[14]).toMatchObject({ number: 15, deadline: { dueOn: '2024-01-02' } });
      const { body: duties } = await standing.get(`${API}/tasks?planId=${plan.id}&origin=section_iv`).expect(200);
      expect(duties.items.map((duty: { deadline: { kind: string } }) => duty.deadline.kind)).toEqual(['ongoing']);
    });

    it('that replace each other, with the version that was read', async () => {
      const uploaded = await uploadAnew(standing);
      const { body } = uploaded;
      const path = `${API}/plan-imports/${body.id}`;
      await standing
        .patch(path)
        .send({ plan: { year: 2024 } })
        .expect(428);
      const edited = await answer(standing, body.id, { plan: { year: 2024, number: '1/QĐ' } });
      expect(edited.body.plan).toMatchObject({ year: 2024, number: '1/QĐ' });
      await standing
        .patch(path)
        .set('If-Match', etagIn(uploaded))
        .send({ plan: { year: 2025 } })
        .expect(412);
      expect((await answer(standing, body.id, { plan: { year: 2022 } })).body.plan).toMatchObject({
        year: 2022,
        number: null,
      });
      expect((await eventsOf(app, body.id)).map(({ type }) => type)).toEqual([
        'plan_import.uploaded',
        'plan_import.edited',
        'plan_import.edited',
      ]);
    });

    it.each<[string, object, string, string]>([
      ['a task that is not there', { tasks: [{ number: 99 }] }, 'plan_import.edit_unknown', '/tasks/0'],
      [
        'a day that the kind does not have',
        { tasks: [{ number: 1, deadline: { kind: 'ongoing', nominalDueOn: '2023-12-31' } }] },
        'plan_import.edit_unknown',
        '/tasks/0/deadline/nominalDueOn',
      ],
      ['a duty that is not there', { standingDuties: [7] }, 'plan_import.edit_unknown', '/standingDuties/0'],
      [
        'an agency that is not there',
        { names: [{ text: UNKNOWN_SIDE, agencyId: '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e' }] },
        'plan_import.edit_unknown',
        '/names/0',
      ],
      ['an unknown field', { plan: { signer: 'X' } }, 'request.invalid', '/plan/signer'],
      [
        'a day that does not exist',
        { tasks: [{ number: 1, deadline: { kind: 'date', nominalDueOn: '2023-02-30' } }] },
        'request.invalid',
        '/tasks/0/deadline/nominalDueOn',
      ],
    ])('but not %s, and keeps what it had', async (_, edits, code, pointer) => {
      const { body } = await uploadAnew(standing);
      const refused = await answer(standing, body.id, edits);
      expect([refused.status, refused.body.code, refused.body.errors?.[0]?.pointer]).toEqual([400, code, pointer]);
      expect((await standing.get(`${API}/plan-imports/${body.id}`)).body.edits).toEqual({});
    });
  });

  describe('is confirmed', () => {
    it('into the whole plan, and a second time into the same one', async () => {
      const { body: preview } = await uploadAnew(standing);
      const first = await confirm(standing, preview.id).expect(201);
      expect(first.headers.location).toBe(`/api/v1/plans/${first.body.id}`);
      expect(first.body).toMatchObject({
        taskCount: 33,
        year: 2023,
        settings: { public: false, automaticRounds: false, moveToWorkingDay: true, dueSoonDays: 7 },
      });
      const second = await confirm(standing, preview.id).expect(200);
      expect(second.body).toEqual(first.body);
      expect(second.headers.etag).toBe(first.headers.etag);
      const counts = async (role: string) =>
        count(
          `assignments a JOIN tasks t ON t.id = a.task_id WHERE a.plan_id = $1 AND role = $2 AND origin = 'annex'`,
          [first.body.id, role],
        );
      expect(await count('tasks WHERE plan_id = $1', [first.body.id])).toBe(35);
      expect(await counts('lead')).toBe(223);
      expect((await eventsOf(app, first.body.id)).map(({ type }) => type)).toEqual(['plan.confirmed']);
      expect((await standing.get(`${API}/plan-imports/${preview.id}`)).body).toMatchObject({
        state: 'confirmed',
        planId: first.body.id,
      });
      const late = await answer(standing, preview.id, { plan: { year: 2024 } });
      expect([late.status, late.body.code]).toEqual([409, 'plan_import.confirmed']);
    });

    it('once, when ten confirm at the same time', async () => {
      const { body: preview } = await uploadAnew(standing);
      const before = await count('plans');
      const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(standing, preview.id)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await count('plans')).toBe(before + 1);
    });

    it('as a plan of its own for each import, also of the same document', async () => {
      const ids = [];
      for (let i = 0; i < 2; i += 1)
        ids.push((await confirm(standing, (await upload(standing, DECISION)).body.id).expect(201)).body.id);
      expect(new Set([...ids, await app.planId()]).size).toBe(3);
    });

    it('wholly or not at all, when the database fails in the middle', async () => {
      const { body: preview } = await uploadAnew(standing);
      const tables = ['plans', 'task_groups', 'tasks', 'deliverables', 'assignments', 'events', 'agency_aliases'];
      const all = async () => Promise.all(tables.map((table) => count(table)));
      const before = await all();
      const owner = new pg.Client({ connectionString: app.database.ownerUrl });
      await owner.connect();
      await owner.query(`
        CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF (SELECT count(*) FROM assignments WHERE plan_id = NEW.plan_id) >= 900 THEN RAISE EXCEPTION 'no more'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER fail_late BEFORE INSERT ON assignments FOR EACH ROW EXECUTE FUNCTION fail_late()`);
      const failed = await confirm(standing, preview.id).expect(500);
      expect(failed.body).toMatchObject({ code: 'server.error', status: 500 });
      expect(JSON.stringify(failed.body)).not.toMatch(/no more|fail_late/);
      expect(await all()).toEqual(before);
      expect((await standing.get(`${API}/plan-imports/${preview.id}`)).body).toMatchObject({ state: 'preview' });
      await owner.query('DROP TRIGGER fail_late ON assignments; DROP FUNCTION fail_late');
      await owner.end();
      await confirm(standing, preview.id).expect(201);
    });
  });

  it('hears of the same document where it matters: what came before, or became a plan before it', async () => {
    const text = `${DECISION.toString('utf8')}\n\nmột văn bản`;
    const [first, second] = [(await upload(standing, text)).body.id, (await upload(standing, text)).body.id];
    const warned = async (id: string): Promise<boolean> =>
      warningCodes((await standing.get(`${API}/plan-imports/${id}`).expect(200)).body).some(
        ([code]) => code === 'plan.same_document',
      );
    expect([await warned(first), await warned(second)]).toEqual([false, true]);
    await confirm(standing, second).expect(201);
    expect([await warned(first), await warned(second)]).toEqual([true, true]);
    await confirm(standing, first).expect(201);
    expect(await warned(first)).toBe(false);
  });

  it('takes in the directory as it was on the day of the decision', async () => {
    const admin = await app.as('admin');
    const id = await agencyId(app, 'Sở Du lịch');
    const before = await admin.get(`${API}/agencies/${id}`).expect(200);
    await admin
      .patch(`${API}/agencies/${id}`)
      .set('If-Match', etagIn(before))
      .send({ validTo: '2023-06-30' })
      .expect(200);
    const { body: first } = await uploadAnew(standing);
    const leads = async (issuedOn: string): Promise<number> =>
      (await answer(standing, first.id, { plan: { issuedOn } })).body.counts.lead;
    expect(await leads('2023-03-24')).toBe(223);
    // A member of "Các sở, ban, ngành", which leads tasks 8 to 11 and 17.
    expect(await leads('2023-07-01')).toBe(218);
  });
});
