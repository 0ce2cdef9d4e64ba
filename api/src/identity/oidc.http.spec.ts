import type { Server } from 'node:http';
import supertest, { type Response } from 'supertest';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';
import { cookiesOf } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';
import { ACCOUNTS, CLIENT_ID, CLIENT_SECRET, startProvider, visit } from '../../test/harness/sign-on-provider.js';

const API = '/api/v1';

describe('single sign-on', () => {
  let test: TestApp;
  let issuer: string;
  let server: Server;

  const { warn, info } = console;

  beforeAll(async () => {
    // The provider has much to say about its own settings.
    console.warn = console.info = () => undefined;
    ({ issuer, server } = await startProvider());
    const oidc = { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, label: 'Tài khoản tỉnh' };
    test = await createTestApp({ signIn: { requireSecondFactor: true, passwordSignIn: true, oidc } });
    await test.dataSource.query(`UPDATE users SET email = 'daumoi@soyte.gov.vn' WHERE username = 'soyte'`);
  });
  afterAll(async () => {
    await test.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    Object.assign(console, { warn, info });
  });

  const start = async (returnTo?: string): Promise<{ url: URL; cookie: string }> => {
    const answer = await supertest(test.server)
      .get(`${API}/auth/oidc/start`)
      .query(returnTo === undefined ? {} : { returnTo })
      .expect(302);
    const { plan_oidc: errand } = cookiesOf(answer);
    expect(errand?.flags).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', 'path=/api/v1/auth/oidc']));
    return { url: new URL(answer.headers.location as string), cookie: `plan_oidc=${errand?.value}` };
  };
  const comeBack = (address: string, cookie: string) => {
    const { pathname, search } = new URL(address);
    return supertest(test.server)
      .get(pathname + search)
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' });
  };
  const signInAs = async (login: string, returnTo?: string): Promise<Response> => {
    const { url, cookie } = await start(returnTo);
    return comeBack(await visit(url.href, issuer, login), cookie);
  };
  const me = (answer: Response) =>
    supertest(test.server)
      .get(`${API}/auth/me`)
      .set('Cookie', `plan_session=${cookiesOf(answer).plan_session?.value}`);

  it('is offered on the sign-in page', async () => {
    const ways = await supertest(test.server).get(`${API}/auth/ways`).expect(200);
    expect(ways.body).toEqual({
      password: true,
      oidc: { label: 'Tài khoản tỉnh', startPath: '/api/v1/auth/oidc/start' },
    });
  });

  it('asks for a code with PKCE, state and nonce, new each time', async () => {
    const [one, two] = [await start(), await start()];
    for (const { url } of [one, two]) {
      const asked = Object.fromEntries(url.searchParams);
      expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email' });
      for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43);
    }
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.url.searchParams.get(name)).not.toBe(two.url.searchParams.get(name));
    }
    // What the browser carries tells it nothing.
    expect(one.cookie).not.toContain(one.url.searchParams.get('state') as string);
  });

  it('knows a person by the verified work e-mail and leads back to the page', async () => {
    const answer = await signInAs('sub-soyte', '/nhiem-vu?timeliness=overdue');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('/nhiem-vu?timeliness=overdue');
    expect((await me(answer)).body).toMatchObject({ username: 'soyte', restriction: null });
    const [event] = await test.dataSource.query(
      `SELECT after FROM events WHERE type = 'session.opened' ORDER BY id DESC LIMIT 1`,
    );
    expect(event.after).toMatchObject({ way: 'oidc', secondFactor: false });
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'nhiem-vu',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
  ])('never leads to another site (%j)', async (returnTo) => {
    const answer = await signInAs('sub-soyte', returnTo);
    const to = answer.headers.location as string;
    expect(new URL(to, 'http://localhost').origin).toBe('http://localhost');
    expect(to).toBe('/');
  });

  it.each([['sub-stranger'], ['sub-unverified'], ['sub-admin']])(
    'lets %s not in and says why on the sign-in page',
    async (login) => {
      const answer = await signInAs(login);
      expect(answer.headers.location).toBe('/dang-nhap?loi=auth.oidc_unknown');
      expect(Object.keys(cookiesOf(answer))).not.toContain('plan_session');
    },
  );

  it('knows a person by the account that an administrator linked, and by it before any e-mail', async () => {
    await test.dataSource.query(
      `UPDATE users SET oidc_issuer = $1, oidc_subject = 'sub-soyte' WHERE username = 'quynhon'`,
      [issuer],
    );
    expect((await me(await signInAs('sub-soyte'))).body.username).toBe('quynhon');
    // A linked account of a disabled person is nobody, and falls back to no e-mail.
    await test.dataSource.query(`UPDATE users SET disabled_at = now() WHERE username = 'quynhon'`);
    expect((await signInAs('sub-soyte')).headers.location).toBe('/dang-nhap?loi=auth.oidc_unknown');
    await test.dataSource.query(
      `UPDATE users SET disabled_at = NULL, oidc_issuer = NULL, oidc_subject = NULL WHERE username = 'quynhon'`,
    );
    // Whoever is linked to another account there is not known by the e-mail any more.
    await test.dataSource.query(
      `UPDATE users SET oidc_issuer = $1, oidc_subject = 'another' WHERE username = 'soyte'`,
      [issuer],
    );
    expect((await signInAs('sub-soyte')).headers.location).toBe('/dang-nhap?loi=auth.oidc_unknown');
    await test.dataSource.query(`UPDATE users SET oidc_issuer = NULL, oidc_subject = NULL WHERE username = 'soyte'`);
  });

  it('is linked by an administrator alone, once', async () => {
    const [{ id: adminId }] = await test.dataSource.query(`SELECT id FROM users WHERE username = 'admin'`);
    // The administrator has shown a second factor in this session, so that the session is whole.
    const admin = await test.as('admin');
    await test.dataSource.query('UPDATE sessions SET second_factor_at = now() WHERE user_id = $1', [adminId]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const link = async (username: string, subject: string) => {
      const [{ id }] = await test.dataSource.query('SELECT id FROM users WHERE username = $1', [username]);
      const { headers } = await admin.get(`${API}/users/${id}`).expect(200);
      return admin
        .patch(`${API}/users/${id}`)
        .set('If-Match', headers.etag as string)
        .send({ oidcSubject: { issuer, subject } });
    };
    expect((await link('admin', 'sub-admin')).body.oidcSubject).toEqual({ issuer, subject: 'sub-admin' });
    expectProblem(await link('bcd', 'sub-admin'), 'user.subject_taken');
    const answer = await signInAs('sub-admin');
    expect((await me(answer)).body).toMatchObject({ username: 'admin', restriction: 'second_factor_setup' });
    expect((await link('bcd', 'sub-admin-mfa')).status).toBe(200);
  });

  it('counts the second factor that the provider vouches for, and asks for ours otherwise', async () => {
    await test.dataSource.query(
      `UPDATE users SET roles = ARRAY['steering', 'admin'], totp_confirmed_at = now() WHERE username = 'bcd'`,
    );
    const whole = await signInAs('sub-admin-mfa');
    expect((await me(whole)).body).toMatchObject({ username: 'bcd', restriction: null });
    ACCOUNTS['sub-admin-mfa'] = { amr: ['pwd'] };
    const half = await signInAs('sub-admin-mfa');
    expect((await me(half)).body.restriction).toBe('second_factor_pending');
    const cookie = `plan_session=${cookiesOf(half).plan_session?.value}`;
    const plans = await supertest(test.server).get(`${API}/plans`).set('Cookie', cookie);
    expectProblem(plans, 'auth.second_factor_pending');
    const guess = await supertest(test.server)
      .post(`${API}/auth/second-factor/verification`)
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
      .send({ code: '000000' });
    expect(guess.status).toBeGreaterThanOrEqual(400);
    expect(guess.status).toBeLessThan(500);
    // A pending session may not replace what it cannot show.
    const replace = await supertest(test.server)
      .post(`${API}/auth/second-factor`)
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
      .send({});
    expect(replace.status).toBe(403);
  });

  it('refuses a callback of another browser, another state, a used code, and none at all', async () => {
    const { url, cookie } = await start();
    const back = await visit(url.href, issuer, 'sub-soyte');
    const failed = '/dang-nhap?loi=auth.oidc_failed';
    const other = await start();
    expect((await comeBack(back, other.cookie)).headers.location).toBe(failed);
    expect((await comeBack(back, '')).headers.location).toBe(failed);
    expect((await comeBack(back, `${cookie.slice(0, -4)}AAAA`)).headers.location).toBe(failed);
    const forged = new URL(back);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect((await comeBack(forged.href, cookie)).headers.location).toBe(failed);
    expect((await comeBack(back, cookie)).headers.location).toBe('/');
    const again = await comeBack(back, cookie);
    expect(again.headers.location).toBe(failed);
    expect(Object.keys(cookiesOf(again))).not.toContain('plan_session');
    const denied = new URL(url.searchParams.get('redirect_uri') as string);
    denied.search = '?error=access_denied&state=x';
    expect((await comeBack(denied.href, cookie)).headers.location).toBe(failed);
  });

  it('takes the place of passwords where they are switched off', async () => {
    const oidc = { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, label: 'Tài khoản tỉnh' };
    const signIn = { requireSecondFactor: false, passwordSignIn: false, oidc };
    const closed = await createTestApp({ shares: test, signIn });
    try {
      const login = await supertest(closed.server)
        .post(`${API}/auth/login`)
        .send({ username: 'soyte', password: SAMPLE_PASSWORD });
      expectProblem(login, 'auth.password_sign_in_off');
      expect((await supertest(closed.server).get(`${API}/auth/ways`)).body.password).toBe(false);
      const send = { token: 'x'.repeat(43), password: 'mưa phùn gió bấc' };
      const accepted = await supertest(closed.server).post(`${API}/invitations/acceptances`).send(send);
      expectProblem(accepted, 'auth.password_sign_in_off');
      // The session that was opened by the provider at the other replica works here.
      const answer = await signInAs('sub-soyte');
      const cookie = `plan_session=${cookiesOf(answer).plan_session?.value}`;
      expect((await supertest(closed.server).get(`${API}/auth/me`).set('Cookie', cookie)).status).toBe(200);
      const change = await supertest(closed.server)
        .post(`${API}/auth/password`)
        .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
        .send({ oldPassword: SAMPLE_PASSWORD, newPassword: send.password });
      expectProblem(change, 'auth.password_sign_in_off');
    } finally {
      await closed.close();
    }
  });

  it('leads to the sign-in page when the provider is away, and is no address where there is none', async () => {
    const oidc = { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: CLIENT_SECRET, label: 'x' };
    const alone = await createTestApp({
      shares: test,
      signIn: { requireSecondFactor: false, passwordSignIn: true, oidc },
    });
    try {
      const answer = await supertest(alone.server).get(`${API}/auth/oidc/start`).expect(302);
      expect(answer.headers.location).toBe('/dang-nhap?loi=auth.oidc_failed');
    } finally {
      await alone.close();
    }
    const without = await createTestApp({ shares: test });
    try {
      expectProblem(await supertest(without.server).get(`${API}/auth/oidc/start`), 'auth.oidc_off');
      expectProblem(await supertest(without.server).get(`${API}/auth/oidc/callback`), 'auth.oidc_off');
    } finally {
      await without.close();
    }
  });
});
