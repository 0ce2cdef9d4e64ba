import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { type Actor, SYSTEM_ACTOR } from '../auth/actor.js';
import { createDataSourceOptions } from '../database/data-source.js';
import { createLogger } from '../logging/logger.js';
import { appendHead, readHeads } from './audit-heads.js';
import { AuditSealer } from './audit-sealer.js';
import { SEALED_COLUMNS } from './domain/seal-words.js';
import { EventFeedQueries } from './event-feed.queries.js';
import { EventLog } from './event-log.js';
import { EventProof } from './event-proof.js';
import { auditKeyId, sealOf } from './seal-chain.js';
import { verifyAudit } from './verify-audit.js';

const KEY = 'a key that only these tests seal with 0123456789';
const COUNT = 40;

const person: Actor = {
  ...SYSTEM_ACTOR,
  kind: 'user',
  id: randomUUID(),
  label: 'Tổ giúp việc (Công an tỉnh)',
  via: 'page',
  onBehalfOf: { id: randomUUID(), label: 'Lãnh đạo' },
  requestId: 'request-1',
  address: '10.0.0.7',
};

describe('the sealed chain of the log', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let owner: pg.Client;
  let folder: string;
  let headFile: string;
  const log = new EventLog();

  const newSealer = (...keys: string[]): AuditSealer =>
    new AuditSealer(dataSource, { keys: keys.length > 0 ? keys : [KEY], headFile }, createLogger('silent'));

  const write = (number: number, actor: Actor = person, as: EventLog = log): Promise<void> =>
    dataSource.transaction((manager) =>
      as.append(manager, actor, {
        type: 'plan.settings_changed',
        subjectType: 'plan',
        subjectId: randomUUID(),
        before: { dueSoonDays: number, name: 'Kế hoạch "số một", đ' },
        after: { dueSoonDays: number + 1 },
      }),
    );

  /** Other databases of the same server have transactions too: the horizon comes within moments. */
  async function sealAll(sealer: AuditSealer): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      await sealer.seal();
      const { rows } = await owner.query(
        'SELECT (SELECT count(*) FROM events) = (SELECT count(*) FROM event_seals) AS all',
      );
      if (rows[0].all) return;
      await sleep(25);
    }
    throw new Error('not everything was sealed');
  }

  const verify = (...keys: string[]) =>
    verifyAudit(database.appUrl, keys.length > 0 ? keys : [KEY], readHeads(headFile));

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = new DataSource(createDataSourceOptions(database.appUrl, { poolSize: 12 }));
    await dataSource.initialize();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    folder = mkdtempSync(join(tmpdir(), 'plan-audit-'));
    headFile = join(folder, 'audit-heads.log');
  });

  afterAll(async () => {
    await owner?.end();
    await dataSource?.destroy();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('while many write at once', () => {
    it('seals and hands out every committed event once, in one order, and none of those rolled back', async () => {
      const feed = new EventFeedQueries(dataSource);
      const sealers = [newSealer(), newSealer()];
      let writing = true;

      const writer = async (index: number): Promise<void> => {
        for (let turn = 0; turn < 12; turn += 1) {
          await dataSource
            .transaction(async (manager) => {
              // A transaction number drawn long before the event, so that ids and commits come in different orders.
              await manager.query('SELECT pg_current_xact_id()');
              await sleep((index * 7 + turn * 3) % 11);
              await log.append(manager, person, {
                type: 'plan.settings_changed',
                subjectType: 'plan',
                subjectId: randomUUID(),
              });
              await sleep((index * 5 + turn) % 7);
              if ((index + turn) % 5 === 0) throw new Error('rolled back');
            })
            .catch((error: Error) => {
              if (error.message !== 'rolled back') throw error;
            });
        }
      };
      const read: number[] = [];
      let after: string | undefined;
      const readOn = async (): Promise<number> => {
        const page = await feed.page(after, 7);
        read.push(...page.items.map(({ id }) => id));
        after = page.nextCursor ?? undefined;
        return page.items.length;
      };
      const reader = async (): Promise<void> => {
        while (writing) if ((await readOn()) === 0) await sleep(2);
      };
      const sealing = async (sealer: AuditSealer): Promise<void> => {
        while (writing) {
          await sealer.seal();
          await sleep(3);
        }
      };
      const all = Promise.all([reader(), ...sealers.map(sealing)]);
      await Promise.all(Array.from({ length: 6 }, (_, index) => writer(index)));
      writing = false;
      await all;
      await sealAll(sealers[0] as AuditSealer);
      while (await readOn());

      const { rows } = await owner.query('SELECT id::int FROM events ORDER BY transaction_id, id');
      expect(read).toEqual(rows.map(({ id }) => id));
      const seals = await owner.query('SELECT seq::int, event_id::int FROM event_seals ORDER BY seq');
      expect(seals.rows).toEqual(rows.map(({ id }, index) => ({ seq: index + 1, event_id: id })));
      // The test means something only where commits came in another order than ids.
      expect(read).not.toEqual([...read].sort((one, other) => one - other));
      expect(await verify()).toEqual({ sealed: rows.length, waiting: 0, fault: null });
    });

    it('leaves an event without its seal while an older transaction still runs', async () => {
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query('SELECT pg_current_xact_id()');
      await write(1);
      const sealer = newSealer();
      expect(await sealer.seal()).toBe(0);
      await runner.rollbackTransaction();
      await runner.release();
      await sealAll(sealer);
      expect((await verify()).fault).toBeNull();
    });
  });

  describe('of which a row was changed behind the product', () => {
    /** Ids of the events by their place in the chain: place 1 at index 0. */
    let ids: number[];

    beforeAll(async () => {
      await owner.query('TRUNCATE events, event_seals');
      rmSync(headFile, { force: true });
      for (let number = 0; number < COUNT; number += 1) await write(number, number % 3 === 0 ? SYSTEM_ACTOR : person);
      await sealAll(newSealer());
      const { rows } = await owner.query('SELECT event_id::int AS id FROM event_seals ORDER BY seq');
      ids = rows.map(({ id }) => id);
      await owner.query('CREATE TABLE kept_events AS TABLE events');
      await owner.query('CREATE TABLE kept_seals AS TABLE event_seals');
    });

    afterEach(async () => {
      await owner.query('TRUNCATE events, event_seals');
      await owner.query('INSERT INTO events OVERRIDING SYSTEM VALUE SELECT * FROM kept_events');
      await owner.query('INSERT INTO event_seals SELECT * FROM kept_seals');
    });

    const eventAt = (seq: number): number => ids[seq - 1] as number;

    it('is whole before', async () => {
      expect(await verify()).toEqual({ sealed: COUNT, waiting: 0, fault: null });
      expect(readHeads(headFile)).toMatchObject([{ seq: COUNT, keyId: auditKeyId(KEY) }]);
      expect(statSync(headFile).mode & 0o777).toBe(0o600);
    });

    it.each([
      ['after', `'{"dueSoonDays": 99}'`],
      ['before', 'NULL'],
      ['actor_label', `'Người khác'`],
      ['actor_id', 'gen_random_uuid()'],
      ['on_behalf_of_label', `coalesce(on_behalf_of_label, '') || ' '`],
      ['on_behalf_of_id', 'gen_random_uuid()'],
      ['via', `'token'`],
      ['at', `at + interval '1 microsecond'`],
      ['address', `'10.0.0.8'`],
      ['request_id', `'another'`],
      ['subject_id', 'gen_random_uuid()'],
      ['type', `'plan.confirmed'`],
    ])('names an event whose %s was edited', async (column, value) => {
      await owner.query(`UPDATE events SET ${column} = ${value} WHERE id IN ($1, $2)`, [eventAt(11), eventAt(30)]);
      expect((await verify()).fault).toMatchObject({ kind: 'edited', seq: 11, eventId: eventAt(11) });
    });

    it('names a seal that was edited', async () => {
      await owner.query(`UPDATE event_seals SET hash = sha256('x') WHERE seq = 12`);
      expect((await verify()).fault).toMatchObject({ kind: 'edited', seq: 12 });
    });

    it('names an event that was deleted, with its seal or without', async () => {
      await owner.query('DELETE FROM events WHERE id = $1', [eventAt(9)]);
      expect((await verify()).fault).toMatchObject({ kind: 'deleted', seq: 9, eventId: eventAt(9) });
      await owner.query('DELETE FROM event_seals WHERE seq = 9');
      expect((await verify()).fault).toMatchObject({ kind: 'deleted', seq: 9 });
    });

    it('names a deleted event also where the seals were numbered anew', async () => {
      await owner.query('DELETE FROM events WHERE id = $1', [eventAt(9)]);
      await owner.query('DELETE FROM event_seals WHERE seq = 9');
      await owner.query('UPDATE event_seals SET seq = -seq WHERE seq > 9');
      await owner.query('UPDATE event_seals SET seq = -seq - 1 WHERE seq < 0');
      expect((await verify()).fault).toMatchObject({ kind: 'deleted', seq: 9 });
    });

    it('names the first of two events that were swapped', async () => {
      await owner.query(
        `UPDATE events e SET before = o.before, after = o.after, at = o.at, type = o.type, subject_id = o.subject_id,
           actor_kind = o.actor_kind, actor_id = o.actor_id, actor_label = o.actor_label, via = o.via,
           on_behalf_of_id = o.on_behalf_of_id, on_behalf_of_label = o.on_behalf_of_label, request_id = o.request_id, address = o.address
         FROM kept_events o WHERE (e.id, o.id) IN (($1, $2), ($2, $1))`,
        [eventAt(8), eventAt(21)],
      );
      expect((await verify()).fault).toMatchObject({ kind: 'swapped', seq: 8, eventId: eventAt(8) });
    });

    it('names the first of two seals that were swapped', async () => {
      await owner.query('UPDATE event_seals SET event_id = -event_id WHERE seq IN (8, 21)');
      await owner.query(
        'UPDATE event_seals SET event_id = CASE seq WHEN 8 THEN $2 ELSE $1 END::bigint WHERE seq IN (8, 21)',
        [eventAt(8), eventAt(21)],
      );
      expect((await verify()).fault).toMatchObject({ kind: 'swapped', seq: 8 });
    });

    it('names an event that was moved to another place in the order', async () => {
      await owner.query('UPDATE events SET transaction_id = 1 WHERE id = $1', [eventAt(20)]);
      expect((await verify()).fault).toMatchObject({ kind: 'swapped', seq: 20, eventId: eventAt(20) });
    });

    const insert = (columns: string, values: string): Promise<pg.QueryResult> =>
      owner.query(
        `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label, ${columns})
         OVERRIDING SYSTEM VALUE VALUES ('plan.confirmed', 'plan', gen_random_uuid(), 'user', 'Kẻ chèn', ${values}) RETURNING id::int`,
      );

    it('names an event that was inserted between sealed ones', async () => {
      const { rows } = await insert(
        'id, transaction_id',
        `100000, (SELECT transaction_id FROM events WHERE id = ${eventAt(15)})`,
      );
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', eventId: rows[0].id });
    });

    it('names an event that was inserted under an earlier time, before and after the sealer met it', async () => {
      const { rows } = await insert('at', `clock_timestamp() - interval '3 months'`);
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', eventId: rows[0].id });
      await sealAll(newSealer());
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', seq: COUNT + 1, eventId: rows[0].id });
    });

    it('names an event that was inserted under the number of a transaction to come', async () => {
      const { rows } = await insert('transaction_id', '9000000000000');
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', eventId: rows[0].id });
    });

    it('names an event that was inserted together with a seal', async () => {
      await owner.query('UPDATE event_seals SET seq = -seq WHERE seq > 9');
      await owner.query('UPDATE event_seals SET seq = -seq + 1 WHERE seq < 0');
      const { rows } = await insert(
        'id, transaction_id',
        `100001, (SELECT transaction_id FROM events WHERE id = ${eventAt(9)})`,
      );
      await owner.query(`INSERT INTO event_seals (seq, event_id, hash) VALUES (10, $1, sha256('x'))`, [rows[0].id]);
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', seq: 10, eventId: rows[0].id });
    });

    it('names where the tail was cut off', async () => {
      await owner.query('DELETE FROM events WHERE id IN (SELECT event_id FROM event_seals WHERE seq > 33)');
      await owner.query('DELETE FROM event_seals WHERE seq > 33');
      expect((await verify()).fault).toMatchObject({ kind: 'cut_off', seq: 34 });
    });

    it('names where the tail was cut off also when the product has sealed more since', async () => {
      await owner.query('DELETE FROM events WHERE id IN (SELECT event_id FROM event_seals WHERE seq > 33)');
      await owner.query('DELETE FROM event_seals WHERE seq > 33');
      for (let number = 0; number < 10; number += 1) await write(number);
      await sealAll(newSealer());
      expect((await verify()).fault).toMatchObject({ kind: 'cut_off', seq: 34 });
    });

    it('remembers a tail that a running sealer saw vanish, and seals no further', async () => {
      const heads = readFileSync(headFile, 'utf8');
      const sealer = newSealer();
      await sealAll(sealer);
      await write(1);
      await sealAll(sealer);
      expect(readHeads(headFile)).toHaveLength(1);
      await owner.query('DELETE FROM events WHERE id IN (SELECT event_id FROM event_seals WHERE seq > $1)', [COUNT]);
      await owner.query('DELETE FROM event_seals WHERE seq > $1', [COUNT]);
      await expect(sealer.seal()).rejects.toThrow(/gone or changed/);
      await expect(sealer.seal()).rejects.toThrow(/gone or changed/);
      expect(readHeads(headFile)).toHaveLength(2);
      expect((await verify()).fault).toMatchObject({ kind: 'cut_off', seq: COUNT + 1 });
      rmSync(headFile);
      for (const head of heads.split('\n').filter(Boolean)) {
        const [at = '', seq, hash = '', keyId = ''] = head.split(' ');
        appendHead(headFile, { at, seq: Number(seq), hash, keyId });
      }
    });

    it('says so when the key is another one, and never seals with it', async () => {
      expect((await verify('another key, as long as the right one 0123456789')).fault?.kind).toBe('wrong_key');
      const withoutHeads = await verifyAudit(database.appUrl, ['another key, as long as the right one 0'], []);
      expect(withoutHeads.fault?.kind).toBe('wrong_key');
      await write(1);
      await expect(newSealer('another key, as long as the right one 0123456789').seal()).rejects.toThrow(/AUDIT_KEY/);
      expect((await verify()).fault).toBeNull();
    });

    it('names the first row of whatever was tampered with', async () => {
      const act = fc.record({ kind: fc.constantFrom('edited', 'deleted'), seq: fc.integer({ min: 1, max: COUNT }) });
      await fc.assert(
        fc
          .asyncProperty(
            fc.uniqueArray(act, { minLength: 1, maxLength: 4, selector: ({ seq }) => seq }),
            async (acts) => {
              for (const { kind, seq } of acts) {
                const sql =
                  kind === 'deleted'
                    ? 'DELETE FROM events WHERE id = $1'
                    : `UPDATE events SET after = '{}' WHERE id = $1`;
                await owner.query(sql, [eventAt(seq)]);
              }
              const first = [...acts].sort((one, other) => one.seq - other.seq)[0];
              expect((await verify()).fault).toMatchObject({ kind: first?.kind, seq: first?.seq });
            },
          )
          .afterEach(async () => {
            await owner.query('TRUNCATE events');
            await owner.query('INSERT INTO events OVERRIDING SYSTEM VALUE SELECT * FROM kept_events');
          }),
        { numRuns: 25 },
      );
    });

    it('lets the working role only add and read', async () => {
      const app = new pg.Client({ connectionString: database.appUrl });
      await app.connect();
      try {
        for (const table of ['events', 'event_seals']) {
          for (const sql of [`UPDATE ${table} SET sealed_at = now()`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
            const statement = table === 'events' ? sql.replace('sealed_at', 'at') : sql;
            await expect(app.query(statement)).rejects.toThrow(/permission denied/);
          }
        }
        await expect(app.query('ALTER TABLE events DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/);
      } finally {
        await app.end();
      }
    });
  });

  describe('whose key was changed', () => {
    const NEXT = 'a key that came after the first one 0123456789';
    const LAST = 'a key that came after the second one 01234567';

    beforeAll(async () => {
      await owner.query('TRUNCATE events, event_seals');
      rmSync(headFile, { force: true });
      for (const keys of [[KEY], [KEY, NEXT], [KEY, NEXT, LAST]]) {
        for (let number = 0; number < 5; number += 1) await write(number);
        await sealAll(newSealer(...keys));
      }
    });

    it('is whole under all keys, each from its first row on', async () => {
      expect(await verify(KEY, NEXT, LAST)).toEqual({ sealed: 15, waiting: 0, fault: null });
      // The first seals of a new key are on record outside the database at once, not within the hour.
      expect(readHeads(headFile).map(({ seq, keyId }) => [seq, keyId])).toEqual([
        [5, auditKeyId(KEY)],
        [10, auditKeyId(NEXT)],
        [15, auditKeyId(LAST)],
      ]);
    });

    it('is not verified by the new key alone, nor in another order of the keys', async () => {
      expect((await verify(LAST)).fault).not.toBeNull();
      // The file of heads knows every key that has sealed; without the file the first row of the missing one is named.
      expect((await verify(NEXT, LAST)).fault).toMatchObject({ kind: 'wrong_key' });
      expect((await verifyAudit(database.appUrl, [NEXT, LAST], [])).fault).toMatchObject({ seq: 1 });
      expect((await verifyAudit(database.appUrl, [KEY, LAST], [])).fault).toMatchObject({ seq: 6 });
      expect((await verify(NEXT, KEY, LAST)).fault).not.toBeNull();
      expect((await verify(KEY, NEXT)).fault).toMatchObject({ kind: 'wrong_key' });
    });

    it('is sealed further by no process that does not know the newest key', async () => {
      await write(99);
      await expect(newSealer(KEY, NEXT).seal()).rejects.toThrow(/neither AUDIT_KEY nor AUDIT_OLD_KEYS/);
      await sealAll(newSealer(KEY, NEXT, LAST));
      expect((await verify(KEY, NEXT, LAST)).fault).toBeNull();
    });

    it('names a row that was sealed again with an old key after the new one came', async () => {
      const { rows } = await owner.query('SELECT hash FROM event_seals WHERE seq = 12');
      const words = await owner.query(
        `SELECT ARRAY[${SEALED_COLUMNS.map((column) => `(${column})::text`).join(', ')}] AS words, s.hash AS old
         FROM event_seals s JOIN events e ON e.id = s.event_id WHERE s.seq = 13`,
      );
      const forged = sealOf(NEXT, rows[0].hash, 13, words.rows[0].words);
      await owner.query('UPDATE event_seals SET hash = $1 WHERE seq = 13', [forged]);
      expect((await verify(KEY, NEXT, LAST)).fault).toMatchObject({ kind: 'edited', seq: 13 });
      await owner.query('UPDATE event_seals SET hash = $1 WHERE seq = 13', [words.rows[0].old]);
      expect((await verify(KEY, NEXT, LAST)).fault).toBeNull();
    });
  });

  describe('whose rows prove that the product wrote them', () => {
    const NEXT = 'a key that came after the first one 0123456789';
    const proving = new EventLog(new EventProof([KEY]));
    const strange = (digest: string, more = '', values = ''): Promise<pg.QueryResult> =>
      owner.query(
        `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label, via, digest${more})
         VALUES ('plan.settings_changed', 'plan', gen_random_uuid(), 'user', 'Kẻ chèn', 'page', ${digest}${values})
         RETURNING id::int`,
      );
    const newest = `(SELECT digest FROM events WHERE digest IS NOT NULL ORDER BY id DESC LIMIT 1)`;

    beforeEach(async () => {
      await owner.query('TRUNCATE events, event_seals');
      rmSync(headFile, { force: true });
      // From before there were proofs, an hour and more ago.
      for (let number = 0; number < 3; number += 1) await write(number);
      await owner.query(`UPDATE events SET at = at - interval '2 hours'`);
      for (let number = 0; number < 3; number += 1) await write(number, person, proving);
      await owner.query(`UPDATE events SET at = at - interval '90 minutes' WHERE digest IS NOT NULL`);
      await sealAll(newSealer());
      for (let number = 0; number < 3; number += 1) await write(number, person, proving);
    });

    it('is whole, with old rows that have no proof', async () => {
      expect((await verify()).fault).toBeNull();
      await sealAll(newSealer());
      expect(await verify()).toEqual({ sealed: 9, waiting: 0, fault: null });
    });

    it.each([
      ['without a proof', 'NULL'],
      ['with a made-up proof', `decode(repeat('01', 32), 'hex')`],
      ['with the proof of another row', newest],
    ])('names a row put at the very end %s, before and after the sealer met it', async (_, digest) => {
      const { rows } = await strange(digest);
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', eventId: rows[0].id });
      await sealAll(newSealer());
      await write(1, person, proving);
      await sealAll(newSealer());
      expect((await verify()).fault).toMatchObject({ kind: 'inserted', eventId: rows[0].id });
    });

    it('takes many rows of one statement under one proof, and no more of a later transaction', async () => {
      const many = proving.digestForMany('plan.settings_changed');
      const batch = `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label, via, digest)
        SELECT 'plan.settings_changed', 'plan', gen_random_uuid(), 'job', 'Tiến trình', 'job', $1 FROM generate_series(1, 5)`;
      await dataSource.query(batch, [many]);
      await sealAll(newSealer());
      expect((await verify()).fault).toBeNull();
      await dataSource.query(batch, [many]);
      expect((await verify()).fault).toMatchObject({ kind: 'inserted' });
    });

    it('covers the proof by the seal, so that it cannot be taken away', async () => {
      await sealAll(newSealer());
      await owner.query('UPDATE events SET digest = NULL');
      expect((await verify()).fault).toMatchObject({ kind: 'edited', seq: 4 });
    });

    it('knows the proofs of an old key after a change of keys', async () => {
      await sealAll(newSealer(KEY, NEXT));
      await write(1, person, new EventLog(new EventProof([KEY, NEXT])));
      await sealAll(newSealer(KEY, NEXT));
      expect(await verify(KEY, NEXT)).toEqual({ sealed: 10, waiting: 0, fault: null });
    });
  });

  it('makes no file of heads for an empty log', async () => {
    expect(existsSync(join(folder, 'none.log'))).toBe(false);
    expect(readHeads(join(folder, 'none.log'))).toEqual([]);
  });
});
