import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PDF, upload } from '../../../test/factories/files.js';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { SYSTEM_ACTOR } from '../auth/actor.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { FilesService } from './files.service.js';

const OLD = new Date(Date.now() - 25 * 3_600_000);

let app: TestApp;
let officer: Agent;
let other: Agent;

beforeAll(async () => {
  app = await createTestApp();
  officer = await app.as('soyte');
  other = await app.as('quynhon');
});
afterAll(() => app.close());

const incoming = (): string[] => readdirSync(join(app.filesDir, 'incoming'));
const rows = async (): Promise<number> =>
  (await app.dataSource.query('SELECT count(*)::int AS count FROM files'))[0].count;
const pathOf = (id: string): string => join(app.filesDir, 'kept', id.slice(0, 2), id);

describe('putting to use and sweeping', () => {
  const sweep = async (): Promise<Record<string, number>> => {
    const run = await app.app.get(JobRegistry).runByHand('sweep-files', '2023-05-01', SYSTEM_ACTOR);
    return run.counts?.byKind as Record<string, number>;
  };
  const age = (id: string): Promise<unknown> =>
    app.dataSource.query(`UPDATE files SET held_at = now() - interval '25 hours' WHERE id = $1`, [id]);
  const actorOf = async (id: string) => {
    const [row] = await app.dataSource.query(
      `SELECT uploaded_by AS id, agency_id AS "agencyId" FROM files WHERE id = $1`,
      [id],
    );
    return { ...row, kind: 'user', roles: new Set(['agency_officer']) } as never;
  };
  const attach = async (id: string, actor: never): Promise<unknown> =>
    app.dataSource.transaction((manager) => app.app.get(FilesService).attach(manager, [id], actor));

  it('attaches what is one’s own, once', async () => {
    const { body } = await upload(officer, 'a.pdf', PDF).expect(201);
    const mine = await actorOf(body.id);
    const { body: foreign } = await upload(other, 'b.pdf', PDF).expect(201);
    await expect(attach(foreign.id, mine)).rejects.toMatchObject({ code: 'file.not_attachable' });
    await attach(body.id, mine);
    await expect(attach(body.id, mine)).rejects.toMatchObject({ code: 'file.not_attachable' });
    await app.dataSource.transaction((manager) => app.app.get(FilesService).release(manager, [body.id]));
    await attach(body.id, mine);
  });

  it('removes what nobody used for a day, and nothing else, and nothing twice', async () => {
    const used = (await upload(officer, 'dùng.pdf', PDF).expect(201)).body.id as string;
    await attach(used, await actorOf(used));
    await age(used);
    const fresh = (await upload(officer, 'mới.pdf', PDF).expect(201)).body.id as string;
    const old = (await upload(officer, 'cũ.pdf', PDF).expect(201)).body.id as string;
    await age(old);
    const stray = '0f0e0d0c-0b0a-4908-8706-050403020100';
    writeFileSync(join(app.filesDir, 'incoming', 'f'.repeat(32)), 'half');
    utimesSync(join(app.filesDir, 'incoming', 'f'.repeat(32)), OLD, OLD);
    writeFileSync(join(app.filesDir, 'incoming', 'e'.repeat(32)), 'on its way');
    writeFileSync(join(app.filesDir, 'kept', fresh.slice(0, 2), stray), 'without a row');
    utimesSync(join(app.filesDir, 'kept', fresh.slice(0, 2), stray), OLD, OLD);
    expect(await sweep()).toMatchObject({ held: 1, incoming: 1 });
    expect([used, fresh, old].map((id) => existsSync(pathOf(id)))).toEqual([true, true, false]);
    expect(incoming()).toEqual(['e'.repeat(32)]);
    await officer.get(`/api/v1/files/${old}`).expect(404);
    expect(await sweep()).toEqual({ held: 0, without_row: 0, incoming: 0 });
  });

  it('removes content without a row: a process was killed between the two', async () => {
    const id = (await upload(officer, 'mất.pdf', PDF).expect(201)).body.id as string;
    await app.dataSource.query('DELETE FROM files WHERE id = $1', [id]);
    expect((await sweep()).without_row).toBe(0);
    utimesSync(pathOf(id), OLD, OLD);
    expect((await sweep()).without_row).toBe(1);
    expect(existsSync(pathOf(id))).toBe(false);
  });
});

describe('with a scanner', () => {
  let scanner: Server;
  let scanned: TestApp;
  let answer: (body: Buffer) => { status: number; text: string };
  const seen: Buffer[] = [];

  beforeAll(async () => {
    scanner = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        seen.push(Buffer.concat(pieces));
        const { status, text } = answer(Buffer.concat(pieces));
        response.writeHead(status).end(text);
      });
    });
    await new Promise<void>((resolve) => scanner.listen(0, '127.0.0.1', resolve));
    scanned = await createTestApp({
      shares: app,
      scanUrl: `http://127.0.0.1:${(scanner.address() as AddressInfo).port}/scan`,
    });
  });
  afterAll(async () => {
    scanner.close();
    await scanned.close();
  });

  it('takes what is clean, and nothing that is not or that nobody looked at', async () => {
    const agent = await scanned.as('soyte');
    answer = () => ({ status: 200, text: '{"clean":true}' });
    await upload(agent, 'a.pdf', PDF).expect(201);
    expect(seen.at(-1)?.equals(PDF)).toBe(true);
    const before = await rows();
    answer = () => ({ status: 200, text: '{"clean":false}' });
    expectProblem(await upload(agent, 'a.pdf', PDF), 'file.infected');
    for (const bad of ['{"clean":"yes"}', '{}', 'null', 'OK', '']) {
      answer = () => ({ status: 200, text: bad });
      expectProblem(await upload(agent, 'a.pdf', PDF), 'file.scanner_unavailable');
    }
    answer = () => ({ status: 500, text: '{"clean":true}' });
    const away = await upload(agent, 'a.pdf', PDF);
    expectProblem(away, 'file.scanner_unavailable');
    expect(away.headers['retry-after']).toBe('30');
    scanner.close();
    scanner.closeAllConnections();
    expectProblem(await upload(agent, 'a.pdf', PDF), 'file.scanner_unavailable');
    expect(await rows()).toBe(before);
    expect(incoming().filter((name) => !/^e+$/.test(name))).toEqual([]);
  });
});
