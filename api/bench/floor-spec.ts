import { type Database, withClient } from './databases.js';
import type { Call } from './load.js';
import type { RecordedQuery } from './recorded-queries.js';
import { startRecordingApp } from './recording-app.js';

interface FloorRead extends RecordedQuery {
  path: string;
  /** The column that holds the JSON of a row, how many rows are printed, and what stands around them. */
  column: string;
  rows: number;
  before: string;
  after: string;
}

interface FloorSpec {
  databaseUrl: string;
  reads: FloorRead[];
  write: { inserts: RecordedQuery[]; answer: RecordedQuery };
}

/** What floor.mjs needs to answer the same: the statements that the product itself sends for these calls. */
export async function floorSpecOf(database: Database, reads: readonly Call[], write: Call): Promise<FloorSpec> {
  const app = await startRecordingApp(database, 'congan');
  try {
    return await withClient(database.appUrl, async (client) => {
      const specs: FloorRead[] = [];
      for (const call of reads) {
        const { body, queries } = await app.record(call);
        const [query] = queries;
        if (!query || queries.length > 1) throw new Error(`${call.path} took ${queries.length} statements`);
        const { rows } = await client.query<Record<string, string>>(query.sql, query.parameters);
        specs.push({ path: call.path, ...query, ...aroundRows(rows, body) });
      }
      const { queries } = await app.record(write);
      return { databaseUrl: database.appUrl, reads: specs, write: writeOf(queries, write) };
    });
  } finally {
    await app.close();
  }
}

/** A list prints its rows between brackets; one object is opened again to add what the caller may do. */
function aroundRows(rows: Record<string, string>[], body: string): Omit<FloorRead, 'path' | 'sql' | 'parameters'> {
  const list = body.startsWith('{"items":[');
  const column = list ? 'row' : 'body';
  const texts = rows.slice(0, 50).map((row) => row[column] as string);
  const joined = list ? texts.join(',') : (texts[0] as string).slice(0, -1);
  const at = body.indexOf(joined);
  if (at < 0) throw new Error(`rows are not printed as they come: ${body.slice(0, 200)}`);
  return { column, rows: list ? 50 : 1, before: body.slice(0, at), after: body.slice(at + joined.length) };
}

/** The two INSERTs and the last SELECT, with the values of the call replaced by where they come from. */
function writeOf(queries: RecordedQuery[], call: Call): FloorSpec['write'] {
  const inserts = queries.filter(({ sql }) => /^\s*INSERT/i.test(sql));
  const answer = queries.findLast(({ sql }) => /^\s*SELECT/i.test(sql));
  if (inserts.length !== 2 || !answer) throw new Error('the write no longer is one evidence with one event');
  const body = JSON.parse(call.body ?? '') as Record<string, string>;
  const assignmentId = call.path.split('/')[4] as string;
  const evidenceId = answer.parameters.at(-1) as string;
  const sources = new Map<unknown, string>([
    ...Object.entries(body).map(([name, value]) => [value, name] as const),
    [assignmentId, 'assignmentId'],
    [evidenceId, 'evidenceId'],
    [call.body, 'text'],
  ]);
  const template = ({ sql, parameters }: RecordedQuery): RecordedQuery => ({
    sql,
    parameters: parameters.map((value) => {
      const from = sources.get(value);
      return from === undefined ? value : { from };
    }),
  });
  return { inserts: inserts.map(template), answer: template(answer) };
}
