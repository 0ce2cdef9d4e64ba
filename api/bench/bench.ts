import { startBenchServer } from './databases.js';
import { measureGrowth } from './growth.js';
import { measureImport } from './import-seed.js';
import { measureOverdueRun } from './overdue-run.js';
import { keep, machine, type Section, tablesOf } from './report.js';
import { measureRequests } from './requests.js';
import type { BenchRun } from './run-settings.js';

const SEED = 20_230_601;
const PARTS = { requests: measureRequests, growth: measureGrowth, overdue: measureOverdueRun, import: measureImport };

/** Measures the parts one after the other on one PostgreSQL, prints the table, and keeps it when asked to. */
export async function bench(args: readonly string[]): Promise<void> {
  const only =
    args
      .find((arg) => arg.startsWith('--only='))
      ?.slice('--only='.length)
      .split(',') ?? Object.keys(PARTS);
  const say = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
  say('starting PostgreSQL, loading the sample');
  const server = await startBenchServer(SEED);
  try {
    const run: BenchRun = { server, quick: args.includes('--quick'), say };
    const where = machine(server.version);
    const sections: Section[] = [];
    for (const [name, measure] of Object.entries(PARTS)) {
      if (only.includes(name)) sections.push(await measure(run));
    }
    const text = `Measured on ${new Date().toISOString().slice(0, 10)}: ${where} Seed ${SEED}.\n\n${tablesOf(sections)}`;
    console.log(`\n${text}`);
    if (args.includes('--write')) keep(text);
    const missed = sections.flatMap(({ lines }) => lines.filter(({ bar }) => bar && !bar.met));
    console.log(missed.length === 0 ? 'Every bar is met.' : `Missed: ${missed.map(({ what }) => what).join('; ')}`);
  } finally {
    await server.stop();
  }
}
