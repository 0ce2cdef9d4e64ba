import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../http/problem.js';
import { storageAway } from './file-refusal.js';
import { FileStore, type IncomingContent } from './file-store.port.js';
import { SNIFF_BYTES, sniffType } from './sniff-type.js';

/** What comes in stands here until it is kept. */
export const INCOMING_FOLDER = 'incoming';

const TICKET = /^[0-9a-f]{32}$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A folder: `incoming/<random>` while it comes, `kept/<two letters>/<id>` afterwards. A file counts only when it was
 * flushed to the disk and renamed as a whole, so that a process killed at any moment leaves nothing half.
 */
export class FolderFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  async receive(content: Readable): Promise<IncomingContent> {
    const ticket = randomBytes(16).toString('hex');
    const path = this.incoming(ticket);
    const passing = new PassingContent();
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(content, passing, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
    } catch (error) {
      content.resume?.();
      await rm(path, { force: true }).catch(() => undefined);
      throw told(error);
    }
    return { ticket, bytes: passing.bytes, sha256: passing.sha256() };
  }

  async read(ticket: string): Promise<Buffer> {
    return readFile(this.incoming(ticket)).catch(refuse);
  }

  async stream(ticket: string): Promise<Readable> {
    const file = await open(this.incoming(ticket), 'r').catch(refuse);
    return file.createReadStream();
  }

  async keep(ticket: string, id: string): Promise<void> {
    const path = this.kept(id);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(this.incoming(ticket), path);
      // The rename itself lasts only when the folder was flushed too.
      const folder = await open(dirname(path), 'r');
      await folder.sync().finally(() => folder.close());
    } catch (error) {
      throw told(error);
    }
  }

  async discard(ticket: string): Promise<void> {
    await rm(this.incoming(ticket), { force: true }).catch(refuse);
  }

  async open(id: string): Promise<Readable> {
    const file = await open(this.kept(id), 'r').catch(refuse);
    return file.createReadStream();
  }

  async remove(id: string): Promise<void> {
    await rm(this.kept(id), { force: true }).catch(refuse);
  }

  async *keptBefore(milliseconds: number): AsyncGenerator<string> {
    for (const part of await list(join(this.folder, 'kept'))) {
      for (const id of await list(join(this.folder, 'kept', part))) {
        if (ID.test(id) && (await this.isOlder(this.kept(id), milliseconds))) yield id;
      }
    }
  }

  async discardBefore(milliseconds: number): Promise<number> {
    let count = 0;
    for (const ticket of await list(join(this.folder, INCOMING_FOLDER))) {
      if (!TICKET.test(ticket) || !(await this.isOlder(this.incoming(ticket), milliseconds))) continue;
      await this.discard(ticket);
      count += 1;
    }
    return count;
  }

  /** Since when its content stands; a rename into its place does not move that. */
  private async isOlder(path: string, milliseconds: number): Promise<boolean> {
    const found = await stat(path).catch(() => null);
    return found !== null && Date.now() - found.mtimeMs >= milliseconds;
  }

  private incoming(ticket: string): string {
    if (!TICKET.test(ticket)) throw new Error('not a ticket of this store');
    return join(this.folder, INCOMING_FOLDER, ticket);
  }

  private kept(id: string): string {
    if (!ID.test(id)) throw new Error('not an id of a file');
    return join(this.folder, 'kept', id.slice(0, 2), id);
  }
}

/** Counts and hashes what passes, and stops at the first bytes when they are of nothing that is taken. */
class PassingContent extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');
  private head = Buffer.alloc(0);

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    try {
      if (this.head.length < SNIFF_BYTES) {
        this.head = Buffer.concat([this.head, chunk.subarray(0, SNIFF_BYTES)]);
        if (this.head.length >= SNIFF_BYTES) sniffType(this.head);
      }
      done(null, chunk);
    } catch (error) {
      done(error as Error);
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

const list = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw told(error);
  });

/** What the disk cannot do just now, as a refusal; what the sender did, as it is. */
function told(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const { code, syscall } = error as { code?: string; syscall?: string };
  return syscall !== undefined && code !== 'ECONNRESET' ? storageAway() : error;
}

const refuse = (error: unknown): never => {
  throw told(error);
};
