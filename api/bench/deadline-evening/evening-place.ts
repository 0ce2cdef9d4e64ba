import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/create-app.js';
import { AccountService } from '../../src/identity/account.service.js';
import { PasswordService } from '../../src/identity/password.service.js';
import { SYSTEM_ACTOR } from '../../src/platform/auth/actor.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import type { Database } from '../databases.js';

export interface EveningPlace {
  planId: string;
  periodId: string;
  /** "2026-11". */
  label: string;
  dueOn: string;
  /** The first instant after the due date: a due date ends at 24:00 in Asia/Ho_Chi_Minh. */
  bell: Date;
  /** One head of agency for each expected report. */
  agencies: { username: string; agencyName: string; reportId: string }[];
  readers: string[];
  password: string;
}

const PASSWORD = 'mat-khau-toi-han-nop';
const READERS: readonly Role[][] = [['steering'], ['monitor'], ['standing'], ['agency_officer']];

/**
 * A province on the eve of a due date: the sample's plan, reported on in the newest month whose due date is over by
 * now, and people. The period comes from the product's own settings and job; its clock is turned back to that day later.
 * @param database holds the sample, with the accounts' password given
 */
export async function preparePlace(
  database: Database,
  samplePassword: string,
  most: { agencies: number; readers: number },
): Promise<EveningPlace> {
  const app = await createApp({
    databaseUrl: database.appUrl,
    sessionSecret: 'a-secret-that-only-preparations-sign-with',
    publicUrl: 'http://localhost',
    logger: createLogger('silent'),
  });
  try {
    await app.listen(0, '127.0.0.1');
    const dataSource = app.get<DataSource>(getDataSourceToken());
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    const period = await openPeriod(`http://127.0.0.1:${port}/api/v1`, samplePassword);
    const expected = await dataSource.query<{ agencyId: string; agencyName: string; reportId: string }[]>(
      `SELECT r.id AS "reportId", r.agency_id AS "agencyId", g.name AS "agencyName"
       FROM reports r JOIN agencies g ON g.id = r.agency_id WHERE r.period_id = $1 ORDER BY g.name, g.id LIMIT $2`,
      [period.periodId, most.agencies],
    );
    const passwordHash = await app.get(PasswordService).hash(PASSWORD);
    const accounts = app.get(AccountService);
    const readers = Array.from({ length: most.readers }, (_, index) => `nguoi.doc.${index + 1}`);
    const agencies = expected.map((row, index) => ({ ...row, username: `thu.truong.${index + 1}` }));
    await dataSource.transaction(async (manager) => {
      const create = (username: string, displayName: string, agencyId: string | null, roles: Role[]) =>
        accounts.create(manager, SYSTEM_ACTOR, { username, displayName, agencyId, roles, passwordHash });
      for (const { username, agencyId } of agencies) await create(username, 'Thủ trưởng', agencyId, ['agency_head']);
      for (const [index, username] of readers.entries()) {
        const agencyId = expected[index % expected.length]?.agencyId ?? null;
        await create(username, 'Người theo dõi', agencyId, READERS[index % READERS.length] as Role[]);
      }
    });
    return { ...period, agencies, readers, password: PASSWORD };
  } finally {
    await app.close();
  }
}

type OpenedPeriod = Pick<EveningPlace, 'planId' | 'periodId' | 'label' | 'dueOn' | 'bell'>;

/** As the standing agency does it: the months in the plan's settings, the job, the period that came of it. */
async function openPeriod(api: string, password: string): Promise<OpenedPeriod> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  const call = async (method: string, path: string, body?: object, more: Record<string, string> = {}) => {
    const answer = await fetch(`${api}${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const signedIn = await call('POST', '/auth/login', { username: 'congan', password });
  headers.Cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const [plan] = ((await (await call('GET', '/plans')).json()) as { items: { id: string }[] }).items;
  const planId = plan?.id ?? '';
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const lastMonth = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1));
  const etag = (await call('GET', `/plans/${planId}`)).headers.get('etag') ?? '';
  await call(
    'PATCH',
    `/plans/${planId}/settings`,
    { reportingFrom: lastMonth.toISOString().slice(0, 7), reportingTo: today.slice(0, 7) },
    { 'If-Match': etag },
  );
  await call('POST', '/job-runs', { job: 'open-periods', day: today });
  const { items } = (await (await call('GET', `/reporting-periods?planId=${planId}`)).json()) as {
    items: { id: string; label: string; dueOn: string }[];
  };
  const period = items.filter(({ dueOn }) => dueOn < today).sort((a, b) => (a.dueOn < b.dueOn ? 1 : -1))[0];
  if (!period) throw new Error('no period whose due date is over');
  const bell = new Date(Date.parse(`${period.dueOn}T00:00:00+07:00`) + 24 * 3_600_000);
  return { planId, periodId: period.id, label: period.label, dueOn: period.dueOn, bell };
}
