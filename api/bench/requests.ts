import { type Database, rowsOf } from './databases.js';
import { floorSpecOf } from './floor-spec.js';
import { SIX_YEARS } from './generate-plans.js';
import { type Call, median, type Rate, rateOf, timed } from './load.js';
import { type Line, number, type Section } from './report.js';
import type { BenchRun } from './run-settings.js';
import { type MeasuredServer, startFloor, startProduct } from './servers.js';

const CONNECTIONS = [1, 10, 50];
/** The bars hold at this number of connections. */
const BAR_AT = 10;

interface Kind {
  name: string;
  bar: number;
  calls: Call[];
}

/** (a) Requests per second beside the bare floor, interleaved: a list of 50, one object, one write with its event. */
export async function measureRequests({ server, quick, say }: BenchRun): Promise<Section> {
  say('requests: six years of one province');
  const database = await server.database('bench_requests', SIX_YEARS);
  const kinds = await kindsOf(database);
  const [list, one, write] = kinds as [Kind, Kind, Kind];
  const spec = await floorSpecOf(database, [...list.calls, ...one.calls], write.calls[0] as Call);
  const product = await startProduct(database, server.dataDir);
  const floor = await startFloor(spec, server.dataDir);
  const [rounds, seconds] = quick ? [1, 1] : [5, 3];
  const lines: Line[] = [];
  try {
    for (const kind of kinds) {
      const headers = await product.signIn('congan');
      const calls = kind.calls.map((call) => ({ ...call, headers: { ...call.headers, ...headers } }));
      if (kind !== write) await checkSame(product, floor, calls);
      // Both are warm before the first round counts.
      await rateOf(product, calls, BAR_AT, seconds);
      await rateOf(floor, kind.calls, BAR_AT, seconds);
      for (const connections of CONNECTIONS) {
        say(`requests: ${kind.name}, ${connections} connections`);
        const ours: Rate[] = [];
        const bare: Rate[] = [];
        for (let round = 0; round < rounds; round += 1) {
          ours.push(await rateOf(product, calls, connections, seconds));
          bare.push(await rateOf(floor, kind.calls, connections, seconds));
        }
        lines.push(lineOf(kind, connections, ours, bare));
      }
    }
  } finally {
    await product.stop();
    await floor.stop();
  }
  return {
    title: '(a) Requests beside a bare `node:http` + `pg` server',
    columns: ['what', 'product, req/s', 'floor, req/s', 'ratio', 'bar', 'CPU per request, product / floor'],
    lines,
    notes: [
      `Medians of ${rounds} interleaved rounds of ${seconds} s. The product is signed in, validates, checks permissions and logs each request; the floor does none of it and sends the same SQL. The floor of the write sends its two INSERTs in one transaction and the SELECT of the answer; the product also locks the assignment and checks the date.`,
    ],
  };
}

async function kindsOf(database: Database): Promise<Kind[]> {
  const tasks = await rowsOf<{ id: string }>(
    database.ownerUrl,
    `SELECT id FROM tasks WHERE origin = 'annex' ORDER BY id`,
  );
  const leads = await rowsOf<{ id: string }>(
    database.ownerUrl,
    `SELECT id FROM assignments WHERE role = 'lead' AND cancelled_on IS NULL ORDER BY id LIMIT 1000`,
  );
  const days = Array.from({ length: 12 }, (_, month) => `2023-${String(month + 1).padStart(2, '0')}-04`);
  const body = JSON.stringify({ number: '99-CT/TU', issuedOn: '2023-04-28', abstract: 'Chỉ thị về đẩy mạnh Đề án 06' });
  return [
    {
      name: 'list of 50 tasks, by kind of deadline',
      bar: 0.5,
      calls: days.map((day) => ({
        method: 'GET',
        path: `/api/v1/tasks?deadlineKind=month&deadlineKind=quarter&limit=50&asOf=${day}`,
      })),
    },
    {
      name: 'one task',
      bar: 0.25,
      calls: tasks.map(({ id }) => ({ method: 'GET', path: `/api/v1/tasks/${id}?asOf=2023-05-04` })),
    },
    {
      name: 'post one evidence',
      bar: 0.2,
      calls: leads.map(({ id }) => ({
        method: 'POST',
        path: `/api/v1/assignments/${id}/evidence`,
        headers: { 'Content-Type': 'application/json' },
        body,
      })),
    },
  ];
}

/** A ratio between unlike answers would say nothing. */
async function checkSame(product: MeasuredServer, floor: MeasuredServer, calls: readonly Call[]): Promise<void> {
  for (const call of calls.slice(0, 20)) {
    const ours = await timed(product.origin, call);
    const bare = await timed(floor.origin, call);
    if (ours.status !== 200 || ours.body !== bare.body) throw new Error(`the floor answers ${call.path} otherwise`);
  }
}

function lineOf(kind: Kind, connections: number, ours: Rate[], bare: Rate[]): Line {
  const perSecond = (rates: Rate[]): number => median(rates.map((rate) => rate.perSecond));
  const micros = (rates: Rate[]): number => median(rates.map((rate) => rate.cpuMicrosEach));
  const ratio = median(ours.map((rate, round) => rate.perSecond / (bare[round] as Rate).perSecond));
  return {
    what: `${kind.name}, ${connections} connection${connections > 1 ? 's' : ''}`,
    product: number(perSecond(ours)),
    floor: number(perSecond(bare)),
    ratio: number(ratio, 2),
    bar: connections === BAR_AT ? { text: `≥ ${kind.bar}`, met: ratio >= kind.bar } : undefined,
    beside: `${number(micros(ours))} / ${number(micros(bare))} µs (${number(micros(ours) / micros(bare), 1)}×)`,
  };
}
