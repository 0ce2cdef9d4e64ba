import { rowsOf, withClient } from './databases.js';
import { NATION, PROVINCE } from './generate-plans.js';
import { type Call, percentile, timed } from './load.js';
import { bigTableScans } from './recorded-queries.js';
import { startRecordingApp } from './recording-app.js';
import { type Line, number, type Section } from './report.js';
import type { BenchRun } from './run-settings.js';
import { startProduct } from './servers.js';
import { askedOfAll, PLAN_SAMPLES, type PlanSample, waitedFor } from './waited-for.js';

/** Pages may take this much longer with the whole country in one database. */
const BAR = 2;
const PLANS_ASKED = 40;

/** (b) The same pages in a province's database and in the country's, one connection, in turns. */
export async function measureGrowth({ server, quick, say }: BenchRun): Promise<Section> {
  say('growth: the country');
  const start = Date.now();
  const nation = await server.database('bench_nation', NATION);
  const generatedIn = (Date.now() - start) / 1000;
  const province = await server.database('bench_province', PROVINCE);
  const samples = {
    province: await rowsOf<PlanSample>(province.ownerUrl, PLAN_SAMPLES, [1]),
    nation: await rowsOf<PlanSample>(nation.ownerUrl, PLAN_SAMPLES, [PLANS_ASKED]),
  };
  const products = {
    province: await startProduct(province, server.dataDir),
    nation: await startProduct(nation, server.dataDir),
  };
  const lines: Line[] = [];
  try {
    const first = samples.nation[0] as PlanSample;
    for (const name of Object.keys(waitedFor(first)) as (keyof ReturnType<typeof waitedFor>)[]) {
      say(`growth: ${name}`);
      const of = (all: PlanSample[]): Call[] => all.map((sample) => waitedFor(sample)[name]);
      lines.push(lineOf(name, await inTurns(products, of(samples.province), of(samples.nation), quick ? 40 : 400)));
    }
    for (const name of Object.keys(askedOfAll(first))) {
      say(`growth: ${name}`);
      const of = (all: PlanSample[]): Call[] => all.map((sample) => askedOfAll(sample)[name] as Call);
      const times = await inTurns(products, of(samples.province), of(samples.nation), quick ? 10 : 80);
      lines.push({ ...lineOf(name, times), bar: undefined });
    }
  } finally {
    await products.province.stop();
    await products.nation.stop();
  }
  say('growth: asking PostgreSQL how it reads');
  const scans = await scansOf(nation, samples.nation[0] as PlanSample);
  const [counts] = await rowsOf<Record<string, string>>(
    nation.ownerUrl,
    `SELECT (SELECT count(*) FROM plans)::int AS plans, (SELECT count(*) FROM agencies)::int AS agencies,
            (SELECT count(*) FROM tasks)::int AS tasks, (SELECT count(*) FROM assignments)::int AS assignments,
            (SELECT count(*) FROM evidence)::int AS evidence`,
  );
  return {
    title: '(b) From one province to the whole country',
    columns: ['what', 'country, p50 ms', 'province, p50 ms', 'growth', 'bar', 'p95 ms, country / province'],
    lines,
    notes: [
      `One connection, the two servers in turns; in the country the asked plans change with every request (${PLANS_ASKED} of them). Country: ${Object.entries(
        counts ?? {},
      )
        .map(([name, count]) => `${number(Number(count))} ${name}`)
        .join(', ')}, generated in ${number(generatedIn)} s. Lines without a bar are asked of all plans at once.`,
      scans.length === 0
        ? 'EXPLAIN of every statement of these lines: no big table is read from end to end.'
        : `EXPLAIN: read from end to end: ${scans.join('; ')}.`,
    ],
  };
}

interface Times {
  province: number[];
  nation: number[];
}

async function inTurns(
  products: Record<keyof Times, Awaited<ReturnType<typeof startProduct>>>,
  province: Call[],
  nation: Call[],
  count: number,
): Promise<Times> {
  const headers = {
    province: await products.province.signIn('congan'),
    nation: await products.nation.signIn('congan'),
  };
  const times: Times = { province: [], nation: [] };
  const warmUp = Math.ceil(count / 5);
  for (let turn = 0; turn < count + warmUp; turn += 1) {
    for (const [where, calls] of [
      ['province', province],
      ['nation', nation],
    ] as const) {
      const call = calls[turn % calls.length] as Call;
      const { ms, status } = await timed(products[where].origin, { ...call, headers: headers[where] });
      if (status !== 200) throw new Error(`${call.path}: ${status}`);
      if (turn >= warmUp) times[where].push(ms);
    }
  }
  return times;
}

function lineOf(what: string, { province, nation }: Times): Line {
  const ratio = percentile(nation, 0.5) / percentile(province, 0.5);
  return {
    what,
    product: number(percentile(nation, 0.5), 2),
    floor: number(percentile(province, 0.5), 2),
    ratio: `${number(ratio, 2)}×`,
    bar: { text: `≤ ${BAR}×`, met: ratio <= BAR },
    beside: `${number(percentile(nation, 0.95), 1)} / ${number(percentile(province, 0.95), 1)}`,
  };
}

async function scansOf(nation: { appUrl: string; ownerUrl: string }, sample: PlanSample): Promise<string[]> {
  const app = await startRecordingApp(nation, 'congan');
  const found: string[] = [];
  try {
    await withClient(nation.ownerUrl, async (client) => {
      for (const [name, call] of Object.entries({ ...waitedFor(sample), ...askedOfAll(sample) })) {
        const { queries } = await app.record(call);
        for (const query of queries) {
          for (const table of await bigTableScans(client, query)) found.push(`${table} for "${name}"`);
        }
      }
    });
  } finally {
    await app.close();
  }
  return found;
}
