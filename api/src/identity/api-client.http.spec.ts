import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { createApp } from '../create-app.js';
import { createLogger } from '../platform/logging/logger.js';

const V1 = '/api/v1';
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('API clients', () => {
  let test: TestApp;
  let admin: Agent;

  beforeAll(async () => {
    test = await createTestApp();
    admin = await test.as('admin');
  });

  afterAll(() => test.close());

  async function makeClient(scopes: string[] = ['plans:read', 'tasks:read'], more: object = {}) {
    const { body, headers } = await admin
      .post(`${V1}/api-clients`)
      .send({ name: `Trục liên thông ${randomUUID().slice(0, 8)}`, scopes, ...more })
      .expect(201);
    return { ...body, etag: headers.etag as string } as { id: string; name: string; etag: string };
  }

  async function makeKey(clientId: string, more: object = {}) {
    const { body } = await admin.post(`${V1}/api-clients/${clientId}/keys`).send(more).expect(201);
    return body as { id: string; prefix: string; key: string; expiresAt: string };
  }

  const read = (path: string, headers: Record<string, string>) => {
    const request = test.anonymous.get(`${V1}${path}`);
    for (const [name, value] of Object.entries(headers)) request.set(name, value);
    return request;
  };

  const token = (form: Record<string, string>, basic?: [string, string]) => {
    const request = test.anonymous.post(`${V1}/auth/tokens`).type('form').send(form);
    return basic ? request.auth(...basic) : request;
  };

  const etagOf = async (id: string) => (await admin.get(`${V1}/api-clients/${id}`).expect(200)).headers.etag as string;

  it('are the administrator’s alone', async () => {
    for (const name of ['congan', 'bcd', 'soyte.head']) {
      await (await test.as(name)).get(`${V1}/api-clients`).expect(403);
    }
    await test.anonymous.get(`${V1}/api-clients`).expect(401);
  });

  it('are made, read, changed under If-Match, and shut out at once', async () => {
    const made = await makeClient(['tasks:read']);
    const { key } = await makeKey(made.id);
    await read('/tasks', { 'X-API-Key': key }).expect(200);
    await read('/plans', { 'X-API-Key': key }).expect(403);
    const change = (etag: string, body: object) =>
      admin.patch(`${V1}/api-clients/${made.id}`).set('If-Match', etag).send(body);
    await admin.patch(`${V1}/api-clients/${made.id}`).send({ disabled: true }).expect(428);
    await change(made.etag, { disabled: true }).expect(412);
    const shut = await change(await etagOf(made.id), { disabled: true }).expect(200);
    expect(shut.body.disabledAt).toMatch(/Z$/);
    await read('/tasks', { 'X-API-Key': key }).expect(401);
    await admin.post(`${V1}/api-clients/${made.id}/keys`).send({}).expect(409);
    const open = await change(shut.headers.etag as string, { disabled: false, scopes: ['plans:read'] }).expect(200);
    expect(open.body).toMatchObject({ disabledAt: null, scopes: ['plans:read'] });
    await read('/tasks', { 'X-API-Key': key }).expect(403);
    await read('/plans', { 'X-API-Key': key }).expect(200);
    const { body } = await admin.get(`${V1}/api-clients`).expect(200);
    expect(body.items.map((each: { id: string }) => each.id)).toContain(made.id);
  });

  it('take what they are given: a name once, known scopes, an agency that exists', async () => {
    const { name } = await makeClient();
    const make = (body: object) => admin.post(`${V1}/api-clients`).send(body);
    expect((await make({ name, scopes: ['plans:read'] }).expect(409)).body.code).toBe('api_client.name_taken');
    await make({ name: 'Khác', scopes: [] }).expect(400);
    await make({ name: 'Khác', scopes: ['plans:write'] }).expect(400);
    await make({ name: 'Khác', scopes: ['plans:read', 'plans:read'] }).expect(400);
    await make({ name: 'Khác', scopes: ['plans:read'], agencyId: randomUUID() }).expect(400);
    await make({ name: 'Khác', scopes: ['plans:read'], requestsPerMinute: 0 }).expect(400);
  });

  it('show a key once and keep its digest', async () => {
    const { id } = await makeClient();
    const issued = await makeKey(id);
    expect(issued.key).toMatch(/^p06_[a-z0-9]{8}_[\w-]{43}$/);
    expect(issued.key).toContain(`_${issued.prefix}_`);
    const { text } = await admin.get(`${V1}/api-clients/${id}`).expect(200);
    const secret = issued.key.slice('p06_'.length + 9);
    expect(text).toContain(issued.prefix);
    expect(text).not.toContain(secret);
    for (const table of ['api_client_keys', 'events', 'idempotency_keys']) {
      const [row] = await test.dataSource.query(`SELECT coalesce(json_agg(t)::text, '') AS all FROM ${table} t`);
      expect(row.all).not.toContain(secret);
      expect(row.all).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('keep the last use, at most once a minute', async () => {
    const { id } = await makeClient();
    const { key } = await makeKey(id);
    const used = async () => (await admin.get(`${V1}/api-clients/${id}`)).body.keys[0].lastUsedAt as string | null;
    expect(await used()).toBeNull();
    await read('/plans', { 'X-API-Key': key }).expect(200);
    const first = await used();
    expect(first).toMatch(/Z$/);
    await read('/plans', { 'X-API-Key': key }).expect(200);
    expect(await used()).toBe(first);
    await test.dataSource.query(`UPDATE api_client_keys SET last_used_at = now() - interval '61 seconds'`);
    await read('/plans', { 'X-API-Key': key }).expect(200);
    expect((await used()) as string).not.toBe(first);
  });

  it('rotate a key with an overlap, and end the old one at its instant', async () => {
    const { id } = await makeClient();
    const old = await makeKey(id);
    const until = inMs(1_500);
    const fresh = await makeKey(id, { replacesKeyId: old.id, replacedUntil: until });
    await read('/plans', { 'X-API-Key': old.key }).expect(200);
    await read('/plans', { 'X-API-Key': fresh.key }).expect(200);
    const { body } = await admin.get(`${V1}/api-clients/${id}`).expect(200);
    expect(body.keys.map((key: { id: string; expiresAt: string }) => [key.id, key.expiresAt])).toContainEqual([
      old.id,
      until,
    ]);
    await new Promise((resolve) => setTimeout(resolve, Date.parse(until) - Date.now() + 50));
    expect((await read('/plans', { 'X-API-Key': old.key }).expect(401)).body.code).toBe('auth.key_invalid');
    await read('/plans', { 'X-API-Key': fresh.key }).expect(200);
    await admin.post(`${V1}/api-clients/${id}/keys`).send({ replacesKeyId: old.id }).expect(409);
    await admin
      .post(`${V1}/api-clients/${id}/keys`)
      .send({ replacedUntil: inMs(1_000) })
      .expect(400);
    await admin.post(`${V1}/api-clients/${id}/keys`).send({ replacesKeyId: randomUUID() }).expect(400);
  });

  it('hold at most five good keys, each for two years at most', async () => {
    const { id } = await makeClient();
    for (let i = 0; i < 5; i += 1) await makeKey(id);
    const { body } = await admin.post(`${V1}/api-clients/${id}/keys`).send({}).expect(409);
    expect(body.code).toBe('api_client.too_many_keys');
    for (const expiresAt of [inMs(-1_000), inMs(800 * 86_400_000), '2026-02-30T00:00:00Z', 'tomorrow']) {
      await admin.post(`${V1}/api-clients/${id}/keys`).send({ expiresAt }).expect(400);
    }
  });

  it('lose a revoked key at the next request, on every replica, with the tokens given for it', async () => {
    const { id } = await makeClient();
    const issued = await makeKey(id);
    const { body: granted } = await token({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: issued.key,
    }).expect(200);
    const replica = await createApp({
      databaseUrl: test.database.appUrl,
      sessionSecret: 'a-secret-that-only-tests-sign-with-0123456789',
      publicUrl: 'http://localhost',
      logger: createLogger('silent'),
      poolSize: 3,
    });
    await replica.listen(0, '127.0.0.1');
    const address = await replica.getUrl();
    const ask = (headers: Record<string, string>) => fetch(`${address}${V1}/plans`, { headers });
    try {
      expect((await ask({ 'X-API-Key': issued.key })).status).toBe(200);
      expect((await ask({ Authorization: `Bearer ${granted.access_token}` })).status).toBe(200);
      const path = `${V1}/api-clients/${id}/keys/${issued.id}`;
      await admin.delete(path).expect(428);
      await admin
        .delete(path)
        .set('If-Match', await etagOf(id))
        .expect(204);
      expect((await ask({ 'X-API-Key': issued.key })).status).toBe(401);
      await read('/plans', { 'X-API-Key': issued.key }).expect(401);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect((await ask({ Authorization: `Bearer ${granted.access_token}` })).status).toBe(401);
      await admin
        .delete(path)
        .set('If-Match', await etagOf(id))
        .expect(409);
    } finally {
      await replica.close();
    }
  });

  it('write each change into the log, without a secret', async () => {
    const { id } = await makeClient();
    const issued = await makeKey(id);
    await admin
      .delete(`${V1}/api-clients/${id}/keys/${issued.id}`)
      .set('If-Match', await etagOf(id))
      .expect(204);
    await admin
      .patch(`${V1}/api-clients/${id}`)
      .set('If-Match', await etagOf(id))
      .send({ requestsPerMinute: 5 })
      .expect(200);
    const events = await test.dataSource.query(
      `SELECT type, actor_label AS who, before, after FROM events WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(events.map((event: { type: string }) => event.type)).toEqual([
      'api_client.created',
      'api_client.key_issued',
      'api_client.key_revoked',
      'api_client.changed',
    ]);
    expect(events[3]).toMatchObject({ before: { requestsPerMinute: null }, after: { requestsPerMinute: 5 } });
    expect(JSON.stringify(events)).not.toContain(issued.key.slice(13));
  });

  describe('an access token', () => {
    let id: string;
    let key: string;
    const form = (more: Record<string, string> = {}) => ({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: key,
      ...more,
    });

    beforeAll(async () => {
      ({ id } = await makeClient(['plans:read', 'tasks:read', 'reports:read']));
      ({ key } = await makeKey(id));
    });

    it('is given for credentials in the form or in the header', async () => {
      const { body, headers } = await token(form()).expect(200);
      expect(body).toEqual({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        token_type: 'Bearer',
        expires_in: 900,
        scope: 'plans:read tasks:read reports:read',
      });
      expect(headers['cache-control']).toBe('no-store');
      const basic = await token({ grant_type: 'client_credentials', scope: 'tasks:read' }, [id, key]).expect(200);
      expect(basic.body.scope).toBe('tasks:read');
      await read('/tasks', { Authorization: `Bearer ${basic.body.access_token}` }).expect(200);
      const refused = await read('/plans', { Authorization: `Bearer ${basic.body.access_token}` }).expect(403);
      expect(refused.body.detail).toContain('plans:read');
    });

    it('lives no longer than its key', async () => {
      const short = await makeKey(id, { expiresAt: inMs(60_000) });
      const { body } = await token(form({ client_secret: short.key })).expect(200);
      expect(body.expires_in).toBeLessThanOrEqual(60);
    });

    it('is refused in the words of RFC 6749, as a problem document', async () => {
      const other = await makeClient();
      const cases: [Record<string, string>, [string, string] | undefined, number, string][] = [
        [{}, undefined, 400, 'invalid_request'],
        [form({ grant_type: 'password' }), undefined, 400, 'unsupported_grant_type'],
        [form({ scope: 'reports:write' }), undefined, 400, 'invalid_scope'],
        [form({ scope: 'a"b' }), undefined, 400, 'invalid_scope'],
        [
          form({ client_secret: `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` }),
          undefined,
          401,
          'invalid_client',
        ],
        [form({ client_id: other.id }), undefined, 401, 'invalid_client'],
        [form({ client_id: 'x' }), undefined, 401, 'invalid_client'],
        [{ grant_type: 'client_credentials' }, undefined, 401, 'invalid_client'],
        [{ grant_type: 'client_credentials' }, [id, 'wrong'], 401, 'invalid_client'],
        [form(), [id, key], 400, 'invalid_request'],
      ];
      for (const [body, basic, status, error] of cases) {
        const answer = await token(body, basic).expect(status);
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(answer.body).toMatchObject({ error, code: `token.${error}`, status });
        expect(answer.body.error_description).toMatch(/^[ !#-[\]-~]+$/);
        if (status === 401) expect(answer.headers['www-authenticate']).toMatch(basic ? /^Basic / : /^Bearer /);
      }
      await test.anonymous
        .post(`${V1}/auth/tokens`)
        .type('form')
        .send('grant_type=client_credentials&scope=a&scope=b')
        .expect(400);
      const json = await test.anonymous.post(`${V1}/auth/tokens`).send(form()).expect(400);
      expect(json.body.error).toBe('invalid_request');
    });

    it('ends when the client is shut out, and shrinks with its scopes, within a second', async () => {
      const made = await makeClient(['plans:read', 'tasks:read']);
      const its = await makeKey(made.id);
      const { body } = await token(form({ client_id: made.id, client_secret: its.key })).expect(200);
      const bearer = { Authorization: `Bearer ${body.access_token}` };
      await read('/tasks', bearer).expect(200);
      const change = async (more: object) =>
        admin
          .patch(`${V1}/api-clients/${made.id}`)
          .set('If-Match', await etagOf(made.id))
          .send(more)
          .expect(200);
      await change({ scopes: ['plans:read'] });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await read('/tasks', bearer).expect(403);
      await change({ disabled: true });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const gone = await read('/plans', bearer).expect(401);
      expect(gone.body.code).toBe('auth.token_invalid');
      expect(gone.headers['www-authenticate']).toContain('error="invalid_token"');
    });

    it('is not a session token, nor the other way round, nor one that somebody else signed', async () => {
      const { body } = await token(form()).expect(200);
      await read('/plans', { Cookie: `plan_session=${body.access_token}` }).expect(401);
      const login = await supertest
        .agent(test.server)
        .post(`${V1}/auth/login`)
        .send({ username: 'congan', password: 'mat-khau-mau-1' })
        .expect(200);
      const session = /plan_session=([^;]+)/.exec(String(login.headers['set-cookie']))?.[1] as string;
      await read('/plans', { Authorization: `Bearer ${session}` }).expect(401);
      const [head, claims, signature] = (body.access_token as string).split('.') as [string, string, string];
      const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
      for (const forged of [
        `${none}.${claims}.`,
        `${none}.${claims}.${signature}`,
        `${head}.${claims}.${signature.slice(1)}A`,
      ]) {
        await read('/plans', { Authorization: `Bearer ${forged}` }).expect(401);
      }
    });

    it('is asked for thirty times a minute at most, exactly', async () => {
      const made = await makeClient();
      const its = await makeKey(made.id);
      await test.dataSource.query('DELETE FROM rate_limits');
      const answers = await Promise.all(
        Array.from({ length: 45 }, () => token(form({ client_id: made.id, client_secret: its.key }))),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(15);
      expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
      await test.dataSource.query('DELETE FROM rate_limits');
    });
  });

  it('call with one kind of credentials at a time', async () => {
    const { id } = await makeClient();
    const { key } = await makeKey(id);
    const congan = await test.as('congan');
    const both = await congan.get(`${V1}/plans`).set('X-API-Key', key).expect(400);
    expect(both.body.code).toBe('request.credentials_ambiguous');
    await read('/plans', { 'X-API-Key': key, Authorization: 'Bearer x' }).expect(400);
    await congan.get(`${V1}/plans`).set('Authorization', 'Bearer x').expect(400);
    for (const Authorization of ['Bearer', 'Basic eDp5', `Bearer ${key}`, 'x']) {
      await read('/plans', { Authorization }).expect(401);
    }
    for (const bad of ['', 'p06_', `${key}x`, key.toUpperCase(), 'p06_aaaaaaaa_'.padEnd(56, 'a')]) {
      await read('/plans', { 'X-API-Key': bad }).expect(401);
    }
  });

  it('reach nothing that names no scope, whatever scopes they hold', async () => {
    const { id } = await makeClient([
      'plans:read',
      'tasks:read',
      'reports:read',
      'reports:write',
      'indicators:write',
      'obstacles:read',
      'events:read',
      'webhooks:manage',
    ]);
    const { key } = await makeKey(id);
    await read('/auth/me', { 'X-API-Key': key }).expect(403);
    await read('/api-clients', { 'X-API-Key': key }).expect(403);
    await read('/job-runs', { 'X-API-Key': key }).expect(403);
    const { body } = await test.anonymous
      .post(`${V1}/agencies`)
      .set('X-API-Key', key)
      .send({ name: 'Sở mới', level: 'department' })
      .expect(403);
    expect(body.code).toBe('auth.forbidden');
  });
});
