import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestApp, type TestApp } from '../../test/harness/app.js';
import { addDays } from '../calendar/domain/calendar-date.js';
import { timelinessOf } from './domain/timeliness.js';

const WORKER = fileURLToPath(new URL('../../test/workers/raise-overdue.worker.mjs', import.meta.url));
const LAST_RUN = '2023-03-20';
const TODAY = '2023-05-06';
const PROCESSES = 5;
const KILLS = 25;

/** Repeats a run: `TEST_SEED=… npm test`. */
const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe(`five processes of the scheduler, each killed again and again (seed ${SEED})`, () => {
  let app: TestApp;
  let killed = 0;
  const living = new Set<ChildProcess>();

  beforeAll(async () => {
    app = await createTestApp();
    await app.dataSource.query('UPDATE plans SET automatic_rounds = true');
    await app.dataSource.query(
      `INSERT INTO job_runs (job, day, trigger, started_at, finished_at, counts)
       VALUES ('raise-overdue', $1, 'schedule', now(), now(), '{"created":0,"byKind":{}}')`,
      [LAST_RUN],
    );
  });
  afterAll(async () => {
    for (const child of living) child.kill('SIGKILL');
    await app.close();
  });

  /** Runs a process until it ends by itself, killing it at moments that the seed chooses while kills are left. */
  async function keepRunning(random: () => number): Promise<void> {
    for (;;) {
      const child = spawn(process.execPath, [WORKER, app.database.appUrl, `${TODAY}T09:00:00+07:00`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      living.add(child);
      const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
      void once(child.stdout as NodeJS.ReadableStream, 'data').then(() => {
        if (killed >= KILLS) return;
        const fuse = setTimeout(() => {
          if (killed >= KILLS || child.exitCode !== null) return;
          killed += 1;
          child.kill('SIGKILL');
        }, random() * 400);
        child.once('exit', () => clearTimeout(fuse));
      });
      const [code, signal] = await ended;
      living.delete(child);
      if (signal === null) {
        expect(code).toBe(0);
        return;
      }
    }
  }

  it('raise each flag exactly once, with one event, and finish each day once', async () => {
    const random = randomFrom(SEED);
    await Promise.all(Array.from({ length: PROCESSES }, () => keepRunning(random)));
    expect(killed).toBeGreaterThan(0);

    const days: string[] = [];
    for (let day = addDays(LAST_RUN, 1); day <= TODAY; day = addDays(day, 1)) days.push(day);
    const runs = await app.dataSource.query(
      `SELECT day, count(*)::int AS finished FROM job_runs
       WHERE trigger = 'schedule' AND failure IS NULL AND finished_at IS NOT NULL AND day > $1 GROUP BY day ORDER BY day`,
      [LAST_RUN],
    );
    expect(runs).toEqual(days.map((day) => ({ day, finished: 1 })));

    // What should be there, by the pure rule: a flag on the first day on which each kind was seen.
    const leads = await app.dataSource.query<{ id: string; dueOn: string | null; soon: number }[]>(
      `SELECT a.id, a.due_on AS "dueOn", p.due_soon_days AS soon
       FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN plans p ON p.id = a.plan_id
       WHERE a.role = 'lead' AND t.origin = 'annex'`,
    );
    const expected = leads.flatMap(({ id, dueOn, soon }) =>
      (['due_soon', 'overdue'] as const).flatMap((kind) => {
        const first = days.find(
          (day) => timelinessOf({ dueOn, completedOn: null, cancelledOn: null }, day, soon) === kind,
        );
        return first ? [`${id} ${kind} ${dueOn} ${first}`] : [];
      }),
    );
    const flags = await app.dataSource.query<{ flag: string }[]>(
      `SELECT concat_ws(' ', assignment_id, kind, due_on, raised_on) AS flag FROM assignment_flags`,
    );
    expect(flags.map(({ flag }) => flag).sort()).toEqual(expected.sort());
    const events = await app.dataSource.query<{ flag: string }[]>(
      `SELECT concat_ws(' ', subject_id, after->>'kind', after->>'dueOn', after->>'day') AS flag
       FROM events WHERE type = 'assignment.flag_raised'`,
    );
    expect(events.map(({ flag }) => flag).sort()).toEqual(expected);
    expect(expected).toHaveLength(22);
    const [{ told }] = await app.dataSource.query(
      `SELECT sum((counts->>'created')::int)::int AS told FROM job_runs WHERE failure IS NULL`,
    );
    expect(told).toBe(expected.length);
  }, 300_000);
});
