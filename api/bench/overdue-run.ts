import { RAISE_FLAGS } from '../src/tasks/raise-overdue.job.js';
import { type Database, withClient } from './databases.js';
import { NATION } from './generate-plans.js';
import { median, timed } from './load.js';
import { number, type Section } from './report.js';
import type { BenchRun } from './run-settings.js';
import { type Product, startProduct } from './servers.js';

const BAR = 1.3;
const DAY = '2026-07-01';

/** (c) The nightly run over the whole country's assignments beside the bare statement, from no flags to all of them. */
export async function measureOverdueRun({ server, quick, say }: BenchRun): Promise<Section> {
  say('overdue run: the country');
  const nation = await server.database('bench_nation', NATION);
  const product = await startProduct(nation, server.dataDir);
  const rounds = quick ? 1 : 5;
  const ours: number[] = [];
  const bare: number[] = [];
  let created = 0;
  let memory = { before: 0, most: -1 };
  try {
    for (let round = 0; round < rounds; round += 1) {
      say(`overdue run: round ${round + 1}`);
      await withoutFlags(nation);
      await server.checkpoint();
      bare.push(await bareRun(nation));
      await withoutFlags(nation);
      await server.checkpoint();
      const run = await productRun(product);
      ours.push(run.ms);
      created = run.created;
      if (run.most - run.before > memory.most - memory.before) memory = { before: run.before, most: run.most };
    }
    const again = await productRun(product);
    const ratio = median(ours.map((ms, round) => ms / (bare[round] as number)));
    const megabytes = (bytes: number): string => number(bytes / 2 ** 20);
    return {
      title: '(c) `raise-overdue` over the whole country',
      columns: ['what', 'product, ms', 'bare, ms', 'ratio', 'bar', 'memory of the server, before / most'],
      lines: [
        {
          what: `first run of a day: ${number(created)} flags with their events`,
          product: number(median(ours)),
          floor: number(median(bare)),
          ratio: `${number(ratio, 2)}×`,
          bar: { text: `≤ ${BAR}×`, met: ratio <= BAR },
          beside: `${megabytes(memory.before)} / ${megabytes(memory.most)} MB`,
        },
        {
          what: `the same day again: ${number(again.created)} flags`,
          product: number(again.ms),
          floor: '',
          ratio: '',
          beside: `${megabytes(again.before)} / ${megabytes(again.most)} MB`,
        },
      ],
      notes: [
        `Medians of ${rounds} rounds in turns, the flags and their events removed in between. Product: \`POST /job-runs\` until its answer, with the lock and the record of the run. Bare: the same statement in a transaction of one \`pg\` client (the embedded PostgreSQL brings no psql).`,
      ],
    };
  } finally {
    await product.stop();
  }
}

async function withoutFlags(database: Database): Promise<void> {
  await withClient(database.ownerUrl, async (client) => {
    await client.query('TRUNCATE assignment_flags');
    await client.query(`DELETE FROM events WHERE type = 'assignment.flag_raised'`);
    await client.query('VACUUM ANALYZE events, assignment_flags');
  });
}

const bareRun = (database: Database): Promise<number> =>
  withClient(database.appUrl, async (client) => {
    const start = performance.now();
    await client.query('BEGIN');
    await client.query(RAISE_FLAGS, [DAY, false, null]);
    await client.query('COMMIT');
    return performance.now() - start;
  });

async function productRun(product: Product): Promise<{ ms: number; created: number; before: number; most: number }> {
  const headers = { ...(await product.signIn('congan')), 'Content-Type': 'application/json' };
  const before = (await product.usage()).rssBytes;
  let most = before;
  let running = true;
  const watching = (async () => {
    while (running) {
      most = Math.max(most, (await product.usage()).rssBytes);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const { ms, status, body } = await timed(product.origin, {
    method: 'POST',
    path: '/api/v1/job-runs',
    headers,
    body: JSON.stringify({ job: 'raise-overdue', day: DAY }),
  });
  running = false;
  await watching;
  if (status !== 200) throw new Error(`job run: ${status} ${body}`);
  return { ms, created: (JSON.parse(body) as { counts: { created: number } }).counts.created, before, most };
}
