import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { GZIP_HEADER } from './gzip-header.js';

/** Writes a tar.gz entry by entry; under its own name only once it is whole and on the disk. */
export class ArchiveWriter {
  private readonly tar = pack();
  private readonly flow: Promise<void>;
  private failure: unknown;

  private constructor(
    private readonly file: string,
    private readonly fresh: string,
    handle: FileHandle,
  ) {
    this.flow = pipeline(this.tar, createGzip({ level: 6 }), plainHeader(), handle.createWriteStream({ flush: true }));
    this.flow.catch((error: unknown) => {
      this.failure = error;
    });
  }

  static async create(file: string): Promise<ArchiveWriter> {
    const fresh = `${file}.${process.pid}.new`;
    // Closed to others: it holds password digests and what agencies have not published.
    return new ArchiveWriter(file, fresh, await open(fresh, 'w', 0o600));
  }

  /** One entry whose bytes are at hand. */
  async add(name: string, bytes: Buffer): Promise<void> {
    await this.settled(
      () =>
        new Promise((resolve, reject) => {
          this.tar.entry({ name, size: bytes.length, mode: 0o600 }, bytes, (error) =>
            error ? reject(error) : resolve(),
          );
        }),
    );
  }

  /**
   * One entry of a known size, read as it is written.
   * @returns its SHA-256, hexadecimal
   */
  async addStream(name: string, size: number, source: AsyncIterable<Buffer>): Promise<string> {
    const hash = createHash('sha256');
    await this.settled(
      () =>
        new Promise<void>((resolve, reject) => {
          const entry = this.tar.entry({ name, size, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
          feed(entry, source, hash).catch(reject);
        }),
    );
    return hash.digest('hex');
  }

  /** Ends the archive and gives it its name. */
  async finish(): Promise<void> {
    this.tar.finalize();
    await this.flow;
    await rename(this.fresh, this.file);
    const folder = await open(dirname(this.file), 'r');
    await folder.sync().finally(() => folder.close());
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.tar.destroy();
    await this.flow.catch(() => undefined);
    await rm(this.fresh, { force: true });
  }

  /** A full disk ends the flow, not the entry: whoever waits for the entry must hear of it. */
  private async settled(entry: () => Promise<void>): Promise<void> {
    try {
      await Promise.race([entry(), this.flow]);
    } catch (error) {
      throw this.failure ?? error;
    }
    if (this.failure) throw this.failure;
  }
}

type Entry = ReturnType<ReturnType<typeof pack>['entry']>;

async function feed(entry: Entry, source: AsyncIterable<Buffer>, hash: Hash): Promise<void> {
  for await (const chunk of source) {
    hash.update(chunk);
    if (!entry.write(chunk)) await new Promise<void>((resolve) => entry.once('drain', resolve));
  }
  entry.end(undefined);
}

/** Every archive begins with the same ten bytes: gzip covers all others with its sum, but not these. */
function plainHeader(): Transform {
  let start: Buffer | null = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!start) return done(null, chunk);
      start = Buffer.concat([start, chunk]);
      if (start.length < GZIP_HEADER.length) return done(null);
      GZIP_HEADER.copy(start);
      const whole = start;
      start = null;
      done(null, whole);
    },
  });
}
