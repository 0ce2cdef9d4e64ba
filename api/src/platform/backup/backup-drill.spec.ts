import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import pg from 'pg';
import supertest from 'supertest';
import { download, PDF, uploaded } from '../../../test/factories/files.js';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../../test/harness/app.js';
import { createEmptyDatabase } from '../../../test/harness/database.js';
import { createApp } from '../../create-app.js';
import { type EmbeddedServer, startEmbeddedServer } from '../database/embedded-server.js';
import { readHeads } from '../events/audit-heads.js';
import { AuditSealer } from '../events/audit-sealer.js';
import { auditKeyId } from '../events/seal-chain.js';
import { verifyAudit } from '../events/verify-audit.js';
import { createLogger } from '../logging/logger.js';
import type { Manifest } from './archive.js';
import { ArchiveError } from './archive-error.js';
import { checkArchive } from './archive-reader.js';
import { type BackupSettings, backupDatabase } from './backup-database.js';
import { restoreDatabase } from './restore-database.js';

const KEY = 'a key that only these tests seal with 0123456789';
const API = fileURLToPath(new URL('../../../', import.meta.url));
const PRODUCT = { name: 'product', version: '0.0.0' };

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('backup and restore, drilled', () => {
  let source: TestApp;
  let folder: string;
  let archive: string;
  let settings: BackupSettings;
  let manifest: Manifest;
  let sealer: AuditSealer;
  let uploadedId: string;

  const path = (...names: string[]): string => join(folder, ...names);

  async function work(): Promise<void> {
    const officer = await source.as('soyte.head');
    uploadedId = await uploaded(officer, 'công văn.pdf');
    // An upload that is on its way: of no use to anybody after a restore.
    writeFileSync(join(source.filesDir, 'incoming', 'a'.repeat(32)), 'half');
    const standing = await source.as('congan');
    const { body } = await standing.get('/api/v1/assignments?role=lead&limit=200').expect(200);
    const [agency] = await source.dataSource.query(`SELECT id FROM agencies WHERE name = 'Sở Y tế'`);
    const mine = body.items.filter((each: { agencyId: string }) => each.agencyId === agency.id);
    expect(mine.length).toBeGreaterThan(0);
    for (const { id } of mine.slice(0, 2)) {
      const given = { number: '15/BC-SYT', issuedOn: '2023-03-20', abstract: 'Báo cáo\tkết quả \\ "đủ"\nhai dòng' };
      await officer.post(`/api/v1/assignments/${id}/evidence`).send(given).expect(201);
      const read = await standing.get(`/api/v1/assignments/${id}`).expect(200);
      await standing
        .post(`/api/v1/assignments/${id}/confirmation`)
        .set('If-Match', read.headers.etag as string)
        .send({ decision: 'confirm' })
        .expect(200);
    }
  }

  /** Changes a plan's settings until it is told to stop. */
  function keepWriting(): { stop(): Promise<number> } {
    let going = true;
    const done = (async () => {
      const standing = await source.as('congan');
      const plan = `/api/v1/plans/${await source.planId()}`;
      let count = 0;
      for (; going; count += 1) {
        const { headers } = await standing.get(plan).expect(200);
        await standing
          .patch(`${plan}/settings`)
          .set('If-Match', headers.etag as string)
          .send({ dueSoonDays: 5 + (count % 20) })
          .expect(200);
      }
      return count;
    })();
    return {
      stop: () => {
        going = false;
        return done;
      },
    };
  }

  beforeAll(async () => {
    source = await createTestApp();
    folder = mkdtempSync(join(tmpdir(), 'plan-backup-'));
    mkdirSync(join(source.filesDir, '2023', 'tháng 3'), { recursive: true });
    writeFileSync(join(source.filesDir, '2023', 'tháng 3', 'a.pdf'), Buffer.alloc(300_000, 'pdf'));
    writeFileSync(join(source.filesDir, 'rỗng'), '');
    archive = path('backup.tar.gz');
    settings = {
      ownerUrl: source.database.ownerUrl,
      file: archive,
      filesFolder: source.filesDir,
      headFile: path('audit-heads.log'),
      auditKeyId: auditKeyId(KEY),
      product: PRODUCT,
    };
    await work();
    sealer = new AuditSealer(source.dataSource, { keys: [KEY], headFile: settings.headFile }, createLogger('silent'));
    await sealer.seal();
    const writing = keepWriting();
    const before = await ask(source.database.ownerUrl, 'SELECT count(*)::int AS events FROM events');
    while (
      (await ask(source.database.ownerUrl, 'SELECT count(*)::int AS events FROM events'))[0]?.events ===
      before[0]?.events
    );
    manifest = await backupDatabase(settings);
    await sealer.seal();
    expect(await writing.stop()).toBeGreaterThan(1);
  });

  afterAll(async () => {
    await source?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes one closed file that holds every table, and refuses to write over it', async () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).some((name) => name.endsWith('.new'))).toBe(false);
    const tables = await ask(
      source.database.ownerUrl,
      `SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
    );
    expect(manifest.tables.map(({ name }) => name)).toEqual(tables.map(({ tablename }) => tablename));
    expect(manifest.tables.find(({ name }) => name === 'assignments')?.rows).toBeGreaterThan(1_000);
    expect(manifest.files.map((each) => each.path)).toEqual([
      '2023/tháng 3/a.pdf',
      `kept/${uploadedId.slice(0, 2)}/${uploadedId}`,
      'rỗng',
    ]);
    await expect(backupDatabase(settings)).rejects.toThrow(/đã có/);
    expect(readFileSync(archive).includes(Buffer.from(KEY))).toBe(false);
    expect(await checkArchive(archive)).toEqual(manifest);
  });

  it('leaves nothing behind where it cannot write', async () => {
    await expect(backupDatabase({ ...settings, file: path('no', 'where.tar.gz') })).rejects.toThrow(ArchiveError);
    const odd = path('odd');
    mkdirSync(odd);
    writeFileSync(join(odd, 'a\\b'), '');
    await expect(backupDatabase({ ...settings, filesFolder: odd, file: path('odd.tar.gz') })).rejects.toThrow(
      /đổi tên/,
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('odd.tar'))).toEqual([]);
  });

  describe('into a fresh cluster', () => {
    let server: EmbeddedServer;
    const target = (...names: string[]): string => path('target', ...names);

    beforeAll(async () => {
      server = await startEmbeddedServer({ dataDir: target(), fast: true });
    });
    afterAll(() => server?.stop());

    it('brings back every row, every number and every file', async () => {
      const restored = await restoreDatabase({
        file: archive,
        ownerUrl: server.ownerUrl,
        appUrl: server.appUrl,
        filesFolder: target('files'),
        headFile: target('audit-heads.log'),
      });
      expect(restored).toEqual(manifest);
      const again = await backupDatabase({
        ...settings,
        ownerUrl: server.ownerUrl,
        file: path('again.tar.gz'),
        filesFolder: target('files'),
        headFile: target('audit-heads.log'),
      });
      const { createdAt: _, ...same } = again;
      expect(manifest).toMatchObject(same);
      expect(readFileSync(target('files', '2023', 'tháng 3', 'a.pdf'))).toEqual(
        readFileSync(join(source.filesDir, '2023', 'tháng 3', 'a.pdf')),
      );
      const keys = `SELECT conname::text, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`;
      expect(await ask(server.ownerUrl, keys)).toEqual(await ask(source.database.ownerUrl, keys));
    });

    it('brings back a log that verifies', async () => {
      const heads = readHeads(target('audit-heads.log'));
      expect(heads.length).toBeGreaterThan(0);
      const { fault, sealed } = await verifyAudit(server.appUrl, [KEY], heads);
      expect(fault).toBeNull();
      expect(sealed).toBe(manifest.tables.find(({ name }) => name === 'event_seals')?.rows);
    });

    it('keeps the order of the change feed, so that its readers go on where they were', async () => {
      const order = 'SELECT id::int FROM events ORDER BY transaction_id, id';
      const there = (await ask(server.ownerUrl, order)).map(({ id }) => id);
      const here = (await ask(source.database.ownerUrl, order)).map(({ id }) => id);
      expect(there).toEqual(here.filter((id) => there.includes(id)));
      expect(await ask(server.ownerUrl, 'SELECT max(transaction_id)::int AS newest FROM events')).toEqual([
        { newest: -1 },
      ]);
      await expect(ask(server.appUrl, 'DELETE FROM events')).rejects.toThrow(/permission denied/);
    });

    it('works: people sign in, change things, and the log is sealed further', async () => {
      const app = await createApp({
        databaseUrl: server.appUrl,
        sessionSecret: 'another-secret-than-before-the-restore-0123456789',
        publicUrl: 'http://localhost',
        logger: createLogger('silent'),
        audit: { keys: [KEY], headFile: target('audit-heads.log') },
        filesDir: target('files'),
      });
      await app.listen(0, '127.0.0.1');
      try {
        const person = supertest.agent(app.getHttpServer()).set('Sec-Fetch-Site', 'same-origin');
        await person.post('/api/v1/auth/login').send({ username: 'congan', password: SAMPLE_PASSWORD }).expect(200);
        const file = await download(person, `/api/v1/files/${uploadedId}`).expect(200);
        expect((file.body as Buffer).equals(PDF)).toBe(true);
        const plan = `/api/v1/plans/${await source.planId()}`;
        const { headers } = await person.get(plan).expect(200);
        await person
          .patch(`${plan}/settings`)
          .set('If-Match', headers.etag as string)
          .send({ dueSoonDays: 9 })
          .expect(200);
        const more = app.get(AuditSealer);
        for (let waiting = 1; waiting > 0; ) {
          await more.seal();
          waiting = (await verifyAudit(server.appUrl, [KEY], [])).waiting;
        }
        const { fault, sealed } = await verifyAudit(server.appUrl, [KEY], readHeads(target('audit-heads.log')));
        expect(fault).toBeNull();
        expect(sealed).toBeGreaterThan(manifest.tables.find(({ name }) => name === 'events')?.rows ?? 0);
      } finally {
        await app.close();
      }
    });

    it('refuses a database that is in use already', async () => {
      const refused = restoreDatabase({
        file: archive,
        ownerUrl: server.ownerUrl,
        appUrl: server.appUrl,
        filesFolder: target('files'),
        headFile: target('audit-heads.log'),
      });
      await expect(refused).rejects.toThrow(/không trống/);
    });
  });

  describe('of an archive that is not as it was', () => {
    let bytes: Buffer;
    let damaged: string;

    beforeAll(() => {
      bytes = readFileSync(archive);
      damaged = path('damaged.tar.gz');
    });

    it('refuses a flipped bit wherever it is', async () => {
      const place = fc.oneof(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: bytes.length - 20, max: bytes.length - 1 }),
      );
      await fc.assert(
        fc.asyncProperty(place, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
          // The bits that fill up the last byte of the compressed stream, before its sum and length, mean nothing.
          fc.pre(at !== bytes.length - 9);
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] as number) ^ (1 << bit);
          writeFileSync(damaged, changed);
          await expect(checkArchive(damaged)).rejects.toThrow(ArchiveError);
        }),
        { numRuns: 40 },
      );
    });

    it('refuses a file that is cut or longer', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
          copyFileSync(archive, damaged);
          truncateSync(damaged, length);
          await expect(checkArchive(damaged)).rejects.toThrow(ArchiveError);
        }),
        { numRuns: 20 },
      );
      writeFileSync(damaged, Buffer.concat([bytes, Buffer.from('more')]));
      await expect(checkArchive(damaged)).rejects.toThrow(ArchiveError);
      writeFileSync(damaged, Buffer.concat([bytes, bytes]));
      await expect(checkArchive(damaged)).rejects.toThrow(ArchiveError);
    });

    it('touches nothing before it knows', async () => {
      const changed = Buffer.from(bytes);
      const at = bytes.length - 3_000;
      changed[at] = (changed[at] as number) ^ 1;
      writeFileSync(damaged, changed);
      const empty = await createEmptyDatabase();
      try {
        const refused = restoreDatabase({
          file: damaged,
          ownerUrl: empty.ownerUrl,
          appUrl: empty.appUrl,
          filesFolder: path('untouched', 'files'),
          headFile: path('untouched', 'heads'),
        });
        await expect(refused).rejects.toThrow(/hỏng/);
        expect(existsSync(path('untouched'))).toBe(false);
        expect(await ask(empty.ownerUrl, `SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual(
          [],
        );
      } finally {
        await empty.drop();
      }
    });
  });

  it('is done by commands, with the embedded server started for the time of each', async () => {
    const DATA_DIR = path('by-command');
    const run = (command: string, ...args: string[]): Promise<{ code: number; said: string }> =>
      new Promise((resolve) => {
        execFile(
          process.execPath,
          ['--import', './test/harness/typescript-loader.mjs', '--no-warnings', `src/${command}.ts`, ...args],
          { cwd: API, env: { PATH: process.env.PATH, DATA_DIR, FILES_DIR: path('elsewhere'), AUDIT_KEY: KEY } },
          (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
        );
      });
    expect(await run('backup', path('none.tar.gz'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('chưa có cơ sở dữ liệu'),
    });
    expect(await run('restore', archive)).toMatchObject({ code: 0, said: expect.stringContaining('Đã phục hồi') });
    expect(await run('audit-verify')).toMatchObject({ code: 0, said: expect.stringContaining('nguyên vẹn') });
    expect(await run('backup', path('by-command.tar.gz'))).toMatchObject({ code: 0 });
    const again = await checkArchive(path('by-command.tar.gz'));
    expect([again.tables, again.files]).toEqual([manifest.tables, manifest.files]);
    expect(readFileSync(path('elsewhere', 'kept', uploadedId.slice(0, 2), uploadedId)).equals(PDF)).toBe(true);
    expect(await run('restore', archive)).toMatchObject({ code: 2, said: expect.stringContaining('không trống') });
    expect(await run('restore')).toMatchObject({ code: 2, said: expect.not.stringContaining('    at ') });
  }, 180_000);
});
