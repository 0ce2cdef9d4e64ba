/** The last entry of an archive: what the others are, so that whoever has read it has read everything. */
export const MANIFEST = 'manifest.json';
export const FORMAT = 1;

export interface ArchivedTable {
  name: string;
  /** In the order of the COPY text. */
  columns: string[];
  rows: number;
  bytes: number;
  /** Of all its parts, one after the other. Hexadecimal. */
  sha256: string;
}

export interface ArchivedFile {
  /** Below the folder of files, with `/`. */
  path: string;
  bytes: number;
  sha256: string;
}

export interface Manifest {
  format: number;
  product: { name: string; version: string };
  /** Instant in UTC. */
  createdAt: string;
  databaseVersion: string;
  /** Names, in the order in which they ran. */
  migrations: string[];
  tables: ArchivedTable[];
  /** Where each generated number stood: the next one must not repeat one that was given away. */
  identities: { table: string; column: string; last: number }[];
  files: ArchivedFile[];
  auditHeads: { bytes: number; sha256: string } | null;
  /** Tells which audit key seals this log, without giving it away; null where no key was at hand. */
  auditKeyId: string | null;
}

export const HEADS = 'audit-heads.log';

/** A part of a table in COPY's text format, at most `PART_BYTES` of it. */
export const partName = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, '0')}.copy`;
export const fileName = (path: string): string => `files/${path}`;
export const PART_BYTES = 4 * 1_024 * 1_024;

export type EntryKind =
  | { kind: 'table'; table: string; part: number }
  | { kind: 'file'; path: string }
  | { kind: 'heads' }
  | { kind: 'manifest' };

const TABLE_PART = /^tables\/([a-z][a-z0-9_]{0,62})\/(\d{6})\.copy$/;

/** What an entry's name says that it is; undefined for a name that no archive of ours has, whatever it would point at. */
export function entryKind(name: string): EntryKind | undefined {
  if (name === MANIFEST) return { kind: 'manifest' };
  if (name === HEADS) return { kind: 'heads' };
  const part = TABLE_PART.exec(name);
  if (part) return { kind: 'table', table: part[1] as string, part: Number(part[2]) };
  const path = name.startsWith('files/') ? name.slice('files/'.length) : '';
  return isPlainPath(path) ? { kind: 'file', path } : undefined;
}

/** A path that stays below its folder on every system. */
export function isPlainPath(path: string): boolean {
  return path !== '' && path.split('/').every((step) => /^[^\\/:\0]+$/.test(step) && step !== '.' && step !== '..');
}
