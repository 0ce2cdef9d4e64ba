import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { type EntryKind, entryKind, FORMAT, type Manifest } from './archive.js';
import { ArchiveError } from './archive-error.js';
import { GZIP_HEADER } from './gzip-header.js';

export type ArchiveEntry = EntryKind & { name: string; bytes: AsyncIterable<Buffer> };

const MANIFEST_LIMIT = 50_000_000;

const damaged = (what: string): ArchiveError =>
  new ArchiveError(
    `Tệp sao lưu bị hỏng hoặc không phải tệp do npm run backup tạo ra (${what}). Chưa có gì bị thay đổi; hãy dùng bản sao lưu khác.`,
  );

/**
 * The entries of an archive in their order; each must be read before the next is asked for.
 * @throws ArchiveError where the file is cut, changed, or holds what no archive of ours does
 */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const size = await checkHeader(file);
  const gunzip = createGunzip();
  const tar = extract();
  const flow = pipeline(createReadStream(file), gunzip, tar);
  flow.catch(() => undefined);
  try {
    for await (const entry of tar) {
      const kind = entryKind(entry.header.name);
      if (!kind || entry.header.type !== 'file') throw damaged('có mục lạ');
      yield { ...kind, name: entry.header.name, bytes: inOurWords(entry as AsyncIterable<Buffer>) };
    }
    await flow;
    if (gunzip.bytesWritten !== size) throw damaged('có phần thừa ở cuối');
  } catch (error) {
    throw inWords(error);
  } finally {
    tar.destroy();
  }
}

async function* inOurWords(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw inWords(error);
  }
}

/** What zlib and tar say of a file that is cut or changed; a disk that fails keeps its own words. */
function inWords(error: unknown): unknown {
  if (error instanceof ArchiveError || (error as { syscall?: string }).syscall !== undefined) return error;
  return damaged('nội dung bị cắt hoặc đổi');
}

/** The bytes of a small entry, at once. */
export async function wholeOf(bytes: AsyncIterable<Buffer>, limit = MANIFEST_LIMIT): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > limit) throw damaged('mục quá lớn');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Sum {
  bytes: number;
  sha256: string;
}

/**
 * Reads a whole archive against its manifest and changes nothing.
 * @returns the manifest, all of which holds
 */
export async function checkArchive(file: string): Promise<Manifest> {
  const tables = new Map<string, { hash: ReturnType<typeof createHash>; bytes: number; parts: number }>();
  const files = new Map<string, Sum>();
  let heads: Sum | null = null;
  let manifest: Manifest | null = null;
  for await (const entry of readArchive(file)) {
    if (manifest) throw damaged('có mục sau bản kê');
    if (entry.kind === 'manifest') {
      manifest = readManifest(await wholeOf(entry.bytes));
    } else if (entry.kind === 'table') {
      const sum = tables.get(entry.table) ?? { hash: createHash('sha256'), bytes: 0, parts: 0 };
      sum.parts += 1;
      if (entry.part !== sum.parts) throw damaged(`các phần của bảng ${entry.table} không liền nhau`);
      for await (const chunk of entry.bytes) {
        sum.hash.update(chunk);
        sum.bytes += chunk.length;
      }
      tables.set(entry.table, sum);
    } else {
      const sum = await sumOf(entry.bytes);
      if (entry.kind === 'heads') heads = sum;
      else files.set(entry.path, sum);
    }
  }
  if (!manifest) throw damaged('thiếu bản kê');
  const empty = createHash('sha256').digest('hex');
  for (const table of manifest.tables) {
    const sum = tables.get(table.name);
    const found = sum ? { bytes: sum.bytes, sha256: sum.hash.digest('hex') } : { bytes: 0, sha256: empty };
    if (!same(found, table)) throw damaged(`bảng ${table.name} không khớp bản kê`);
    tables.delete(table.name);
  }
  for (const each of manifest.files) {
    if (!same(files.get(each.path), each)) throw damaged(`tệp ${each.path} không khớp bản kê`);
    files.delete(each.path);
  }
  if (heads ? !same(heads, manifest.auditHeads) : manifest.auditHeads)
    throw damaged('mốc niêm phong không khớp bản kê');
  if (tables.size > 0 || files.size > 0) throw damaged('có mục ngoài bản kê');
  return manifest;
}

async function sumOf(bytes: AsyncIterable<Buffer>): Promise<Sum> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    length += chunk.length;
  }
  return { bytes: length, sha256: hash.digest('hex') };
}

const same = (found: Sum | undefined | null, said: Sum | null): boolean =>
  Boolean(found && said && found.bytes === said.bytes && found.sha256 === said.sha256);

function readManifest(bytes: Buffer): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(bytes.toString('utf8')) as Manifest;
  } catch {
    throw damaged('không đọc được bản kê');
  }
  if (manifest.format !== FORMAT) {
    throw new ArchiveError(
      `Bản sao lưu có dạng ${manifest.format}, phiên bản này chỉ đọc được dạng ${FORMAT}. Hãy phục hồi bằng phiên bản ${manifest.product?.version ?? 'đã tạo ra nó'}.`,
    );
  }
  return manifest;
}

/** @returns the file's size */
async function checkHeader(file: string): Promise<number> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new ArchiveError(`Không đọc được tệp sao lưu ${file} (${error.code}). Hãy kiểm tra đường dẫn và quyền đọc.`);
  });
  try {
    const start = Buffer.alloc(GZIP_HEADER.length);
    await handle.read(start, 0, start.length, 0);
    if (!start.equals(GZIP_HEADER)) throw damaged('phần đầu tệp');
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
