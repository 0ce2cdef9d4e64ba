import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repositoryFolder } from '../../src/create-app.js';
import { type Database, rowsOf } from '../databases.js';
import { AgencyEvening } from './agency-evening.js';
import { checkEvening, type Findings } from './check-evening.js';
import { EveningClock } from './evening-clock.js';
import { preparePlace } from './evening-place.js';
import {
  BEFORE_THE_BELL,
  BELL_AT,
  COME_UNTIL,
  type EveningSize,
  KILLED_AT,
  momentOf,
  randomFrom,
} from './evening-size.js';
import { type AgencyRecord, Ledger } from './ledger.js';
import { GaveUp, Person } from './person.js';
import { readOn } from './reader.js';
import { AUDIT_KEY, Replica } from './replicas.js';
import { spawnProxy } from './round-robin-proxy.js';

export interface EveningResult {
  size: EveningSize;
  ledger: Ledger;
  findings: Findings;
  seconds: number;
  agencies: number;
  /** The most memory of each replica, in bytes. */
  peakRss: { role: string; bytes: number }[];
  handedOn: number;
  /** How late this program itself came to its work, in milliseconds: its figures hold no less than that. */
  ownDelay: { p50: number; p99: number };
  load: { before: number; after: number };
  killed: { role: string; backAfterMs: number };
  bell: string;
}

export interface EveningSettings {
  /** Holds the sample and nothing else; changed for good. */
  database: Database;
  samplePassword: string;
  /** For logs and uploaded files. */
  folder: string;
  size: EveningSize;
  say(text: string): void;
}

/** A whole deadline evening on two replicas, and what it came to. */
export async function holdEvening(settings: EveningSettings): Promise<EveningResult> {
  const { database, folder, size, say } = settings;
  const load = { before: loadavg()[0] ?? 0, after: 0 };
  say('opening the period, making people');
  const place = await preparePlace(database, settings.samplePassword, size);
  const clock = await EveningClock.before(place.bell, database.ownerUrl);
  const filesDir = join(folder, 'files');
  const replicas = [await Replica.at('web', folder), await Replica.at('all', folder)];
  const proxy = await spawnProxy(replicas.map(({ port }) => port));
  const people: Person[] = [];
  try {
    say('starting two replicas');
    const replicaSettings = { database, publicUrl: `http://127.0.0.1:${proxy.port}`, filesDir, folder };
    for (const replica of replicas) await replica.start(replicaSettings);
    const ledger = new Ledger();
    const random = randomFrom(size.seed);
    const person = (username: string): Person => {
      const one = new Person(proxy.port, username, place.password, people.length + 1, ledger);
      people.push(one);
      return one;
    };
    const length = size.seconds * 1_000;
    const setting = { size: { ...size, agencies: place.agencies.length }, ledger, clock };
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const start = performance.now();
    let over = false;
    say(
      `${place.agencies.length} agencies, ${size.readers} readers, ${size.seconds} s; the due date is ${place.dueOn}`,
    );
    const agencies = place.agencies.map(async ({ username, agencyName, reportId }, index) => {
      const own = randomFrom(Math.floor(random() * 2 ** 31));
      const mark = `co-quan-${index + 1}`;
      const record: AgencyRecord = {
        agencyName,
        reportId,
        mark,
        saves: 0,
        files: [],
        waits: false,
        failed: false,
        submission: null,
      };
      ledger.agencies.push(record);
      await sleep(own() * COME_UNTIL * length);
      await new AgencyEvening(person(username), record, setting, momentOf(index, setting.size), own)
        .run()
        .catch((error: unknown) => {
          record.failed = true;
          told(ledger, agencyName, error);
        });
    });
    const readers = place.readers.map(async (username) => {
      const own = randomFrom(Math.floor(random() * 2 ** 31));
      await sleep(own() * 0.3 * length);
      await readOn(person(username), place, { ledger, seconds: size.seconds, over: () => over }, own).catch(
        (error: unknown) => told(ledger, 'a reader', error),
      );
    });
    const killed = killOne(replicas[1] as Replica, KILLED_AT * length, say);
    const bell = ringTheBell(clock, ledger, { seconds: size.seconds, agencies: place.agencies.length, say });
    const [{ backAfterMs }] = await Promise.all([killed, bell, sleep(length), ...agencies]);
    over = true;
    await Promise.all(readers);
    delay.disable();
    const seconds = (performance.now() - start) / 1_000;
    load.after = loadavg()[0] ?? 0;
    say('holding the database and the disk against what was acknowledged');
    const after = { ownerUrl: database.ownerUrl, filesDir, periodId: place.periodId, dueOn: place.dueOn };
    const findings = await checkEvening({ ...after, clock, records: ledger.agencies });
    findings.log.push(...(await verifyLog(database, folder)));
    for (const replica of replicas) ledger.faults.push(...replica.failures());
    for (const replica of replicas) await replica.stop();
    return {
      size,
      ledger,
      findings,
      seconds,
      agencies: place.agencies.length,
      peakRss: replicas.map(({ role, peakRss }) => ({ role, bytes: peakRss })),
      handedOn: await proxy.handedOn(),
      ownDelay: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6 },
      load,
      killed: { role: 'all', backAfterMs },
      bell: `${place.dueOn} 24:00`,
    };
  } finally {
    for (const one of people) one.leave();
    for (const replica of replicas) await replica.stop();
    await proxy.close();
  }
}

function told(ledger: Ledger, who: string, error: unknown): void {
  const text = `${who}: ${(error as Error).message}`;
  if (error instanceof GaveUp) ledger.gaveUp.push(text);
  else ledger.fault(text);
}

/** Lets the due date end when its time has come and enough have handed in, or all others wait for it. */
async function ringTheBell(
  clock: EveningClock,
  ledger: Ledger,
  { seconds, agencies, say }: { seconds: number; agencies: number; say: (text: string) => void },
): Promise<void> {
  await sleep(BELL_AT * seconds * 1_000);
  for (;;) {
    const done = ledger.agencies.filter(({ submission }) => submission !== null).length;
    const rest = ledger.agencies.filter(({ submission, waits, failed }) => !submission && !waits && !failed).length;
    if (done >= BEFORE_THE_BELL * agencies || rest === 0) break;
    await sleep(100);
  }
  await clock.skipTo(2_000);
  say('the due date ends in two seconds');
}

/** kill -9 in the middle; a supervisor starts it again two seconds later. */
async function killOne(replica: Replica, after: number, say: (text: string) => void): Promise<{ backAfterMs: number }> {
  await sleep(after);
  const start = performance.now();
  await replica.kill();
  say('a replica was killed with -9');
  await sleep(2_000);
  await replica.start();
  say('it is back');
  return { backAfterMs: performance.now() - start };
}

/** The product's own command over the sealed chain, once all events have their seals. */
async function verifyLog(database: Database, folder: string): Promise<string[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const [waiting] = await rowsOf<{ count: number }>(
      database.ownerUrl,
      'SELECT count(*)::int AS count FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id)',
    );
    if (waiting?.count === 0) break;
    await sleep(100);
  }
  const command = repositoryFolder('api', 'dist', 'src', 'audit-verify.js');
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: database.appUrl,
    SESSION_SECRET: 'a-secret-that-only-this-evening-signs-with',
    AUDIT_KEY,
    AUDIT_HEAD_FILE: join(folder, 'audit-heads.log'),
    DATA_DIR: folder,
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [command], { env });
    return / 0 sự kiện đang chờ/.test(stdout) ? [] : [`events without a seal: ${stdout.trim()}`];
  } catch (error) {
    return [`audit:verify: ${(error as { stdout?: string }).stdout ?? String(error)}`];
  }
}
