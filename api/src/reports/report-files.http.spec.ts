import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asClient } from '../../test/factories/api-clients.js';
import { download, PDF, uploaded } from '../../test/factories/files.js';
import {
  act,
  dayFromToday,
  expectStatus,
  manyReports,
  openPeriods,
  put,
  readReport,
  reportId,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import { SYSTEM_ACTOR } from '../platform/auth/actor.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';

interface Line {
  assignmentId: string;
  files: { id: string; name: string }[];
}

describe('files of a report', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let officer: Agent;
  let head: Agent;
  let standing: Agent;
  let stranger: Agent;
  let reports: { id: string }[];

  beforeAll(async () => {
    app = await createTestApp();
    periods = await openPeriods(app);
    officer = await app.as('soyte');
    head = await app.as('soyte.head');
    standing = await app.as('congan');
    stranger = await app.as('quynhon');
    reports = await manyReports(app, 'Sở Y tế', 14);
  });
  afterAll(() => app.close());

  const fresh = (): string => (reports.pop() as { id: string }).id;

  /** Saves these lists of files for the report's lines; null says nothing of a line's files. */
  async function attach(id: string, lists: (string[] | null)[], agent = officer) {
    const { entries, unlisted } = await readReport(agent, id);
    const lines: Line[] = [...entries, ...unlisted];
    const sent = lists.map((fileIds, at) => ({
      assignmentId: lines[at]?.assignmentId,
      resultText: 'Có tài liệu',
      ...(fileIds ? { fileIds } : {}),
    }));
    return put(agent, id, { entries: sent });
  }
  const filesOf = async (id: string, agent = officer): Promise<string[][]> =>
    (await readReport(agent, id)).entries.map(({ files }: Line) => files.map(({ id: file }) => file));
  const stateOf = async (id: string): Promise<string | undefined> =>
    (await app.dataSource.query('SELECT state FROM files WHERE id = $1', [id]))[0]?.state;
  const several = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let at = 0; at < count; at += 1) ids.push(await uploaded(officer, `tệp ${at}.pdf`));
    return ids;
  };
  /** A sweep in two days' time: whatever may be removed, is. */
  async function sweep(): Promise<void> {
    await app.dataSource.query(`UPDATE files SET held_at = now() - interval '2 days'`);
    await app.app.get(JobRegistry).runByHand('sweep-files', '2023-05-01', SYSTEM_ACTOR);
  }
  const isThere = async (id: string, agent = officer): Promise<boolean> => {
    const answer = await download(agent, `${API}/files/${id}`);
    const onDisk = existsSync(join(app.filesDir, 'kept', id.slice(0, 2), id));
    expect([answer.status, onDisk]).toEqual(onDisk ? [200, true] : [404, false]);
    return onDisk && (answer.body as Buffer).equals(PDF);
  };

  it('are put to lines in order, stay where nothing is said of them, and move', async () => {
    const id = fresh();
    const [a, b, c] = (await several(3)) as [string, string, string];
    const saved = expectStatus(await attach(id, [[b, a], [c]]), 200);
    expect(saved.body.entries[0].files).toEqual([
      { id: b, name: 'tệp 1.pdf', bytes: PDF.length, type: 'pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      expect.objectContaining({ id: a, name: 'tệp 0.pdf' }),
    ]);
    expectStatus(await attach(id, [null, null, null]), 200);
    expect(await filesOf(id)).toEqual([[b, a], [c], []]);
    expectStatus(await attach(id, [[a, c], [b], null]), 200);
    expect(await filesOf(id)).toEqual([[a, c], [b], []]);
    expectStatus(await attach(id, [[a.toUpperCase()], null, [c]]), 200);
    expect(await filesOf(id)).toEqual([[a], [b], [c]]);
  });

  it('are free again when they are taken off, or their line is left out, and swept after a day', async () => {
    const id = fresh();
    const [a, b, c] = (await several(3)) as [string, string, string];
    expectStatus(await attach(id, [[a, b], [c]]), 200);
    expect(await Promise.all([a, b, c].map(stateOf))).toEqual(['attached', 'attached', 'attached']);
    expectStatus(await attach(id, [[a], null]), 200);
    expectStatus(await attach(id, [null]), 200);
    expect(await Promise.all([a, b, c].map(stateOf))).toEqual(['attached', 'held', 'held']);
    expectStatus(await attach(id, [[a], [c]]), 200);
    await sweep();
    expect(await Promise.all([a, b, c].map((each) => isThere(each)))).toEqual([true, false, true]);
    expectProblem(await attach(id, [[a, b]]), 'file.not_attachable');
    expect(await filesOf(id)).toEqual([[a], [c]]);
  });

  it('are ten at most, each on one line, and nothing is half attached', async () => {
    const id = fresh();
    const ids = await several(11);
    const eleven = await attach(id, [ids.slice(0, 6), ids.slice(6)]);
    expect(expectProblem(eleven, 'request.invalid')).toMatchObject({
      detail: expect.stringContaining('nhiều nhất 10 tệp'),
      errors: [{ pointer: '/entries/1/fileIds/4' }],
    });
    expectProblem(await attach(id, [ids]), 'request.invalid');
    expectStatus(await attach(id, [ids.slice(0, 6), ids.slice(6, 10)]), 200);
    expectProblem(await attach(id, [null, ids.slice(6)]), 'request.invalid');
    const twice = expectProblem(await attach(id, [ids.slice(0, 2), ids.slice(1, 3)]), 'request.invalid');
    expect(twice.errors).toMatchObject([{ pointer: '/entries/1/fileIds/0' }]);
    expectProblem(await attach(id, [['x']]), 'request.invalid');
    expect((await filesOf(id)).flat()).toEqual(ids.slice(0, 10));
    expect(await stateOf(ids[10] as string)).toBe('held');
  });

  it('are one’s own agency’s, and of one report', async () => {
    const [id, other] = [fresh(), fresh()];
    const theirs = await uploaded(stranger);
    const [mine] = (await several(1)) as [string];
    for (const wrong of [theirs, '00000000-0000-4000-8000-000000000000']) {
      expectProblem(await attach(id, [[mine, wrong]]), 'file.not_attachable');
    }
    expect(await filesOf(id)).toEqual([[], [], []]);
    expect(await stateOf(mine)).toBe('held');
    // What a colleague uploaded is the agency's.
    expectStatus(await attach(id, [[mine]], head), 200);
    expectProblem(await attach(other, [[mine]]), 'file.not_attachable');
    expectProblem(await attach(await reportId(app, periods.later, 'Sở Y tế'), [[mine]]), 'file.not_attachable');
  });

  it('are read by whoever reads the report, and by nobody else', async () => {
    const [commune] = await app.dataSource.query(
      `SELECT c.id, c.name FROM agencies c JOIN agencies d ON d.id = c.parent_id
       WHERE d.name = 'UBND thành phố Quy Nhơn' ORDER BY c.name LIMIT 1`,
    );
    const system = await asClient(app, ['reports:read', 'reports:write'], commune.id);
    const upload = await system.post(`${API}/files`).set('Idempotency-Key', 'a').attach('file', PDF, 'xã.pdf');
    const file = expectStatus(upload, 201).body.id;
    const id = await reportId(app, periods.earlier, commune.name);
    const district = await app.as('quynhon.head');
    // Not yet part of anything: the district has no business with it.
    expectProblem(await district.get(`${API}/files/${file}`), 'resource.not_found');
    expectStatus(await attach(id, [[file]], system), 200);
    const province = await asClient(app, ['reports:read']);
    for (const agent of [system, district, province, standing, await app.as('vpubnd'), await app.as('bcd')]) {
      expect(await isThere(file, agent)).toBe(true);
      await agent.get(`${API}/files/${file}/meta`).expect(200);
    }
    const health = await app.dataSource.query(`SELECT id FROM agencies WHERE name = 'Sở Y tế'`);
    const foreign = await asClient(app, ['reports:read', 'reports:write'], health[0].id);
    for (const agent of [officer, head, foreign, await app.as('sotaichinh'), await app.as('admin')]) {
      expectProblem(await agent.get(`${API}/files/${file}`), 'resource.not_found');
      expectProblem(await agent.get(`${API}/files/${file}/meta`), 'resource.not_found');
    }
  });

  it('belong to each submitted version for ever: to its hash, its differences and the disk', async () => {
    const id = fresh();
    const [a, b, c] = (await several(3)) as [string, string, string];
    expectStatus(await attach(id, [[a], [b], null]), 200);
    expectStatus(await act(head, id, 'submissions'), 200);
    expectStatus(await act(head, id, 'withdrawals'), 200);
    expectStatus(await attach(id, [[a, c], [], null]), 200);
    expect(await filesOf(id)).toEqual([[a, c], [], []]);
    expectStatus(await act(head, id, 'submissions'), 200);
    const version = async (number: number) =>
      (await standing.get(`${API}/reports/${id}/submissions/${number}`).expect(200)).body;
    const [first, second] = [await version(1), await version(2)];
    const named = (files: { id: string }[]) => files.map((file) => file.id);
    expect(first.content.entries.map((entry: Line) => named(entry.files))).toEqual([[a], [b], []]);
    expect(second.content.entries.map((entry: Line) => named(entry.files))).toEqual([[a, c], [], []]);
    expect(first.sha256).not.toBe(second.sha256);
    const { body } = await standing.get(`${API}/reports/${id}/differences`).expect(200);
    expect(body.entries.map(({ fields }: { fields: unknown }) => fields)).toEqual(
      expect.arrayContaining([
        [{ field: 'files', label: 'Tệp đính kèm', before: 'tệp 0.pdf', after: 'tệp 0.pdf, tệp 2.pdf' }],
        [{ field: 'files', label: 'Tệp đính kèm', before: 'tệp 1.pdf', after: '' }],
      ]),
    );
    expect((await standing.get(`${API}/reports/${id}/receipt`).expect(200)).body).toMatchObject({ fileCount: 2 });
    expect((await standing.get(`${API}/reports/${id}/receipt?number=1`).expect(200)).body.fileCount).toBe(2);
    expectStatus(await act(standing, id, 'reviews', { decision: 'return', reason: 'Thiếu' }), 200);
    expectStatus(await attach(id, [[], [], []]), 200);
    expect((await filesOf(id)).flat()).toEqual([]);
    await sweep();
    expect(await Promise.all([a, b, c].map((each) => isThere(each)))).toEqual([true, true, true]);
    expect(await Promise.all([a, b, c].map((each) => isThere(each, standing)))).toEqual([true, true, true]);
    // It may come back into the draft, and into no other report.
    expectStatus(await attach(id, [null, [b], null]), 200);
    expect(await filesOf(id)).toEqual([[], [b], []]);
    expectProblem(await attach(fresh(), [[a]]), 'file.not_attachable');
  });

  it('change the version’s hash by their bytes alone', async () => {
    const id = fresh();
    const hash = async (fileIds: string[]): Promise<string> => {
      expectStatus(await attach(id, [fileIds]), 200);
      const number = expectStatus(await act(head, id, 'submissions'), 200).body.submissionCount;
      expectStatus(await act(head, id, 'withdrawals'), 200);
      return (await head.get(`${API}/reports/${id}/submissions/${number}`).expect(200)).body.sha256;
    };
    const file = await uploaded(officer, 'x.pdf');
    const same = await hash([file]);
    expect(await hash([])).not.toBe(same);
    expect(await hash([file])).toBe(same);
  });

  it('lie where every replica reaches them', async () => {
    const replica = await createTestApp({ shares: app });
    try {
      const id = fresh();
      const file = await uploaded(await replica.as('soyte'), 'máy kia.pdf');
      expectStatus(await attach(id, [[file]]), 200);
      expect(await isThere(file)).toBe(true);
      expect(await isThere(file, await replica.as('soyte.head'))).toBe(true);
    } finally {
      await replica.close();
    }
  });

  it('may be the scan of a report that came on paper', async () => {
    const id = fresh();
    const scanFileId = await uploaded(standing, 'bản giấy.pdf');
    const paper = { receivedOn: await dayFromToday(app, -1), means: 'paper', entries: [] };
    const theirs = await uploaded(officer);
    expectProblem(
      await act(standing, id, 'off-system-submissions', { ...paper, scanFileId: theirs }),
      'file.not_attachable',
    );
    expect(await readReport(standing, id)).toMatchObject({ state: 'draft', submissionCount: 0 });
    expectStatus(await act(standing, id, 'off-system-submissions', { ...paper, scanFileId }), 200);
    const { body } = await officer.get(`${API}/reports/${id}/submissions/1`).expect(200);
    expect(body).toMatchObject({ channel: 'off_system', offSystemMeans: 'paper' });
    expect(body.content.scan).toEqual({ id: scanFileId, name: 'bản giấy.pdf', sha256: expect.any(String) });
    expect((await officer.get(`${API}/reports/${id}/receipt`).expect(200)).body).toMatchObject({
      channel: 'off_system',
      offSystemMeans: 'paper',
      fileCount: 0,
    });
    await sweep();
    expect(await isThere(scanFileId, officer)).toBe(true);
    expectProblem(await stranger.get(`${API}/files/${scanFileId}`), 'resource.not_found');
    expectStatus(await act(standing, id, 'reviews', { decision: 'return', reason: 'Thiếu' }), 200);
    expectProblem(await attach(id, [[scanFileId]]), 'file.not_attachable');
    expectProblem(
      await act(standing, fresh(), 'off-system-submissions', { ...paper, scanFileId }),
      'file.not_attachable',
    );
  });

  it('stay with “không phát sinh” for the whole, unless it says otherwise', async () => {
    const id = fresh();
    const [a, b] = (await several(2)) as [string, string];
    expectStatus(await attach(id, [[a], null, null]), 200);
    expectStatus(await put(officer, id, { nothingNew: true }), 200);
    expect(await filesOf(id)).toEqual([[a], [], []]);
    const [{ assignmentId }] = (await readReport(officer, id)).entries;
    expectStatus(await put(officer, id, { nothingNew: true, entries: [{ assignmentId, fileIds: [b] }] }), 200);
    expect(await filesOf(id)).toEqual([[b], [], []]);
  });
});
