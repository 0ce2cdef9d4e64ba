import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createLogger } from '../src/platform/logging/logger.js';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from './harness/app.js';
import { cookiesOf } from './harness/people.js';
import { expectProblem } from './harness/problem.js';

interface Line {
  level: number;
  msg: string;
  req?: { id: string; method: string; path: string };
  res?: { status: number };
}

describe('the log', () => {
  let app: TestApp;
  const lines: string[] = [];
  /** What must never stand in a line; each test plants its own. */
  const canaries = new Set<string>([SAMPLE_PASSWORD]);
  const canary = (): string => {
    const word = `chim${randomBytes(9).toString('hex')}`;
    canaries.add(word);
    return word;
  };

  beforeAll(async () => {
    // The most talkative level: what is not written here is written nowhere.
    app = await createTestApp({ logger: createLogger('trace', { write: (line) => void lines.push(line) }) });
  });
  afterAll(() => app.close());

  async function owner(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: app.database.ownerUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  const parsed = (): Line[] => lines.map((line) => JSON.parse(line) as Line);

  /** Every line that a response's end writes comes a moment after the response. */
  const linesOf = async (id: string): Promise<Line[]> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return parsed().filter(({ req }) => req?.id === id);
  };

  it('has one line a request: its id, its path without the query, its status', async () => {
    const agent = await app.as('bcd');
    for (const [path, status] of [
      ['/api/v1/plans?year=2023', 200],
      ['/api/v1/nothing', 404],
      ['/health/live', 200],
      ['/health/nothing', 404],
      ['/api/v1/plans?year=x', 400],
    ] as const) {
      const id = `mot-dong-${path.replace(/\W/g, '-')}`;
      await agent.get(path).set('X-Request-Id', id).expect(status);
      const [line, ...more] = await linesOf(id);
      expect(more).toEqual([]);
      expect(line).toMatchObject({ level: 30, req: { method: 'GET', path: path.split('?')[0] }, res: { status } });
    }
  });

  it('holds nothing of what is secret in a request: password, cookies, keys, queries, tokens', async () => {
    const refused = await app.anonymous
      .post('/api/v1/auth/login')
      .set({
        Authorization: `Bearer ${canary()}`,
        'X-API-Key': canary(),
        'User-Agent': canary(),
        Referer: `http://${canary()}/`,
      })
      .send({ username: canary(), password: canary() });
    expectProblem(refused, 'auth.failed');
    expectProblem(await app.anonymous.post('/api/v1/auth/login').send({ [canary()]: canary() }), 'request.invalid');
    const broken = app.anonymous.post('/api/v1/auth/login').set('Content-Type', 'application/json');
    expectProblem(await broken.send(`{"password":"${canary()}"`), 'request.malformed');
    const claim = { token: canary(), username: 'quan.tri', displayName: 'Quản trị', password: canary() };
    expectProblem(await app.anonymous.post('/api/v1/auth/claims').send(claim), 'auth.claim_invalid');
    const cookie = `plan_session=${canary()}; plan_refresh=${canary()}`;
    expectProblem(await app.anonymous.get(`/api/v1/tasks?q=${canary()}`).set('Cookie', cookie), 'auth.session_ended');
    const refresh = app.anonymous.post('/api/v1/auth/refresh').set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' });
    expectProblem(await refresh, 'auth.session_ended');

    const login = await app.anonymous.post('/api/v1/auth/login').send({ username: 'bcd', password: SAMPLE_PASSWORD });
    for (const { value } of Object.values(cookiesOf(login))) canaries.add(value);
  });

  it('tells of a failure with its stack and the request, and not with the values of the statement', async () => {
    await owner('ALTER TABLE users RENAME TO users_away');
    try {
      const id = 'that-bai-0000001';
      const answer = await app.anonymous
        .post('/api/v1/auth/login')
        .set('X-Request-Id', id)
        .send({ username: canary(), password: canary() });
      expectProblem(answer, 'server.error');
      const failure = lines.find((line) => line.includes('unexpected failure') && line.includes(id)) ?? '';
      expect(failure).toContain('relation \\"users\\" does not exist');
      expect(failure).toContain('"code":"42P01"');
      expect(failure).toContain('user.queries');
    } finally {
      await owner('ALTER TABLE users_away RENAME TO users');
    }
  });

  it('holds no row that the database refused, and no hash of a password', async () => {
    canaries.add('$argon2id$');
    const token = canary();
    const person = { username: canary(), displayName: canary(), password: canary() };
    await owner(
      'ALTER TABLE users ADD CONSTRAINT never CHECK (false) NOT VALID',
      `INSERT INTO admin_claims (id, token_hash) VALUES (1, sha256('${token}'))`,
    );
    try {
      expectProblem(await app.anonymous.post('/api/v1/auth/claims').send({ token, ...person }), 'server.error');
      expect(lines.some((line) => line.includes('"code":"23514"'))).toBe(true);
    } finally {
      await owner('ALTER TABLE users DROP CONSTRAINT never', 'DELETE FROM admin_claims');
    }
  });

  afterEach(() => {
    for (const word of canaries) expect(lines.filter((line) => line.includes(word))).toEqual([]);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
