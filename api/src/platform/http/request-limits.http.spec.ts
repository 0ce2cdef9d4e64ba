import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../../test/harness/app.js';
import { createApp } from '../../create-app.js';
import { createLogger } from '../logging/logger.js';
import { addressKey, RequestLimits } from './request-limits.js';

const V1 = '/api/v1';
const SECRET = 'a-secret-that-only-tests-sign-with-0123456789';

/** A minute of the limit ends at each minute of the clock; what is counted here must not run across one. */
async function awayFromTheMinute(seconds: number): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < seconds * 1_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

describe('the limit of requests', () => {
  let test: TestApp;
  let replica: NestExpressApplication;

  beforeAll(async () => {
    test = await createTestApp({ with: { requestsPerMinute: 40, trustedProxies: 1 } });
    replica = await createApp({
      databaseUrl: test.database.appUrl,
      sessionSecret: SECRET,
      publicUrl: 'http://localhost',
      logger: createLogger('silent'),
      poolSize: 3,
      requestsPerMinute: 40,
      trustedProxies: 1,
    });
    await replica.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await replica.close();
    await test.close();
  });

  const from = (address: string, path = '/nothing-here', app = test.app) =>
    supertest(app.getHttpServer()).get(`${V1}${path}`).set('X-Forwarded-For', address);

  async function signedIn(username: string, address: string) {
    const agent = supertest.agent(test.server).set('Sec-Fetch-Site', 'same-origin').set('X-Forwarded-For', address);
    await agent.post(`${V1}/auth/login`).send({ username, password: SAMPLE_PASSWORD }).expect(200);
    return agent;
  }

  it('is told with every answer, also with refusals', async () => {
    const answers = [
      await from('10.0.0.1').expect(404),
      await from('10.0.0.1', '/plans').expect(401),
      await supertest(test.server)
        .post(`${V1}/auth/login`)
        .set('X-Forwarded-For', '10.0.0.1')
        .set('Content-Type', 'application/json')
        .send('{')
        .expect(400),
      await supertest(test.server)
        .post(`${V1}/auth/login`)
        .set('X-Forwarded-For', '10.0.0.1')
        .set('Cookie', 'a=b')
        .set('Content-Type', 'application/json')
        .send('{')
        .expect(400),
    ];
    answers.forEach(({ headers }, index) => {
      expect(headers['ratelimit-policy']).toBe('"anonymous";q=40;w=60');
      expect(headers.ratelimit).toMatch(new RegExp(`^"anonymous";r=${39 - index};t=([1-9]|[1-5]\\d|60)$`));
    });
    const { headers } = await (await signedIn('bcd', '10.0.0.2')).get(`${V1}/plans`).expect(200);
    expect(headers['ratelimit-policy']).toBe('"person";q=40;w=60');
  });

  it('refuses what is beyond with 429 and Retry-After, each address and each person apart', async () => {
    await awayFromTheMinute(15);
    const answers = [];
    for (let i = 0; i < 45; i += 1) answers.push(await from('10.0.1.1'));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(40);
    const refused = answers.slice(40);
    for (const { status, headers, body } of refused) {
      expect(status).toBe(429);
      expect(body.code).toBe('request.too_many');
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(headers.ratelimit).toMatch(/^"anonymous";r=0;/);
    }
    await from('10.0.1.2').expect(404);
    // The same address, but known: an office behind one router shares no limit.
    const person = await signedIn('vpubnd', '10.0.1.3');
    for (let i = 0; i < 40; i += 1) await person.get(`${V1}/plans`).set('X-Forwarded-For', '10.0.1.1').expect(200);
    await person.get(`${V1}/plans`).set('X-Forwarded-For', '10.0.1.9').expect(429);
    await (await signedIn('bcd', '10.0.1.4')).get(`${V1}/plans`).set('X-Forwarded-For', '10.0.1.1').expect(200);
  });

  it('can be set for one API client', async () => {
    await awayFromTheMinute(10);
    const admin = await signedIn('admin', '10.0.2.1');
    const { body: client } = await admin
      .post(`${V1}/api-clients`)
      .send({ name: 'Hệ thống có mức riêng', scopes: ['plans:read'], requestsPerMinute: 3 })
      .expect(201);
    const { body: key } = await admin.post(`${V1}/api-clients/${client.id}/keys`).send({}).expect(201);
    const call = () => from('10.0.2.2', '/plans').set('X-API-Key', key.key);
    for (let left = 2; left >= 0; left -= 1) {
      const { headers } = await call().expect(200);
      expect(headers['ratelimit-policy']).toBe('"client";q=3;w=60');
      expect(headers.ratelimit).toContain(`r=${left};`);
    }
    await call().expect(429);
  });

  it('is one limit for all replicas, once they have settled', async () => {
    await awayFromTheMinute(15);
    const settle = async () => {
      await test.app.get(RequestLimits).settle();
      await replica.get(RequestLimits).settle();
      await test.app.get(RequestLimits).settle();
    };
    const one = '10.0.3.1';
    for (let i = 0; i < 15; i += 1) await from(one).expect(404);
    for (let i = 0; i < 15; i += 1) await from(one, '/nothing-here', replica).expect(404);
    await settle();
    await from(one).expect(404);
    await settle();
    const { headers } = await from(one).expect(404);
    expect(headers.ratelimit).toContain('r=8;');
    for (let i = 0; i < 8; i += 1) await from(one).expect(404);
    await from(one).expect(429);
    await settle();
    await from(one, '/nothing-here', replica);
    await settle();
    await from(one, '/nothing-here', replica).expect(429);
    const [row] = await test.dataSource.query('SELECT count FROM request_counts WHERE caller = $1', [`address:${one}`]);
    expect(row.count).toBeGreaterThanOrEqual(40);
    expect(row.count).toBeLessThanOrEqual(41);
  });

  it('settles by itself about once a second, and lags rather than breaks', async () => {
    await awayFromTheMinute(8);
    await from('10.0.4.1').expect(404);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    const rows = await test.dataSource.query('SELECT count FROM request_counts WHERE caller = $1', [
      'address:10.0.4.1',
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('takes an IPv6 network for one caller', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe('address:2001:db8:1:2::/64');
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('address:2001:db8:1:2::/64');
    expect(addressKey('2001:db8::1')).toBe('address:2001:db8:0:0::/64');
    expect(addressKey('::1')).toBe('address:0:0:0:0::/64');
    expect(addressKey('::ffff:10.0.0.7')).toBe('address:10.0.0.7');
    expect(addressKey('10.0.0.7')).toBe('address:10.0.0.7');
  });
});
