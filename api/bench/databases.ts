import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp, repositoryFolder } from '../src/create-app.js';
import { loadSample } from '../src/load-sample.js';
import { startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { DATABASE_NAME, databaseGrantStatements, OWNER_ROLE } from '../src/platform/database/embedded-server-roles.js';
import { migrate } from '../src/platform/database/migrate.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { generatePlans, type Size } from './generate-plans.js';

/** The password of every account of the sample in a benchmark. */
export const PASSWORD = 'mat-khau-do-luong';

export interface Database {
  appUrl: string;
  ownerUrl: string;
}

export interface BenchServer {
  dataDir: string;
  version: string;
  /** The database of this name, made when it is first asked for: the sample, multiplied to `size`. */
  database(name: string, size?: Size): Promise<Database>;
  /** Writes everything down, so that no round pays for the one before. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL of our own as the product starts it, durable, with the sample in its first database. */
export async function startBenchServer(seed: number): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'plan-bench-'));
  const server = await startEmbeddedServer({ dataDir });
  await migrate(server.ownerUrl, server.appUrl);
  const app = await createApp({
    databaseUrl: server.appUrl,
    sessionSecret: 'a-secret-that-only-benchmarks-sign-with',
    publicUrl: 'http://localhost',
    logger: createLogger('silent'),
  });
  await app.init();
  await loadSample(app, { folder: repositoryFolder('api', 'sample'), accounts: true, password: PASSWORD, dataDir });
  await app.close();
  const version = await asked(server.superuserUrl, 'SHOW server_version');
  const made = new Map<string, Database>();
  return {
    dataDir,
    version,
    database: async (name, size) => {
      const known = made.get(name);
      if (known) return known;
      for (const statement of [
        `CREATE DATABASE "${name}" OWNER ${OWNER_ROLE} TEMPLATE "${DATABASE_NAME}"`,
        ...databaseGrantStatements(name),
      ]) {
        await asked(server.superuserUrl, statement);
      }
      const database = { appUrl: at(server.appUrl, name), ownerUrl: at(server.ownerUrl, name) };
      if (size) await withClient(database.ownerUrl, (client) => generatePlans(client, size, seed));
      made.set(name, database);
      return database;
    },
    checkpoint: async () => {
      await asked(server.superuserUrl, 'CHECKPOINT');
    },
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs `work` on one connection and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The rows of one statement. */
export const rowsOf = <T>(url: string, sql: string, parameters: unknown[] = []): Promise<T[]> =>
  withClient(url, async (client) => (await client.query(sql, parameters)).rows as T[]);

const asked = async (url: string, sql: string): Promise<string> =>
  String(Object.values((await rowsOf<Record<string, unknown>>(url, sql))[0] ?? {})[0] ?? '');

function at(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
