import { createTestApp, type TestApp } from '../../test/harness/app.js';
import { cookiesOf } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';
import { ClaimService } from './claim.service.js';

const CLAIMS = '/api/v1/auth/claims';

describe('the claim of the first administrator', () => {
  let app: TestApp;
  let token: string;

  beforeEach(async () => {
    app = await createTestApp({ sample: false });
    token = (await app.app.get(ClaimService).offer()) as string;
  });
  afterEach(() => app.close());

  const claim = (change: Record<string, unknown> = {}) =>
    app.anonymous.post(CLAIMS).send({
      token,
      username: 'quan.tri',
      displayName: 'Quản trị hệ thống',
      password: 'mật khẩu của quản trị',
      ...change,
    });

  const users = async (): Promise<number> =>
    (await app.dataSource.query('SELECT count(*)::int AS count FROM users'))[0].count;

  it('makes the administrator, signs in, and is void afterwards', async () => {
    const answer = await claim().expect(201);
    expect(answer.body).toMatchObject({ username: 'quan.tri', roles: ['admin'], agencyId: null });
    expect(answer.headers.location).toBe('/api/v1/auth/me');
    expect(Object.keys(cookiesOf(answer)).sort()).toEqual(['plan_refresh', 'plan_session']);
    await app.anonymous.get('/api/v1/auth/me').expect(200);
    expectProblem(await claim({ username: 'ke.den.sau' }), 'auth.claim_invalid');
    expect(await users()).toBe(1);
    // No other token is offered while there is anybody.
    await expect(app.app.get(ClaimService).offer()).resolves.toBeNull();
    const events = await app.dataSource.query('SELECT type FROM events ORDER BY id');
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'user.created',
      'admin.claimed',
      'session.opened',
    ]);
  });

  it.each([
    ['another token', { token: 'A'.repeat(32) }],
    ['a token of one letter', { token: 'x' }],
  ])('refuses %s', async (_, change) => {
    expectProblem(await claim(change), 'auth.claim_invalid');
    expect(await users()).toBe(0);
  });

  it.each([
    ['a name that is none', { username: 'Quản trị' }],
    ['a short password', { password: '1234567' }],
    ['a role beside', { roles: ['standing'] }],
  ])('refuses %s and leaves the token good', async (_, change) => {
    expectProblem(await claim(change), 'request.invalid');
    expect(await users()).toBe(0);
    await claim().expect(201);
  });

  it('makes one administrator of many claims at one moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => claim({ username: `quan.tri.${index}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
    expect(await users()).toBe(1);
  });

  it('goes by the token of the newest start alone', async () => {
    const newer = (await app.app.get(ClaimService).offer()) as string;
    expect(newer).not.toBe(token);
    expectProblem(await claim(), 'auth.claim_invalid');
    await claim({ token: newer }).expect(201);
  });

  it('keeps a digest of the token, not the token', async () => {
    const [row] = await app.dataSource.query('SELECT token_hash FROM admin_claims');
    expect(row.token_hash).toHaveLength(32);
    expect(row.token_hash.toString('latin1')).not.toContain(token);
    expect(token.length).toBeGreaterThanOrEqual(32);
  });
});
