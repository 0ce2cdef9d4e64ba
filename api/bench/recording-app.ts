import type { AddressInfo } from 'node:net';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { createApp } from '../src/create-app.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { type Database, PASSWORD } from './databases.js';
import { type Call, timed } from './load.js';
import { type RecordedQuery, recordQueries } from './recorded-queries.js';

export interface RecordingApp {
  /** Answers one call of the signed-in person, and the statements that it took beside the session's own. */
  record(call: Call): Promise<{ body: string; queries: RecordedQuery[] }>;
  close(): Promise<void>;
}

/** The application in this process, not for measuring: what SQL does it send? */
export async function startRecordingApp(database: Database, username: string): Promise<RecordingApp> {
  const app = await createApp({
    databaseUrl: database.appUrl,
    sessionSecret: 'a-secret-that-only-benchmarks-sign-with',
    publicUrl: 'http://localhost',
    logger: createLogger('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const signedIn = await fetch(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const dataSource = app.get<DataSource>(getDataSourceToken());
  return {
    record: async (call) => {
      let answer = { status: 0, body: '' };
      const queries = await recordQueries(dataSource, async () => {
        answer = await timed(origin, {
          ...call,
          headers: { ...call.headers, Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
        });
      });
      if (answer.status >= 300) throw new Error(`${call.path}: ${answer.status} ${answer.body}`);
      return { body: answer.body, queries: queries.filter(({ sql }) => !/FROM sessions/.test(sql)) };
    },
    close: () => app.close(),
  };
}
