import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { SAMPLE_ACCOUNTS } from '../src/load-sample.js';
import { clearProcessesIn } from '../src/platform/database/embedded-server-process.js';
import { createEmptyDatabase, type TestDatabase } from './harness/database.js';

const MAIN = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
/** Repeats a run: `TEST_SEED=… npm test`. */
const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const SECRET = 'a-secret-that-only-tests-sign-with-0123456789';

/** The product as a process of its own, as `npm start` runs it once it is built. */
class Product {
  output = '';
  errors = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(environment: Record<string, string>) {
    this.child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', METRICS_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
    running.add(this);
    void this.ended.then(() => running.delete(this));
  }

  /** What it said matches; fails when it ends before. */
  async says(words: RegExp): Promise<string> {
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const found = words.exec(this.output);
      if (found) return found[1] ?? found[0];
      if (over) throw new Error(`ended without saying ${words}:\n${this.output}\n${this.errors}`);
      await sleep(20);
    }
  }

  /** Where it can be opened. */
  opens(): Promise<string> {
    return this.says(/^Mở trang: +(\S+)$/m);
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

const running = new Set<Product>();

function signIn(origin: string, username: string, password: string): Promise<Response> {
  return fetch(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}

/** What a signed-in person sees of the sample. */
async function planOf(origin: string, username: string, password: string) {
  const login = await signIn(origin, username, password);
  expect(login.status).toBe(200);
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const read = async <T>(path: string) =>
    (await fetch(`${origin}/api/v1${path}`, { headers: { cookie } })).json() as Promise<T>;
  const { items } = await read<{ items: { id: string }[] }>('/plans');
  expect(items).toHaveLength(1);
  const { tasks, leadAssignments } = await read<Summary>(`/plans/${items[0]?.id}/summary?asOf=2023-05-05`);
  return { tasks: tasks.total, leads: leadAssignments.total, overdue: tasks.byTimeliness.overdue };
}

interface Summary {
  tasks: { total: number; byTimeliness: { overdue: number } };
  leadAssignments: { total: number };
}

const SAMPLE = { tasks: 33, leads: 223, overdue: 9 };

/** Refused in one sentence a fault: no stack, no library, exit code 1. */
async function expectRefusal(product: Product, words: RegExp, lines = 1): Promise<void> {
  expect(await product.ended).toBe(1);
  expect(product.errors).toMatch(words);
  expect(product.errors.trim().split('\n')).toHaveLength(lines);
  expect(product.errors).not.toMatch(/\n\s+at |Error:|node_modules|node:/);
  expect(product.output).not.toMatch(/\n\s+at /);
}

describe(`the start of the product (seed ${SEED})`, () => {
  const folders: string[] = [];
  const databases: TestDatabase[] = [];

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'plan-start-'));
    folders.push(folder);
    return folder;
  }

  async function external(): Promise<Record<string, string>> {
    const database = await createEmptyDatabase();
    databases.push(database);
    return {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      SESSION_SECRET: SECRET,
      DATA_DIR: newFolder(),
    };
  }

  async function count(environment: Record<string, string>, table: string): Promise<number> {
    const client = new pg.Client({ connectionString: environment.MIGRATION_DATABASE_URL });
    await client.connect();
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${table}`);
    await client.end();
    return rows[0].count;
  }

  afterEach(async () => {
    await Promise.all([...running].map((product) => product.kill('SIGKILL')));
    for (const folder of folders.splice(0)) {
      await clearProcessesIn(join(folder, 'postgres'), 0);
      rmSync(folder, { recursive: true, force: true });
    }
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  describe('refuses in one sentence', () => {
    it.each([
      [{ PORT: 'cửa' }, /^PORT là "cửa"; hãy đặt một số nguyên từ 0 đến 65535\.$/m],
      [{ METRICS_PORT: '70000' }, /^METRICS_PORT là "70000"/],
      [{ ROLE: 'boss' }, /^ROLE là "boss"; hãy đặt một trong các giá trị: all, web, worker\.$/m],
      [{ SAMPLE: 'yes' }, /^SAMPLE là "yes"; hãy đặt 1 hoặc 0\.$/m],
      [{ PUBLIC_URL: 'ke-hoach' }, /^PUBLIC_URL là "ke-hoach"/],
      [{ SESSION_SECRET: 'ngắn' }, /^SESSION_SECRET không dùng được; hãy đặt một chuỗi có ít nhất 32 ký tự\.$/m],
      [{ DATABASE_URL: 'mysql://x', SESSION_SECRET: SECRET }, /^DATABASE_URL không dùng được; hãy đặt địa chỉ dạng/],
      [{ DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/plan' }, /^SESSION_SECRET trống; hãy đặt/],
    ])('%j', async (environment, words) => {
      await expectRefusal(new Product({ DATA_DIR: newFolder(), ...environment } as Record<string, string>), words);
    });

    it('every wrong value at once, a sentence each', async () => {
      const product = new Product({ PORT: '-1', ROLE: 'x', LOG_LEVEL: 'loud', DATA_DIR: newFolder() });
      await expectRefusal(product, /^PORT .*\nROLE .*\nLOG_LEVEL /m, 3);
    });

    it('a database that nobody serves', async () => {
      const product = new Product({
        DATABASE_URL: 'postgresql://plan:bi-mat-123@127.0.0.1:1/plan',
        SESSION_SECRET: SECRET,
        DATA_DIR: newFolder(),
      });
      await expectRefusal(product, /^Không kết nối được cơ sở dữ liệu: .* Hãy kiểm tra DATABASE_URL/);
      expect(product.errors + product.output).not.toContain('bi-mat-123');
    });

    it('a database that does not let it in, or is not there', async () => {
      const environment = await external();
      const wrong = new URL(environment.DATABASE_URL as string);
      wrong.password = 'sai';
      const refused = new Product({ ...environment, DATABASE_URL: wrong.href, MIGRATION_DATABASE_URL: wrong.href });
      await expectRefusal(refused, /^Cơ sở dữ liệu từ chối mật khẩu/);
      const absent = new URL(environment.DATABASE_URL as string);
      absent.pathname = '/khong_co';
      const gone = new Product({ ...environment, DATABASE_URL: absent.href, MIGRATION_DATABASE_URL: absent.href });
      // PostgreSQL tells a role without a right to connect from a database that is not there.
      await expectRefusal(gone, /^(?:Cơ sở dữ liệu trong DATABASE_URL không có|Cơ sở dữ liệu từ chối)/);
      // The owner comes in, the working role does not: found at start, not by the first reader.
      const half = new Product({ ...environment, DATABASE_URL: wrong.href });
      await expectRefusal(half, /^Cơ sở dữ liệu từ chối mật khẩu/);
    });

    it('a port that another program has', async () => {
      const taken = createServer().listen(0);
      await once(taken, 'listening');
      const port = String((taken.address() as AddressInfo).port);
      const environment = await external();
      await expectRefusal(new Product({ ...environment, PORT: port }), new RegExp(`^Cổng ${port} đang được.*PORT`));
      await expectRefusal(
        new Product({ ...environment, METRICS_PORT: port }),
        new RegExp(`^Cổng ${port} đang được.*METRICS_PORT`),
      );
      taken.close();
    });
  });

  describe('with its own database', () => {
    it('makes the sample and says where to open it and how to sign in; later finds all of it again', async () => {
      const DATA_DIR = newFolder();
      const first = new Product({ DATA_DIR });
      const origin = await first.opens();
      await first.says(/^Dữ liệu: /m);
      expect(first.output).toContain(`Tài liệu API:  ${origin}/api/docs`);
      const file = join(DATA_DIR, 'first-sign-in.txt');
      expect(first.output).toContain(file);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const accounts = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('\t') as [string, string]);
      expect(accounts.map(([name]) => name)).toEqual(SAMPLE_ACCOUNTS.map(({ username }) => username));
      const passwords = accounts.map(([, password]) => password);
      expect(new Set(passwords).size).toBe(passwords.length);
      for (const password of passwords) {
        expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
        // They stand in the file alone.
        expect(first.output).not.toContain(password);
      }
      for (const [username, password] of accounts) expect((await signIn(origin, username, password)).status).toBe(200);
      const [[, adminPassword]] = accounts as [[string, string]];
      expect(await planOf(origin, 'congan', passwords[1] as string)).toEqual(SAMPLE);

      // A second one on the same folder is refused, and the first goes on.
      const second = new Product({ DATA_DIR });
      await expectRefusal(
        second,
        new RegExp(`^Thư mục dữ liệu .* đang được tiến trình ${first.child.pid} sử dụng; hãy`),
      );
      expect((await fetch(`${origin}/health/ready`)).status).toBe(200);

      expect(await first.kill('SIGTERM')).toBe(0);
      expect(first.errors).toBe('');
      const again = new Product({ DATA_DIR });
      const newOrigin = await again.opens();
      expect(readFileSync(file, 'utf8')).toContain(adminPassword);
      expect((await signIn(newOrigin, 'admin', adminPassword)).status).toBe(200);
      expect(await planOf(newOrigin, 'congan', passwords[1] as string)).toEqual(SAMPLE);
      expect(await again.kill('SIGINT')).toBe(0);
    }, 120_000);

    it('completes the sample exactly once, however often the first start was killed', async () => {
      const DATA_DIR = newFolder();
      const environment = { DATA_DIR, SAMPLE_PASSWORD: 'mat-khau-mau-1' };
      let state = SEED;
      for (let kill = 0; kill < 5; kill += 1) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        const product = new Product(environment);
        // The first start takes a few seconds; every part of it is met sooner or later.
        await Promise.race([sleep(300 + (state % 5_000)), product.opens().catch(() => undefined)]);
        await product.kill('SIGKILL');
      }
      const product = new Product(environment);
      const origin = await product.opens();
      expect(await planOf(origin, 'congan', 'mat-khau-mau-1')).toEqual(SAMPLE);
      const names = readFileSync(join(DATA_DIR, 'first-sign-in.txt'), 'utf8').trim().split('\n');
      expect(names).toHaveLength(SAMPLE_ACCOUNTS.length);
      for (const { username } of SAMPLE_ACCOUNTS) {
        expect((await signIn(origin, username, 'mat-khau-mau-1')).status).toBe(200);
      }
      expect(await product.kill('SIGTERM')).toBe(0);
    }, 180_000);

    it('ends in order on SIGTERM: what is under way is answered, connections that say nothing hold nobody up', async () => {
      const DATA_DIR = newFolder();
      const product = new Product({ DATA_DIR, SAMPLE_PASSWORD: 'mat-khau-mau-1' });
      const origin = await product.opens();
      const port = Number(new URL(origin).port);
      const silent = connect(port, '127.0.0.1');
      silent.on('error', () => undefined);
      await once(silent, 'connect');
      const login = await signIn(origin, 'congan', 'mat-khau-mau-1');
      const cookie = login.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const underWay = Array.from({ length: 10 }, () =>
        fetch(`${origin}/api/v1/assignments?limit=200`, { headers: { cookie } }).then(async (answer) => {
          await answer.text();
          return answer.status;
        }),
      );
      // Sent, but not yet answered.
      await sleep(15);
      const ended = product.kill('SIGTERM');
      void ended.then(() => silent.destroy());
      for (const answer of await Promise.allSettled(underWay)) {
        // Accepted before the end: answered in full. Too late: refused as a whole.
        if (answer.status === 'fulfilled') expect(answer.value).toBe(200);
      }
      expect(await ended).toBe(0);
      expect(product.errors).toBe('');
      // Nothing of it is left.
      expect(() => statSync(join(DATA_DIR, 'postgres', 'postmaster.pid'))).toThrow();
    }, 60_000);

    it('comes back by itself when its database is killed', async () => {
      const DATA_DIR = newFolder();
      const product = new Product({ DATA_DIR, SAMPLE_PASSWORD: 'mat-khau-mau-1' });
      const origin = await product.opens();
      for (let round = 0; round < 3; round += 1) {
        const pid = Number(readFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
        process.kill(pid, 'SIGKILL');
        const seen = new Set<number>();
        do {
          seen.add((await fetch(`${origin}/health/live`)).status);
          seen.add((await signIn(origin, 'bcd', 'mat-khau-mau-1')).status);
          await sleep(20);
        } while ((await fetch(`${origin}/health/ready`)).status !== 200);
        for (const status of seen) expect([200, 503]).toContain(status);
        expect(await planOf(origin, 'bcd', 'mat-khau-mau-1')).toEqual(SAMPLE);
      }
      expect(await product.kill('SIGTERM')).toBe(0);
    }, 90_000);
  });

  describe('with a database that was there before', () => {
    it('makes no accounts and no plan, and prints the token with which the first administrator is claimed', async () => {
      const environment = await external();
      const product = new Product(environment);
      const origin = await product.opens();
      const token = await product.says(/nhan-quan-tri\?token=([\w-]+) /);
      for (const table of ['users', 'plans', 'agencies']) expect(await count(environment, table)).toBe(0);
      const claim = () =>
        fetch(`${origin}/api/v1/auth/claims`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ token, username: 'quan.tri', displayName: 'Quản trị', password: 'mat-khau-dai' }),
        });
      expect((await claim()).status).toBe(201);
      expect((await claim()).status).toBe(403);
      expect(await product.kill('SIGTERM')).toBe(0);
      // With somebody there, no token is printed any more.
      const again = new Product(environment);
      await again.opens();
      await again.says(/^Dữ liệu: /m);
      expect(again.output).not.toContain('nhan-quan-tri');
      expect(await again.kill('SIGTERM')).toBe(0);
    }, 60_000);

    it('loads the plan there once when asked, also when two start together, and still makes no accounts', async () => {
      const environment = { ...(await external()), SAMPLE: '1' };
      const both = [new Product(environment), new Product({ ...environment, DATA_DIR: newFolder() })];
      const origins = await Promise.all(both.map((product) => product.opens()));
      expect(new Set(origins).size).toBe(2);
      expect(await count(environment, 'plans')).toBe(1);
      expect(await count(environment, 'plan_imports')).toBe(1);
      expect(await count(environment, 'agencies')).toBe(198);
      expect(await count(environment, 'users')).toBe(0);
      expect(await count(environment, `assignments a JOIN tasks t ON t.id = a.task_id WHERE t.origin = 'annex'`)).toBe(
        1_040,
      );
      expect(await Promise.all(both.map((product) => product.kill('SIGTERM')))).toEqual([0, 0]);
    }, 90_000);

    it('listens as web and rings nothing; rings as worker and listens nowhere', async () => {
      const environment = await external();
      const web = new Product({ ...environment, ROLE: 'web' });
      const origin = await web.opens();
      const token = await web.says(/nhan-quan-tri\?token=([\w-]+) /);
      // A ring at start would be recorded at once: every job owes today.
      await fetch(`${origin}/health/ready`);
      await sleep(1_500);
      expect(await count(environment, 'job_runs')).toBe(0);

      const port = await freePort();
      const worker = new Product({ ...environment, ROLE: 'worker', PORT: String(port) });
      await worker.says(/^Tiến trình chạy việc theo lịch đã sẵn sàng\.$/m);
      while ((await count(environment, 'job_runs')) === 0) await sleep(50);
      await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
      expect(worker.output).not.toContain('Mở trang');
      // The worker's start leaves the token good that the web process printed.
      const claim = await fetch(`${origin}/api/v1/auth/claims`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token, username: 'quan.tri', displayName: 'Quản trị', password: 'mat-khau-dai' }),
      });
      expect(claim.status).toBe(201);
      expect(await Promise.all([web.kill('SIGTERM'), worker.kill('SIGTERM')])).toEqual([0, 0]);
    }, 60_000);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
