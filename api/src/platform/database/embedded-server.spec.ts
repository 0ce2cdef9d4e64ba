import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import pg from 'pg';
import { startEmbeddedServer } from './embedded-server.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import { clearProcessesIn, processesIn, processIdentity, waitUntil } from './embedded-server-process.js';

const HOLDER = fileURLToPath(new URL('../../../test/harness/hold-server.mjs', import.meta.url));

interface Said {
  appUrl: string;
  ownerUrl: string;
  adopted?: boolean;
  refused?: string;
}

/** Another process that holds (or tries to hold) the folder; `said` is its one line. */
function hold(dataDir: string): { child: ChildProcess; said: Promise<Said> } {
  const child = spawn(process.execPath, [HOLDER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = once(createInterface(child.stdout as NodeJS.ReadableStream), 'line').then(
    ([line]) => JSON.parse(line as string) as Said,
  );
  // A holder that is killed says nothing; only those who wait for its word mind.
  said.catch(() => undefined);
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function askUntilAnswered(url: string, sql: string): Promise<Record<string, unknown>[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(url, sql);
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    }
  }
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('the embedded server', () => {
  // mkdtemp makes it 0700: as root, the server's own account cannot walk through it, as below a closed home.
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'plan-embedded-'));
  });

  afterEach(async () => {
    await clearProcessesIn(join(dataDir, 'postgres'), 0);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('starts on an empty folder, and finds its data again', async () => {
    const steps: string[] = [];
    const first = await startEmbeddedServer({ dataDir, onStep: (text) => steps.push(text) });
    expect(first.adopted).toBe(false);
    expect(steps).toContain('Tạo cơ sở dữ liệu lần đầu');
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();
    expect(processesIn(join(dataDir, 'postgres'))).toEqual([]);

    const second = await startEmbeddedServer({ dataDir });
    try {
      expect(second.ownerUrl).toBe(first.ownerUrl);
      expect(await ask(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('listens on the loopback alone, wants a password, and closes its secrets to others', async () => {
    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      const [settings] = await ask(
        server.superuserUrl,
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
                current_setting('server_encoding') AS encoding, current_setting('timezone') AS timezone`,
      );
      expect(settings).toEqual({ addresses: '127.0.0.1', sockets: '', encoding: 'UTF8', timezone: 'UTC' });
      const rules = await ask(server.superuserUrl, 'SELECT DISTINCT address, auth_method FROM pg_hba_file_rules');
      expect(rules).toEqual([{ address: '127.0.0.1', auth_method: 'scram-sha-256' }]);
      const wrong = new URL(server.appUrl);
      wrong.password = 'wrong';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
      const open = readdirSync(dataDir).filter((name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0);
      expect(open).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  it('keeps fsync on for real data', async () => {
    const server = await startEmbeddedServer({ dataDir });
    try {
      expect(await ask(server.appUrl, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
      expect(await ask(server.appUrl, 'SHOW full_page_writes')).toEqual([{ full_page_writes: 'on' }]);
    } finally {
      await server.stop();
    }
  });

  it('gives the working role rows, and no say over tables', async () => {
    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      await ask(server.ownerUrl, 'CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE EXTENSION pgcrypto');
      await ask(server.ownerUrl, 'CREATE TABLE rows (id int); GRANT SELECT, INSERT ON rows TO plan_app');
      await ask(server.appUrl, 'INSERT INTO rows VALUES (1)');
      for (const [statement, refusal] of [
        ['CREATE TABLE mine (id int)', /permission denied/],
        ['CREATE TEMPORARY TABLE mine (id int)', /permission denied/],
        ['CREATE SCHEMA mine', /permission denied/],
        ['CREATE EXTENSION hstore', /permission denied/],
        ['ALTER TABLE rows ADD COLUMN more int', /must be owner/],
        ['CREATE INDEX ON rows (id)', /must be owner/],
        ['DROP TABLE rows', /must be owner/],
        ['TRUNCATE rows', /permission denied/],
        ['SET ROLE plan_owner', /permission denied/],
      ] as const) {
        await expect(ask(server.appUrl, statement)).rejects.toThrow(refusal);
      }
    } finally {
      await server.stop();
    }
  });

  it('refuses a folder in use, in one sentence', async () => {
    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      const sentence = `Thư mục dữ liệu ${dataDir} đang được tiến trình ${process.pid} sử dụng; hãy dừng tiến trình đó hoặc đặt DATA_DIR khác.`;
      await expect(startEmbeddedServer({ dataDir })).rejects.toThrow(new EmbeddedServerError(sentence));
      expect(await hold(dataDir).said).toEqual({ refused: sentence, name: 'EmbeddedServerError' });
      expect(await ask(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
    }
  });

  it('refuses a folder that cannot be written, in one sentence', async () => {
    await expect(startEmbeddedServer({ dataDir: '/proc/plan' })).rejects.toThrow(
      /^Không ghi được vào thư mục dữ liệu \/proc\/plan \(\w+\); hãy chọn thư mục khác/,
    );
  });

  it('takes over the server that a killed process left alive', async () => {
    const first = hold(dataDir);
    const { ownerUrl } = await first.said;
    await ask(ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(dataDir);
    await kill(first.child);

    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      expect([server.adopted, postmasterPid(dataDir)]).toEqual([true, pid]);
      expect(await ask(server.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await server.stop();
    }
    expect(processIdentity(pid)).toBeUndefined();
  });

  it('starts again when both were killed, also with a connection open', async () => {
    const first = hold(dataDir);
    const { ownerUrl } = await first.said;
    await ask(ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const busy = ask(ownerUrl, 'SELECT pg_sleep(60)').catch(() => 'lost');
    await waitUntil(() => processesIn(join(dataDir, 'postgres')).length > 6, 2_000);
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    await kill(first.child);

    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      expect(server.adopted).toBe(false);
      expect(await ask(server.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      expect(await busy).toBe('lost');
    } finally {
      await server.stop();
    }
  });

  it('brings a killed server back on its port while the process lives', async () => {
    const server = await startEmbeddedServer({ dataDir, fast: true });
    try {
      const pid = postmasterPid(dataDir);
      process.kill(pid, 'SIGKILL');
      await waitUntil(() => processIdentity(pid) === undefined, 5_000);
      expect(await askUntilAnswered(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(postmasterPid(dataDir)).not.toBe(pid);
    } finally {
      await server.stop();
    }
    expect(processesIn(join(dataDir, 'postgres'))).toEqual([]);
  });

  it('gives a folder to exactly one of those who start together after a kill', async () => {
    const first = hold(dataDir);
    await first.said;
    await kill(first.child);
    const rivals = [1, 2, 3, 4].map(() => hold(dataDir));
    try {
      const said = await Promise.all(rivals.map((rival) => rival.said));
      expect(said.filter((each) => each.adopted)).toHaveLength(1);
      expect(said.filter((each) => each.refused?.includes('đang được tiến trình'))).toHaveLength(3);
    } finally {
      for (const rival of rivals) await kill(rival.child);
    }
  });

  it('survives kill -9 at any moment of a first start', async () => {
    const moment = fc.record({ afterMilliseconds: fc.integer({ min: 0, max: 2_000 }), serverToo: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(moment, async ({ afterMilliseconds, serverToo }) => {
        const folder = mkdtempSync(join(dataDir, 'first-'));
        try {
          const first = hold(folder);
          await sleep(afterMilliseconds);
          await kill(first.child);
          if (serverToo) {
            for (const name of readdirSync(folder)) await clearProcessesIn(join(folder, name), 0);
          }
          const server = await startEmbeddedServer({ dataDir: folder, fast: true });
          try {
            expect(await ask(server.appUrl, 'SELECT current_user::text AS me')).toEqual([{ me: 'plan_app' }]);
            expect(readdirSync(folder).filter((name) => /new|probe|tmp/.test(name))).toEqual([]);
          } finally {
            await server.stop();
          }
        } finally {
          await clearProcessesIn(join(folder, 'postgres'), 0);
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 180_000);

  it('works where nobody else may enter', async () => {
    chmodSync(dataDir, 0o700);
    const below = join(dataDir, 'home/of/one');
    const server = await startEmbeddedServer({ dataDir: below, fast: true });
    try {
      expect(await ask(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
    }
  });
});
