import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { ERROR_CODES } from '@plan/shared/vocabulary/error-codes';
import { PERMISSIONS, type Permission, type PermissionEntry } from '@plan/shared/vocabulary/permissions';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { SCOPES, type Scope } from '@plan/shared/vocabulary/scopes';
import { AccountService } from '../src/identity/account.service.js';
import { PasswordService } from '../src/identity/password.service.js';
import { SYSTEM_ACTOR } from '../src/platform/auth/actor.js';
import { openApiDocument } from '../src/platform/http/openapi.js';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from './harness/app.js';
import { expectProblem } from './harness/problem.js';

type Who = readonly Role[] | 'any' | 'public';

const ANY = 'any';
const PUBLIC = 'public';
const ADMIN: Who = ['admin'];
const STANDING: Who = ['standing'];
const AGENCY: Who = ['standing', 'agency_head', 'agency_officer'];
const PEOPLE: Who = ['admin', 'agency_head'];
const OPERATORS: Who = ['standing', 'admin'];
const AUDITORS: Who = ['admin', 'steering'];
const URGERS: Who = ['standing', 'monitor'];
const REPORTERS: Who = ['agency_head', 'agency_officer'];
const HEADS: Who = ['agency_head'];
const INSPECTORS: Who = ['standing', 'monitor'];
const REPORT_READERS: Who = ['steering', 'standing', 'monitor', 'agency_head', 'agency_officer'];

/** Who may call what (domain.md, "Who does what"). A new route takes its line here, or this file fails. */
const TABLE: Record<string, Who> = {
  'POST /api/v1/auth/login': PUBLIC,
  'POST /api/v1/auth/refresh': PUBLIC,
  'POST /api/v1/auth/claims': PUBLIC,
  'POST /api/v1/auth/tokens': PUBLIC,
  'GET /api/v1/auth/ways': PUBLIC,
  'GET /api/v1/auth/oidc/start': PUBLIC,
  'GET /api/v1/auth/oidc/callback': PUBLIC,
  'POST /api/v1/invitations/readings': PUBLIC,
  'POST /api/v1/invitations/acceptances': PUBLIC,
  'POST /api/v1/password-resets/readings': PUBLIC,
  'POST /api/v1/password-resets/acceptances': PUBLIC,
  'POST /api/v1/auth/logout': ANY,
  'GET /api/v1/auth/me': ANY,
  'POST /api/v1/auth/on-behalf': ANY,
  'POST /api/v1/auth/password': ANY,
  'GET /api/v1/auth/second-factor': ANY,
  'POST /api/v1/auth/second-factor': ANY,
  'POST /api/v1/auth/second-factor/confirmation': ANY,
  'POST /api/v1/auth/second-factor/verification': ANY,
  'POST /api/v1/auth/second-factor/recovery-codes': ANY,
  'POST /api/v1/auth/second-factor/removal': ANY,
  'GET /api/v1/sessions': ANY,
  'DELETE /api/v1/sessions': ANY,
  'DELETE /api/v1/sessions/{id}': ANY,

  'GET /api/v1/users': PEOPLE,
  'POST /api/v1/users': PEOPLE,
  'GET /api/v1/users/{id}': PEOPLE,
  'PATCH /api/v1/users/{id}': PEOPLE,
  'POST /api/v1/users/{id}/password-resets': PEOPLE,
  'DELETE /api/v1/users/{id}/second-factor': ADMIN,
  'GET /api/v1/users/{id}/sessions': ADMIN,
  'DELETE /api/v1/users/{id}/sessions/{sessionId}': ADMIN,
  'GET /api/v1/invitations': PEOPLE,
  'POST /api/v1/invitations': PEOPLE,
  'POST /api/v1/invitations/lists': PEOPLE,
  'GET /api/v1/invitations/template.xlsx': PEOPLE,
  'GET /api/v1/invitations/{id}': PEOPLE,
  'DELETE /api/v1/invitations/{id}': PEOPLE,

  'GET /api/v1/deputies': ANY,
  'POST /api/v1/deputies': ANY,
  'GET /api/v1/deputies/{id}': ANY,
  'DELETE /api/v1/deputies/{id}': ANY,
  'GET /api/v1/deputy-candidates': ANY,

  'GET /api/v1/calendar/days-off': ANY,
  'GET /api/v1/calendar/working-day': ANY,
  'GET /api/v1/calendar/announced-days': ANY,
  'GET /api/v1/calendar/announced-days/{id}': ANY,
  'POST /api/v1/calendar/announced-days': ADMIN,
  'POST /api/v1/calendar/change-previews': ADMIN,
  'DELETE /api/v1/calendar/announced-days/{id}': ADMIN,

  'GET /api/v1/agencies': ANY,
  'POST /api/v1/agencies': OPERATORS,
  'GET /api/v1/agencies/{id}': ANY,
  'PATCH /api/v1/agencies/{id}': ADMIN,
  'GET /api/v1/agency-groups': ANY,
  'GET /api/v1/agency-groups/{id}': ANY,
  'PUT /api/v1/agency-groups/{id}/members': ADMIN,

  'GET /api/v1/plans': ANY,
  'GET /api/v1/plans/{id}': ANY,
  'GET /api/v1/plans/{id}/groups': ANY,
  'GET /api/v1/plans/{id}/summary': ANY,
  'PATCH /api/v1/plans/{id}/settings': STANDING,
  'GET /api/v1/public/plans/{id}': PUBLIC,

  'GET /api/v1/tasks': ANY,
  'GET /api/v1/tasks/{id}': ANY,
  'GET /api/v1/tasks/export.xlsx': ANY,
  'GET /api/v1/assignments/export.xlsx': ANY,
  'GET /api/v1/tasks/{id}/history': ANY,
  'POST /api/v1/tasks/{id}/due-dates': STANDING,
  'GET /api/v1/deadline-readings': ANY,
  'GET /api/v1/assignments': ANY,
  'GET /api/v1/assignments/{id}': ANY,
  'GET /api/v1/assignments/{id}/evidence': ANY,
  'POST /api/v1/assignments/{id}/evidence': AGENCY,
  'POST /api/v1/assignments/{id}/confirmation': STANDING,
  'POST /api/v1/assignments/{id}/cancellation': STANDING,
  'GET /api/v1/evidence': ANY,
  'GET /api/v1/evidence/{id}': ANY,

  'GET /api/v1/extensions': ANY,
  'GET /api/v1/extensions/{id}': ANY,
  'POST /api/v1/assignments/{id}/extensions': REPORTERS,
  'POST /api/v1/extensions/{id}/decisions': ['standing', 'steering'],
  'POST /api/v1/extensions/{id}/withdrawals': REPORTERS,
  'POST /api/v1/extension-decisions': ['standing', 'steering'],

  'GET /api/v1/obstacles': ANY,
  'POST /api/v1/obstacles': REPORTERS,
  'GET /api/v1/obstacles/{id}': ANY,
  'POST /api/v1/obstacles/{id}/answers': AGENCY,
  'POST /api/v1/obstacles/{id}/forwardings': STANDING,
  'POST /api/v1/obstacles/{id}/merges': STANDING,
  'POST /api/v1/obstacles/{id}/decisions': ['steering'],
  'POST /api/v1/obstacles/{id}/confirmations': REPORTERS,
  'POST /api/v1/obstacles/{id}/reopenings': REPORTERS,
  'GET /api/v1/committee-agenda': ['steering', 'standing', 'monitor'],

  'GET /api/v1/plan-imports': STANDING,
  'POST /api/v1/plan-imports': STANDING,
  'GET /api/v1/plan-imports/{id}': STANDING,
  'PATCH /api/v1/plan-imports/{id}': STANDING,
  'POST /api/v1/plan-imports/{id}/confirmation': STANDING,

  'GET /api/v1/api-clients': ADMIN,
  'POST /api/v1/api-clients': ADMIN,
  'GET /api/v1/api-clients/{id}': ADMIN,
  'PATCH /api/v1/api-clients/{id}': ADMIN,
  'POST /api/v1/api-clients/{id}/keys': ADMIN,
  'DELETE /api/v1/api-clients/{id}/keys/{keyId}': ADMIN,

  'GET /api/v1/audit-events': AUDITORS,
  'GET /api/v1/events': OPERATORS,
  'POST /api/v1/files': ['standing', 'monitor', 'steering', 'finance', 'agency_head', 'agency_officer'],
  'GET /api/v1/files/{id}': ANY,
  'GET /api/v1/files/{id}/meta': ANY,
  'GET /api/v1/reporting-periods': ANY,
  'GET /api/v1/reporting-periods/{id}': ANY,
  'GET /api/v1/reporting-periods/{id}/rates': ANY,
  'GET /api/v1/reporting-periods/{id}/ranking': ANY,
  'POST /api/v1/reporting-periods/{id}/exceptions': STANDING,
  'POST /api/v1/reporting-periods/{id}/expected-changes': STANDING,
  'GET /api/v1/plans/{id}/report-matrix': ANY,
  'GET /api/v1/plans/{id}/report-rates': ANY,
  'GET /api/v1/reports': REPORT_READERS,
  'GET /api/v1/reports/owed': REPORT_READERS,
  'GET /api/v1/reports/{id}': REPORT_READERS,
  'PUT /api/v1/reports/{id}/entries': REPORTERS,
  'POST /api/v1/reports/{id}/submissions': HEADS,
  'POST /api/v1/reports/{id}/withdrawals': HEADS,
  'POST /api/v1/reports/{id}/corrections': HEADS,
  'POST /api/v1/reports/{id}/off-system-submissions': STANDING,
  'POST /api/v1/reports/{id}/review-starts': STANDING,
  'POST /api/v1/reports/{id}/reviews': STANDING,
  'POST /api/v1/report-reviews': STANDING,
  'GET /api/v1/reports/{id}/submissions': REPORT_READERS,
  'GET /api/v1/reports/{id}/submissions/{number}': REPORT_READERS,
  'GET /api/v1/reports/{id}/differences': REPORT_READERS,
  'GET /api/v1/reports/{id}/receipt': REPORT_READERS,
  'GET /api/v1/reports/{id}/communes': REPORT_READERS,
  'GET /api/v1/reports/{id}/comments': REPORT_READERS,
  'POST /api/v1/reports/{id}/comments': AGENCY,
  'POST /api/v1/reports/{id}/obstacles': REPORTERS,
  'GET /api/v1/reports/{id}/form.xlsx': REPORT_READERS,
  'POST /api/v1/reports/{id}/form': REPORTERS,

  'GET /api/v1/inspections': REPORT_READERS,
  'POST /api/v1/inspections': INSPECTORS,
  'GET /api/v1/inspections/{id}': REPORT_READERS,
  'PATCH /api/v1/inspections/{id}': INSPECTORS,
  'POST /api/v1/inspections/{id}/visits': INSPECTORS,
  'GET /api/v1/inspection-visits/{id}': REPORT_READERS,
  'PATCH /api/v1/inspection-visits/{id}': INSPECTORS,
  'POST /api/v1/inspection-visits/{id}/findings': INSPECTORS,
  'POST /api/v1/inspection-findings/{id}/remedies': INSPECTORS,

  'GET /api/v1/reminders': REPORT_READERS,
  'POST /api/v1/plans/{id}/ladder-previews': STANDING,
  'GET /api/v1/urging-candidates': URGERS,
  'GET /api/v1/urgings': REPORT_READERS,
  'POST /api/v1/urgings': URGERS,
  'GET /api/v1/urgings/{id}': REPORT_READERS,
  'GET /api/v1/urgings/{id}/letter.docx': REPORT_READERS,
  'POST /api/v1/urgings/{id}/answers': REPORTERS,
  'GET /api/v1/mails': ADMIN,
  'GET /api/v1/mails/{id}': ADMIN,
  'POST /api/v1/mails/{id}/retries': ADMIN,
  'GET /api/v1/mail-refusals': ADMIN,
  'POST /api/v1/mail-bounces': ADMIN,
  'GET /api/v1/notices': ANY,
  'POST /api/v1/notices/readings': ANY,
  'GET /api/v1/notice-preferences': ANY,
  'PUT /api/v1/notice-preferences': ANY,
  'GET /api/v1/calendar-feeds': ANY,
  'POST /api/v1/calendar-feeds': ANY,
  'DELETE /api/v1/calendar-feeds/{id}': ANY,
  'GET /api/v1/calendars/{token}.ics': PUBLIC,

  'GET /api/v1/jobs': OPERATORS,
  'GET /api/v1/job-runs': OPERATORS,
  'POST /api/v1/job-runs': OPERATORS,
};

/** Names and dates that plans, tasks and reports refer to. */
const REFERENCE: readonly Scope[] = ['plans:read', 'tasks:read', 'reports:read', 'reports:write', 'indicators:write'];

/** What other systems may call, and with which scope; nothing else is open to them. */
const SCOPED: Record<string, readonly Scope[]> = {
  'GET /api/v1/calendar/days-off': REFERENCE,
  'GET /api/v1/calendar/working-day': REFERENCE,
  'GET /api/v1/calendar/announced-days': REFERENCE,
  'GET /api/v1/calendar/announced-days/{id}': REFERENCE,
  'GET /api/v1/agencies': REFERENCE,
  'GET /api/v1/agencies/{id}': REFERENCE,
  'GET /api/v1/agency-groups': REFERENCE,
  'GET /api/v1/agency-groups/{id}': REFERENCE,
  'GET /api/v1/plans': ['plans:read'],
  'GET /api/v1/plans/{id}': ['plans:read'],
  'GET /api/v1/plans/{id}/groups': ['plans:read'],
  'GET /api/v1/plans/{id}/summary': ['plans:read'],
  'GET /api/v1/tasks': ['tasks:read'],
  'GET /api/v1/tasks/{id}': ['tasks:read'],
  'GET /api/v1/tasks/export.xlsx': ['tasks:read'],
  'GET /api/v1/assignments/export.xlsx': ['tasks:read'],
  'GET /api/v1/tasks/{id}/history': ['tasks:read'],
  'GET /api/v1/deadline-readings': ['tasks:read'],
  'GET /api/v1/assignments': ['tasks:read'],
  'GET /api/v1/assignments/{id}': ['tasks:read'],
  'GET /api/v1/assignments/{id}/evidence': ['tasks:read'],
  'GET /api/v1/evidence': ['tasks:read'],
  'GET /api/v1/evidence/{id}': ['tasks:read'],
  'GET /api/v1/reminders': ['tasks:read'],
  'GET /api/v1/urgings': ['tasks:read'],
  'GET /api/v1/urgings/{id}': ['tasks:read'],
  'GET /api/v1/urgings/{id}/letter.docx': ['tasks:read'],
  'GET /api/v1/events': ['events:read'],
  'POST /api/v1/files': ['reports:write'],
  'GET /api/v1/files/{id}': ['reports:read', 'reports:write'],
  'GET /api/v1/files/{id}/meta': ['reports:read', 'reports:write'],
  'GET /api/v1/reporting-periods': ['reports:read'],
  'GET /api/v1/reporting-periods/{id}': ['reports:read'],
  'GET /api/v1/reporting-periods/{id}/rates': ['reports:read'],
  'GET /api/v1/reporting-periods/{id}/ranking': ['reports:read'],
  'GET /api/v1/plans/{id}/report-matrix': ['reports:read'],
  'GET /api/v1/plans/{id}/report-rates': ['reports:read'],
  'GET /api/v1/reports': ['reports:read'],
  'GET /api/v1/reports/owed': ['reports:read'],
  'GET /api/v1/reports/{id}': ['reports:read'],
  'PUT /api/v1/reports/{id}/entries': ['reports:write'],
  'POST /api/v1/reports/{id}/submissions': ['reports:write'],
  'POST /api/v1/reports/{id}/withdrawals': ['reports:write'],
  'POST /api/v1/reports/{id}/corrections': ['reports:write'],
  'GET /api/v1/reports/{id}/submissions': ['reports:read'],
  'GET /api/v1/reports/{id}/submissions/{number}': ['reports:read'],
  'GET /api/v1/reports/{id}/differences': ['reports:read'],
  'GET /api/v1/reports/{id}/receipt': ['reports:read'],
  'GET /api/v1/reports/{id}/communes': ['reports:read'],
  'GET /api/v1/reports/{id}/comments': ['reports:read'],
  'POST /api/v1/reports/{id}/comments': ['reports:write'],
  'GET /api/v1/reports/{id}/form.xlsx': ['reports:read'],
  'POST /api/v1/reports/{id}/form': ['reports:write'],
  'GET /api/v1/obstacles': ['obstacles:read'],
  'GET /api/v1/obstacles/{id}': ['obstacles:read'],
  'POST /api/v1/mail-bounces': ['mail:bounces'],
};

/** Outside the document: for proxies and for readers of the document. */
const UNDOCUMENTED = ['GET /api/docs-json', 'GET /health/live', 'GET /health/ready'];

/** What changes nothing, and so may answer a request that says nothing. */
const READS = /^GET |\/(?:change|ladder)-previews$/;

/** What needs no words to do its work. */
const WORDLESS = ['POST /api/v1/auth/second-factor', 'DELETE /api/v1/sessions'];

const NOWHERE = '00000000-0000-4000-8000-000000000000';

interface Operation {
  'x-permission'?: string;
  'x-scopes'?: readonly string[];
  'x-error-codes'?: string[];
  description?: string;
  security?: unknown[];
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
}

describe('every route', () => {
  let app: TestApp;
  let operations: Record<string, Operation>;
  const agents = new Map<Role, Agent>();

  beforeAll(async () => {
    app = await createTestApp();
    operations = Object.fromEntries(
      Object.entries(openApiDocument(app.app).paths).flatMap(([path, methods]) =>
        Object.entries(methods as Record<string, Operation>).map(([method, operation]) => [
          `${method.toUpperCase()} ${path}`,
          operation,
        ]),
      ),
    );
    for (const role of ROLES) agents.set(role, await signedInAs(role));
  });
  afterAll(() => app.close());

  /** The sample's people hold several roles; here each holds exactly one. */
  async function signedInAs(role: Role): Promise<Agent> {
    const username = `only.${role.replace('_', '-')}`;
    const passwordHash = await app.app.get(PasswordService).hash(SAMPLE_PASSWORD);
    await app.dataSource.transaction((manager) =>
      app.app.get(AccountService).create(manager, SYSTEM_ACTOR, {
        username,
        displayName: username,
        agencyId: null,
        roles: [role],
        passwordHash,
      }),
    );
    return app.as(username);
  }

  /** A request that names nothing that exists and says nothing: only the door is asked. */
  function knock(agent: Agent, route: string) {
    const [method = '', path = ''] = route.split(' ');
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    return agent[verb](path.replace(/\{\w+\}/g, NOWHERE));
  }

  it('stands in the table above, in the document, and in the router', () => {
    expect(Object.keys(operations).sort()).toEqual(Object.keys(TABLE).sort());
    const router = (app.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
    const routes = router.stack.flatMap(({ route }) =>
      // The framework marks each path outside the prefix for every method there is; such a mark answers nothing.
      route && Object.keys(route.methods).length === 1
        ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
        : [],
    );
    expect([...new Set(routes)].sort()).toEqual([...Object.keys(TABLE), ...UNDOCUMENTED].sort());
  });

  it.each(Object.entries(TABLE))('%s declares the permission of its line', (route, who) => {
    const declared = operations[route]?.['x-permission'] as Permission | 'public';
    expect(declared === 'public' ? PUBLIC : [...PERMISSIONS[declared].roles].sort()).toEqual(
      typeof who === 'string' ? (who === PUBLIC ? PUBLIC : [...ANY].sort()) : [...who].sort(),
    );
  });

  it.each(Object.entries(TABLE))('%s answers nobody without a sign-in', async (route, who) => {
    const answer = await knock(app.anonymous, route);
    if (who === PUBLIC && READS.test(route)) expect(answer.status).toBeLessThan(500);
    else if (who === PUBLIC) expect(answer.status).toBeGreaterThanOrEqual(400);
    else expectProblem(answer, 'auth.required');
  });

  it.each(Object.entries(TABLE).filter(([, who]) => who !== PUBLIC))(
    '%s lets in exactly its roles',
    async (route, who) => {
      if (route === 'POST /api/v1/auth/logout') return;
      for (const role of ROLES) {
        const answer = await knock(agents.get(role) as Agent, route);
        const seen = { role, status: answer.status, code: answer.body?.code };
        if (who === ANY || who.includes(role as never)) {
          // Let in: what follows is about the request itself, and a write that says nothing changes nothing.
          expect({ ...seen, inside: [401, 403, 405, 500, 503].includes(seen.status) }).toEqual({
            ...seen,
            inside: false,
          });
          if (!READS.test(route) && !WORDLESS.includes(route)) expect(seen.status).toBeGreaterThanOrEqual(400);
        } else {
          expect(seen).toEqual({ role, status: 403, code: 'auth.forbidden' });
          expectProblem(answer, 'auth.forbidden');
        }
      }
    },
  );

  it('lets other systems in by the scopes of its line and by no other', async () => {
    const admin = agents.get('admin') as Agent;
    for (const scope of SCOPES) {
      const { body: client } = await admin
        .post('/api/v1/api-clients')
        .send({ name: `only ${scope}`, scopes: [scope] })
        .expect(201);
      const { body: issued } = await admin.post(`/api/v1/api-clients/${client.id}/keys`).send({}).expect(201);
      for (const route of Object.keys(TABLE).filter((each) => TABLE[each] !== PUBLIC)) {
        const answer = await knock(app.anonymous, route).set('X-API-Key', issued.key);
        const open = SCOPED[route]?.includes(scope) ?? false;
        const seen = { route, scope, status: answer.status };
        if (open)
          expect({ ...seen, inside: ![401, 403, 500].includes(answer.status) }).toEqual({ ...seen, inside: true });
        else expect({ ...seen, code: answer.body.code }).toEqual({ route, scope, status: 403, code: 'auth.forbidden' });
      }
    }
  });

  it('ends only the own session by signing out', async () => {
    const leaving = await app.as('only.finance');
    await leaving.post('/api/v1/auth/logout').expect(204);
    expectProblem(await leaving.get('/api/v1/auth/me'), 'auth.required');
    await (agents.get('finance') as Agent).get('/api/v1/auth/me').expect(200);
  });

  it.each(Object.keys(TABLE))('%s names its permission and its error codes in the document', (route) => {
    const operation = operations[route] as Operation;
    expect(operation.description).toMatch(/Permission: \S/);
    const codes = Object.entries(operation.responses).flatMap(([status, { description, content }]) => {
      if (Number(status) < 400) return [];
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      const named = [...description.matchAll(/`([a-z_.]+)`/g)].map(([, code]) => code as ErrorCode);
      expect(named.length).toBeGreaterThan(0);
      for (const code of named) expect(`${code} ${ERROR_CODES[code]?.status}`).toBe(`${code} ${status}`);
      return named;
    });
    const signedIn: ErrorCode[] = ['auth.required', 'auth.session_ended', 'auth.forbidden', 'request.cross_site'];
    expect(codes).toEqual(
      expect.arrayContaining([
        'request.invalid',
        'server.error',
        'server.unavailable',
        ...(TABLE[route] === PUBLIC ? [] : signedIn),
      ]),
    );
    const permission = operation['x-permission'] as Permission | 'public';
    const entry: PermissionEntry | undefined = permission === 'public' ? undefined : PERMISSIONS[permission];
    const clients = SCOPED[route] ? [{ session: [] }, { token: [] }, { key: [] }] : undefined;
    expect(operation.security).toEqual(TABLE[route] === PUBLIC ? [] : clients);
    expect(operation['x-scopes']).toEqual(entry?.scopes);
    expect(operation['x-error-codes']?.toSorted()).toEqual(codes.toSorted());
  });
});

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}
