import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import supertest from 'supertest';
import type { DataSource } from 'typeorm';
import { createApp, repositoryFolder } from '../../src/create-app.js';
import { loadSample } from '../../src/load-sample.js';
import type { Metrics } from '../../src/platform/health/metrics.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** The password of every sample account in tests. */
export const SAMPLE_PASSWORD = 'mat-khau-mau-1';

/** Signs the sessions of tests, so that a test can forge one. */
export const TEST_SECRET = 'a-secret-that-only-tests-sign-with-0123456789';
export const TEST_ORIGIN = 'http://localhost';

export type Agent = ReturnType<typeof supertest.agent>;

export interface TestApp {
  app: NestExpressApplication;
  server: Server;
  database: TestDatabase;
  /** The application's own connections, as its working role. */
  dataSource: DataSource;
  /** Nobody: no cookie. */
  anonymous: Agent;
  /** A signed-in person of the sample; its unsafe requests carry a same-origin header like a browser's. */
  as(username: string): Promise<Agent>;
  /** The plan of the sample. */
  planId(): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Whether the sample (directory, accounts, confirmed plan) is loaded; it is by default. */
  sample?: boolean;
  poolSize?: number;
  rings?: boolean;
  /** Another replica's database: both then serve the same data, as two servers behind one proxy do. */
  shares?: TestApp;
  /** A database that the caller made and drops. */
  database?: TestDatabase;
  logger?: Logger;
  metrics?: Metrics;
}

/** The whole application on a real PostgreSQL, listening on a free port of the loopback. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const given = options.database ?? options.shares?.database;
  const database = given ?? (await createTestDatabase());
  const app = await createApp({
    databaseUrl: database.appUrl,
    sessionSecret: TEST_SECRET,
    publicUrl: TEST_ORIGIN,
    logger: options.logger ?? createLogger(process.env.TEST_LOG_LEVEL ?? 'silent'),
    poolSize: options.poolSize ?? 5,
    rings: options.rings ?? false,
    metrics: options.metrics,
  });
  await app.listen(0, '127.0.0.1');
  const dataDir = mkdtempSync(join(tmpdir(), 'plan-sample-'));
  if (options.sample ?? !options.shares) {
    await loadSample(app, {
      folder: repositoryFolder('api', 'sample'),
      accounts: true,
      password: SAMPLE_PASSWORD,
      dataDir,
    });
  }
  const server = app.getHttpServer() as Server;
  const dataSource = app.get<DataSource>(getDataSourceToken());
  return {
    app,
    server,
    database,
    dataSource,
    anonymous: supertest.agent(server),
    as: async (username) => {
      const agent = supertest.agent(server).set('Sec-Fetch-Site', 'same-origin');
      await agent.post('/api/v1/auth/login').send({ username, password: SAMPLE_PASSWORD }).expect(200);
      return agent;
    },
    planId: async () => {
      const [plan] = await dataSource.query<{ id: string }[]>('SELECT id FROM plans ORDER BY confirmed_at LIMIT 1');
      return (plan as { id: string }).id;
    },
    close: async () => {
      await app.close();
      if (!given) await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
