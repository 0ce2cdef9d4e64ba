import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import supertest from 'supertest';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../../test/harness/app.js';
import { createLogger } from '../logging/logger.js';

const V1 = '/api/v1';
const LISTED = 'https://theo-doi.tinh.gov.vn';
/** What a problem document must never hold: code, SQL, files, hosts. */
const LEAK =
  /\bat .+:\d+|node_modules|\.[tj]s\b|select |insert |update .+ set|relation |column |pg_|postgres|127\.0\.0\.1|typeorm|\$\d/i;

describe('the surface', () => {
  let test: TestApp;
  let webRoot: string;
  const lines: string[] = [];

  beforeAll(async () => {
    webRoot = mkdtempSync(join(tmpdir(), 'plan-pages-'));
    mkdirSync(join(webRoot, 'assets'));
    writeFileSync(join(webRoot, 'assets', 'app.js'), 'void 0;');
    writeFileSync(join(webRoot, 'index.html'), '<html><head><meta name="nonce" content="__CSP_NONCE__"></head></html>');
    test = await createTestApp({
      with: {
        webRoot,
        publicUrl: 'https://ke-hoach.tinh.gov.vn',
        corsOrigins: [LISTED],
        docs: 'signed-in',
        statementTimeout: 1_000,
        slowClients: { head: 400, body: 800, request: 2_000, idle: 1_000 },
        logger: createLogger('trace', { write: (line) => void lines.push(line) }),
      },
    });
  });

  afterAll(async () => {
    await test.close();
    rmSync(webRoot, { recursive: true, force: true });
  });

  const directives = (policy: string): Map<string, string> =>
    new Map(policy.split(';').map((part) => part.trim().split(/ (.*)/s) as [string, string]));

  describe('headers', () => {
    it.each([
      '/',
      '/nhiem-vu',
      '/assets/app.js',
      `${V1}/plans`,
      `${V1}/nothing`,
      '/health/live',
      '/api/docs',
      '/nothing.js',
    ])('of %s give nothing away', async (path) => {
      const { headers } = await test.anonymous.get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringMatching(/^max-age=31536000/),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const policy = directives(headers['content-security-policy'] as string);
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.get('script-src') ?? '').not.toMatch(/unsafe|nonce|data:|https?:|\*/);
      if (path.startsWith('/api/docs')) return;
      expect(policy.get('style-src') ?? '').not.toMatch(/unsafe/);
    });

    it('have a nonce of their own for each page', async () => {
      const [first, second] = await Promise.all([test.anonymous.get('/'), test.anonymous.get('/')]);
      const nonce = /'nonce-([^']+)'/.exec(first.headers['content-security-policy'] as string)?.[1] as string;
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect(first.text).toContain(`content="${nonce}"`);
      expect(second.text).not.toContain(nonce);
      expect(first.headers['cache-control']).toBe('no-store');
    });
  });

  describe('other origins', () => {
    const preflight = (origin: string, path = `${V1}/plans`) =>
      test.anonymous
        .options(path)
        .set('Origin', origin)
        .set('Access-Control-Request-Method', 'GET')
        .set('Access-Control-Request-Headers', 'x-api-key');

    it('are let in when they are listed, never with the cookie', async () => {
      const { headers } = await preflight(LISTED).expect(204);
      expect(headers['access-control-allow-origin']).toBe(LISTED);
      expect(headers['access-control-allow-headers']).toContain('X-API-Key');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      const answer = await test.anonymous.get(`${V1}/plans`).set('Origin', LISTED).expect(401);
      expect(answer.headers['access-control-allow-origin']).toBe(LISTED);
      expect(answer.headers['access-control-expose-headers']).toContain('RateLimit');
      expect(answer.headers.vary).toContain('Origin');
    });

    it.each(['https://evil.example', 'null', `${LISTED}.evil.example`, 'http://theo-doi.tinh.gov.vn'])(
      '%s is not let in',
      async (origin) => {
        const { headers } = await preflight(origin);
        expect(headers['access-control-allow-origin']).toBeUndefined();
        const answer = await test.anonymous.get(`${V1}/plans`).set('Origin', origin);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      },
    );

    it('change nothing with somebody’s cookie', async () => {
      const agent = supertest.agent(test.server);
      const login = await agent
        .post(`${V1}/auth/login`)
        .send({ username: 'admin', password: SAMPLE_PASSWORD })
        .expect(200);
      // The cookie is Secure; the test speaks http.
      const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
      for (const origin of [LISTED, 'https://evil.example', 'null']) {
        const { body } = await test.anonymous
          .post(`${V1}/agencies`)
          .set('Cookie', cookie)
          .set('Origin', origin)
          .send({ name: 'Sở lạ', level: 'department' })
          .expect(403);
        expect(body.code).toBe('request.cross_site');
      }
    });
  });

  describe('bodies', () => {
    const post = () => test.anonymous.post(`${V1}/auth/login`).set('Content-Type', 'application/json');

    it('are limited in size and depth', async () => {
      const big = await post()
        .send(JSON.stringify({ username: 'x'.repeat(1_100_000), password: 'y' }))
        .expect(413);
      expect(big.body.code).toBe('request.too_large');
      const deep = await post()
        .send(`${'['.repeat(21)}${']'.repeat(21)}`)
        .expect(400);
      expect(deep.body.code).toBe('request.malformed');
      await post()
        .send(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
        .expect(400);
      const form = `grant_type=${'x'.repeat(20_000)}`;
      await test.anonymous.post(`${V1}/auth/tokens`).type('form').send(form).expect(413);
    });

    it.each([
      ['{', 400],
      ['"text"', 400],
      ['{"__proto__":{"polluted":1},"username":"a","password":"b"}', 400],
      ['{"constructor":{"prototype":{"polluted":1}},"username":"a","password":"b"}', 400],
      ['{"username":{"$ne":""},"password":"b"}', 400],
      ['{"username":"a\\u0000","password":"b"}', 400],
    ])('like %s are refused', async (text, status) => {
      await post().send(text).expect(status);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    });

    it('of another type are refused', async () => {
      await post().set('Content-Type', 'application/xml').send('<a/>').expect(415);
      await post().set('Content-Type', 'application/x-www-form-urlencoded').send('a=b').expect(415);
      await post().set('Content-Type', 'application/json; charset=latin1').send('{}').expect(415);
      await post().set('Content-Encoding', 'snappy').send('{}').expect(415);
    });
  });

  describe('slow clients', () => {
    /** Sends the pieces with pauses; resolves with what came back and after how long the connection was closed. */
    function drip(pieces: string[], pause: number): Promise<{ answer: string; after: number }> {
      const { port } = test.server.address() as { port: number };
      return new Promise((resolve) => {
        const begun = Date.now();
        let answer = '';
        const socket = connect(port, '127.0.0.1');
        let index = 0;
        const timer = setInterval(() => socket.write(pieces[Math.min(index++, pieces.length - 1)] as string), pause);
        socket.on('data', (data) => {
          answer += data.toString();
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(timer);
          resolve({ answer, after: Date.now() - begun });
        });
      });
    }

    it('that send a head letter by letter are cut off, and all at once hold up nobody', async () => {
      const head = [
        'GET /api/v1/plans HTTP/1.1\r\n',
        'Host: a\r\n',
        ...Array.from({ length: 9 }, () => 'X-A: b\r\n'),
        'X-B: ',
      ];
      const dripping = Promise.all(Array.from({ length: 100 }, () => drip(head, 100)));
      await test.anonymous.get('/health/ready').expect(200);
      for (const { answer } of await dripping) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    });

    it('that send a body letter by letter get a problem document and are cut off', async () => {
      const head =
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{';
      const { answer } = await drip([head, ' '], 50);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('"code":"request.timeout"');
      expect(answer.toLowerCase()).toContain('connection: close');
    });

    it('that send an upload letter by letter are cut off by the limit of the whole request', async () => {
      const login = await supertest(test.server)
        .post(`${V1}/auth/login`)
        .send({ username: 'congan', password: SAMPLE_PASSWORD });
      const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
      const head = [
        'POST /api/v1/plan-imports HTTP/1.1',
        'Host: a',
        `Cookie: ${cookie}`,
        'Sec-Fetch-Site: same-origin',
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 9999',
        '',
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
      ].join('\r\n');
      const { answer } = await drip([head, '-'], 100);
      expect(answer).toMatch(/^(HTTP\/1\.1 408 .*)?$/s);
    });

    it('that only connect are let go', async () => {
      const { answer } = await drip([''], 10_000);
      expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true);
    });
  });

  it('ends a statement that takes too long, and says so with 503', async () => {
    const login = await supertest(test.server)
      .post(`${V1}/auth/login`)
      .send({ username: 'admin', password: SAMPLE_PASSWORD });
    const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const [agency] = await test.dataSource.query('SELECT id FROM agencies LIMIT 1');
    const get = await test.anonymous.get(`${V1}/agencies/${agency.id}`).set('Cookie', cookie).expect(200);
    const holder = new pg.Client({ connectionString: test.database.ownerUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM agencies WHERE id = $1 FOR UPDATE', [agency.id]);
      const change = () =>
        test.anonymous
          .patch(`${V1}/agencies/${agency.id}`)
          .set('Cookie', cookie)
          .set('Sec-Fetch-Site', 'same-origin')
          .set('If-Match', get.headers.etag as string)
          .send({ identifier: 'H08' });
      const { body, headers } = await change().expect(503);
      expect(body).toMatchObject({ code: 'server.unavailable', status: 503 });
      expect(headers['retry-after']).toBe('2');
      await holder.query('COMMIT');
      await change().expect(200);
    } finally {
      await holder.end();
    }
  });

  it('shows the documentation to those who signed in', async () => {
    for (const path of ['/api/docs', '/api/docs/', '/api/docs-json', '/api/docs/swagger-ui-init.js']) {
      const { body } = await test.anonymous.get(path).expect(401);
      expect(body.code).toBe('auth.required');
    }
    const login = await supertest(test.server)
      .post(`${V1}/auth/login`)
      .send({ username: 'bcd', password: SAMPLE_PASSWORD });
    const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const { body } = await test.anonymous.get('/api/docs-json').set('Cookie', cookie).expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.components.securitySchemes).sort()).toEqual(['key', 'session', 'token']);
    expect(body.paths[`${V1}/tasks`].get).toMatchObject({
      'x-scopes': ['tasks:read'],
      security: [{ session: [] }, { token: [] }, { key: [] }],
    });
    await test.anonymous.get('/api/docs/').set('Cookie', cookie).expect(200);
  });

  it('has no secret in any log, whatever is sent and however it fails', async () => {
    const canary = (name: string): string => `canary${name}7f3a`;
    const agent = supertest(test.server);
    const login = await agent.post(`${V1}/auth/login`).send({ username: 'admin', password: SAMPLE_PASSWORD });
    const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const admin = (path: string) =>
      agent.post(`${V1}${path}`).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin');
    const { body: client } = await admin('/api-clients')
      .send({ name: 'Hệ thống', scopes: ['plans:read'] })
      .expect(201);
    const { body: key } = await admin(`/api-clients/${client.id}/keys`)
      .set('Idempotency-Key', canary('Idempotency'))
      .send({})
      .expect(201);
    const token = await agent
      .post(`${V1}/auth/tokens`)
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: client.id, client_secret: key.key })
      .expect(200);
    await agent.get(`${V1}/plans`).set('X-API-Key', key.key).expect(200);
    await agent.get(`${V1}/plans`).set('Authorization', `Bearer ${token.body.access_token}`).expect(200);
    await agent.get(`${V1}/plans`).set('X-API-Key', canary('Key')).expect(401);
    await agent
      .get(`${V1}/plans`)
      .set('Authorization', `Bearer ${canary('Bearer')}`)
      .expect(401);
    await agent
      .get(`${V1}/plans`)
      .set('Cookie', `plan_session=${canary('Cookie')}`)
      .expect(401);
    await agent
      .post(`${V1}/auth/login`)
      .send({ username: 'admin', password: canary('Password') })
      .expect(401);
    await agent
      .post(`${V1}/auth/login`)
      .send({ username: canary('Name'), [canary('Field')]: 1 })
      .expect(400);
    await agent
      .post(`${V1}/auth/login`)
      .set('Content-Type', 'application/json')
      .send(`{"password":"${canary('Broken')}`)
      .expect(400);
    await agent
      .post(`${V1}/auth/tokens`)
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: client.id, client_secret: canary('Secret') })
      .expect(401);
    await agent
      .post(`${V1}/auth/tokens`)
      .auth(canary('BasicId'), canary('BasicKey'))
      .type('form')
      .send({ grant_type: 'client_credentials' })
      .expect(401);
    await agent
      .get(`${V1}/tasks?q=${canary('Query')}`)
      .set('Cookie', cookie)
      .expect(200);
    await agent
      .get(`${V1}/tasks?${canary('Parameter')}=1`)
      .set('Cookie', cookie)
      .expect(400);
    await agent.get('/health/live').set('Referer', canary('Referer')).set('User-Agent', canary('Agent')).expect(200);

    // A failure of the database, whose message repeats the values of the statement.
    const owner = new pg.Client({ connectionString: test.database.ownerUrl });
    await owner.connect();
    try {
      await owner.query(`ALTER TABLE agencies ADD CONSTRAINT refuses CHECK (name NOT LIKE 'canary%')`);
      const failed = await admin('/agencies')
        .send({ name: canary('Statement'), level: 'department', identifier: canary('Value') })
        .expect(500);
      expect(failed.text).not.toMatch(/canary/);
      expect(failed.text).not.toMatch(LEAK);
    } finally {
      await owner.end();
    }
    const log = lines.join('');
    expect(log).toContain('unexpected failure');
    expect(log).toContain('"constraint":"refuses"');
    for (const secret of [
      SAMPLE_PASSWORD,
      key.key.slice(13),
      token.body.access_token,
      cookie.split('=')[1] as string,
    ]) {
      expect(log).not.toContain(secret);
    }
    expect(log.match(/canary\w+7f3a/g) ?? []).toEqual([]);
  });

  it('gives nothing away in a problem document', async () => {
    const agent = supertest(test.server);
    const login = await agent.post(`${V1}/auth/login`).send({ username: 'congan', password: SAMPLE_PASSWORD });
    const cookie = (login.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const get = (path: string) => agent.get(`${V1}${path}`).set('Cookie', cookie);
    const answers = [
      get('/plans/not-a-uuid'),
      get('/plans/00000000-0000-4000-8000-000000000000'),
      get('/tasks?sort=title%27'),
      get('/tasks?cursor=eyJhIjoxfQ'),
      get('/tasks?limit=1e9'),
      get('/tasks?asOf=2023-02-30'),
      get('/tasks?planId=1;DROP TABLE plans'),
      get('/%00'),
      get('/%ff'),
      get(`/tasks?q=%00`),
      agent.get('/api/v1/../../etc/passwd'),
      agent.get('/api/v2/plans'),
      agent.get('/metrics'),
      agent.post('/nhiem-vu'),
      agent.get('/assets/%2e%2e%2f%2e%2e%2fpackage.json'),
      agent.put(`${V1}/plans`).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin'),
      agent
        .post(`${V1}/plan-imports`)
        .set('Cookie', cookie)
        .set('Sec-Fetch-Site', 'same-origin')
        .attach('file', Buffer.from([0, 255, 1]), '../../x.txt'),
      agent
        .post(`${V1}/plan-imports`)
        .set('Cookie', cookie)
        .set('Sec-Fetch-Site', 'same-origin')
        .attach('other', Buffer.from('x'), 'x'),
    ];
    for (const asked of answers) {
      const { status, headers, body, text } = await asked;
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(Object.keys(body).sort()).toEqual(
        expect.arrayContaining(['code', 'detail', 'instance', 'status', 'title', 'traceId', 'type']),
      );
      const { instance: _, ...said } = body;
      expect(JSON.stringify(said)).not.toMatch(LEAK);
      expect(text.length).toBeLessThan(3_000);
    }
  });
});
