import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asClient } from '../../test/factories/api-clients.js';
import { PDF } from '../../test/factories/files.js';
import { manyReports } from '../../test/factories/reports.js';
import { API, agencyId, etagOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import { GOOD_FILES } from '../../test/hostile-files/good-files.js';

/** A broken line, an impatient finger, a program that repeats: the same call many times at one time. */
describe('the same call fifty times at one time', () => {
  let app: TestApp;
  let head: Agent;
  let system: Agent;
  let reports: { id: string }[];

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    head = await app.as('soyte.head');
    system = await asClient(app, ['reports:read', 'reports:write'], await agencyId(app, 'Sở Y tế'));
    reports = await manyReports(app, 'Sở Y tế', 4);
  });
  afterAll(() => app.close());

  const fresh = (): string => (reports.pop() as { id: string }).id;
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await app.dataSource.query(`SELECT count(*)::int AS count FROM ${sql}`, values))[0].count;
  const filesIn = (part: string): string[] => {
    const folder = join(app.filesDir, part);
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => name)
      : [];
  };
  async function settled(): Promise<void> {
    for (let tries = 0; tries < 200 && filesIn('incoming').length > 0; tries += 1) await sleep(20);
  }

  it.each([
    ['a person', () => head],
    ['a system', () => system],
  ])('makes one version of a submission by %s', async (_, caller) => {
    const id = fresh();
    const agent = caller();
    const etag = await etagOf(agent, `/reports/${id}`);
    const submit = () =>
      agent
        .post(`${API}/reports/${id}/submissions`)
        .set({ 'If-Match': etag, 'Idempotency-Key': `nop-${id}` })
        .send({ note: 'Một lần' });
    const answers = await Promise.all(Array.from({ length: 50 }, submit));
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 'request.idempotency_key_running');
    }
    const again = await submit().expect(200);
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([done[0]?.text, 'true']);
    expect(await count('report_submissions WHERE report_id = $1', [id])).toBe(1);
    expect(await count(`events WHERE type = 'report.submitted' AND subject_id = $1`, [id])).toBe(1);
    const other = agent
      .post(`${API}/reports/${id}/submissions`)
      .set({ 'If-Match': etag, 'Idempotency-Key': `nop-${id}` });
    expectProblem(await other.send({ note: 'Khác' }), 'request.idempotency_key_reused');
  });

  it('without a key makes one version too: the others have an old one', async () => {
    const id = fresh();
    const etag = await etagOf(head, `/reports/${id}`);
    const submit = () => head.post(`${API}/reports/${id}/submissions`).set('If-Match', etag).send({});
    const answers = await Promise.all(Array.from({ length: 50 }, submit));
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
    expect(await count('report_submissions WHERE report_id = $1', [id])).toBe(1);
  });

  it('makes one file of an upload, and leaves nothing of the others', async () => {
    const send = (bytes = PDF, name = 'một.pdf') =>
      system.post(`${API}/files`).set('Idempotency-Key', 'tai-len-1').attach('file', bytes, name);
    const before = filesIn('kept').length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => send()));
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expectProblem(answer, 'request.idempotency_key_running');
    }
    expect((await send().expect(201)).body).toEqual(done[0]?.body);
    expectProblem(await send(GOOD_FILES['Báo cáo tháng 4.docx'], 'hai.docx'), 'request.idempotency_key_reused');
    expectProblem(await send(PDF, 'tên khác.pdf'), 'request.idempotency_key_reused');
    await settled();
    expect(await count(`files WHERE name = 'một.pdf'`)).toBe(1);
    expect({ kept: filesIn('kept').length - before, incoming: filesIn('incoming') }).toEqual({ kept: 1, incoming: [] });
  });

  it('does not let a sender past the room that it has, however many come at one time', async () => {
    const province = await asClient(app, ['reports:write']);
    const send = (_: unknown, at: number) =>
      province.post(`${API}/files`).set('Idempotency-Key', `cho-${at}`).attach('file', PDF, 'đầy.pdf');
    await app.dataSource.query(
      `INSERT INTO files (id, name, bytes, type, sha256)
       SELECT gen_random_uuid(), 'đầy.pdf', 1, 'pdf', '' FROM generate_series(1, 55)`,
    );
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 'file.too_many_held');
    expect(await count(`files WHERE name = 'đầy.pdf'`)).toBe(60);
    await settled();
    expect(filesIn('incoming')).toEqual([]);
  });
});
