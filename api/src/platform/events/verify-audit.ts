import pg from 'pg';
import type { AuditHead } from './audit-heads.js';
import { type ChainFault, ChainReader, type Link } from './chain-reader.js';
import { SEALED_COLUMNS } from './domain/seal-words.js';
import { OLDEST_RUNNING } from './event-order.sql.js';
import { EventProof, SINGLE } from './event-proof.js';
import { auditKeyId } from './seal-chain.js';

export interface AuditReport {
  /** Seals looked at. */
  sealed: number;
  /** Committed events that wait for their seal; normally those of the last seconds. */
  waiting: number;
  /** The first row that is not as it was sealed; null when all are. */
  fault: ChainFault | null;
}

type Place = Pick<Link, 'eventId' | 'transactionId'>;

const AT_ONCE = 5_000;
/** An event this much older than the last seal was not there when that seal was made. */
const LATEST_MINUTES = 15;

/**
 * Reads the whole log against its chain, in one snapshot and with flat memory.
 * @param keys of the chain, the oldest first and the one in force last
 * @param heads what the file outside the database remembers: it alone tells that a tail was cut off
 */
export async function verifyAudit(
  databaseUrl: string,
  keys: readonly string[],
  heads: readonly AuditHead[],
): Promise<AuditReport> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'plan audit verify' });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const reader = new ChainReader(keys, new EventProof(keys), heads);
    const known = new Set(keys.map(auditKeyId));
    if (heads.some(({ keyId }) => !known.has(keyId))) {
      return { sealed: 0, waiting: await countWaiting(client), fault: wrongKey() };
    }
    await readChain(client, reader);
    const stranger =
      (await firstStranger(client)) ?? (await firstUnproven(client, reader)) ?? (await firstCopy(client));
    return { sealed: reader.count, waiting: await countWaiting(client), fault: reader.finish(stranger) };
  } finally {
    await client.end();
  }
}

export const wrongKey = (): ChainFault => ({
  kind: 'wrong_key',
  seq: null,
  eventId: null,
  text: 'Khóa niêm phong (AUDIT_KEY, hoặc tệp audit-key trong DATA_DIR) không phải khóa đã dùng để niêm phong nhật ký này. Hãy đặt lại đúng khóa, hoặc thêm khóa cũ vào AUDIT_OLD_KEYS, rồi kiểm tra lại.',
});

async function readChain(client: pg.Client, reader: ChainReader): Promise<void> {
  await client.query(
    `DECLARE chain NO SCROLL CURSOR FOR
     SELECT s.seq, s.event_id, s.hash, e.transaction_id, s.sealed_at, ${SEALED_COLUMNS.join(', ')}
     FROM event_seals s LEFT JOIN events e ON e.id = s.event_id ORDER BY s.seq`,
  );
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `FETCH ${AT_ONCE} FROM chain`, rowMode: 'array' });
    if (rows.length === 0) return;
    for (const [seq, eventId, hash, transactionId, sealedAt, ...words] of rows) {
      reader.take({
        seq: Number(seq),
        eventId: Number(eventId),
        hash: hash as Buffer,
        transactionId: transactionId === null ? null : Number(transactionId),
        sealedAt: sealedAt as Date,
        words: words as (string | null)[],
      });
    }
  }
}

/** The first event without a seal that cannot simply be waiting for one: somebody put it there past the product. */
async function firstStranger(client: pg.Client): Promise<Place | null> {
  const { rows } = await client.query<{ eventId: string; transactionId: string }>(
    `WITH last AS (
       SELECT s.sealed_at, e.transaction_id, e.id FROM event_seals s JOIN events e ON e.id = s.event_id ORDER BY s.seq DESC LIMIT 1)
     SELECT e.id AS "eventId", e.transaction_id AS "transactionId" FROM events e LEFT JOIN last ON true
     WHERE NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id)
       AND ((e.transaction_id, e.id) < (last.transaction_id, last.id)
            OR e.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            OR e.at < last.sealed_at - interval '${LATEST_MINUTES} minutes')
     ORDER BY e.transaction_id, e.id LIMIT 1`,
  );
  const [row] = rows;
  return row ? { eventId: Number(row.eventId), transactionId: Number(row.transactionId) } : null;
}

/** The first event that waits for its seal and that the product did not write. */
async function firstUnproven(client: pg.Client, reader: ChainReader): Promise<Place | null> {
  await client.query(
    `DECLARE waiting NO SCROLL CURSOR FOR SELECT e.id, e.transaction_id, ${SEALED_COLUMNS.join(', ')} FROM events e
     WHERE NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id) ORDER BY e.transaction_id, e.id`,
  );
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `FETCH ${AT_ONCE} FROM waiting`, rowMode: 'array' });
    if (rows.length === 0) return null;
    for (const [id, transactionId, ...words] of rows) {
      if (!reader.isProven(words as (string | null)[])) {
        return { eventId: Number(id), transactionId: Number(transactionId) };
      }
    }
  }
}

/** The first event that carries the proof of another one: of another transaction, or of one that stands alone. */
async function firstCopy(client: pg.Client): Promise<Place | null> {
  const { rows } = await client.query<{ eventId: string; transactionId: string }>(
    `SELECT e.id AS "eventId", e.transaction_id AS "transactionId" FROM events e
     JOIN (SELECT digest, min(id) AS first FROM events WHERE digest IS NOT NULL GROUP BY digest
           HAVING min(transaction_id) <> max(transaction_id) OR (count(*) > 1 AND get_byte(digest, 0) = ${SINGLE})) d
       ON d.digest = e.digest AND e.id <> d.first
     ORDER BY e.transaction_id, e.id LIMIT 1`,
  );
  const [row] = rows;
  return row ? { eventId: Number(row.eventId), transactionId: Number(row.transactionId) } : null;
}

async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM events e
     WHERE e.transaction_id < ${OLDEST_RUNNING} AND NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id)`,
  );
  return Number(rows[0]?.count);
}
