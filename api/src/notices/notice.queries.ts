import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { NoticeDto, NoticeListQuery, NoticePageDto } from './notice.dto.js';

/** An instant as the contract writes it: RFC 3339 in UTC with milliseconds. */
const instant = (sql: string): string => `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Reads of one's own notices. */
@Injectable()
export class NoticeQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(userId: string, { limit, cursor, ...filters }: NoticeListQuery): Promise<NoticePageDto> {
    const after = cursor ? decodeCursor(cursor, filters, 3) : null;
    const rows = await this.dataSource.query<(NoticeDto & { exactAt: string })[]>(
      `SELECT n.id, n.kind, n.title, n.body, n.link, n.on_behalf_of_label AS "onBehalfOf",
              ${instant('n.created_at')} AS "createdAt", ${instant('n.read_at')} AS "readAt", d.content AS digest,
              n.created_at::text AS "exactAt"
       FROM notices n LEFT JOIN digests d ON d.id = n.digest_id
       WHERE n.user_id = $1 AND ($2::boolean IS NULL OR (n.read_at IS NULL) = $2)
         AND ($3::int IS NULL OR ((n.read_at IS NULL)::int, n.created_at, n.id) < ($3::int, $4::timestamptz, $5::uuid))
       ORDER BY (n.read_at IS NULL)::int DESC, n.created_at DESC, n.id DESC LIMIT $6`,
      [userId, filters.unread ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ exactAt: _, ...notice }) => notice),
      unreadCount: await this.unread(userId),
      nextCursor:
        rows.length > limit && last ? encodeCursor([last.readAt ? 0 : 1, last.exactAt, last.id], filters) : null,
    };
  }

  async unread(userId: string): Promise<number> {
    const [row] = await this.dataSource.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM notices WHERE user_id = $1 AND read_at IS NULL',
      [userId],
    );
    return row.count;
  }

  /** Marks notices of the person as read. @param ids all of the person's where empty */
  async markRead(userId: string, ids: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE notices SET read_at = clock_timestamp()
       WHERE user_id = $1 AND read_at IS NULL AND (cardinality($2::uuid[]) = 0 OR id = ANY($2::uuid[]))`,
      [userId, ids],
    );
  }
}
