import { Secret, TOTP } from 'otpauth';
import supertest from 'supertest';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';

const API = '/api/v1';

/** The code that an app on a telephone shows, so many steps of 30 seconds from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

describe('the second factor', () => {
  let test: TestApp;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    test = await createTestApp({ signIn: { requireSecondFactor: true, passwordSignIn: true, oidc: null } });
  });
  afterAll(() => test.close());

  const login = (username: string, code?: string, password = SAMPLE_PASSWORD) =>
    supertest(test.server).post(`${API}/auth/login`).send({ username, password, code });
  const agentWith = async (username: string, code?: string): Promise<Agent> => {
    const agent = supertest.agent(test.server).set('Sec-Fetch-Site', 'same-origin') as Agent;
    await agent.post(`${API}/auth/login`).send({ username, password: SAMPLE_PASSWORD, code }).expect(200);
    return agent;
  };
  /** Makes every code of a person good again, as if half a minute had gone by. */
  const timePasses = (username: string) =>
    test.dataSource.query('UPDATE users SET totp_last_step = totp_last_step - 3 WHERE username = $1', [username]);
  const patiently = () => test.dataSource.query('DELETE FROM rate_limits');
  const setUp = async (agent: Agent, username: string): Promise<string[]> => {
    const started = await agent.post(`${API}/auth/second-factor`).send({}).expect(200);
    secrets.set(username, started.body.secret);
    expect(started.body.uri).toContain(started.body.secret);
    expect(started.body.qr).toMatch(/^data:image\/svg\+xml;base64,/);
    const confirmed = await agent
      .post(`${API}/auth/second-factor/confirmation`)
      .send({ code: codeOf(started.body.secret) })
      .expect(200);
    return confirmed.body.recoveryCodes;
  };

  it('is asked of administrators and the standing agency before anything else', async () => {
    for (const username of ['admin', 'congan']) {
      const agent = await agentWith(username);
      const me = await agent.get(`${API}/auth/me`).expect(200);
      expect(me.body.restriction).toBe('second_factor_setup');
      for (const path of ['/plans', '/tasks', '/users', '/sessions', '/deputies', '/agencies']) {
        const answer = await agent.get(API + path);
        expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'auth.second_factor_setup_required']);
      }
      const change = { oldPassword: SAMPLE_PASSWORD, newPassword: 'mưa phùn gió bấc' };
      expect((await agent.post(`${API}/auth/password`).send(change)).status).toBe(403);
      const state = await agent.get(`${API}/auth/second-factor`).expect(200);
      expect(state.body).toEqual({ enabled: false, confirmedAt: null, required: true, recoveryCodesLeft: 0 });
    }
    const officer = await test.as('soyte');
    expect((await officer.get(`${API}/auth/me`)).body.restriction).toBeNull();
    expect((await officer.get(`${API}/plans`)).status).toBe(200);
  });

  it('is set by its first right code, opens the session, and puts out whoever had the password alone', async () => {
    const thief = await agentWith('admin');
    const admin = await agentWith('admin');
    const confirm = (code: string) => admin.post(`${API}/auth/second-factor/confirmation`).send({ code });
    expect((await confirm('123456')).body.code).toBe('second_factor.not_started');
    const codes = await setUp(admin, 'admin');
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect((await admin.get(`${API}/users`)).status).toBe(200);
    expect((await admin.get(`${API}/auth/me`)).body.restriction).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await thief.get(`${API}/auth/me`)).status).toBe(401);

    const [row] = await test.dataSource.query(
      `SELECT u.totp_secret AS secret, array_agg(r.code_hash) AS hashes FROM users u JOIN recovery_codes r ON r.user_id = u.id
       WHERE username = 'admin' GROUP BY u.id`,
    );
    const kept = Buffer.concat([row.secret, ...row.hashes]).toString('latin1');
    for (const secret of [secrets.get('admin') as string, ...codes]) expect(kept).not.toContain(secret);
    const events = JSON.stringify(await test.dataSource.query('SELECT * FROM events'));
    for (const secret of [secrets.get('admin') as string, ...codes]) expect(events).not.toContain(secret);
  });

  it('is asked for at the sign-in, in the same call; a code is good once, also for twenty at once', async () => {
    const secret = secrets.get('admin') as string;
    expect((await login('admin')).body.code).toBe('auth.second_factor_required');
    expect((await login('admin', undefined, 'không phải')).body.code).toBe('auth.failed');
    await timePasses('admin');
    const code = codeOf(secret);
    const answers = await Promise.all(Array.from({ length: 20 }, () => login('admin', code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 403, 429].includes(status))).toBe(true);
    await patiently();
    expect((await login('admin', code)).body.code).toBe('auth.code_wrong');
  });

  it('takes the code before and after, and no farther ones', async () => {
    const secret = secrets.get('admin') as string;
    for (const [steps, status] of [
      [-3, 403],
      [3, 403],
      [-1, 200],
      [0, 200],
      [1, 200],
    ] as const) {
      await patiently();
      if (status === 403) await timePasses('admin');
      if (steps === -1) await test.dataSource.query(`UPDATE users SET totp_last_step = NULL WHERE username = 'admin'`);
      expect([steps, (await login('admin', codeOf(secret, steps))).status]).toEqual([steps, status]);
    }
  });

  it('slows the guessing of codes, and counts each of many at once', async () => {
    await patiently();
    const answers = await Promise.all(Array.from({ length: 40 }, () => login('admin', '000000')));
    expect(answers.filter(({ body }) => body.code === 'auth.code_wrong').length).toBeLessThanOrEqual(10 + 4);
    const throttled = answers.find(({ status }) => status === 429);
    expect(Number(throttled?.headers['retry-after'])).toBeGreaterThan(0);
    // The password alone is not throttled by it: somebody else with the right password cannot be told from a thief.
    expect((await login('admin')).body.code).toBe('auth.second_factor_required');
    await patiently();
  });

  it('recovery codes are good once each and can be made anew', async () => {
    const officer = await test.as('soyte');
    const codes = await setUp(officer, 'soyte');
    const [first = '', second = ''] = codes;
    expect((await login('soyte', first.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await login('soyte', first)).status).toBe(403);
    expect((await officer.get(`${API}/auth/second-factor`)).body.recoveryCodesLeft).toBe(9);
    await timePasses('soyte');
    const fresh = await officer
      .post(`${API}/auth/second-factor/recovery-codes`)
      .send({ code: codeOf(secrets.get('soyte') as string) })
      .expect(200);
    expect(fresh.body.recoveryCodes).toHaveLength(10);
    expect((await login('soyte', second)).status).toBe(403);
    expect((await login('soyte', fresh.body.recoveryCodes[9])).status).toBe(200);
  });

  it('is replaced and removed with a code only; who must have it keeps it', async () => {
    await patiently();
    const officer = await agentWith('soyte', await freshCode('soyte'));
    expect((await officer.post(`${API}/auth/second-factor`).send({})).body.code).toBe('auth.code_wrong');
    expect((await officer.post(`${API}/auth/second-factor/removal`).send({ code: '000000' })).status).toBe(403);
    const code = await freshCode('soyte');
    await officer.post(`${API}/auth/second-factor/removal`).send({ code }).expect(204);
    expect((await login('soyte')).status).toBe(200);
    const admin = await agentWith('admin', await freshCode('admin'));
    const kept = await admin.post(`${API}/auth/second-factor/removal`).send({ code: await freshCode('admin') });
    expect(kept.body.code).toBe('second_factor.kept');
    const replaced = await admin.post(`${API}/auth/second-factor`).send({ code: await freshCode('admin') });
    expect(replaced.status).toBe(200);
    // Until the new one is confirmed the old one holds.
    expect((await login('admin', await freshCode('admin'))).status).toBe(200);
  });

  it('an administrator takes a lost one away; nobody else does', async () => {
    await patiently();
    const officer = await test.as('quynhon');
    await setUp(officer, 'quynhon');
    const admin = await agentWith('admin', await freshCode('admin'));
    const list = await admin.get(`${API}/users`).query({ q: 'quynhon', role: 'agency_officer' });
    const address = `${API}/users/${list.body.items[0].id}`;
    const { headers, body } = await admin.get(address);
    expect(body.secondFactor).toBe(true);
    const head = await test.as('quynhon.head');
    expect((await head.delete(`${address}/second-factor`).set('If-Match', headers.etag as string)).status).toBe(403);
    expect((await admin.delete(`${address}/second-factor`)).status).toBe(428);
    await admin
      .delete(`${address}/second-factor`)
      .set('If-Match', headers.etag as string)
      .expect(204);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await officer.get(`${API}/auth/me`)).status).toBe(401);
    expect((await login('quynhon')).status).toBe(200);
  });

  it('a person who becomes an administrator has to set one within a second', async () => {
    const officer = await test.as('vpubnd');
    expect((await officer.get(`${API}/plans`)).status).toBe(200);
    await test.dataSource.query(`UPDATE users SET roles = roles || '{standing}' WHERE username = 'vpubnd'`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await officer.get(`${API}/plans`)).body.code).toBe('auth.second_factor_setup_required');
  });

  async function freshCode(username: string): Promise<string> {
    await timePasses(username);
    return codeOf(secrets.get(username) as string);
  }
});
