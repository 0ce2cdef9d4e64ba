import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { likeText } from '../platform/database/like-text.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { AgencyDto, AgencyGroupDto, AgencyListQuery, AgencyPageDto } from './agency.dto.js';
import { searchKey } from './domain/fold-vietnamese.js';

const AGENCY = `
  a.id, a.name, a.level, a.identifier, a.parent_id AS "parentId", a.valid_from AS "validFrom", a.valid_to AS "validTo",
  ARRAY(SELECT s.successor_id FROM agency_successions s WHERE s.agency_id = a.id ORDER BY 1) AS "successorIds",
  ARRAY(SELECT l.alias FROM agency_aliases l WHERE l.agency_id = a.id ORDER BY 1) AS aliases,
  a.standing`;

const GROUP = `
  g.id, g.name,
  ARRAY(SELECT l.alias FROM agency_aliases l WHERE l.group_id = g.id ORDER BY 1) AS aliases,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object('agencyId', m.agency_id, 'agencyName', a.name,
             'validFrom', NULLIF(m.valid_from, '0001-01-01'), 'validTo', m.valid_to)
             ORDER BY a.name COLLATE "vi-x-icu", m.valid_from)
    FROM agency_group_members m JOIN agencies a ON a.id = m.agency_id WHERE m.group_id = g.id), '[]') AS members`;

/** Reads of agencies and groups, in the shape of the contract. */
@Injectable()
export class AgencyQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(query: AgencyListQuery): Promise<AgencyPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: AgencyDto[] = await this.dataSource.query(
      `SELECT ${AGENCY} FROM agencies a
       WHERE ($1::text IS NULL OR a.search_text LIKE '%' || $1 || '%')
         AND ($2::text[] IS NULL OR a.level = ANY($2))
         AND ($3::uuid IS NULL OR a.parent_id = $3)
         AND ($4::date IS NULL OR ((a.valid_from IS NULL OR a.valid_from <= $4) AND (a.valid_to IS NULL OR a.valid_to >= $4)))
         AND ($5::text IS NULL OR (a.name COLLATE "vi-x-icu", a.id) > ($5 COLLATE "vi-x-icu", $6::uuid))
       ORDER BY a.name COLLATE "vi-x-icu", a.id LIMIT $7`,
      [
        query.q ? likeText(searchKey(query.q)) : null,
        query.level ?? null,
        query.parentId ?? null,
        query.on ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last ? encodeCursor([last.name, last.id], filters) : null,
    };
  }

  /** One agency with its version, or null. */
  async one(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(AgencyDto & { version: number }) | null> {
    const rows = await manager.query(`SELECT ${AGENCY}, a.version FROM agencies a WHERE a.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async groups(): Promise<AgencyGroupDto[]> {
    return this.dataSource.query(`SELECT ${GROUP} FROM agency_groups g ORDER BY g.name COLLATE "vi-x-icu"`);
  }

  async group(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(AgencyGroupDto & { version: number }) | null> {
    const rows = await manager.query(`SELECT ${GROUP}, g.version FROM agency_groups g WHERE g.id = $1`, [id]);
    return rows[0] ?? null;
  }
}
