import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The last seal at some instant, kept outside the database: a log whose tail is cut off does not reach it any more. */
export interface AuditHead {
  /** Instant in UTC, RFC 3339. */
  at: string;
  seq: number;
  /** Hexadecimal. */
  hash: string;
  keyId: string;
}

const LINE = /^(\S+) (\d+) ([0-9a-f]{64}) ([0-9a-f]{16})$/;

/** The lines of the file in their order; none when there is no file. Lines that are not ours are left out. */
export function readHeads(file: string): AuditHead[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = LINE.exec(line);
      if (!found) return [];
      const [, at = '', seq, hash = '', keyId = ''] = found;
      return [{ at, seq: Number(seq), hash, keyId }];
    });
}

/** Adds one line, on the disk when this returns. */
export function appendHead(file: string, { at, seq, hash, keyId }: AuditHead): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, `${at} ${seq} ${hash} ${keyId}\n`, { mode: 0o600, flush: true });
}
