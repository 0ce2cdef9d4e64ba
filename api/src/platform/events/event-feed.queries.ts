import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { DomainError } from '../http/problem.js';
import { tellEvent } from './domain/tell-event.js';
import type { FeedEventDto, FeedPageDto } from './event.dto.js';
import { LOG_ORDER, OLDEST_RUNNING } from './event-order.sql.js';

/** Ties a cursor to this feed, whatever else has cursors of two values. */
const FEED = { feed: 'events' };
/** To the microsecond: with the id it names one event, also beside a restored log that gave the id away again. */
const EXACT_AT = `to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The change feed: every committed event once, in one order for ever. */
@Injectable()
export class EventFeedQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The events after the cursor's; without a cursor from the first one on. */
  async page(after: string | undefined, limit: number): Promise<FeedPageDto> {
    const place = after === undefined ? null : await this.placeOf(after);
    const rows = await this.dataSource.query<(Omit<FeedEventDto, 'text'> & { exactAt: string })[]>(
      `SELECT e.id, e.at, e.type, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.plan_id AS "planId",
              e.agency_id AS "agencyId", e.actor_kind AS "actorKind", e.actor_label AS "actorLabel",
              e.on_behalf_of_label AS "onBehalfOfLabel", e.via, e.before, e.after, ${EXACT_AT} AS "exactAt"
       FROM events e
       WHERE ($1::bigint IS NULL OR (${LOG_ORDER}) > ($1, $2)) AND e.transaction_id < ${OLDEST_RUNNING}
       ORDER BY ${LOG_ORDER} LIMIT $3`,
      [place?.transactionId ?? null, place?.id ?? null, limit],
    );
    const last = rows.at(-1);
    return {
      items: rows.map(({ exactAt, ...event }) => ({ ...event, text: tellEvent(event) })),
      nextCursor: last ? encodeCursor([last.id, last.exactAt], FEED) : (after ?? null),
    };
  }

  /** Where the cursor's event stands now: a restored log keeps its order under other transaction numbers. */
  private async placeOf(after: string): Promise<{ id: number; transactionId: number }> {
    const [id, exactAt] = decodeCursor(after, FEED, 2);
    if (!Number.isSafeInteger(id) || typeof exactAt !== 'string') throw lost();
    const [place] = await this.dataSource.query<{ id: number; transactionId: number }[]>(
      `SELECT e.id, e.transaction_id AS "transactionId" FROM events e WHERE e.id = $1 AND ${EXACT_AT} = $2`,
      [id, exactAt],
    );
    if (!place) throw lost();
    return place;
  }
}

const lost = (): DomainError =>
  new DomainError(
    'request.cursor_invalid',
    'Nhật ký không còn sự kiện ở vị trí này: hệ thống đã phục hồi từ bản sao lưu cũ hơn. Hãy đọc lại từ đầu và đối chiếu.',
    [{ pointer: '?after', code: 'value', message: 'Bỏ tham số after để đọc từ đầu.' }],
  );
