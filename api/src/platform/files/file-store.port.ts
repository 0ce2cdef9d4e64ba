import type { Readable } from 'node:stream';

/** Content that has come in whole and is not kept yet. */
export interface IncomingContent {
  /** Names it to the store until it is kept or discarded. */
  ticket: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/**
 * Where the bytes of files lie. A folder today; whatever it is, all replicas reach the same one.
 * Every method throws DomainError `file.storage_unavailable` when the place is away or full.
 */
export abstract class FileStore {
  /** Takes content in piece by piece. When it fails or the sender goes away, nothing is left. */
  abstract receive(content: Readable): Promise<IncomingContent>;
  /** The whole of incoming content; at most the size of one file stands in memory. */
  abstract read(ticket: string): Promise<Buffer>;
  /** The same piece by piece. */
  abstract stream(ticket: string): Promise<Readable>;
  /** Keeps incoming content under an id, at once and as a whole. */
  abstract keep(ticket: string, id: string): Promise<void>;
  /** Forgets incoming content; none there is no error. */
  abstract discard(ticket: string): Promise<void>;
  /** Kept content as a stream. */
  abstract open(id: string): Promise<Readable>;
  /** Removes kept content; none there is no error. */
  abstract remove(id: string): Promise<void>;
  /** Ids of content that has been kept for longer than this. */
  abstract keptBefore(milliseconds: number): AsyncGenerator<string>;
  /** Removes incoming content that nobody came back for in this time; answers how many. */
  abstract discardBefore(milliseconds: number): Promise<number>;
}
