import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_NAME } from '../../src/platform/database/embedded-server-roles.js';
import { PASSWORD, startBenchServer } from '../databases.js';
import { keepEvening, machine, tablesOf } from '../report.js';
import { holdEvening } from './evening.js';
import { figuresOf, wrongIn } from './evening-figures.js';
import { type EveningSize, WHOLE_EVENING } from './evening-size.js';

/** Holds an evening on a PostgreSQL of its own, prints the figures, and fails when anything was lost or wrong. */
export async function load(args: readonly string[]): Promise<void> {
  const size = sizeOf(args);
  const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
  say('starting PostgreSQL, loading the sample');
  const server = await startBenchServer(size.seed);
  const folder = mkdtempSync(join(tmpdir(), 'plan-evening-'));
  try {
    const where = machine(server.version);
    const database = await server.database(`${DATABASE_NAME}_evening`);
    const result = await holdEvening({ database, samplePassword: PASSWORD, folder, size, say });
    const wrong = wrongIn(result);
    const text = `Held on ${new Date().toISOString().slice(0, 10)}: ${where}\n\n${tablesOf([figuresOf(result)])}`;
    console.log(`\n${text}`);
    for (const each of wrong.slice(0, 50)) console.log(each);
    if (args.includes('--write')) keepEvening(text);
    console.log(
      wrong.length === 0 ? 'Nothing lost, nothing doubled, every lateness right.' : `${wrong.length} faults.`,
    );
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(args: readonly string[]): EveningSize {
  const of = (name: string): number | undefined => {
    const given = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
    if (given === undefined) return undefined;
    const value = Number(given);
    if (!(value > 0)) throw new Error(`--${name}=${given}: a number above 0, please`);
    return value;
  };
  const quick = args.includes('--quick');
  const minutes = of('minutes');
  return {
    ...WHOLE_EVENING,
    agencies: of('agencies') ?? (quick ? 20 : WHOLE_EVENING.agencies),
    readers: of('readers') ?? (quick ? 30 : WHOLE_EVENING.readers),
    seconds: minutes === undefined ? (quick ? 20 : WHOLE_EVENING.seconds) : minutes * 60,
    seed: of('seed') ?? WHOLE_EVENING.seed,
  };
}
