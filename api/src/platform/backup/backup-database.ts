import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { INCOMING_FOLDER } from '../files/folder-file-store.js';
import {
  type ArchivedFile,
  type ArchivedTable,
  FORMAT,
  fileName,
  HEADS,
  isPlainPath,
  MANIFEST,
  type Manifest,
  PART_BYTES,
  partName,
} from './archive.js';
import { ArchiveError } from './archive-error.js';
import { ArchiveWriter } from './archive-writer.js';
import { COPY_SETTINGS, type CopiedTable, copiedTables, copyOut, identities } from './table-copy.js';

export interface BackupSettings {
  /** The database as the owner of the tables. */
  ownerUrl: string;
  /** The archive to write; it must not be there yet. */
  file: string;
  /** Folder of uploaded files; need not be there. */
  filesFolder: string;
  /** File of the audit heads; need not be there. */
  headFile: string;
  auditKeyId: string | null;
  product: { name: string; version: string };
  say?: (text: string) => void;
}

/**
 * Writes one archive of the database as it was at one instant, while people go on working, and of the files.
 * The secrets of the data directory (session secret, audit key, database passwords) are not part of it.
 */
export async function backupDatabase(settings: BackupSettings): Promise<Manifest> {
  const { file, headFile } = settings;
  if (existsSync(file)) throw new ArchiveError(`Tệp ${file} đã có. Hãy chọn tên khác để không ghi đè bản sao lưu cũ.`);
  // Before the snapshot: each head then speaks of seals that the snapshot holds.
  const heads = existsSync(headFile) ? readFileSync(headFile) : null;
  const client = new pg.Client({ connectionString: settings.ownerUrl, application_name: 'plan backup' });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const setting of COPY_SETTINGS) await client.query(setting);
    const migrations = await migrationNames(client);
    const archive = await ArchiveWriter.create(file).catch((error: unknown) => {
      throw writable(error, file);
    });
    try {
      const manifest = await writeAll(client, archive, settings, heads, migrations);
      await archive.add(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      await archive.finish();
      return manifest;
    } catch (error) {
      await archive.abandon();
      throw writable(error, file);
    }
  } finally {
    await client.end();
  }
}

async function writeAll(
  client: pg.Client,
  archive: ArchiveWriter,
  settings: BackupSettings,
  heads: Buffer | null,
  migrations: string[],
): Promise<Manifest> {
  const tables: ArchivedTable[] = [];
  for (const table of await copiedTables(client)) tables.push(await writeTable(client, archive, table));
  settings.say?.(`Đã chép ${tables.length} bảng, ${tables.reduce((sum, { rows }) => sum + rows, 0)} dòng.`);
  // After the tables: whatever was given away by the instant of the snapshot lies below.
  const drawn = await drawnNumbers(client);
  const files = await writeFiles(archive, settings.filesFolder);
  if (heads) await archive.add(HEADS, heads);
  const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  return {
    format: FORMAT,
    product: settings.product,
    createdAt: new Date().toISOString(),
    databaseVersion: rows[0]?.version ?? '',
    migrations,
    tables,
    identities: drawn,
    files,
    auditHeads: heads && { bytes: heads.length, sha256: createHash('sha256').update(heads).digest('hex') },
    auditKeyId: settings.auditKeyId,
  };
}

async function writeTable(client: pg.Client, archive: ArchiveWriter, table: CopiedTable): Promise<ArchivedTable> {
  const source = client.query(copyTo(copyOut(table)));
  const hash = createHash('sha256');
  let bytes = 0;
  let part = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const write = async (): Promise<void> => {
    part += 1;
    await archive.add(partName(table.name, part), Buffer.concat(held));
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= PART_BYTES) await write();
  }
  if (heldBytes > 0) await write();
  return { ...table, rows: (source as unknown as { rowCount: number }).rowCount, bytes, sha256: hash.digest('hex') };
}

async function drawnNumbers(client: pg.Client): Promise<Manifest['identities']> {
  const drawn = [];
  for (const { table, column, sequence } of await identities(client)) {
    const { rows } = await client.query<{ last: string }>(
      `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM ${sequence}`,
    );
    drawn.push({ table, column, last: Number(rows[0]?.last) });
  }
  return drawn;
}

/**
 * A file is written once under a random name and never changed; those that come after the snapshot do no harm. What is
 * still coming in is nobody's yet, and one that is swept meanwhile was in nobody's use.
 */
async function writeFiles(archive: ArchiveWriter, folder: string): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  if (!existsSync(folder)) return files;
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith(`${INCOMING_FOLDER}/`))
    .sort();
  for (const path of found) {
    if (!isPlainPath(path))
      throw new ArchiveError(`Tệp ${path} trong ${folder} có tên không sao lưu được; hãy đổi tên.`);
    const file = await open(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!file) continue;
    const bytes = (await file.stat()).size;
    files.push({ path, bytes, sha256: await archive.addStream(fileName(path), bytes, file.createReadStream()) });
  }
  return files;
}

async function migrationNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ some: boolean }>(`SELECT to_regclass('public.migrations') IS NOT NULL AS some`);
  if (!rows[0]?.some) {
    throw new ArchiveError('Cơ sở dữ liệu chưa có gì để sao lưu. Hãy kiểm tra DATABASE_URL hoặc DATA_DIR.');
  }
  const { rows: names } = await client.query<{ name: string }>('SELECT name FROM public.migrations ORDER BY id');
  return names.map(({ name }) => name);
}

function writable(error: unknown, file: string): unknown {
  const { code } = error as { code?: string };
  const reasons: Record<string, string> = {
    ENOSPC: 'đĩa đã đầy',
    EDQUOT: 'đã hết hạn mức đĩa',
    EACCES: 'không có quyền ghi',
    EROFS: 'ổ đĩa chỉ đọc',
    ENOENT: 'không có thư mục đó',
    ENOTDIR: 'không có thư mục đó',
  };
  const reason = reasons[code ?? ''];
  return reason ? new ArchiveError(`Không ghi được tệp sao lưu ${file}: ${reason}. Hãy chọn nơi khác.`) : error;
}
