import { request as rawRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { expectProblem } from '../../../test/harness/problem.js';

const LOGIN = '/api/v1/auth/login';
const NOBODY = { username: 'khong.ai', password: 'sai-mat-khau' };

describe('what the framework itself refuses', () => {
  let app: TestApp;
  let reader: Agent;
  let admin: Agent;

  beforeAll(async () => {
    app = await createTestApp();
    reader = await app.as('bcd');
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  /** A request that a well-behaved client would not send. */
  function raw(method: string, path: string, headers: Record<string, string> = {}, body?: Buffer | string) {
    const { port } = app.server.address() as AddressInfo;
    return new Promise<{ status: number; headers: Record<string, string>; text: string }>((resolve, reject) => {
      const request = rawRequest({ port, host: '127.0.0.1', method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  const json = { 'Content-Type': 'application/json' };

  describe('addresses and methods', () => {
    it.each([
      '/api/v1/nothing-here',
      '/api/v1',
      '/api/nothing',
      '/api/v2/plans',
      '/health/nothing',
      '/assets/gone',
      '/%',
    ])('has no %s', async (path) => {
      expectProblem(await raw('GET', path), 'request.not_found');
    });

    it.each(['TRACE', 'PROPFIND', 'QUERY', 'OPTIONS', 'DELETE'])('has no %s of a list', async (method) => {
      const answer = await raw(method, '/api/v1/plans');
      expectProblem(answer, 'request.not_found');
    });

    it.each(['/api/v1/%E0%A4%A', '/api/v1/plans/%zz'])('refuses %s, whose escapes are none', async (path) => {
      expectProblem(await raw('GET', path), 'request.malformed');
    });

    it('refuses a path longer than the server reads, without a word of the inside', async () => {
      const answer = await raw('GET', `/api/v1/plans/${'a'.repeat(40_000)}`);
      expect(answer.status).toBe(431);
      expect(answer.text).toBe('');
    });

    it('closes a connection that does not speak HTTP', async () => {
      const { port } = app.server.address() as AddressInfo;
      const said = await new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write('XIN CHAO\r\n\r\n'));
        socket.on('data', (chunk) => {
          text += chunk.toString();
        });
        socket.on('close', () => resolve(text));
      });
      expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(said).not.toMatch(/Error|node/);
    });

    it('answers HEAD as GET without a body, and asks for the sign-in there too', async () => {
      const head = await reader.head('/api/v1/plans').expect(200);
      expect(head.text ?? '').toBe('');
      expect((await app.anonymous.head('/api/v1/plans')).status).toBe(401);
    });

    it.each(['khong-phai-uuid', '123', '%00', '..%2F..%2Fetc', "' OR 1=1 --", '00000000-0000-4000-8000-000000000000'])(
      'finds no plan %s',
      async (id) => {
        expectProblem(await reader.get(`/api/v1/plans/${id}`), 'resource.not_found');
      },
    );
  });

  describe('bodies', () => {
    it.each(['{"username":', '{"a":1}}', 'xin chào', '"text"', '12', 'null', '{"a":"\u0001"}'])(
      'cannot read %j as a JSON object',
      async (body) => {
        expectProblem(await raw('POST', LOGIN, json, body), 'request.malformed');
      },
    );

    it.each([
      ['text/plain', 'a=1'],
      ['application/x-www-form-urlencoded', 'username=a&password=b'],
      ['application/xml', '<a/>'],
      ['application/json; charset=klingon', '{}'],
    ])('does not take %s', async (type, body) => {
      expectProblem(await raw('POST', LOGIN, { 'Content-Type': type }, body), 'request.media_type');
    });

    it('does not take a body without a type, nor an unknown encoding', async () => {
      expectProblem(await raw('POST', LOGIN, {}, '{}'), 'request.media_type');
      expectProblem(await raw('POST', LOGIN, { ...json, 'Content-Encoding': 'zebra' }, '{}'), 'request.media_type');
    });

    it('takes no more than 1 MB, also of what unpacks to more', async () => {
      const large = JSON.stringify({ ...NOBODY, more: 'x'.repeat(2_000_000) });
      expectProblem(await raw('POST', LOGIN, json, large), 'request.too_large');
      const packed = gzipSync(large);
      expect(packed.length).toBeLessThan(10_000);
      expectProblem(await raw('POST', LOGIN, { ...json, 'Content-Encoding': 'gzip' }, packed), 'request.too_large');
    });

    it('takes a body 20 levels deep and none deeper', async () => {
      const deep = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
      expectProblem(await raw('POST', LOGIN, json, deep(20)), 'request.invalid');
      expectProblem(await raw('POST', LOGIN, json, deep(21)), 'request.malformed');
      expectProblem(await raw('POST', LOGIN, json, '['.repeat(100_000) + ']'.repeat(100_000)), 'request.malformed');
    });

    it('says of every field what is wrong with it', async () => {
      const answer = await app.anonymous.post(LOGIN).send({ username: 'a'.repeat(101), extra: 1 });
      expect(expectProblem(answer, 'request.invalid').errors).toEqual(
        expect.arrayContaining([
          { pointer: '/username', code: 'length', message: 'Dài nhất 100 ký tự.' },
          { pointer: '/password', code: 'required', message: 'Trường này bắt buộc.' },
          { pointer: '/extra', code: 'unknown', message: expect.any(String) },
        ]),
      );
    });

    it.each([
      ['no body', undefined],
      ['an empty object', '{}'],
      ['a list', '[]'],
      ['a list of bodies', JSON.stringify([NOBODY])],
      ['objects for strings', JSON.stringify({ username: { $ne: null }, password: { $ne: null } })],
      ['lists for strings', JSON.stringify({ username: ['congan'], password: ['a'] })],
      ['numbers for strings', JSON.stringify({ username: 1, password: 2 })],
      ['nulls', JSON.stringify({ username: null, password: null })],
      ['a NUL byte', JSON.stringify({ username: 'con\0gan', password: 'a' })],
      ['an overlong secret', JSON.stringify({ username: 'congan', password: 'a'.repeat(513) })],
      ['a __proto__ key', '{"username":"congan","password":"sai-mat-khau","__proto__":{"admin":true}}'],
      ['a constructor key', '{"username":"congan","password":"sai-mat-khau","constructor":{"prototype":{"a":1}}}'],
    ])('refuses %s', async (_, body) => {
      expectProblem(await raw('POST', LOGIN, body === undefined ? {} : json, body), 'request.invalid');
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
    });

    it('names a deep field by its pointer and never answers what a column cannot hold with 500', async () => {
      const answer = await admin.post('/api/v1/calendar/announced-days').send({ on: '2024-02-30', name: 'a\0b' });
      expectProblem(answer, 'request.invalid');
    });
  });

  describe('queries', () => {
    it.each([
      ['/api/v1/plans?limit=0', '?limit'],
      ['/api/v1/plans?limit=-1', '?limit'],
      ['/api/v1/plans?limit=ten', '?limit'],
      ['/api/v1/plans?limit=1&limit=2', '?limit'],
      ['/api/v1/plans?nam=2023', '?nam'],
      ['/api/v1/tasks?sort=lead', '?sort'],
      ['/api/v1/tasks?sort=number,number', '?sort'],
      ['/api/v1/tasks?asOf=2023-02-30', '?asOf'],
      ['/api/v1/tasks?asOf=2023-05-01T00:00:00Z', '?asOf'],
      ['/api/v1/tasks?timeliness=late', '?timeliness'],
      ['/api/v1/tasks?agencyId=1', '?agencyId'],
      ['/api/v1/tasks?q=a%00b', '?q'],
      [`/api/v1/tasks?q=${'a'.repeat(501)}`, '?q'],
      ['/api/v1/tasks?__proto__=1', '?__proto__'],
      ['/api/v1/tasks?constructor=1', '?constructor'],
    ])('refuses %s', async (path, pointer) => {
      const { errors } = expectProblem(await reader.get(path), 'request.invalid');
      expect(errors?.map((error) => error.pointer)).toContain(pointer);
    });

    it('cuts a large limit to 200', async () => {
      const answer = await reader.get('/api/v1/assignments?limit=100000').expect(200);
      expect(answer.body.items).toHaveLength(200);
    });
  });

  describe('how a refusal is told', () => {
    it('is in Vietnamese, and in English for who asks for it', async () => {
      const vi = expectProblem(await app.anonymous.get('/api/v1/plans'), 'auth.required');
      expect(vi).toMatchObject({ title: 'Chưa đăng nhập', detail: 'Hãy đăng nhập rồi thử lại.' });
      const en = expectProblem(
        await app.anonymous.get('/api/v1/plans').set('Accept-Language', 'en-GB,en;q=0.9'),
        'auth.required',
      );
      expect(en.title).toBe('Sign in first');
      expect(en.detail).not.toMatch(/[à-ỹ]/);
      const mixed = await app.anonymous.get('/api/v1/plans').set('Accept-Language', 'fr, vi;q=0.8, en;q=0.2');
      expect(mixed.body.title).toBe('Chưa đăng nhập');
    });

    it('carries the request id that a proxy gave, when it is a plain one', async () => {
      const given = 'req-0123456789_abc';
      const kept = await app.anonymous.get('/api/v1/plans').set('X-Request-Id', given);
      expect(expectProblem(kept, 'auth.required').traceId).toBe(given);
      for (const odd of ['short', 'a'.repeat(65), 'with space 123', '<script>alert(1)</script>']) {
        const own = await app.anonymous.get('/api/v1/plans').set('X-Request-Id', odd);
        expect(expectProblem(own, 'auth.required').traceId).toMatch(/^[0-9a-f-]{36}$/);
      }
    });

    it('names the path without its query', async () => {
      const answer = await app.anonymous.get('/api/v1/tasks?q=ten-nguoi');
      expect(expectProblem(answer, 'auth.required').instance).toBe('/api/v1/tasks');
    });

    it('is never kept by a cache, and says what browsers must not do with it', async () => {
      const { headers } = await app.anonymous.get('/api/v1/plans');
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.etag).toBeUndefined();
    });
  });
});
