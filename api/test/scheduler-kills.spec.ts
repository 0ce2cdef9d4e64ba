import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addDays } from '../src/calendar/domain/calendar-date.js';
import { Clock } from '../src/platform/clock/clock.js';
import { JobRegistry } from '../src/platform/jobs/job-registry.js';
import { createTestApp, TEST_SECRET, type TestApp } from './harness/app.js';

const WORKER = fileURLToPath(new URL('./workers/scheduler.worker.mjs', import.meta.url));
const FIRST_DAY = '2023-03-13';
const WORKERS = 5;
/** Processes that start while the others work: a killed one is replaced at once. */
const SPARES = 2;
/** Days in the suite; `TICKS=200 npx jest scheduler-kills` for the whole. */
const TICKS = Number(process.env.TICKS ?? 15);

/** The bell rings every minute: a job whose lock a dying process still held is done at the next; within this many minutes. */
const RINGS = 30;

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

/**
 * Every effect of the jobs, by words that are the same in two databases. A doubled effect is a doubled line, a lost one
 * is missing.
 */
const EFFECTS: Record<string, string> = {
  flags: `SELECT concat_ws(' | ', t.origin, t.number, g.name, f.kind, f.due_on, f.raised_on) AS line
    FROM assignment_flags f JOIN assignments a ON a.id = f.assignment_id JOIN tasks t ON t.id = a.task_id
    JOIN agencies g ON g.id = a.agency_id`,
  periods: `SELECT concat_ws(' | ', label, window_start_on, due_on, lock_on, opened_on) AS line FROM reporting_periods`,
  reports: `SELECT concat_ws(' | ', p.label, g.name, r.state) AS line
    FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id`,
  lines: `SELECT concat_ws(' | ', p.label, count(*)) AS line
    FROM report_entries e JOIN reports r ON r.id = e.report_id JOIN reporting_periods p ON p.id = r.period_id GROUP BY p.label`,
  reminders: `SELECT concat_ws(' | ', m.subject_type, t.number, p.label, g.name, m.kind, m.due_on, m.on_day, m.step,
      m.recipient_role) AS line
    FROM reminders m JOIN agencies g ON g.id = m.agency_id LEFT JOIN assignments a ON a.id = m.assignment_id
    LEFT JOIN tasks t ON t.id = a.task_id LEFT JOIN reports r ON r.id = m.report_id
    LEFT JOIN reporting_periods p ON p.id = r.period_id`,
  runs: `SELECT concat_ws(' | ', job, day, counts->>'created') AS line FROM job_runs
    WHERE trigger = 'schedule' AND failure IS NULL`,
  events: `SELECT concat_ws(' | ', type, count(*)) AS line FROM events WHERE actor_kind = 'job' GROUP BY type`,
};

describe(`five processes of the scheduler over ${TICKS} days, one killed on each (seed ${SEED})`, () => {
  let killed: TestApp;
  let undisturbed: TestApp;
  const living = new Set<ChildProcess>();

  beforeAll(async () => {
    killed = await createTestApp();
    undisturbed = await createTestApp();
    for (const app of [killed, undisturbed]) {
      await app.dataSource.query(
        `UPDATE plans SET automatic_rounds = true, reporting_from = '2023-04', reporting_to = '2023-12'`,
      );
    }
  });
  afterAll(async () => {
    for (const child of living) child.kill('SIGKILL');
    await killed.close();
    await undisturbed.close();
  });

  /** A process that is ready to be told a moment. */
  async function started(): Promise<ChildProcess> {
    const child = fork(WORKER, [killed.database.appUrl, TEST_SECRET], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    living.add(child);
    child.once('exit', () => living.delete(child));
    await once(child, 'message');
    return child;
  }

  /** Tells a process a moment and waits until it has done what was owed, or until it is dead. */
  async function told(child: ChildProcess, moment: string): Promise<void> {
    const ended = once(child, 'exit');
    child.send({ moment });
    await Promise.race([once(child, 'message'), ended]);
  }

  const effectsOf = async (app: TestApp): Promise<Record<string, string[]>> => {
    const effects: Record<string, string[]> = {};
    for (const [name, sql] of Object.entries(EFFECTS)) {
      const rows = await app.dataSource.query<{ line: string }[]>(`${sql} ORDER BY 1`);
      effects[name] = rows.map(({ line }) => line);
    }
    return effects;
  };

  const runsUpTo = async (app: TestApp, day: string): Promise<number> => {
    const [row] = await app.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM job_runs WHERE trigger = 'schedule' AND failure IS NULL AND day <= $1`,
      [day],
    );
    return row?.count ?? 0;
  };

  it('have each effect exactly once, as one process that nobody disturbs has', async () => {
    const random = randomFrom(SEED);
    const days = Array.from({ length: TICKS }, (_, index) => addDays(FIRST_DAY, index));
    const clock = undisturbed.app.get(Clock);
    const registry = undisturbed.app.get(JobRegistry);
    const runs = new Map<string, number>();
    for (const day of days) {
      clock.now = () => new Date(`${day}T09:00:00+07:00`);
      await registry.catchUp();
      runs.set(day, await runsUpTo(undisturbed, day));
    }

    let workers = await Promise.all(Array.from({ length: WORKERS }, started));
    const spares = Array.from({ length: SPARES }, started);
    let deaths = 0;
    for (const day of days) {
      const moment = (minute: number) => `${day}T09:${String(minute).padStart(2, '0')}:00+07:00`;
      const victim = workers[Math.floor(random() * WORKERS)] as ChildProcess;
      const dying = sleep(random() * 80).then(() => victim.kill('SIGKILL'));
      await Promise.all(workers.map((child) => told(child, moment(0))));
      if (await dying) deaths += 1;
      const next = await (spares.shift() as Promise<ChildProcess>);
      spares.push(started());
      workers = [...workers.filter((child) => child !== victim), next];
      for (let minute = 1; minute <= RINGS && (await runsUpTo(killed, day)) !== runs.get(day); minute++)
        await told(next, moment(minute));
    }
    expect(deaths).toBe(TICKS);
    await told(workers[0] as ChildProcess, `${days.at(-1)}T10:00:00+07:00`);
    await Promise.all(spares);

    const effects = await effectsOf(killed);
    expect(effects).toEqual(await effectsOf(undisturbed));
    for (const [name, lines] of Object.entries(effects)) {
      expect({ name, some: lines.length > 0 }).toEqual({ name, some: true });
      expect({ name, twice: lines.length - new Set(lines).size }).toEqual({ name, twice: 0 });
    }
  }, 1_200_000);
});
