import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { likeText } from '../database/like-text.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { tellEvent } from './domain/tell-event.js';
import type { AuditEventDto, AuditFilterQuery, AuditPageDto } from './event.dto.js';

export type AuditFilters = Omit<AuditFilterQuery, 'limit' | 'cursor'>;

type Row = Omit<AuditEventDto, 'text'> & { exactAt: string };

const COLUMNS = `
  e.id, e.at, e.type, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.plan_id AS "planId",
  e.agency_id AS "agencyId", g.name AS "agencyName", e.actor_kind AS "actorKind", e.actor_id AS "actorId",
  e.actor_label AS "actorLabel", e.on_behalf_of_id AS "onBehalfOfId", e.on_behalf_of_label AS "onBehalfOfLabel",
  e.via, e.request_id AS "requestId", e.address, e.before, e.after,
  EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id) AS sealed,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "exactAt"`;

const EXPORT_BATCH = 1_000;

/** The search over the whole log, newest first. */
@Injectable()
export class AuditQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async page({ limit, cursor, ...filters }: AuditFilterQuery): Promise<AuditPageDto> {
    const named = namedFilters(filters);
    const [at, id] = cursor ? decodeCursor(cursor, named, 2) : [];
    const rows = await this.rows(filters, limit + 1, at === undefined ? null : { at: String(at), id: Number(id) });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(present),
      nextCursor: rows.length > limit && last ? encodeCursor([last.exactAt, last.id], named) : null,
    };
  }

  /** Every event that matches, newest first, in batches: memory stays flat whatever the log holds. */
  async *all(filters: AuditFilters): AsyncGenerator<AuditEventDto[]> {
    let place: { at: string; id: number } | null = null;
    for (;;) {
      const rows: Row[] = await this.rows(filters, EXPORT_BATCH, place);
      if (rows.length > 0) yield rows.map(present);
      const last = rows.at(-1);
      if (!last || rows.length < EXPORT_BATCH) return;
      place = { at: last.exactAt, id: last.id };
    }
  }

  private async rows(filters: AuditFilters, limit: number, after: { at: string; id: number } | null): Promise<Row[]> {
    const parameters: unknown[] = [];
    const value = (given: unknown): string => `$${parameters.push(given)}`;
    const where: string[] = [];
    if (filters.from) where.push(`e.at >= ${value(filters.from)}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`);
    if (filters.to) {
      where.push(`e.at < (${value(filters.to)}::timestamp + interval '1 day') AT TIME ZONE 'Asia/Ho_Chi_Minh'`);
    }
    if (filters.actorId) where.push(`e.actor_id = ${value(filters.actorId)}`);
    if (filters.type) where.push(`e.type = ANY(${value(filters.type)}::text[])`);
    if (filters.subjectType) where.push(`e.subject_type = ANY(${value(filters.subjectType)}::text[])`);
    if (filters.subjectId) where.push(`e.subject_id = ${value(filters.subjectId)}`);
    if (filters.agencyId) where.push(`e.agency_id = ${value(filters.agencyId)}`);
    if (filters.q) {
      where.push(
        `event_words(e.actor_label, e.on_behalf_of_label, e.before, e.after) LIKE '%' || folded(${value(likeText(filters.q))}) || '%'`,
      );
    }
    if (after) where.push(`(e.at, e.id) < (${value(after.at)}::timestamptz, ${value(after.id)}::bigint)`);
    // Ids first: only the page's rows are read whole.
    return this.dataSource.query(
      `SELECT ${COLUMNS}
       FROM (SELECT e.id FROM events e ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
             ORDER BY e.at DESC, e.id DESC LIMIT ${value(limit)}) page
       JOIN events e ON e.id = page.id LEFT JOIN agencies g ON g.id = e.agency_id
       ORDER BY e.at DESC, e.id DESC`,
      parameters,
    );
  }
}

/** In one order, and without what was not asked for: the same filters give the same cursor. */
const namedFilters = (filters: AuditFilters): [string, unknown][] =>
  Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));

const present = ({ exactAt, ...event }: Row): AuditEventDto => ({ ...event, text: tellEvent(event) });
