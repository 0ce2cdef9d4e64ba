import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../../test/harness/app.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { createLogger } from '../logging/logger.js';

/** A way to the database that can be cut: connections break, new ones are refused, and later it is whole again. */
class Line {
  private server: Server | null = null;
  private readonly open = new Set<Socket>();
  private port = 0;
  private whole = false;

  constructor(private readonly target: URL) {}

  async mend(): Promise<void> {
    this.whole = true;
    this.server = createServer((near) => {
      // One that was taken in the moment of the cut would live on, and the cut would wait for it.
      if (!this.whole) {
        near.destroy();
        return;
      }
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [near, far]) {
        this.open.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.open.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    if (!this.whole) return;
    this.whole = false;
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  get address(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }
}

describe('while the database is away', () => {
  let database: TestDatabase;
  let line: Line;
  let app: TestApp;
  let reader: Agent;
  const logged: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    line = new Line(new URL(database.appUrl));
    await line.mend();
    const logger = createLogger('info', { write: (text) => void logged.push(text) });
    app = await createTestApp({ database: { ...database, appUrl: line.address }, logger });
    reader = await app.as('congan');
  });
  afterAll(async () => {
    await app.close();
    await line.cut();
    await database.drop();
  });
  afterEach(async () => {
    await line.cut();
    await line.mend();
  });

  async function untilReady(): Promise<void> {
    for (;;) {
      if ((await app.anonymous.get('/health/ready')).status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('says 503 with Retry-After to reading, writing and signing in, and serves again when it is back', async () => {
    await reader.get('/api/v1/plans').expect(200);
    await line.cut();
    for (let round = 0; round < 3; round += 1) {
      const refused = [
        await reader.get('/api/v1/plans'),
        await reader.get('/api/v1/tasks'),
        await reader.post('/api/v1/job-runs').send({ job: 'raise-overdue', day: '2023-05-05' }),
        await app.anonymous.post('/api/v1/auth/login').send({ username: 'congan', password: SAMPLE_PASSWORD }),
        await app.anonymous.get('/health/ready'),
      ];
      for (const answer of refused) {
        expectProblem(answer, 'server.unavailable');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      await app.anonymous.get('/health/live').expect(200);
    }
    await line.mend();
    await untilReady();
    await reader.get('/api/v1/plans').expect(200);
    // What was answered with 503 was not done.
    const runs = await reader.get('/api/v1/job-runs').expect(200);
    expect(runs.body.items).toEqual([]);
  });

  it('says so to requests that were under way when the line broke, and never 500', async () => {
    await untilReady();
    const answers = Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 3
          ? reader.get('/api/v1/assignments?limit=200')
          : reader.post('/api/v1/job-runs').send({ job: 'raise-overdue', day: '2023-05-05' }),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    await line.cut();
    const statuses = new Set((await answers).map(({ status }) => status));
    for (const status of statuses) expect([200, 503]).toContain(status);
    expect(statuses).toContain(503);
    await line.mend();
    await untilReady();
    await reader.get('/api/v1/plans').expect(200);
  });

  it('survives connections that the database itself ends', async () => {
    await untilReady();
    for (let round = 0; round < 5; round += 1) {
      await reader.get('/api/v1/plans').expect(200);
      const [{ ended }] = await app.dataSource
        .query(
          `SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
        .catch(() => [{ ended: 0 }]);
      expect(ended).toBeGreaterThanOrEqual(0);
    }
    await untilReady();
    await reader.get('/api/v1/plans').expect(200);
  });

  it('is told in the log without the values of any statement', () => {
    expect(logged.filter((line) => line.includes('database away')).length).toBeGreaterThan(0);
    for (const told of ['"parameters"', '"values"', SAMPLE_PASSWORD, 'congan']) {
      expect(logged.filter((line) => line.includes(told))).toEqual([]);
    }
  });
});
