import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { SYSTEM_ACTOR } from '../auth/actor.js';
import { createDataSourceOptions } from '../database/data-source.js';
import { EventLog } from '../events/event-log.js';

/** `KILLS=100` for the full proof; a run of all tests is content with fewer. */
const KILLS = Number(process.env.KILLS ?? 15);
const WORKER = fileURLToPath(new URL('../../../test/workers/send-mail.worker.mjs', import.meta.url));
/** Two work at once, and one after the other is killed. */
const WORKERS = 2;

describe('processes that send mail and are killed while changes go on', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: SMTPServer;
  let port: number;
  const started: ChildProcess[] = [];
  /** Message-IDs that the mail server took, by the mark of the change. */
  const taken = new Map<string, string[]>();
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const random = randomFrom(seed);
  const log = new EventLog();

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource(createDataSourceOptions(database.appUrl, { poolSize: 8 }));
    await dataSource.initialize();
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          const [, mark = ''] = /^Subject: \d+ (\S+)/m.exec(raw) ?? [];
          const [, id = ''] = /^Message-ID: (\S+)/im.exec(raw) ?? [];
          taken.set(mark, [...(taken.get(mark) ?? []), id]);
          // Taken over, and the answer is still on its way: a kill here makes the mail go again.
          setTimeout(done, 15);
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await dataSource.destroy();
    await database.drop();
  });

  async function worker(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--no-warnings', WORKER, database.appUrl, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    await new Promise<void>((resolve, reject) => {
      lines.once('line', () => resolve());
      child.once('exit', (code, signal) => reject(new Error(`the worker ended with ${code ?? signal}`)));
    });
    return child;
  }

  /** Changes of several people at once; every fourth is rolled back, after its event was written. */
  async function changes(marks: { committed: string[]; rolledBack: string[] }, going: () => boolean): Promise<void> {
    while (going()) {
      const mark = randomUUID();
      const fails = random() < 0.25;
      try {
        await dataSource.transaction(async (manager) => {
          await log.append(manager, SYSTEM_ACTOR, {
            type: 'plan.settings_changed',
            subjectType: 'plan',
            subjectId: randomUUID(),
            after: { text: mark },
          });
          await sleep(random() * 12);
          if (fails) throw new Error('rolled back');
        });
        marks.committed.push(mark);
      } catch (error) {
        if ((error as Error).message !== 'rolled back') throw error;
        marks.rolledBack.push(mark);
      }
      await sleep(random() * 20);
    }
  }

  /** A killed process keeps its leases until they run out; nobody waits five minutes here. */
  const endLeases = (): Promise<unknown> =>
    dataSource.query(`UPDATE mails SET leased_until = clock_timestamp() - interval '1 second' WHERE state = 'leased'`);

  it(
    `lose none, send none of what was rolled back, and repeat under the same id (${KILLS} kills, SEED=${seed})`,
    async () => {
      const marks = { committed: [] as string[], rolledBack: [] as string[] };
      let going = true;
      const people = Array.from({ length: 4 }, () => changes(marks, () => going));
      const living = await Promise.all(Array.from({ length: WORKERS }, worker));
      let spare = worker();
      let killedInLease = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await sleep(random() * 120);
        const place = kill % WORKERS;
        (living[place] as ChildProcess).kill('SIGKILL');
        living[place] = await spare;
        if (kill + 1 < KILLS) spare = worker();
        const [row] = await dataSource.query(`SELECT count(*)::int AS count FROM mails WHERE state = 'leased'`);
        if (row.count > 0) killedInLease += 1;
        await endLeases();
      }
      going = false;
      await Promise.all(people);
      // The last workers live on and settle everything. Ended once: what they have under way themselves stays theirs.
      await endLeases();
      for (let turn = 0; turn < 600; turn += 1) {
        await sleep(100);
        await dataSource.query(`UPDATE mails SET next_at = clock_timestamp() WHERE state = 'waiting'`);
        const [row] = await dataSource.query(
          `SELECT (SELECT count(*)::int FROM mails) AS made, (SELECT count(*)::int FROM mails WHERE state <> 'sent') AS open`,
        );
        if (row.made >= marks.committed.length && row.open === 0) break;
        if (turn % 50 === 49) await endLeases();
      }

      const lost = marks.committed.filter((mark) => !taken.has(mark));
      const neverWere = marks.rolledBack.filter((mark) => taken.has(mark));
      const committed = new Set(marks.committed);
      const strangers = [...taken.keys()].filter((mark) => !committed.has(mark));
      expect({ seed, lost, neverWere, strangers }).toEqual({ seed, lost: [], neverWere: [], strangers: [] });
      const ids = [...taken.values()].map((each) => new Set(each).size);
      expect({ seed, most: Math.max(...ids) }).toEqual({ seed, most: 1 });
      // Kills that hit nothing under way would prove nothing; some mails went twice.
      const repeated = [...taken.values()].filter(({ length }) => length > 1).length;
      if (KILLS >= 20) {
        expect([seed, marks.rolledBack.length > 0, killedInLease > 0, repeated > 0]).toEqual([seed, true, true, true]);
      }
    },
    120_000 + KILLS * 30_000,
  );
});

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
