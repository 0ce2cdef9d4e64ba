import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { MailState } from '@plan/shared/vocabulary/mail';
import { DataSource, type EntityManager } from 'typeorm';
import { likeText } from '../database/like-text.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { PageQuery } from '../http/fields.js';
import type { MailDto, MailListQuery, MailPageDto, MailRefusalDto, MailRefusalPageDto } from './mail.dto.js';
import { MAIL_SETTINGS, type MailSettings } from './mail-settings.js';

/** An instant as the contract writes it: RFC 3339 in UTC with milliseconds. */
const instant = (sql: string): string => `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const MAIL = `m.id, m.to_address AS "to", m.subject, m.state, m.attempts, ${instant('m.created_at')} AS "createdAt",
  CASE WHEN m.state = 'waiting' THEN ${instant('m.next_at')} END AS "nextAt", ${instant('m.expires_at')} AS "expiresAt",
  ${instant('m.sent_at')} AS "sentAt", m.failure, m.failure_text AS "failureText", m.state = 'dead' AS "canRetry"`;

type PlacedMail = MailDto & { exactAt: string };

/** Reads of outgoing mail for administrators. What a mail says stays out: it is for its reader alone. */
@Injectable()
export class MailQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
  ) {}

  async list({ limit, cursor, ...filters }: MailListQuery): Promise<MailPageDto> {
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows = await this.dataSource.query<PlacedMail[]>(
      `SELECT ${MAIL}, m.created_at::text AS "exactAt" FROM mails m
       WHERE ($1::text[] IS NULL OR m.state = ANY($1))
         AND ($2::text IS NULL OR m.to_address LIKE '%' || lower($2) || '%' OR lower(m.subject) LIKE '%' || lower($2) || '%')
         AND ($3::timestamptz IS NULL OR (m.created_at, m.id) < ($3::timestamptz, $4::uuid))
       ORDER BY m.created_at DESC, m.id DESC LIMIT $5`,
      [
        filters.state ?? null,
        filters.q ? likeText(filters.q) : null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const { smtp } = this.settings;
    return {
      configured: smtp !== null,
      sender: smtp?.from.address ?? null,
      counts: await this.counts(),
      items: items.map(({ exactAt: _, ...mail }) => mail),
      nextCursor: rows.length > limit && last ? encodeCursor([last.exactAt, last.id], filters) : null,
    };
  }

  async one(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ mail: MailDto; version: number } | null> {
    const [row] = await manager.query<MailDto[]>(`SELECT ${MAIL} FROM mails m WHERE m.id = $1`, [id]);
    return row ? { mail: row, version: row.attempts + 1 } : null;
  }

  async refusals({ limit, cursor }: PageQuery): Promise<MailRefusalPageDto> {
    const after = cursor ? decodeCursor(cursor, {}, 2) : null;
    const rows = await this.dataSource.query<(MailRefusalDto & { exactAt: string })[]>(
      `SELECT r.address, ${instant('r.at')} AS at, r.way, r.reason, r.at::text AS "exactAt" FROM mail_refusals r
       WHERE $1::timestamptz IS NULL OR (r.at, r.address) < ($1::timestamptz, $2::text)
       ORDER BY r.at DESC, r.address DESC LIMIT $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ exactAt: _, ...refusal }) => refusal),
      nextCursor: rows.length > limit && last ? encodeCursor([last.exactAt, last.address], {}) : null,
    };
  }

  private async counts(): Promise<Record<MailState, number>> {
    const rows = await this.dataSource.query<{ state: MailState; count: number }[]>(
      'SELECT state, count(*)::int AS count FROM mails GROUP BY state',
    );
    const counts = { waiting: 0, leased: 0, sent: 0, dead: 0 };
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }
}
