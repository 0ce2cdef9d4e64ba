import { JwtService } from '@nestjs/jwt';
import supertest from 'supertest';
import { createTestApp, TEST_ORIGIN, TEST_SECRET, type TestApp } from '../../test/harness/app.js';
import { cookiesOf, newPerson, type TestPerson } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';

const SAME = { 'Sec-Fetch-Site': 'same-origin' };
const ME = '/api/v1/auth/me';
const REFRESH = '/api/v1/auth/refresh';

interface Tokens {
  session: string;
  refresh: string;
}

describe('a session, on two replicas', () => {
  let one: TestApp;
  let two: TestApp;
  let person: TestPerson;

  beforeAll(async () => {
    one = await createTestApp();
    two = await createTestApp({ shares: one });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });
  beforeEach(async () => {
    person = await newPerson(one);
  });

  async function signIn(app = one): Promise<Tokens> {
    const { username, password } = person;
    const answer = await supertest(app.server).post('/api/v1/auth/login').send({ username, password }).expect(200);
    const cookies = cookiesOf(answer);
    return { session: cookies.plan_session?.value ?? '', refresh: cookies.plan_refresh?.value ?? '' };
  }

  const me = (session: string, app = one) => supertest(app.server).get(ME).set('Cookie', `plan_session=${session}`);

  const refresh = (token: string, app = one) =>
    supertest(app.server)
      .post(REFRESH)
      .set({ ...SAME, Cookie: `plan_refresh=${token}` });

  const sessionOf = (tokens: Tokens): string => tokens.refresh.split('.')[0] as string;

  describe('refreshing', () => {
    it('gives a new refresh token each time, on any replica', async () => {
      let { refresh: token } = await signIn();
      const seen = new Set([token]);
      for (const app of [two, one, two]) {
        const answer = await refresh(token, app).expect(200);
        expect(answer.body.username).toBe(person.username);
        const cookies = cookiesOf(answer);
        token = cookies.plan_refresh?.value ?? '';
        expect(seen.has(token)).toBe(false);
        seen.add(token);
        await me(cookies.plan_session?.value ?? '', app).expect(200);
      }
    });

    it('lets two tabs do it at one moment: both go on, with one refresh token', async () => {
      const { refresh: token } = await signIn();
      const answers = await Promise.all([refresh(token, one), refresh(token, two), refresh(token, one)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const given = answers.map((answer) => cookiesOf(answer).plan_refresh?.value).filter(Boolean);
      expect(given).toHaveLength(1);
      for (const answer of answers) await me(cookiesOf(answer).plan_session?.value ?? '').expect(200);
      await refresh(given[0] as string).expect(200);
    });

    it('ends the whole family when a replaced token turns up again', async () => {
      const tokens = await signIn();
      const next = cookiesOf(await refresh(tokens.refresh).expect(200));
      // The moment that two tabs are allowed is over.
      await one.dataSource.query(`UPDATE sessions SET rotated_at = rotated_at - interval '11 seconds' WHERE id = $1`, [
        sessionOf(tokens),
      ]);
      expectProblem(await refresh(tokens.refresh, two), 'auth.session_ended');
      expectProblem(await refresh(next.plan_refresh?.value ?? ''), 'auth.session_ended');
      await trusted();
      for (const app of [one, two]) expectProblem(await me(next.plan_session?.value ?? '', app), 'auth.session_ended');
    });

    it('ends the family for a token older than the one before, also at once', async () => {
      const { refresh: oldest } = await signIn();
      const second = cookiesOf(await refresh(oldest).expect(200)).plan_refresh?.value ?? '';
      const third = cookiesOf(await refresh(second).expect(200)).plan_refresh?.value ?? '';
      expectProblem(await refresh(oldest), 'auth.session_ended');
      expectProblem(await refresh(third), 'auth.session_ended');
    });

    it.each(['', 'x', '.', 'x.y', `${'0'.repeat(36)}.x`, '00000000-0000-4000-8000-000000000000.x', "'; --.x"])(
      'takes no token %j',
      async (token) => {
        expectProblem(await refresh(token), token ? 'auth.session_ended' : 'auth.required');
      },
    );

    it('is over when the session has run out or the person is disabled', async () => {
      const out = await signIn();
      await one.dataSource.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = $1`, [
        sessionOf(out),
      ]);
      expectProblem(await refresh(out.refresh), 'auth.session_ended');
      const left = await signIn();
      await one.dataSource.query('UPDATE users SET disabled_at = now() WHERE id = $1', [person.id]);
      expectProblem(await refresh(left.refresh), 'auth.session_ended');
    });
  });

  /** A replica trusts what it read of a session for less than a second. */
  const trusted = () => new Promise((resolve) => setTimeout(resolve, 1_000));

  describe('within a second, on every replica', () => {
    it('a disabled person is out', async () => {
      const { session } = await signIn();
      for (const app of [one, two]) await me(session, app).expect(200);
      await one.dataSource.query('UPDATE users SET disabled_at = now() WHERE id = $1', [person.id]);
      await trusted();
      for (const app of [one, two]) expectProblem(await me(session, app), 'auth.session_ended');
    });

    it('a changed role is in force', async () => {
      const { session } = await signIn();
      const runs = (app: TestApp) =>
        supertest(app.server).get('/api/v1/job-runs').set('Cookie', `plan_session=${session}`);
      for (const app of [one, two]) expectProblem(await runs(app), 'auth.forbidden');
      await one.dataSource.query(`UPDATE users SET roles = '{standing}' WHERE id = $1`, [person.id]);
      await trusted();
      for (const app of [one, two]) await runs(app).expect(200);
      await one.dataSource.query(`UPDATE users SET roles = '{finance}' WHERE id = $1`, [person.id]);
      await trusted();
      for (const app of [one, two]) expectProblem(await runs(app), 'auth.forbidden');
    });

    it('a session that was signed out elsewhere is over', async () => {
      const { session } = await signIn();
      for (const app of [one, two]) await me(session, app).expect(200);
      await supertest(one.server)
        .post('/api/v1/auth/logout')
        .set({ ...SAME, Cookie: `plan_session=${session}` })
        .expect(204);
      expectProblem(await me(session, one), 'auth.session_ended');
      await trusted();
      expectProblem(await me(session, two), 'auth.session_ended');
    });
  });

  describe('a session token', () => {
    const now = Math.floor(Date.now() / 1_000);
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

    async function forge(change: { claims?: object; secret?: string; algorithm?: 'HS256' | 'HS384' | 'HS512' }) {
      const tokens = await signIn();
      const claims = {
        sub: person.id,
        sid: sessionOf(tokens),
        typ: 'session',
        iss: TEST_ORIGIN,
        aud: 'plan',
        iat: now,
        exp: now + 600,
        ...change.claims,
      };
      const jwt = new JwtService({ secret: change.secret ?? TEST_SECRET });
      return jwt.sign(claims, { algorithm: change.algorithm ?? 'HS256', noTimestamp: true });
    }

    it('made with our secret and claims is good: the forgeries below differ in one thing alone', async () => {
      await me(await forge({})).expect(200);
    });

    it.each([
      ['another secret', { secret: 'another-secret-of-the-same-length-0123456789ab' }],
      ['another algorithm', { algorithm: 'HS384' as const }],
      ['a time that is over', { claims: { iat: now - 1_200, exp: now - 600 } }],
      ['a time not yet come', { claims: { nbf: now + 600 } }],
      ['another audience', { claims: { aud: 'other' } }],
      ['no audience', { claims: { aud: undefined } }],
      ['another issuer', { claims: { iss: 'https://other.example.vn' } }],
      ['another type', { claims: { typ: 'refresh' } }],
      ['no type', { claims: { typ: undefined } }],
      ['another person', { claims: { sub: '00000000-0000-4000-8000-000000000000' } }],
      ['a session that is none', { claims: { sid: '00000000-0000-4000-8000-000000000000' } }],
    ])('with %s is refused', async (_, change) => {
      expectProblem(await me(await forge(change)), 'auth.session_ended');
    });

    it('without a signature, or with a changed content, is refused', async () => {
      const { session } = await signIn();
      const [header, body, signature] = session.split('.') as [string, string, string];
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
      for (const forged of [
        `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
        `${encode({ alg: 'None', typ: 'JWT' })}.${body}.${signature}`,
        `${header}.${body}.`,
        `${header}.${body}`,
        `${header}.${encode({ ...claims, exp: claims.exp + 1 })}.${signature}`,
        `${header}.${encode({ ...claims, exp: undefined })}.${signature}`,
        `${header}.${body}.${'A'.repeat(signature.length)}`,
        'x.y.z',
        'không phải',
      ]) {
        expectProblem(await me(encodeURIComponent(forged)), 'auth.session_ended');
      }
      await me(session).expect(200);
    });

    it('counts in its cookie alone', async () => {
      const { session } = await signIn();
      const bare = await supertest(one.server).get(ME).set('Authorization', `Bearer ${session}`);
      expectProblem(bare, 'auth.token_invalid');
      expectProblem(await supertest(one.server).get(`${ME}?plan_session=${session}`), 'auth.required');
    });
  });

  describe('an unsafe request that rides on the cookie', () => {
    const HOST = 'ke-hoach.example.vn';
    /** Would change nothing if it came through: what it asks for is not there. */
    const unsafe = (session: string, headers: Record<string, string>) =>
      supertest(one.server)
        .post('/api/v1/auth/logout')
        .set({ Cookie: `plan_session=${session}`, Host: HOST, ...headers });

    it.each([
      ['no word of where it comes from', {}],
      ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['a sibling host of the same site', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://khac.example.vn' }],
      ['an address typed in', { 'Sec-Fetch-Site': 'none' }],
      ['an Origin of another host', { Origin: 'https://evil.example' }],
      ['an Origin of another port', { Origin: `https://${HOST}:8443` }],
      ['an Origin that begins like ours', { Origin: `https://${HOST}.evil.example` }],
      ['an opaque Origin', { Origin: 'null' }],
      ['an Origin that is none', { Origin: 'ke-hoach' }],
      ['a Referer alone', { Referer: `https://${HOST}/` }],
    ])('with %s is refused', async (_, headers) => {
      const { session } = await signIn();
      expectProblem(await unsafe(session, headers as Record<string, string>), 'request.cross_site');
      await me(session).expect(200);
    });

    it.each([
      ['from our own page, says the browser', { 'Sec-Fetch-Site': 'same-origin' }],
      ['from our own host, says Origin', { Origin: `https://${HOST}` }],
    ])('%s, is let in', async (_, headers) => {
      const { session } = await signIn();
      await unsafe(session, headers as Record<string, string>).expect(204);
    });

    it('is checked before refreshing too, and not where no cookie rides along', async () => {
      const tokens = await signIn();
      const cross = supertest(one.server).post(REFRESH).set('Cookie', `plan_refresh=${tokens.refresh}`);
      expectProblem(await cross, 'request.cross_site');
      await refresh(tokens.refresh).expect(200);
      const { username, password } = person;
      await supertest(one.server)
        .post('/api/v1/auth/login')
        .set('Origin', 'https://evil.example')
        .send({ username, password })
        .expect(200);
      expectProblem(await supertest(one.server).post('/api/v1/job-runs'), 'auth.required');
    });

    it('is not asked of reading', async () => {
      const { session } = await signIn();
      await me(session).set('Sec-Fetch-Site', 'cross-site').expect(200);
    });
  });
});
