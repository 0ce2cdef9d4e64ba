import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { LOG_ORDER, OLDEST_RUNNING } from '../events/event-order.sql.js';
import { LOGGER } from '../logging/logger.js';
import { MailComposers, type MailDraft, type MailEvent } from './mail-composers.js';
import { MAIL_SETTINGS, type MailSettings } from './mail-settings.js';

const BATCH = 500;
/** A composer that fails on an event is asked again for so long; then the event is passed over, with an error logged. */
const PATIENCE_MS = 3_600_000;

/** What stands between two rounds of reading: nothing more to read, or an event that could not be composed yet. */
interface Round {
  read: number;
  made: number;
  held: boolean;
}

/**
 * Reads committed events in the order of the log and makes the mails that they call for, once: the mails and the place
 * in the log are written in one transaction. What was rolled back is never seen here.
 */
@Injectable()
export class MailDispatcher {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly composers: MailComposers,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Reads on to the end of what is committed. @returns how many mails were made; 0 also when another process is at it */
  async dispatch(): Promise<number> {
    let made = 0;
    for (;;) {
      const round = await this.dataSource.transaction((manager) => this.readOn(manager));
      made += round?.made ?? 0;
      if (!round || round.held || round.read < BATCH) return made;
    }
  }

  private async readOn(manager: EntityManager): Promise<Round | null> {
    const [cursor] = await manager.query<{ eventId: number | null }[]>(
      `SELECT event_id AS "eventId" FROM mail_cursors WHERE name = 'mail' FOR UPDATE SKIP LOCKED`,
    );
    if (!cursor) return null;
    const events = await this.eventsAfter(manager, cursor.eventId);
    const round: Round = { read: events.length, made: 0, held: false };
    let last: number | null = null;
    for (const event of events) {
      const drafts = await this.composed(manager, event);
      if (!drafts) {
        round.held = true;
        break;
      }
      for (const draft of drafts) round.made += await this.keep(manager, event.id, draft);
      last = event.id;
    }
    if (last !== null) await manager.query(`UPDATE mail_cursors SET event_id = $1 WHERE name = 'mail'`, [last]);
    return round;
  }

  private async eventsAfter(manager: EntityManager, eventId: number | null): Promise<MailEvent[]> {
    const [place] =
      eventId === null
        ? []
        : await manager.query<{ transactionId: number }[]>(
            'SELECT transaction_id AS "transactionId" FROM events WHERE id = $1',
            [eventId],
          );
    if (eventId !== null && !place) throw new Error(`the event ${eventId} of the mail cursor is gone from the log`);
    return manager.query(
      `SELECT e.id, e.type, e.at, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.plan_id AS "planId",
              e.agency_id AS "agencyId", e.actor_id AS "actorId",
              CASE WHEN e.type = ANY($3) THEN e.before END AS before, CASE WHEN e.type = ANY($3) THEN e.after END AS after
       FROM events e
       WHERE ($1::bigint IS NULL OR (${LOG_ORDER}) > ($1, $2)) AND e.transaction_id < ${OLDEST_RUNNING}
       ORDER BY ${LOG_ORDER} LIMIT ${BATCH}`,
      [place?.transactionId ?? null, eventId, this.composers.types],
    );
  }

  /** The drafts of one event; null when it shall be tried again later. */
  private async composed(manager: EntityManager, event: MailEvent): Promise<MailDraft[] | null> {
    const composers = this.composers.of(event.type);
    if (composers.length === 0) return [];
    await manager.query('SAVEPOINT composing');
    try {
      const drafts: MailDraft[] = [];
      for (const composer of composers) drafts.push(...(await composer.compose(manager, event)));
      await manager.query('RELEASE SAVEPOINT composing');
      return drafts;
    } catch (error) {
      await manager.query('ROLLBACK TO SAVEPOINT composing');
      const waits = Date.now() - event.at.getTime() < PATIENCE_MS;
      this.logger.error(
        { err: error, event: event.id, type: event.type },
        waits ? 'an event could not be made into mail; it is tried again' : 'an event was passed over by mail',
      );
      return waits ? null : [];
    }
  }

  private async keep(manager: EntityManager, eventId: number, draft: MailDraft): Promise<number> {
    const id = randomUUID();
    const rows = await manager.query<unknown[]>(
      `INSERT INTO mails (id, event_id, recipient, message_id, to_address, subject, text, html, ics, expires_at)
       VALUES ($1, $2, $3, $4, lower($5), $6, $7, $8, $9, clock_timestamp() + make_interval(hours => $10))
       ON CONFLICT (event_id, recipient) DO NOTHING RETURNING id`,
      [
        id,
        eventId,
        draft.recipient,
        `<${id}@${new URL(this.settings.publicUrl).hostname}>`,
        draft.to,
        draft.subject,
        draft.text,
        draft.html,
        draft.ics ?? null,
        draft.livesForHours,
      ],
    );
    return rows.length;
  }
}
