import ExcelJS from 'exceljs';
import { ClaimService } from '../../src/identity/claim.service.js';
import { type Agent, SAMPLE_PASSWORD, type TestApp } from '../harness/app.js';
import type { ChangeExample } from './change-example.js';
import { codeOf, secondFactorOf } from './second-factor.js';

const V1 = '/api/v1';
const GOOD_PASSWORD = 'mưa phùn gió bấc';

async function userOf(app: TestApp, username: string): Promise<string> {
  const [row] = await app.dataSource.query<{ id: string }[]>('SELECT id FROM users WHERE username = $1', [username]);
  if (!row) throw new Error(`the sample has no ${username}`);
  return row.id;
}

const etagOf = async (agent: Agent, path: string): Promise<string> =>
  (await agent.get(path).expect(200)).headers.etag as string;

/** An officer who has not come yet; each example invites one of its own. */
async function invited(agent: Agent, username: string) {
  const { body } = await agent
    .post(`${V1}/users`)
    .send({ username, displayName: 'Cán bộ được mời', roles: ['steering'] })
    .expect(201);
  return { id: body.user.id as string, invitationId: body.invitation.id as string, token: tokenOf(body.invitation) };
}

const tokenOf = ({ link }: { link: string }): string => link.slice(link.indexOf('#') + 1);

async function resetOf(app: TestApp, username: string): Promise<string> {
  const admin = await app.as('admin');
  const { body } = await admin.post(`${V1}/users/${await userOf(app, username)}/password-resets`).expect(201);
  return tokenOf(body);
}

async function otherSession(agent: Agent): Promise<string> {
  const { body } = await agent.get(`${V1}/sessions`).expect(200);
  return body.items.find(({ current }: { current: boolean }) => !current).id;
}

async function deputyOf(agent: Agent, app: TestApp, deputy: string): Promise<string> {
  const input = { fromOn: TODAY, toOn: TODAY, deputyUserId: await userOf(app, deputy), reason: 'Đi công tác' };
  const { body } = await agent.post(`${V1}/deputies`).send(input).expect(201);
  return body.id;
}

const TODAY = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

async function newClient(agent: Agent, name: string) {
  const { body } = await agent
    .post(`${V1}/api-clients`)
    .send({ name, scopes: ['plans:read', 'tasks:read'] })
    .expect(201);
  const key = await agent.post(`${V1}/api-clients/${body.id}/keys`).send({}).expect(201);
  return { id: body.id as string, keyId: key.body.id as string, key: key.body.key as string };
}

/** An Excel list that invites one officer. */
export async function listOfPeople(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Danh sách');
  sheet.addRow(['Tên đăng nhập', 'Họ tên hoặc chức danh', 'Cơ quan', 'Vai trò', 'Thư điện tử công vụ']);
  sheet.addRow(['tu.danh-sach', 'Văn thư', 'Sở Y tế', 'Cán bộ cơ quan', 'vanthu@soyte.gov.vn']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A working example of each route that changes who may do what. */
export const IDENTITY_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/auth/login',
    by: null,
    act: async (agent) => () => agent.post('/api/v1/auth/login').send({ username: 'bcd', password: SAMPLE_PASSWORD }),
    status: 200,
    tells: ['session.opened'],
    actor: 'bcd',
  },
  {
    // A longer session, not another one: nobody decided anything.
    route: 'POST /api/v1/auth/refresh',
    by: 'bcd',
    act: async (agent) => () => agent.post('/api/v1/auth/refresh'),
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/auth/logout',
    by: 'bcd',
    act: async (agent) => () => agent.post('/api/v1/auth/logout'),
    status: 204,
    tells: ['session.ended'],
  },
  {
    route: 'POST /api/v1/auth/claims',
    by: null,
    empty: true,
    act: async (agent, app) => {
      const token = await app.app.get(ClaimService).offer();
      return () =>
        agent
          .post('/api/v1/auth/claims')
          .send({ token, username: 'quantri', displayName: 'Quản trị', password: 'mot-mat-khau-dai-1' });
    },
    status: 201,
    tells: ['admin.claimed', 'user.created', 'session.opened'],
    actor: 'system',
  },
  {
    route: 'POST /api/v1/auth/tokens',
    by: null,
    act: async (agent, app) => {
      const { id, key } = await newClient(await app.as('admin'), 'Hệ thống lấy mã');
      const form = { grant_type: 'client_credentials', client_id: id, client_secret: key };
      return () => agent.post(`${V1}/auth/tokens`).type('form').send(form);
    },
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/auth/password',
    by: 'sotaichinh',
    act: async (agent) => () =>
      agent.post(`${V1}/auth/password`).send({ oldPassword: SAMPLE_PASSWORD, newPassword: GOOD_PASSWORD }),
    status: 204,
    tells: ['user.password_changed'],
  },
  {
    route: 'DELETE /api/v1/sessions',
    by: 'vpubnd',
    act: async (agent, app) => {
      await app.as('vpubnd');
      return () => agent.delete(`${V1}/sessions`);
    },
    status: 204,
    tells: ['session.others_ended'],
  },
  {
    route: 'DELETE /api/v1/sessions/{id}',
    by: 'vpubnd',
    act: async (agent, app) => {
      await app.as('vpubnd');
      const id = await otherSession(agent);
      return () => agent.delete(`${V1}/sessions/${id}`);
    },
    status: 204,
    tells: ['session.ended_by_other'],
  },
  {
    route: 'DELETE /api/v1/users/{id}/sessions/{sessionId}',
    by: 'admin',
    act: async (agent, app) => {
      await app.as('vpubnd');
      const path = `${V1}/users/${await userOf(app, 'vpubnd')}/sessions`;
      const { body } = await agent.get(path).expect(200);
      return () => agent.delete(`${path}/${body.items[0].id}`);
    },
    status: 204,
    tells: ['session.ended_by_other'],
  },
  {
    route: 'POST /api/v1/auth/second-factor',
    by: 'quynhon',
    act: async (agent) => () => agent.post(`${V1}/auth/second-factor`).send({}),
    status: 200,
    tells: ['user.second_factor_started'],
  },
  {
    route: 'POST /api/v1/auth/second-factor/confirmation',
    by: 'quynhon',
    act: async (agent) => {
      const { body } = await agent.post(`${V1}/auth/second-factor`).send({}).expect(200);
      return () => agent.post(`${V1}/auth/second-factor/confirmation`).send({ code: codeOf(body.secret) });
    },
    status: 200,
    tells: ['user.second_factor_set'],
  },
  {
    route: 'POST /api/v1/auth/second-factor/verification',
    by: 'quynhon',
    act: async (agent, app) => {
      const secret = await secondFactorOf(agent, app, 'quynhon');
      return () => agent.post(`${V1}/auth/second-factor/verification`).send({ code: codeOf(secret) });
    },
    status: 200,
    tells: ['session.second_factor_shown'],
  },
  {
    route: 'POST /api/v1/auth/second-factor/recovery-codes',
    by: 'quynhon',
    act: async (agent, app) => {
      const secret = await secondFactorOf(agent, app, 'quynhon');
      return () => agent.post(`${V1}/auth/second-factor/recovery-codes`).send({ code: codeOf(secret) });
    },
    status: 200,
    tells: ['user.recovery_codes_renewed'],
  },
  {
    route: 'POST /api/v1/auth/second-factor/removal',
    by: 'quynhon',
    act: async (agent, app) => {
      const secret = await secondFactorOf(agent, app, 'quynhon');
      return () => agent.post(`${V1}/auth/second-factor/removal`).send({ code: codeOf(secret) });
    },
    status: 204,
    tells: ['user.second_factor_removed'],
  },
  {
    route: 'DELETE /api/v1/users/{id}/second-factor',
    by: 'admin',
    act: async (agent, app) => {
      await secondFactorOf(await app.as('quynhon.head'), app, 'quynhon.head');
      const path = `${V1}/users/${await userOf(app, 'quynhon.head')}`;
      const etag = await etagOf(agent, path);
      return () => agent.delete(`${path}/second-factor`).set('If-Match', etag);
    },
    status: 204,
    tells: ['user.second_factor_removed'],
  },
  {
    route: 'POST /api/v1/users',
    by: 'admin',
    act: async (agent) => () =>
      agent
        .post(`${V1}/users`)
        .send({ username: 'theo-doi', displayName: 'Người theo dõi', roles: ['steering'], email: 'td@tinh.gov.vn' }),
    status: 201,
    tells: ['user.created'],
  },
  {
    route: 'PATCH /api/v1/users/{id}',
    by: 'admin',
    act: async (agent) => {
      const path = `${V1}/users/${(await invited(agent, 'duoc.sua')).id}`;
      const etag = await etagOf(agent, path);
      const change = {
        displayName: 'Tên mới',
        roles: ['admin'],
        email: 'moi@tinh.gov.vn',
        oidcSubject: { issuer: 'https://sso.tinh.gov.vn', subject: 'a-1' },
        disabledAt: '2023-06-01T00:00:00Z',
      };
      return () => agent.patch(path).set('If-Match', etag).send(change);
    },
    status: 200,
    tells: ['user.changed'],
  },
  {
    route: 'POST /api/v1/users/{id}/password-resets',
    by: 'soyte.head',
    act: async (agent, app) => {
      const id = await userOf(app, 'soyte');
      return () => agent.post(`${V1}/users/${id}/password-resets`);
    },
    status: 201,
    tells: ['user.password_reset_issued'],
  },
  {
    route: 'POST /api/v1/password-resets/readings',
    by: null,
    act: async (agent, app) => {
      const token = await resetOf(app, 'soyte');
      return () => agent.post(`${V1}/password-resets/readings`).send({ token });
    },
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/password-resets/acceptances',
    by: null,
    act: async (agent, app) => {
      const token = await resetOf(app, 'soyte');
      // The same password again: the examples that follow sign in with it.
      return () => agent.post(`${V1}/password-resets/acceptances`).send({ token, password: SAMPLE_PASSWORD });
    },
    status: 200,
    tells: ['user.password_reset'],
    actor: 'soyte',
  },
  {
    route: 'POST /api/v1/invitations',
    by: 'admin',
    act: async (agent) => {
      const { id } = await invited(agent, 'duoc.moi-lai');
      return () => agent.post(`${V1}/invitations`).send({ userId: id });
    },
    status: 201,
    tells: ['user.invited_again'],
  },
  {
    route: 'POST /api/v1/invitations/lists',
    by: 'admin',
    act: async (agent) => {
      const file = await listOfPeople();
      return () => agent.post(`${V1}/invitations/lists`).attach('file', file, 'danh-sach.xlsx');
    },
    status: 201,
    tells: ['user.created'],
  },
  {
    route: 'DELETE /api/v1/invitations/{id}',
    by: 'admin',
    act: async (agent) => {
      const path = `${V1}/invitations/${(await invited(agent, 'bi.thu-hoi')).invitationId}`;
      const etag = await etagOf(agent, path);
      return () => agent.delete(path).set('If-Match', etag);
    },
    status: 204,
    tells: ['user.invitation_revoked'],
  },
  {
    route: 'POST /api/v1/invitations/readings',
    by: null,
    act: async (agent, app) => {
      const { token } = await invited(await app.as('admin'), 'dang.doc');
      return () => agent.post(`${V1}/invitations/readings`).send({ token });
    },
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/invitations/acceptances',
    by: null,
    act: async (agent, app) => {
      const { token } = await invited(await app.as('admin'), 'nhan.loi-moi');
      return () => agent.post(`${V1}/invitations/acceptances`).send({ token, password: GOOD_PASSWORD });
    },
    status: 200,
    tells: ['user.invitation_accepted'],
    actor: 'nhan.loi-moi',
  },
  {
    route: 'POST /api/v1/deputies',
    by: 'soyte.head',
    act: async (agent, app) => {
      const deputyUserId = await userOf(app, 'soyte');
      const input = { deputyUserId, fromOn: TODAY, toOn: TODAY, reason: 'Đi họp trung ương' };
      return () => agent.post(`${V1}/deputies`).send(input);
    },
    status: 201,
    tells: ['deputy.granted'],
  },
  {
    route: 'POST /api/v1/auth/on-behalf',
    by: 'soyte',
    act: async (_, app) => {
      const userId = await userOf(app, 'soyte.head');
      // A session of its own: the shared one must not act for somebody else later.
      const deputy = await app.as('soyte');
      return () => deputy.post(`${V1}/auth/on-behalf`).send({ userId });
    },
    status: 200,
    tells: ['session.switched'],
  },
  {
    route: 'DELETE /api/v1/deputies/{id}',
    by: 'quynhon.head',
    act: async (_, app) => {
      // Taking a second factor away has ended the sessions of before.
      const agent = await app.as('quynhon.head');
      const path = `${V1}/deputies/${await deputyOf(agent, app, 'quynhon')}`;
      const etag = await etagOf(agent, path);
      return () => agent.delete(path).set('If-Match', etag);
    },
    status: 204,
    tells: ['deputy.revoked'],
  },
  {
    route: 'POST /api/v1/api-clients',
    by: 'admin',
    act: async (agent) => () =>
      agent
        .post(`${V1}/api-clients`)
        .send({ name: 'Trục liên thông', scopes: ['plans:read', 'tasks:read'], requestsPerMinute: 60 }),
    status: 201,
    tells: ['api_client.created'],
  },
  {
    route: 'PATCH /api/v1/api-clients/{id}',
    by: 'admin',
    act: async (agent) => {
      const path = `${V1}/api-clients/${(await newClient(agent, 'Hệ thống được sửa')).id}`;
      const etag = await etagOf(agent, path);
      const change = { name: 'Hệ thống đã sửa', scopes: ['events:read'], requestsPerMinute: 5, disabled: true };
      return () => agent.patch(path).set('If-Match', etag).send(change);
    },
    status: 200,
    tells: ['api_client.changed'],
  },
  {
    route: 'POST /api/v1/api-clients/{id}/keys',
    by: 'admin',
    act: async (agent) => {
      const { id, keyId } = await newClient(agent, 'Hệ thống đổi khóa');
      return () => agent.post(`${V1}/api-clients/${id}/keys`).send({ replacesKeyId: keyId });
    },
    status: 201,
    tells: ['api_client.key_issued'],
  },
  {
    route: 'DELETE /api/v1/api-clients/{id}/keys/{keyId}',
    by: 'admin',
    act: async (agent) => {
      const { id, keyId } = await newClient(agent, 'Hệ thống bị thu hồi khóa');
      const etag = await etagOf(agent, `${V1}/api-clients/${id}`);
      return () => agent.delete(`${V1}/api-clients/${id}/keys/${keyId}`).set('If-Match', etag);
    },
    status: 204,
    tells: ['api_client.key_revoked'],
  },
];
