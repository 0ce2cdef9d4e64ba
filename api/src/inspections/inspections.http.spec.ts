import { randomUUID } from 'node:crypto';
import { agencyIdOf, findingOf, heldVisitOf, INSPECTION, inspectionOf } from '../../test/factories/inspections.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';

const V1 = '/api/v1';

describe('inspections', () => {
  let app: TestApp;
  let standing: Agent;
  let health: Agent;
  let planId: string;

  beforeAll(async () => {
    app = await createTestApp();
    standing = await app.as('congan');
    health = await app.as('soyte.head');
    planId = await app.planId();
  });
  afterAll(() => app.close());

  const visit = async (id: string, agent = standing, asOf = '') =>
    (await agent.get(`${V1}/inspection-visits/${id}${asOf && `?asOf=${asOf}`}`).expect(200)).body;

  it('are planned with days in order, on a plan that is there', async () => {
    const wrongDays = { planId, ...INSPECTION, fromOn: '2023-07-01' };
    const { errors } = expectProblem(await standing.post(`${V1}/inspections`).send(wrongDays), 'request.invalid');
    expect(errors).toMatchObject([{ pointer: '/toOn', code: 'range' }]);
    const nowhere = { ...INSPECTION, planId: randomUUID() };
    expectProblem(await standing.post(`${V1}/inspections`).send(nowhere), 'request.invalid');
    const made = await standing
      .post(`${V1}/inspections`)
      .send({ planId, ...INSPECTION })
      .expect(201);
    expect(made.body).toMatchObject({ ...INSPECTION, planId, visitCount: 0, visits: [], mayManage: true });
    expect(made.headers.location).toBe(`${V1}/inspections/${made.body.id}`);
  });

  it('keep their visits within their days', async () => {
    const id = await inspectionOf(app, standing);
    const agencyId = await agencyIdOf(app, 'Sở Y tế');
    const outside = { agencyId, onDay: '2023-07-01', teamText: 'PC06' };
    const { errors } = expectProblem(
      await standing.post(`${V1}/inspections/${id}/visits`).send(outside),
      'request.invalid',
    );
    expect(errors).toMatchObject([{ pointer: '/onDay', code: 'range' }]);
    await standing
      .post(`${V1}/inspections/${id}/visits`)
      .send({ ...outside, onDay: '2023-06-30' })
      .expect(201);
    const { headers } = await standing.get(`${V1}/inspections/${id}`).expect(200);
    const shorter = await standing
      .patch(`${V1}/inspections/${id}`)
      .set('If-Match', headers.etag as string)
      .send({ toOn: '2023-06-29' });
    expectProblem(shorter, 'request.invalid');
  });

  it('take findings only of a visit that was held', async () => {
    const id = await inspectionOf(app, standing);
    const agencyId = await agencyIdOf(app, 'Sở Y tế');
    const planned = await standing
      .post(`${V1}/inspections/${id}/visits`)
      .send({ agencyId, onDay: '2023-04-12', teamText: 'PC06' })
      .expect(201);
    const path = `${V1}/inspection-visits/${planned.body.id}`;
    const finding = { kind: 'shortcoming', text: 'Chưa có kế hoạch riêng' };
    expectProblem(await standing.post(`${path}/findings`).send(finding), 'inspection.not_in_state');
    const cancelled = await standing
      .patch(path)
      .set('If-Match', planned.headers.etag as string)
      .send({ state: 'cancelled', conclusionText: '' });
    expectProblem(cancelled, 'inspection.not_in_state');
    expectProblem(await standing.patch(path).send({ state: 'held' }), 'request.if_match_missing');
    await standing
      .patch(path)
      .set('If-Match', planned.headers.etag as string)
      .send({ state: 'held' })
      .expect(200);
    const stale = await standing
      .patch(path)
      .set('If-Match', planned.headers.etag as string)
      .send({ teamText: 'x' });
    expectProblem(stale, 'resource.stale');
    const [task] = (await standing.get(`${V1}/tasks`).query({ planId, limit: 1 }).expect(200)).body.items;
    const recorded = await standing
      .post(`${path}/findings`)
      .send({ ...finding, taskId: task.id })
      .expect(201);
    expect(recorded.body.findings).toMatchObject([
      { ...finding, taskId: task.id, taskNumber: task.number, taskTitle: task.title, remedies: [] },
    ]);
    expectProblem(
      await standing.post(`${path}/findings`).send({ ...finding, taskId: randomUUID() }),
      'request.invalid',
    );
  });

  it('order remedies that are tasks of the agency: dated, listed apart, flagged, completed by evidence', async () => {
    const findingId = await findingOf(app, standing, 'Sở Y tế');
    const path = `${V1}/inspection-findings/${findingId}/remedies`;
    const early = await standing.post(path).send({ text: 'Bố trí cán bộ', dueOn: '2023-04-11' });
    expect(expectProblem(early, 'request.invalid').errors).toMatchObject([{ pointer: '/dueOn', code: 'range' }]);
    // 30/4 is a Sunday before two days off.
    const ordered = await standing.post(path).send({ text: 'Bố trí cán bộ đầu mối', dueOn: '2023-04-30' }).expect(201);
    const [remedy] = ordered.body.findings[0].remedies;
    expect(remedy).toMatchObject({ text: 'Bố trí cán bộ đầu mối', agencyName: 'Sở Y tế', dueOn: '2023-05-04' });

    const lists = async (origin?: string) => {
      const query = { planId, limit: 200, ...(origin ? { origin } : {}) };
      return (await standing.get(`${V1}/tasks`).query(query).expect(200)).body.items;
    };
    expect((await lists()).length).toBe(33);
    const listed = (await lists('inspection')).find(({ id }: { id: string }) => id === remedy.taskId);
    expect(listed.deadline).toMatchObject({ kind: 'date', nominalDueOn: '2023-04-30', dueOn: '2023-05-04' });
    expect((await visit(ordered.body.id, standing, '2023-05-04')).findings[0].remedies[0].timeliness).toBe('due_soon');
    expect((await visit(ordered.body.id, standing, '2023-05-05')).findings[0].remedies[0].timeliness).toBe('overdue');

    await standing.post(`${V1}/job-runs`).send({ job: 'raise-overdue', day: '2023-05-05' }).expect(200);
    const flags = await app.dataSource.query('SELECT kind FROM assignment_flags WHERE assignment_id = $1', [
      remedy.assignmentId,
    ]);
    expect(flags).toEqual([{ kind: 'overdue' }]);

    await health
      .post(`${V1}/assignments/${remedy.assignmentId}/evidence`)
      .send({ number: '12/QĐ-SYT', issuedOn: '2023-05-03', abstract: 'Phân công đầu mối' })
      .expect(201);
    const { headers } = await standing.get(`${V1}/assignments/${remedy.assignmentId}`).expect(200);
    await standing
      .post(`${V1}/assignments/${remedy.assignmentId}/confirmation`)
      .set('If-Match', headers.etag as string)
      .send({ decision: 'confirm' })
      .expect(200);
    expect((await visit(ordered.body.id)).findings[0].remedies[0]).toMatchObject({
      timeliness: 'completed_on_time',
      completedOn: '2023-05-03',
    });
  });

  it('number the remedies of a plan one after another, whoever orders them at one moment', async () => {
    const findings = await Promise.all(Array.from({ length: 3 }, () => findingOf(app, standing, 'Sở Y tế')));
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        standing
          .post(`${V1}/inspection-findings/${findings[index % 3]}/remedies`)
          .send({ text: `Việc ${index}`, dueOn: '2023-06-15' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(201));
    const rows = await app.dataSource.query<{ number: number }[]>(
      `SELECT number FROM tasks WHERE origin = 'inspection' ORDER BY number`,
    );
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  });

  it('are read by whom they visit, by the district above, and by those who read every agency', async () => {
    const id = await heldVisitOf(app, standing, 'Sở Y tế');
    const { inspectionId } = await visit(id);
    const own = (await health.get(`${V1}/inspections/${inspectionId}`).expect(200)).body;
    expect(own).toMatchObject({ visitCount: 1, heldCount: 1, mayManage: false });
    const other = await app.as('quynhon.head');
    expectProblem(await other.get(`${V1}/inspections/${inspectionId}`), 'resource.not_found');
    expectProblem(await other.get(`${V1}/inspection-visits/${id}`), 'resource.not_found');
    const ids = async (agent: Agent) =>
      (await agent.get(`${V1}/inspections`).query({ planId, limit: 200 }).expect(200)).body.items.map(
        (each: { id: string }) => each.id,
      );
    expect(await ids(other)).not.toContain(inspectionId);
    expect(await ids(health)).toContain(inspectionId);
    expect(await ids(standing)).toContain(inspectionId);
    expectProblem(
      await health.post(`${V1}/inspection-visits/${id}/findings`).send({ kind: 'done_well', text: 'x' }),
      'auth.forbidden',
    );
  });

  it('come page by page, none twice and none left out', async () => {
    const all = (await standing.get(`${V1}/inspections`).query({ planId, limit: 200 }).expect(200)).body.items;
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await standing
        .get(`${V1}/inspections`)
        .query({ planId, limit: 3, ...(cursor ? { cursor } : {}) })
        .expect(200);
      seen.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(all.map(({ id }: { id: string }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });
});
