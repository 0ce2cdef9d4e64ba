import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import { likeText } from '../platform/database/like-text.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { DeputyCandidatesDto, DeputyDto, DeputyListQuery, DeputyPageDto } from './deputy.dto.js';
import { ENABLED, TODAY } from './user.queries.js';

const who = (user: string, agency: string): string =>
  `json_build_object('userId', ${user}.id, 'username', ${user}.username, 'displayName', ${user}.display_name, 'agencyName', ${agency}.name)`;

const STATE = `CASE WHEN d.revoked_at IS NOT NULL THEN 'revoked' WHEN d.to_on < ${TODAY} THEN 'past'
  WHEN d.from_on > ${TODAY} THEN 'planned' ELSE 'valid' END`;

const DEPUTY = `d.id, ${who('p', 'pa')} AS principal, ${who('u', 'ua')} AS deputy, d.from_on AS "fromOn", d.to_on AS "toOn",
  d.reason, ${STATE} AS state, d.created_at AS "createdAt", d.revoked_at AS "revokedAt"`;
const FROM = `deputies d JOIN users p ON p.id = d.principal_id JOIN users u ON u.id = d.deputy_id
  LEFT JOIN agencies pa ON pa.id = p.agency_id LEFT JOIN agencies ua ON ua.id = u.agency_id`;

/** Reads of deputyships, in the shape of the contract. */
@Injectable()
export class DeputyQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @param userId only where this person is principal or deputy; null for all */
  async list(query: DeputyListQuery, userId: string | null): Promise<DeputyPageDto> {
    const { limit, cursor, ...given } = query;
    const filters = { ...given, userId };
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: DeputyDto[] = await this.dataSource.query(
      `SELECT ${DEPUTY} FROM ${FROM}
       WHERE ($1::uuid IS NULL OR d.principal_id = $1 OR d.deputy_id = $1)
         AND ($2::text[] IS NULL OR ${STATE} = ANY($2))
         AND ($3::date IS NULL OR (d.to_on, d.id) < ($3::date, $4::uuid))
       ORDER BY d.to_on DESC, d.id DESC LIMIT $5`,
      [userId, query.state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.toOn, last.id], filters) : null };
  }

  async one(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(DeputyDto & { version: number }) | null> {
    const rows = await manager.query(`SELECT ${DEPUTY}, d.version FROM ${FROM} WHERE d.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Colleagues of a person: who may be asked without an administrator. */
  async candidates(userId: string, q: string | undefined): Promise<DeputyCandidatesDto> {
    const items = await this.dataSource.query(
      `SELECT u.id AS "userId", u.username, u.display_name AS "displayName", a.name AS "agencyName"
       FROM users u JOIN users me ON me.id = $1 AND me.agency_id = u.agency_id AND me.id <> u.id
         LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE ${ENABLED('u')} AND ($2::text IS NULL OR u.search_text LIKE '%' || $2 || '%')
       ORDER BY u.display_name COLLATE "vi-x-icu", u.id LIMIT 50`,
      [userId, q ? likeText(searchKey(q)) : null],
    );
    return { items, nextCursor: null };
  }
}
