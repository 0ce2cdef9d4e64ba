import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Secret } from 'otpauth';
import { AccountService } from '../../src/identity/account.service.js';
import { ApiClientService } from '../../src/identity/api-client.service.js';
import { OidcService } from '../../src/identity/oidc.service.js';
import { PasswordLinkService } from '../../src/identity/password-link.service.js';
import { SecretBox } from '../../src/identity/secret-box.js';
import { SessionService } from '../../src/identity/session.service.js';
import { REFRESH_COOKIE } from '../../src/identity/session-token.js';
import { SYSTEM_ACTOR } from '../../src/platform/auth/actor.js';
import { codeOf } from '../changes/second-factor.js';
import { TEST_SECRET, type TestApp } from '../harness/app.js';
import { visit } from '../harness/sign-on-provider.js';
import type { Call } from './call.js';
import type { Caller } from './callers.js';

/** The sample's own document, confirmed already; its copies are not. */
const COPY_OF_IMPORT = `INSERT INTO plan_imports (file_name, digest, source, version)
  SELECT file_name, digest, source, 1 FROM plan_imports WHERE plan_id IS NOT NULL ORDER BY created_at LIMIT 1 RETURNING id`;

/** What the calls of one kind are made fresh with. */
interface Need {
  app: TestApp;
  /** Issuer of the sign-on provider. */
  issuer: string;
  caller: Caller;
  call: Call;
}

type Maker = (need: Need) => Promise<Call>;

/**
 * What no generator can guess because it is secret, good once or bound to a row: tokens, codes, cookies, the one row
 * that is in the right state. By route; each call gets its own.
 */
const MAKERS: Record<string, Maker> = {
  'POST /api/v1/auth/refresh': async ({ app, caller, call }) => {
    const userId = caller.userId ?? (await newPerson(app));
    const start = { userAgent: 'fuzz', secondFactor: false, way: 'password' } as const;
    const { refreshToken } = await app.app.get(SessionService).open(SYSTEM_ACTOR, userId, start);
    return { ...call, headers: { ...call.headers, Cookie: `${REFRESH_COOKIE}=${refreshToken}` } };
  },
  'POST /api/v1/auth/claims': async ({ app, call }) => {
    const token = randomBytes(24).toString('base64url');
    // The claim of an installation without people; only the token is asked for.
    await app.dataSource.query(
      `INSERT INTO admin_claims (id, token_hash) VALUES (1, $1)
       ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, used_at = NULL`,
      [digest(token)],
    );
    return withBody(call, { token, username: newName(), password: 'mưa phùn gió bấc' });
  },
  'GET /api/v1/auth/oidc/callback': async ({ app, issuer, call }) => {
    await app.dataSource.query(
      `UPDATE users SET oidc_issuer = $1, oidc_subject = 'sub-soyte', disabled_at = NULL WHERE username = 'soyte'`,
      [issuer],
    );
    const { url, errand } = await app.app.get(OidcService).begin('/nhiem-vu');
    const back = new URL(await visit(url, issuer, 'sub-soyte'));
    const query = Object.fromEntries([...back.searchParams].map(([name, value]) => [name, [value]]));
    return { ...call, query, headers: { ...call.headers, Cookie: `plan_oidc=${errand}` } };
  },
  'POST /api/v1/auth/second-factor/confirmation': async ({ app, caller, call }) => {
    if (!caller.userId) return call;
    return withBody(call, { code: codeOf(await setSecret(app, caller.userId, 'totp_pending_secret')) });
  },
  'POST /api/v1/auth/second-factor/verification': withCode,
  'POST /api/v1/auth/second-factor/recovery-codes': withCode,
  'POST /api/v1/auth/second-factor/removal': withCode,
  'POST /api/v1/invitations/readings': async ({ app, call }) =>
    withBody(call, { token: (await link(app, 'invitation')).token }),
  'POST /api/v1/invitations/acceptances': async ({ app, call }) =>
    withBody(call, { token: (await link(app, 'invitation')).token, password: 'mưa phùn gió bấc' }),
  'POST /api/v1/password-resets/readings': async ({ app, call }) =>
    withBody(call, { token: (await link(app, 'reset')).token }),
  'POST /api/v1/password-resets/acceptances': async ({ app, call }) =>
    withBody(call, { token: (await link(app, 'reset')).token, password: 'mưa phùn gió bấc' }),
  'DELETE /api/v1/invitations/{id}': async ({ app, call }) => withId(call, (await link(app, 'invitation')).id),
  'DELETE /api/v1/users/{id}/second-factor': async ({ app, call }) => {
    const id = await newPerson(app);
    await setSecret(app, id, 'totp_secret');
    return withId(call, id);
  },
  'POST /api/v1/deputies': async ({ app, caller, call }) => {
    // A colleague, for days that lie in the right order.
    const rows = await app.dataSource.query<{ id: string }[]>(
      `SELECT o.id FROM users o JOIN users m ON m.agency_id = o.agency_id AND m.id <> o.id
       WHERE m.id = $1 AND o.disabled_at IS NULL LIMIT 1`,
      [caller.userId],
    );
    const deputyUserId = rows[0]?.id;
    const period = { fromOn: daysAhead(1), toOn: daysAhead(30), principalUserId: undefined };
    return withBody(call, { ...period, ...(deputyUserId ? { deputyUserId } : {}) });
  },
  'POST /api/v1/auth/tokens': async ({ app, call }) => {
    const clients = app.app.get(ApiClientService);
    const { client } = await clients.create({ name: newName(), scopes: ['plans:read', 'tasks:read'] }, SYSTEM_ACTOR);
    const { key } = await clients.issueKey(client.id, {}, SYSTEM_ACTOR);
    return withBody(call, { client_id: client.id, client_secret: key, scope: 'plans:read' });
  },
  'GET /api/v1/public/plans/{id}': async ({ app, call }) => {
    // Shown to nobody unless its settings say so, which other calls change.
    await app.dataSource.query('UPDATE plans SET public = true WHERE id::text = lower($1)', [call.path.id]);
    return call;
  },
  'GET /api/v1/calendars/{token}.ics': async ({ app, call }) => {
    const token = randomBytes(32).toString('base64url');
    await app.dataSource.query(
      `INSERT INTO calendar_feeds (user_id, token_hash, created_by)
       SELECT id, $1, id FROM users WHERE disabled_at IS NULL ORDER BY random() LIMIT 1
       ON CONFLICT (user_id) WHERE revoked_at IS NULL AND user_id IS NOT NULL
         DO UPDATE SET token_hash = excluded.token_hash`,
      [digest(token)],
    );
    return { ...call, path: { ...call.path, token } };
  },
  'POST /api/v1/assignments/{id}/evidence': async ({ call }) =>
    withBody(call, { issuedOn: '2023-03-20', deliverableId: undefined }),
  'POST /api/v1/assignments/{id}/confirmation': async ({ app, call }) => {
    const [lead] = await app.dataSource.query<{ id: string }[]>(
      `SELECT a.id FROM assignments a WHERE a.role = 'lead' AND a.cancelled_on IS NULL ORDER BY random() LIMIT 1`,
    );
    const id = lead?.id ?? '';
    const evidenceId = randomUUID();
    await app.dataSource.query(
      `INSERT INTO evidence (id, assignment_id, number, issued_on, abstract, state)
       VALUES ($1, $2, '15/BC', '2023-03-20', 'Báo cáo kết quả', 'proposed')`,
      [evidenceId, id],
    );
    return withBody(withId(call, id), { evidenceId, reason: 'Đã xem văn bản' });
  },
  'PATCH /api/v1/plan-imports/{id}': async ({ app, call }) => {
    const [copy] = await app.dataSource.query<{ id: string }[]>(COPY_OF_IMPORT);
    const tasks = [{ number: 1, title: 'Nội dung đã sửa', deadlineText: 'Tháng 6/2023' }];
    return { ...withId(call, copy?.id ?? ''), body: { type: 'application/json', value: { tasks } } };
  },
};

/** The call with what it needs to be let through, where the route asks for something that only the server gives out. */
export async function fresh(app: TestApp, issuer: string, route: string, caller: Caller, call: Call): Promise<Call> {
  const make = call.fresh ? MAKERS[route] : undefined;
  return make ? make({ app, issuer, caller, call }) : call;
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
const newName = (): string => `moi-${randomBytes(8).toString('hex')}`;
const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const withId = (call: Call, id: string): Call => ({ ...call, path: { ...call.path, id } });

function withBody(call: Call, fields: Record<string, unknown>): Call {
  if (!call.body) return call;
  return { ...call, body: { ...call.body, value: { ...(call.body.value as object), ...fields } } };
}

async function newPerson(app: TestApp, passwordHash: string | null = null): Promise<string> {
  const accounts = app.app.get(AccountService);
  const { id } = await app.dataSource.transaction((manager) =>
    accounts.create(manager, SYSTEM_ACTOR, {
      username: newName(),
      displayName: 'Người mới',
      agencyId: null,
      roles: ['steering'],
      passwordHash,
    }),
  );
  return id;
}

async function link(app: TestApp, purpose: 'invitation' | 'reset'): Promise<{ id: string; token: string }> {
  const userId = await newPerson(app, purpose === 'reset' ? 'no password hashes to this' : null);
  const links = app.app.get(PasswordLinkService);
  const issued = await app.dataSource.transaction((manager) => links.issue(manager, SYSTEM_ACTOR, userId, purpose));
  return { id: issued.id, token: issued.link.slice(issued.link.indexOf('#') + 1) };
}

/** A second factor as its set-up would have left it, shown in all sessions; answers its secret. */
async function setSecret(app: TestApp, userId: string, column: 'totp_secret' | 'totp_pending_secret'): Promise<string> {
  const secret = new Secret({ size: 20 }).base32;
  const closed = new SecretBox(TEST_SECRET, 'totp').close(secret, userId);
  const confirmed = column === 'totp_secret' ? 'now()' : 'NULL';
  await app.dataSource.query(
    `UPDATE users SET ${column} = $2, totp_confirmed_at = ${confirmed}, totp_last_step = NULL WHERE id = $1`,
    [userId, closed],
  );
  await app.dataSource.query('UPDATE sessions SET second_factor_at = now() WHERE user_id = $1', [userId]);
  return secret;
}

async function withCode({ app, caller, call }: Need): Promise<Call> {
  if (!caller.userId) return call;
  return withBody(call, { code: codeOf(await setSecret(app, caller.userId, 'totp_secret')) });
}
