import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { appendHead, readHeads } from './audit-heads.js';
import { SEALED_COLUMNS, type SealedValues } from './domain/seal-words.js';
import { LOG_ORDER, OLDEST_RUNNING } from './event-order.sql.js';
import { auditKeyId, chainStart, sealOf } from './seal-chain.js';

export interface AuditSettings {
  /** The keys of the chain, the oldest first; the last one seals. They never stand in the database. */
  keys: readonly string[];
  /** File outside the database that takes the head of the chain. */
  headFile: string;
}

interface Head {
  seq: number;
  hash: Buffer;
}

interface Place extends Head {
  transactionId: number | null;
  eventId: number | null;
}

const EVERY = 10_000;
const BATCH = 1_000;
/** A head is asked for daily; one an hour leaves less room to cut the tail unseen. */
const HEAD_EVERY = 3_600_000;
/** One number for all processes: one seals, the others skip the round. */
const SEAL_LOCK = 620_603;

const WORDS = `ARRAY[${SEALED_COLUMNS.map((column) => `(${column})::text`).join(', ')}]`;

/** The chain does not stand as this key made it: going on would hide what happened. */
class BrokenChain extends Error {}

/**
 * Seals committed events in the order of the log, soon after their commit. Not in the writing transaction: there every
 * writer would wait for the one before it.
 */
export class AuditSealer implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<number> | null = null;
  /** What this process saw last, so that it notices at once when somebody takes it away. */
  private seen: Head | null = null;
  private headAt: number | null = null;
  private headSeq = 0;
  /** Whether an older key has sealed the chain so far: the first seal of the new one is put on record at once. */
  private keyIsNew = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: AuditSettings,
    private readonly logger: Logger,
  ) {}

  private get key(): string {
    return this.settings.keys.at(-1) as string;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.round(), EVERY);
    this.timer.unref();
    void this.round();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running?.catch(() => undefined);
  }

  private async round(): Promise<void> {
    try {
      await this.seal();
    } catch (error) {
      if (error instanceof BrokenChain) this.logger.error({ seen: this.seen?.seq }, error.message);
      else this.logger.warn({ err: error }, 'audit sealing failed; it is tried again');
    }
  }

  /**
   * Seals everything that no running transaction can still come before.
   * @returns how many events were sealed; 0 also when another process is at it
   */
  async seal(): Promise<number> {
    this.running ??= this.sealAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async sealAll(): Promise<number> {
    let total = 0;
    for (;;) {
      const head = await this.dataSource.transaction((manager) => this.sealBatch(manager));
      if (!head) return total;
      total += head.count;
      this.seen = head;
      // After the commit: a head of seals that were rolled back would read as a cut tail.
      if (head.seq > 0) this.keepHead(head);
      if (head.count < BATCH) return total;
    }
  }

  private async sealBatch(manager: EntityManager): Promise<(Head & { count: number }) | null> {
    const [lock] = await manager.query<{ free: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS free', [
      SEAL_LOCK,
    ]);
    if (!lock?.free) return null;
    const last = await this.lastPlace(manager);
    if (!this.seen) await this.checkKey(manager, last);
    await this.checkSeen(manager);
    const events = await manager.query<{ id: number; words: SealedValues }[]>(
      `SELECT e.id, ${WORDS} AS words FROM events e
       WHERE ($1::bigint IS NULL OR (${LOG_ORDER}) > ($1, $2)) AND e.transaction_id < ${OLDEST_RUNNING}
         AND NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id)
       ORDER BY ${LOG_ORDER} LIMIT ${BATCH}`,
      [last.transactionId, last.eventId],
    );
    let { seq, hash } = last;
    const hashes = events.map(({ words }) => {
      seq += 1;
      hash = sealOf(this.key, hash, seq, words);
      return hash;
    });
    if (events.length > 0) {
      await manager.query(
        `INSERT INTO event_seals (seq, event_id, hash)
         SELECT $1::bigint + n, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS sealed(id, hash, n)`,
        [last.seq, events.map(({ id }) => id), hashes],
      );
    }
    return { seq, hash, count: events.length };
  }

  /** The end of the chain, and where its newest event that is still there stands in the log. */
  private async lastPlace(manager: EntityManager): Promise<Place> {
    const [row] = await manager.query<Place[]>(
      `SELECT s.seq, s.hash, at."transactionId", at."eventId"
       FROM (SELECT seq, hash FROM event_seals ORDER BY seq DESC LIMIT 1) s
       LEFT JOIN LATERAL (
         SELECT e.transaction_id AS "transactionId", e.id AS "eventId" FROM event_seals l JOIN events e ON e.id = l.event_id
         ORDER BY l.seq DESC LIMIT 1) at ON true`,
    );
    return row ?? { seq: 0, hash: chainStart(this.key), transactionId: null, eventId: null };
  }

  /** A start with another key must not go on with the chain: nothing after it could be verified. */
  private async checkKey(manager: EntityManager, last: Place): Promise<void> {
    if (last.seq === 0) return;
    const [row] = await manager.query<{ before: Buffer | null; words: SealedValues | null }[]>(
      `SELECT (SELECT b.hash FROM event_seals b WHERE b.seq = s.seq - 1) AS before,
              (SELECT ${WORDS} FROM events e WHERE e.id = s.event_id) AS words
       FROM event_seals s WHERE s.seq = $1`,
      [last.seq],
    );
    const sealedBy = this.settings.keys.find((key) => {
      const before = last.seq === 1 ? chainStart(key) : row?.before;
      return before && row?.words && sealOf(key, before, last.seq, row.words).equals(last.hash);
    });
    this.keyIsNew = sealedBy !== undefined && sealedBy !== this.key;
    if (sealedBy === undefined) {
      throw new BrokenChain(
        'the last audit seal matches neither AUDIT_KEY nor AUDIT_OLD_KEYS: the key is another one, or the row was changed; run audit:verify',
      );
    }
  }

  private async checkSeen(manager: EntityManager): Promise<void> {
    if (!this.seen || this.seen.seq === 0) return;
    const [row] = await manager.query<{ hash: Buffer }[]>('SELECT hash FROM event_seals WHERE seq = $1', [
      this.seen.seq,
    ]);
    if (row?.hash.equals(this.seen.hash)) return;
    // Outside the database, so that audit:verify knows how far the chain once reached.
    this.writeHead(this.seen);
    throw new BrokenChain('audit seals that this process has seen are gone or changed; run audit:verify');
  }

  private keepHead(head: Head & { count: number }): void {
    this.headAt ??= Date.parse(readHeads(this.settings.headFile).at(-1)?.at ?? '') || 0;
    if (Date.now() - this.headAt < HEAD_EVERY && !(this.keyIsNew && head.count > 0)) return;
    this.writeHead(head);
    if (head.count > 0) this.keyIsNew = false;
  }

  private writeHead({ seq, hash }: Head): void {
    if (seq === this.headSeq) return;
    const head = {
      at: new Date().toISOString(),
      seq,
      hash: hash.toString('hex'),
      keyId: auditKeyId(this.key),
    };
    try {
      appendHead(this.settings.headFile, head);
      this.headAt = Date.now();
      this.headSeq = seq;
    } catch (error) {
      this.logger.error({ err: error }, 'the audit head could not be written; check AUDIT_HEAD_FILE');
    }
    this.logger.info({ auditHead: head }, 'audit head');
  }
}
