import supertest from 'supertest';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';
import { cookiesOf, newPerson } from '../../test/harness/people.js';
import { expectProblem } from '../../test/harness/problem.js';

const LOGIN = '/api/v1/auth/login';

describe('signing in', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('answers with the person and what the person may', async () => {
    const answer = await app.anonymous.post(LOGIN).send({ username: 'congan', password: SAMPLE_PASSWORD }).expect(200);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: 'congan',
      displayName: 'Tổ giúp việc',
      agencyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      agencyName: 'Công an tỉnh',
      roles: ['standing', 'agency_head'],
      permissions: expect.arrayContaining(['session.own', 'plans.import', 'evidence.decide', 'jobs.run']),
    });
    expect(answer.body.permissions).not.toContain('calendar.edit');
  });

  it('sets two cookies that no script reads and no other site sends', async () => {
    const answer = await supertest(app.server).post(LOGIN).send({ username: 'congan', password: SAMPLE_PASSWORD });
    const { plan_session: session, plan_refresh: refresh, ...others } = cookiesOf(answer);
    expect(others).toEqual({});
    expect(session?.value.split('.')).toHaveLength(3);
    expect(session?.flags).toEqual(expect.arrayContaining(['httponly', 'samesite=strict', 'path=/', 'max-age=600']));
    expect(refresh?.flags).toEqual(
      expect.arrayContaining(['httponly', 'samesite=strict', 'path=/api/v1/auth', `max-age=${72 * 3_600}`]),
    );
    // The token says who and until when, nothing else.
    const claims = JSON.parse(Buffer.from(session?.value.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub', 'typ']);
    expect(claims.exp - claims.iat).toBe(600);
  });

  it('lets cookies travel over https alone where the site has https', async () => {
    const { sessionCookie, refreshCookie } = await import('./session-token.js');
    expect(sessionCookie(true)).toMatchObject({ secure: true, httpOnly: true, sameSite: 'strict' });
    expect(refreshCookie(true)).toMatchObject({ secure: true, httpOnly: true, sameSite: 'strict' });
  });

  it('keeps nothing of the tokens but digests', async () => {
    const answer = await supertest(app.server).post(LOGIN).send({ username: 'bcd', password: SAMPLE_PASSWORD });
    const secret = cookiesOf(answer).plan_refresh?.value.split('.')[1] as string;
    const [{ found }] = await app.dataSource.query(
      `SELECT count(*)::int AS found FROM sessions s WHERE s::text LIKE '%' || $1 || '%'
          OR encode(s.refresh_hash, 'escape') LIKE '%' || $1 || '%'`,
      [secret],
    );
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(found).toBe(0);
  });

  it('knows who is signed in, until signing out; the old cookie is then worth nothing', async () => {
    const agent = await app.as('soyte');
    const me = await agent.get('/api/v1/auth/me').expect(200);
    expect(me.body).toMatchObject({ username: 'soyte', agencyName: 'Sở Y tế', roles: ['agency_officer'] });

    const login = await supertest(app.server).post(LOGIN).send({ username: 'soyte', password: SAMPLE_PASSWORD });
    const cookies = cookiesOf(login);
    const cookie = `plan_session=${cookies.plan_session?.value}; plan_refresh=${cookies.plan_refresh?.value}`;
    const sent = () => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' });
    const out = await supertest(app.server).post('/api/v1/auth/logout').set(sent()).expect(204);
    const cleared = cookiesOf(out);
    for (const name of ['plan_session', 'plan_refresh']) {
      expect(cleared[name]?.value).toBe('');
      expect(cleared[name]?.flags).toContain('expires=thu, 01 jan 1970 00:00:00 gmt');
    }
    expectProblem(await supertest(app.server).get('/api/v1/auth/me').set(sent()), 'auth.session_ended');
    expectProblem(await supertest(app.server).post('/api/v1/auth/refresh').set(sent()), 'auth.session_ended');
    // The other device stays signed in.
    await agent.get('/api/v1/auth/me').expect(200);
  });

  it('takes the name in any case and with spaces around it', async () => {
    const { username, password } = await newPerson(app);
    await app.anonymous
      .post(LOGIN)
      .send({ username: ` ${username.toUpperCase()} `, password })
      .expect(200);
    const { events } = await eventsOf(username);
    expect(events).toContain('session.opened');
  });

  it('says the same to an unknown name, a wrong password and a disabled person', async () => {
    const known = await newPerson(app);
    const disabled = await newPerson(app);
    await app.dataSource.query('UPDATE users SET disabled_at = now() WHERE id = $1', [disabled.id]);
    const answers = [
      await app.anonymous.post(LOGIN).send({ username: 'khong.co.ai', password: SAMPLE_PASSWORD }),
      await app.anonymous.post(LOGIN).send({ username: known.username, password: 'sai-mat-khau' }),
      await app.anonymous.post(LOGIN).send({ username: disabled.username, password: disabled.password }),
    ];
    const told = answers.map((answer) => {
      const { traceId, ...body } = expectProblem(answer, 'auth.failed');
      expect(answer.headers['set-cookie']).toBeUndefined();
      return body;
    });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('writes who signed in, from where and with which request into the event log, and no secret', async () => {
    const person = await newPerson(app);
    const answer = await app.anonymous.post(LOGIN).send(person_(person)).set('X-Request-Id', 'dang-nhap-0001');
    expect(answer.status).toBe(200);
    const rows = await app.dataSource.query(
      `SELECT type, actor_id, request_id, address, after FROM events WHERE actor_id = $1 ORDER BY id`,
      [person.id],
    );
    expect(rows).toEqual([
      {
        type: 'session.opened',
        actor_id: person.id,
        request_id: 'dang-nhap-0001',
        address: expect.stringContaining('127.0.0.1'),
        after: { userId: person.id },
      },
    ]);
  });

  const person_ = ({ username, password }: { username: string; password: string }) => ({ username, password });

  async function eventsOf(username: string): Promise<{ events: string[] }> {
    const rows = await app.dataSource.query<{ type: string }[]>(
      'SELECT e.type FROM events e JOIN users u ON u.id = e.actor_id WHERE u.username = $1',
      [username],
    );
    return { events: rows.map(({ type }) => type) };
  }
});
