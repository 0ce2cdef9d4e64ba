import type pg from 'pg';
import type { DataSource, Logger } from 'typeorm';

export interface RecordedQuery {
  sql: string;
  parameters: unknown[];
}

/** Tables that grow with the plans of the whole country: what a person waits for never reads one from end to end. */
export const BIG_TABLES: ReadonlySet<string> = new Set([
  'tasks',
  'assignments',
  'deliverables',
  'evidence',
  'assignment_flags',
  'events',
  'reports',
  'report_entries',
  'report_submissions',
]);

/** Every statement that the application sends while `work` runs, in order, without the bounds of transactions. */
export async function recordQueries(dataSource: DataSource, work: () => Promise<unknown>): Promise<RecordedQuery[]> {
  const queries: RecordedQuery[] = [];
  const before = dataSource.logger;
  const nothing = (): void => undefined;
  const recorder: Logger = {
    logQuery: (sql, parameters) => {
      if (/^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(sql))
        queries.push({ sql, parameters: (parameters ?? []) as unknown[] });
    },
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  dataSource.logger = recorder;
  try {
    await work();
  } finally {
    dataSource.logger = before;
  }
  return queries;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** The big tables that PostgreSQL would read from end to end for this statement, with the values that it was sent with. */
export async function bigTableScans(client: pg.Client, query: RecordedQuery): Promise<string[]> {
  const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${query.sql}`, query.parameters);
  const scans: string[] = [];
  const look = (node: PlanNode): void => {
    const table = node['Relation Name'];
    if (node['Node Type'] === 'Seq Scan' && table && BIG_TABLES.has(table)) scans.push(table);
    for (const child of node.Plans ?? []) look(child);
  };
  look((rows[0] as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'][0]?.Plan as PlanNode);
  return scans;
}
