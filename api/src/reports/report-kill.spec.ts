import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { manyReports } from '../../test/factories/reports.js';
import { createTestApp, SAMPLE_PASSWORD, TEST_ORIGIN, TEST_SECRET, type TestApp } from '../../test/harness/app.js';
import { canonicalText } from './domain/report-content.js';

/**
 * How often a replica is killed in the midst of submissions. Each kill costs the start of a whole server, some three
 * seconds of a processor: `KILLS=200` is for a run of its own.
 */
const KILLS = Number(process.env.KILLS ?? 20);
/** Replicas that are started ahead of their turn. */
const AHEAD = 2;
const LONGEST = 60_000 + KILLS * 20_000;
/** Reports that are being submitted at the moment of a kill. */
const AT_ONCE = 4;
const SERVE = fileURLToPath(new URL('../../test/workers/serve-app.worker.mjs', import.meta.url));

interface Replica {
  process: ChildProcess;
  origin: string;
}

/** One row of what a report has come to. */
interface Outcome {
  id: string;
  state: string;
  count: number;
  judged: number | null;
  versions: number;
  events: number;
  sha256: string | null;
  content: unknown;
}

describe('a replica that is killed while reports are submitted', () => {
  let app: TestApp;
  let cookie: string;
  let reports: { id: string }[];
  // Printed with every failure: the same seed kills at the same moments.
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    app = await createTestApp();
    reports = await manyReports(app, 'Sở Y tế', (KILLS + 1) * AT_ONCE);
    await signIn();
  }, 120_000);
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await app.close();
  });

  async function signIn(): Promise<void> {
    const login = await app.anonymous
      .post('/api/v1/auth/login')
      .send({ username: 'soyte.head', password: SAMPLE_PASSWORD })
      .expect(200);
    cookie = (login.headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0]).join('; ');
  }

  async function replica(): Promise<Replica> {
    const child = spawn(process.execPath, ['--no-warnings', SERVE, app.database.appUrl, TEST_SECRET, TEST_ORIGIN], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = await new Promise<string[]>((resolve, reject) => {
      lines.once('line', (text) => resolve([text]));
      child.once('exit', (code) => reject(new Error(`the replica ended with ${code}`)));
    });
    return { process: child, origin: `http://127.0.0.1:${JSON.parse(line as string).port}` };
  }

  /** The status of a submission; null when the line broke before the answer. */
  async function submit({ origin }: Replica, id: string): Promise<number | null> {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    try {
      const read = await fetch(`${origin}/api/v1/reports/${id}`, { headers });
      const answer = await fetch(`${origin}/api/v1/reports/${id}/submissions`, {
        method: 'POST',
        headers: { ...headers, 'If-Match': read.headers.get('etag') ?? '' },
        body: '{}',
      });
      return answer.status;
    } catch {
      return null;
    }
  }

  /** What stands in the database once nothing of the killed replica runs there any more. */
  async function outcomes(ids: readonly string[]): Promise<Outcome[]> {
    for (;;) {
      const [busy] = await app.dataSource.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
      );
      if (busy.count === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return app.dataSource.query(
      `SELECT r.id, r.state, r.submission_count AS count, r.judged_number AS judged,
              (SELECT count(*)::int FROM report_submissions s WHERE s.report_id = r.id) AS versions,
              (SELECT count(*)::int FROM events e WHERE e.subject_id = r.id AND e.type = 'report.submitted') AS events,
              s.sha256, s.content
       FROM reports r LEFT JOIN report_submissions s ON s.report_id = r.id WHERE r.id = ANY($1::uuid[])`,
      [ids],
    );
  }

  it(
    `leaves no half report and no missing event (${KILLS} times, SEED=${seed})`,
    async () => {
      const random = randomFrom(seed);
      const waiting: Promise<Replica>[] = [];
      const next = (): Promise<Replica> => {
        while (started.length <= KILLS && waiting.length < AHEAD) waiting.push(replica());
        return waiting.shift() as Promise<Replica>;
      };
      const seen = { before: 0, after: 0 };
      // Without a kill first: how long the submissions take is how long the moments of a kill are spread over.
      const first = await next();
      const began = performance.now();
      const warm = await Promise.all(reports.slice(-AT_ONCE).map(({ id }) => submit(first, id)));
      const takes = performance.now() - began;
      expect(warm).toEqual(warm.map(() => 200));
      first.process.kill('SIGKILL');

      for (let round = 0; round < KILLS; round += 1) {
        // Many rounds last longer than a session's token.
        if (round % 10 === 9) await signIn();
        const current = await next();
        const ids = reports.slice(round * AT_ONCE, (round + 1) * AT_ONCE).map(({ id }) => id);
        const answers = Promise.all(ids.map((id) => submit(current, id)));
        await new Promise((resolve) => setTimeout(resolve, random() * takes));
        current.process.kill('SIGKILL');
        const statuses = await answers;
        for (const outcome of await outcomes(ids)) {
          const done = outcome.state === 'submitted';
          if (done) seen.after += 1;
          else seen.before += 1;
          const { id: _, content, sha256, ...counts } = outcome;
          const one = done ? 1 : 0;
          expect({ seed, round, ...counts }).toEqual({
            seed,
            round,
            state: done ? 'submitted' : 'draft',
            count: one,
            judged: done ? 1 : null,
            versions: one,
            events: one,
          });
          if (done) expect(sha256).toBe(createHash('sha256').update(canonicalText(content)).digest('hex'));
          // What was acknowledged is there.
          if (statuses[ids.indexOf(outcome.id)] === 200) expect(done).toBe(true);
        }
        // The person tries again elsewhere: what was done is not doubled, what was not is done now.
        const other: Replica = { process: current.process, origin: `http://127.0.0.1:${portOf(app)}` };
        const again = await Promise.all(ids.map((id) => submit(other, id)));
        const refused = again.filter((status) => status !== 200 && status !== 409);
        expect({ seed, round, refused }).toEqual({ seed, round, refused: [] });
        const settled = await outcomes(ids);
        expect(settled.map(({ state, versions, events }) => [state, versions, events])).toEqual(
          ids.map(() => ['submitted', 1, 1]),
        );
      }
      // Kills that all came too early or too late would prove nothing.
      if (KILLS >= 20) expect([seed, seen.before > 0, seen.after > 0]).toEqual([seed, true, true]);
    },
    LONGEST,
  );
});

const portOf = (app: TestApp): number => (app.server.address() as { port: number }).port;

/** Numbers of [0, 1) that the seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
