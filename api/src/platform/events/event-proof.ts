import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EventType } from '@plan/shared/vocabulary/event-types';

/** One event of its own, or many that one statement writes. */
export const SINGLE = 1;
export const MANY = 2;

const NONCE = 15;
const MAC = 16;

/**
 * Proves that a row of the log was written by the product: what stands in `events.digest` beside it. Rows that somebody
 * puts there by SQL have none, for its key, derived from the key of the chain, never stands in the database. It binds a
 * random number and the type; the words of the row are bound a moment later by its seal. A copied digest shows, because
 * no two transactions share one.
 */
export class EventProof {
  private readonly keys: readonly Buffer[];

  /** @param keys of the chain, the oldest first; the last one makes new digests */
  constructor(keys: readonly string[]) {
    this.keys = keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'plan event digest', 32)));
  }

  /** For one event, or with `MANY` for all events that one statement writes. */
  make(type: EventType, kind: typeof SINGLE | typeof MANY = SINGLE): Buffer {
    const marked = Buffer.concat([Buffer.from([kind]), randomBytes(NONCE)]);
    return Buffer.concat([marked, macOf(this.keys.at(-1) as Buffer, marked, type)]);
  }

  holds(digest: Buffer, type: string): boolean {
    if (digest.length !== 1 + NONCE + MAC) return false;
    const marked = digest.subarray(0, 1 + NONCE);
    const mac = digest.subarray(1 + NONCE);
    // The newest first: most rows are read soon after they were written.
    return this.keys.some((_, index) => timingSafeEqual(macOf(this.keys.at(-1 - index) as Buffer, marked, type), mac));
  }
}

const macOf = (key: Buffer, marked: Buffer, type: string): Buffer =>
  createHmac('sha256', key).update(marked).update(type).digest().subarray(0, MAC);
