import { once } from 'node:events';
import { crc32, createInflateRaw } from 'node:zlib';
import { damaged, fileRefused } from './file-refusal.js';
import type { ZipEntry } from './read-zip-directory.js';

/** Looks at the unpacked bytes of one entry as they come. */
export type PartReader = (chunk: Buffer) => void;

/** Unpacked bytes that are still allowed, over all entries of a container. */
export interface Allowance {
  bytes: number;
}

/** DEFLATE makes at most 1,032 bytes of one; documents that people write stay far below this. */
const HIGHEST_RATIO = 200;
const RATIO_FROM_BYTES = 5 * 1_024 * 1_024;

/**
 * Unpacks one entry piece by piece, never as a whole, and holds it against what the directory declares.
 * @throws DomainError `file.unpacks_too_large`, `file.damaged`
 */
export async function unpackEntry(entry: ZipEntry, allowance: Allowance, read: PartReader): Promise<void> {
  if (entry.size > allowance.bytes) throw fileRefused('file.unpacks_too_large');
  let size = 0;
  let crc = 0;
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    allowance.bytes -= chunk.length;
    const isBomb = size > RATIO_FROM_BYTES && size > entry.data.length * HIGHEST_RATIO;
    if (allowance.bytes < 0 || isBomb) throw fileRefused('file.unpacks_too_large');
    if (size > entry.size) throw damaged();
    crc = crc32(chunk, crc);
    read(chunk);
  };
  if (entry.method === 0) take(entry.data);
  else await inflate(entry.data, take);
  if (size !== entry.size || crc !== entry.crc) throw damaged();
}

async function inflate(data: Buffer, take: (chunk: Buffer) => void): Promise<void> {
  const stream = createInflateRaw({ chunkSize: 64 * 1_024 });
  let failure: unknown;
  stream.on('data', (chunk: Buffer) => {
    try {
      take(chunk);
    } catch (error) {
      failure = error;
      stream.destroy();
    }
  });
  stream.end(data);
  try {
    await once(stream, 'close');
  } catch {
    throw failure ?? damaged();
  }
  if (failure) throw failure;
  if (!stream.readableEnded) throw damaged();
}
