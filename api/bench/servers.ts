import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFolder } from '../src/create-app.js';
import { type Database, PASSWORD } from './databases.js';

export interface Usage {
  cpuMicros: number;
  rssBytes: number;
}

export interface MeasuredServer {
  origin: string;
  /** What the process has used since its start. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export interface Product extends MeasuredServer {
  /** Headers of a signed-in person's request, good for ten minutes. */
  signIn(username: string): Promise<Record<string, string>>;
}

/** Connections to PostgreSQL of every measured server: the product's default. */
export const POOL_SIZE = 10;
const USAGE = fileURLToPath(new URL('usage.mjs', import.meta.url));
const FLOOR = fileURLToPath(new URL('floor.mjs', import.meta.url));

/** The product as `npm start` runs it, in a process of its own, with its log in a file. */
export async function startProduct(database: Database, folder: string, nodeArguments: string[] = []): Promise<Product> {
  const port = await freePort();
  const log = join(folder, `product-${port}.log`);
  const child = start([...nodeArguments, repositoryFolder('api', 'dist', 'src', 'main.js')], log, {
    NODE_ENV: 'production',
    PORT: String(port),
    METRICS_PORT: '0',
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    SESSION_SECRET: 'a-secret-that-only-benchmarks-sign-with',
    AUDIT_KEY: 'bench-only-Qp8zN3vB6xM1cK5jH9gF2dS7aL4w',
    REQUIRE_SECOND_FACTOR: 'off',
    // One person asks here as fast as a thousand would.
    RATE_LIMIT: '1000000',
    SAMPLE: '0',
    SCHEDULER: 'off',
    DB_POOL_SIZE: String(POOL_SIZE),
    DATA_DIR: folder,
  });
  const origin = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${origin}/health/ready`)).ok, child, log);
  return {
    ...measured(child, origin),
    signIn: async (username) => {
      const answer = await fetch(`${origin}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      if (!answer.ok) throw new Error(`signing in as ${username}: ${answer.status} ${await answer.text()}`);
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
      return { Cookie: cookies.join('; '), 'Sec-Fetch-Site': 'same-origin' };
    },
  };
}

/** The bare server of floor.mjs over the statements of `spec`. */
export async function startFloor(spec: object, folder: string): Promise<MeasuredServer> {
  const file = join(folder, 'floor.json');
  writeFileSync(file, JSON.stringify({ ...spec, poolSize: POOL_SIZE }));
  const child = start([FLOOR, file], join(folder, 'floor.log'), { NODE_ENV: 'production' });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return measured(child, `http://127.0.0.1:${port}`);
}

function start(args: string[], log: string, env: Record<string, string>): ChildProcess {
  const output = openSync(log, 'a');
  try {
    return spawn(process.execPath, ['--import', USAGE, ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', output, output, 'ipc'],
    });
  } finally {
    closeSync(output);
  }
}

function measured(child: ChildProcess, origin: string): MeasuredServer {
  return {
    origin,
    usage: async () => {
      const answer = once(child, 'message');
      child.send('usage');
      return ((await answer) as [Usage])[0];
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function until(ready: () => Promise<boolean>, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break;
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
