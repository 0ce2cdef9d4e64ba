import { JwtService } from '@nestjs/jwt';
import { PERMISSIONS, type Permission, type PermissionEntry } from '@plan/shared/vocabulary/permissions';
import { SCOPES, type Scope } from '@plan/shared/vocabulary/scopes';
import { ApiClientService } from '../../src/identity/api-client.service.js';
import { SessionService } from '../../src/identity/session.service.js';
import { SESSION_COOKIE } from '../../src/identity/session-token.js';
import { SAMPLE_ACCOUNTS } from '../../src/load-sample.js';
import { SYSTEM_ACTOR } from '../../src/platform/auth/actor.js';
import type { TestApp } from '../harness/app.js';

export interface Caller {
  name: string;
  /** The person's account; null for nobody and for other systems. */
  userId: string | null;
  /** Whether the permission lets it in; which rows it then gets is another matter. */
  may(permission: Permission | 'public'): boolean;
  /** Its credentials, made anew where a call has ended or changed them. */
  headers(): Promise<Record<string, string>>;
  /** To be called after an answer that may have ended the credentials, with its status. */
  lost(status: number): void;
}

/** Nobody, each account of the sample, an API client with every scope, one of an agency, and one whose scope opens none of these routes. */
export async function callersOf(app: TestApp): Promise<Caller[]> {
  const people = await Promise.all(SAMPLE_ACCOUNTS.map((account) => personOf(app, account.username, account.roles)));
  const client = await clientOf(app, 'có mọi phạm vi', [...SCOPES]);
  const [{ id: agencyId }] = await app.dataSource.query(`SELECT id FROM agencies WHERE name = 'Sở Y tế'`);
  const ofAgency = await clientOf(app, 'của một cơ quan', ['reports:read', 'reports:write'], agencyId);
  const without = await clientOf(app, 'không phạm vi nào hợp', ['webhooks:manage']);
  const anonymous: Caller = {
    name: 'không ai',
    userId: null,
    may: (permission) => permission === 'public',
    headers: async () => ({}),
    lost: () => undefined,
  };
  return [anonymous, ...people, client, ofAgency, without];
}

const entryOf = (permission: Permission): PermissionEntry => PERMISSIONS[permission];

async function personOf(app: TestApp, username: string, roles: readonly string[]): Promise<Caller> {
  const [person] = await app.dataSource.query(
    `SELECT id, display_name, agency_id, roles, password_hash FROM users WHERE username = $1`,
    [username],
  );
  let cookie: Promise<string> | null = null;
  return {
    name: username,
    userId: person.id,
    may: (permission) => {
      if (permission === 'public') return true;
      const holders = entryOf(permission).roles;
      return holders === 'any' || holders.some((role) => roles.includes(role));
    },
    headers: async () => {
      cookie ??= signIn(app, person);
      return { Cookie: `${SESSION_COOKIE}=${await cookie}`, 'Sec-Fetch-Site': 'same-origin' };
    },
    lost: () => {
      cookie = null;
    },
  };
}

interface PersonRow {
  id: string;
  display_name: string;
  agency_id: string | null;
  roles: string[];
  password_hash: string;
}

/** As the person was at first, whatever calls have made of the account since. */
async function signIn(app: TestApp, person: PersonRow): Promise<string> {
  await app.dataSource.query(
    `UPDATE users SET display_name = $2, agency_id = $3, roles = $4, password_hash = $5, disabled_at = NULL,
       totp_secret = NULL, totp_pending_secret = NULL, totp_confirmed_at = NULL WHERE id = $1`,
    [person.id, person.display_name, person.agency_id, person.roles, person.password_hash],
  );
  const start = { userAgent: 'fuzz', secondFactor: false, way: 'password' } as const;
  const { sessionId } = await app.app.get(SessionService).open(SYSTEM_ACTOR, person.id, start);
  return app.app.get(JwtService).sign({ sub: person.id, sid: sessionId, typ: 'session' });
}

async function clientOf(app: TestApp, name: string, scopes: Scope[], agencyId?: string): Promise<Caller> {
  const clients = app.app.get(ApiClientService);
  let key: Promise<string> | null = null;
  let made = 0;
  const create = async (): Promise<string> => {
    made += 1;
    const { client } = await clients.create({ name: `Hệ thống ${name} ${made}`, scopes, agencyId }, SYSTEM_ACTOR);
    return (await clients.issueKey(client.id, {}, SYSTEM_ACTOR)).key;
  };
  return {
    name: `hệ thống ${name}`,
    userId: null,
    may: (permission) =>
      permission === 'public' || (entryOf(permission).scopes ?? []).some((scope) => scopes.includes(scope)),
    headers: async () => {
      key ??= create();
      return { 'X-API-Key': await key };
    },
    lost: (status) => {
      if (status === 401) key = null;
    },
  };
}
