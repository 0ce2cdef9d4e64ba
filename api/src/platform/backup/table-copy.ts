import type { ClientBase } from 'pg';

/** What a table is copied by, in both directions. */
export interface CopiedTable {
  name: string;
  columns: string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');
export const tableName = (name: string): string => `public.${quoted(name)}`;

/** So that the same rows print as the same bytes on every server. */
export const COPY_SETTINGS = [
  `SET LOCAL TimeZone = 'UTC'`,
  `SET LOCAL DateStyle = 'ISO, YMD'`,
  `SET LOCAL IntervalStyle = 'iso_8601'`,
  `SET LOCAL bytea_output = 'hex'`,
  'SET LOCAL synchronize_seqscans = off',
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
];

/**
 * Numbers of transactions mean nothing in another cluster, whose own begin anew: shifted below zero they keep their
 * order among themselves and stand before every one to come.
 */
const SHIFTED: Record<string, string> = {
  'events.transaction_id':
    'transaction_id - (SELECT coalesce(max(transaction_id), -1) + 1 FROM public.events) AS transaction_id',
};

/** The statement that prints all rows of a table. */
export function copyOut({ name, columns }: CopiedTable): string {
  const list = columns.map((column) => SHIFTED[`${name}.${column}`] ?? quoted(column)).join(', ');
  return `COPY (SELECT ${list} FROM ${tableName(name)}) TO STDOUT (FORMAT text, ENCODING 'UTF8')`;
}

/** The statement that takes them in again. Numbers that the database would generate are taken as they are given. */
export const copyIn = ({ name, columns }: CopiedTable): string =>
  `COPY ${tableName(name)} (${columnList(columns)}) FROM STDIN (FORMAT text, ENCODING 'UTF8')`;

/** The tables of the product with their stored columns; `migrations` is made by migrating, not by copying. */
export async function copiedTables(client: ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations'
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows;
}

export interface Identity {
  table: string;
  column: string;
  /** Name of the sequence, ready for SQL. */
  sequence: string;
}

/** The columns whose numbers the database draws, with the sequence behind each. */
export async function identities(client: ClientBase): Promise<Identity[]> {
  const { rows } = await client.query<Identity>(
    `SELECT t.relname AS table, a.attname::text AS column, s.oid::regclass::text AS sequence
     FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
     JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE d.deptype IN ('a', 'i') AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'migrations'
     ORDER BY 1, 2`,
  );
  return rows;
}
