import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { createDataSourceOptions } from '../database/data-source.js';
import { MIGRATION_LOCK, migrate } from '../database/migrate.js';
import { migrations } from '../database/migrations.js';
import type { ArchivedTable, Manifest } from './archive.js';
import { ArchiveError } from './archive-error.js';
import { type ArchiveEntry, checkArchive, readArchive, wholeOf } from './archive-reader.js';
import { COPY_SETTINGS, copiedTables, copyIn, copyOut, identities, tableName } from './table-copy.js';

export interface RestoreSettings {
  file: string;
  /** The empty database as the role that owns (or will own) the tables. */
  ownerUrl: string;
  /** The same database as the working role, which gets its rights. */
  appUrl: string;
  /** Folder of uploaded files; made where there is none. */
  filesFolder: string;
  headFile: string;
  say?: (text: string) => void;
}

/**
 * Fills an empty database from an archive: schema, rows, generated numbers, files. The archive is read and checked
 * whole before anything is touched, and the database takes all of it in one transaction or nothing.
 * @throws ArchiveError in one sentence: damaged, made by a newer version, or the database is not empty
 */
export async function restoreDatabase(settings: RestoreSettings): Promise<Manifest> {
  const say = settings.say ?? (() => undefined);
  const manifest = await checkArchive(settings.file);
  checkKnown(manifest);
  say(`Bản sao lưu nguyên vẹn, tạo lúc ${manifest.createdAt} bằng phiên bản ${manifest.product.version}.`);
  const wanted = new Set(manifest.migrations);
  const owner = new DataSource({
    ...createDataSourceOptions(settings.ownerUrl, { poolSize: 1, statementTimeout: 0 }),
    migrations: migrations.filter(({ name }) => wanted.has(name)),
  });
  await owner.initialize();
  try {
    const runner = owner.createQueryRunner();
    await runner.startTransaction();
    try {
      await fill(runner, owner, manifest, settings);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  } finally {
    await owner.destroy();
  }
  const more = await migrate(settings.ownerUrl, settings.appUrl);
  if (more > 0) say(`Đã áp dụng thêm ${more} bước cập nhật lược đồ của phiên bản này.`);
  return manifest;
}

async function fill(
  runner: QueryRunner,
  owner: DataSource,
  manifest: Manifest,
  settings: RestoreSettings,
): Promise<void> {
  const client = (await runner.connect()) as ClientBase;
  for (const setting of COPY_SETTINGS) await client.query(setting);
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await checkEmpty(client);
  const executor = new MigrationExecutor(owner, runner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
  await checkSchema(client, manifest);
  const keys = await dropForeignKeys(client);
  // What a migration itself wrote stands in the archive too.
  await client.query(`TRUNCATE ${manifest.tables.map(({ name }) => tableName(name)).join(', ')}`);
  await load(client, manifest, settings);
  for (const key of keys) await client.query(key);
  for (const table of manifest.tables) await checkTable(client, table);
  await setIdentities(client, manifest);
}

function checkKnown(manifest: Manifest): void {
  const known = new Set(migrations.map(({ name }) => name));
  if (manifest.migrations.every((name) => known.has(name))) return;
  throw new ArchiveError(
    `Bản sao lưu do phiên bản mới hơn (${manifest.product.version}) tạo ra. Hãy cài phiên bản đó rồi phục hồi.`,
  );
}

async function checkEmpty(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ some: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')) AS some`,
  );
  if (rows[0]?.some) {
    throw new ArchiveError(
      'Cơ sở dữ liệu không trống nên không phục hồi, để không ghi đè dữ liệu đang có. Hãy tạo cơ sở dữ liệu mới (hoặc đặt DATA_DIR là thư mục mới), phục hồi vào đó trước khi khởi động hệ thống lần đầu.',
    );
  }
}

async function checkSchema(client: ClientBase, manifest: Manifest): Promise<void> {
  const words = (tables: readonly { name: string; columns: readonly string[] }[]): string =>
    tables
      .map(({ name, columns }) => `${name}(${[...columns].sort().join(',')})`)
      .sort()
      .join(' ');
  if (words(await copiedTables(client)) !== words(manifest.tables)) {
    throw new ArchiveError(
      `Các bảng trong bản sao lưu không khớp lược đồ của phiên bản này. Hãy phục hồi bằng phiên bản ${manifest.product.version}.`,
    );
  }
}

/** Two tables may refer to each other, so no order of loading would satisfy them: the keys come back when all is in. */
async function dropForeignKeys(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return rows.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}

async function load(client: ClientBase, manifest: Manifest, settings: RestoreSettings): Promise<void> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  let open: TableLoad | null = null;
  try {
    for await (const entry of readArchive(settings.file)) {
      const table = entry.kind === 'table' ? entry.table : null;
      if (open && open.table !== table) {
        await open.end();
        open = null;
      }
      if (entry.kind !== 'table') await keepEntry(entry, settings);
      else {
        open ??= new TableLoad(client, tables.get(entry.table) as ArchivedTable);
        await open.write(entry.bytes);
      }
    }
    await open?.end();
  } catch (error) {
    open?.abort();
    throw error;
  }
}

/** One COPY into one table, fed part by part. */
class TableLoad {
  readonly table: string;
  private readonly target: Writable;
  private readonly failure: Promise<never>;

  constructor(client: ClientBase, table: ArchivedTable) {
    this.table = table.name;
    this.target = client.query(copyFrom(copyIn(table)));
    this.failure = new Promise((_, reject) => this.target.once('error', reject));
    this.failure.catch(() => undefined);
  }

  async write(bytes: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of bytes) {
      if (this.target.write(chunk)) continue;
      await Promise.race([new Promise<void>((resolve) => this.target.once('drain', resolve)), this.failure]);
    }
  }

  /** Lets the connection go, so that the transaction can be rolled back on it. */
  abort(): void {
    this.target.on('error', () => undefined);
    this.target.destroy();
  }

  async end(): Promise<void> {
    this.target.end();
    await Promise.race([new Promise<void>((resolve) => this.target.once('finish', resolve)), this.failure]);
  }
}

async function keepEntry(entry: ArchiveEntry, settings: RestoreSettings): Promise<void> {
  if (entry.kind === 'file') {
    const target = join(settings.filesFolder, entry.path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const fresh = `${target}.new`;
    const handle = await open(fresh, 'w', 0o600);
    try {
      for await (const chunk of entry.bytes) await handle.write(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, target);
    return;
  }
  const bytes = await wholeOf(entry.bytes);
  if (entry.kind === 'heads') await keepHeads(settings.headFile, bytes);
}

/** Heads of what came after the backup would read as a cut tail, which it is: they are kept, but apart. */
async function keepHeads(file: string, heads: Buffer): Promise<void> {
  if (existsSync(file)) {
    if ((await readFile(file)).equals(heads)) return;
    await rename(file, `${file}.${new Date().toISOString().replace(/[-:.]/g, '')}`);
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, heads, { mode: 0o600, flush: true });
}

/** Prints the table again: the same rows must give the same bytes. */
async function checkTable(client: ClientBase, table: ArchivedTable): Promise<void> {
  const source = client.query(copyTo(copyOut(table)));
  const hash = createHash('sha256');
  for await (const chunk of source as AsyncIterable<Buffer>) hash.update(chunk);
  const { rowCount } = source as unknown as { rowCount: number };
  if (rowCount !== table.rows || hash.digest('hex') !== table.sha256) {
    throw new ArchiveError(
      `Bảng ${table.name} sau khi phục hồi không giống trong bản sao lưu (${rowCount} dòng, bản kê ghi ${table.rows}). Chưa có gì được ghi; hãy thử lại bằng phiên bản đã tạo bản sao lưu.`,
    );
  }
}

async function setIdentities(client: ClientBase, manifest: Manifest): Promise<void> {
  const last = new Map(manifest.identities.map((each) => [`${each.table}.${each.column}`, each.last]));
  for (const { table, column, sequence } of await identities(client)) {
    const number = last.get(`${table}.${column}`) ?? 0;
    await client.query('SELECT setval($1::regclass, greatest($2, 1), $2 > 0)', [sequence, number]);
  }
}
