import { act, openPeriods, put, readReport, reportId } from '../../test/factories/reports.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';

const V1 = '/api/v1';

describe('an obstacle raised from a line of a report', () => {
  let app: TestApp;
  let officer: Agent;
  let standing: Agent;
  let id: string;
  let assignmentId: string;

  beforeAll(async () => {
    app = await createTestApp();
    officer = await app.as('soyte');
    standing = await app.as('congan');
    const { earlier } = await openPeriods(app);
    id = await reportId(app, earlier, 'Sở Y tế');
    assignmentId = (await readReport(officer, id)).entries[0]?.assignmentId as string;
  });
  afterAll(() => app.close());

  const raise = (agent: Agent, body: object, report = id) => agent.post(`${V1}/reports/${report}/obstacles`).send(body);

  it('needs words, a line of the report, and an agency that there is', async () => {
    const wordless = await raise(officer, { assignmentId, kind: 'money' });
    expect(expectProblem(wordless, 'request.invalid').errors).toMatchObject([{ pointer: '/text', code: 'required' }]);
    const nobody = await raise(officer, { assignmentId, kind: 'money', text: 'Thiếu kinh phí', askedOfAgencyId: id });
    expect(expectProblem(nobody, 'request.invalid').errors).toMatchObject([
      { pointer: '/askedOfAgencyId', code: 'value' },
    ]);
    const elsewhere = await raise(officer, { assignmentId: id, kind: 'money', text: 'Thiếu kinh phí' });
    expect(expectProblem(elsewhere, 'request.invalid').errors).toMatchObject([{ pointer: '/assignmentId' }]);
  });

  it('says what the line says, knows its report, and is one however often and by whomever it is asked for', async () => {
    await put(officer, id, { entries: [{ assignmentId, obstacleText: 'Chưa có kinh phí mua thiết bị' }] });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => raise(officer, { assignmentId, kind: 'money', levelAble: 'steering' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    const ids = new Set(answers.map(({ body }) => body.obstacleId));
    expect(ids.size).toBe(1);
    const { body } = await standing.get(`${V1}/obstacles/${[...ids][0]}`).expect(200);
    expect(body).toMatchObject({
      kind: 'money',
      levelAble: 'steering',
      text: 'Chưa có kinh phí mua thiết bị',
      assignmentId,
      reportId: id,
      agencyName: 'Sở Y tế',
      state: 'open',
    });
    const [{ count }] = await app.dataSource.query(
      `SELECT count(*)::int AS count FROM events WHERE type = 'obstacle.raised'`,
    );
    expect(count).toBe(1);
  });

  it('can still be raised when the report was handed in, and only by its agency', async () => {
    const other = (await readReport(officer, id)).entries;
    expect(other.length).toBe(1);
    await act(await app.as('soyte.head'), id, 'submissions');
    await raise(officer, { assignmentId, kind: 'money' }).expect(201);
    expectProblem(await raise(await app.as('quynhon'), { assignmentId, kind: 'money' }), 'resource.not_found');
    expectProblem(await raise(standing, { assignmentId, kind: 'money', text: 'x' }), 'auth.forbidden');
  });
});
