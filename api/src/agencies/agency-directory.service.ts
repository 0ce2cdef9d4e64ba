import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { nameKey, searchKey } from './domain/fold-vietnamese.js';
import type { NameDirectory, NamedEntry } from './domain/match-names.js';

/** What the reading of a plan needs of the directory, as of one day. */
export interface DirectorySnapshot {
  names: NameDirectory;
  /** Members of each group on the day, by group id. */
  members: ReadonlyMap<string, readonly string[]>;
  /** Display names of agencies and groups by id. */
  nameById: ReadonlyMap<string, string>;
}

/** The directory of names: what plans call agencies and groups, and whom a group stands for on a day. */
@Injectable()
export class AgencyDirectoryService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Names, aliases and memberships of the agencies that exist on a day. */
  async snapshot(on: string, manager: EntityManager = this.dataSource.manager): Promise<DirectorySnapshot> {
    const names: NamedEntry[] = await manager.query(
      `SELECT 'agency' AS kind, a.id, a.name, true AS resolvable,
              ARRAY(SELECT l.alias FROM agency_aliases l WHERE l.agency_id = a.id ORDER BY 1) AS aliases
       FROM agencies a
       WHERE (a.valid_from IS NULL OR a.valid_from <= $1) AND (a.valid_to IS NULL OR a.valid_to >= $1)
       UNION ALL
       SELECT 'group', g.id, g.name, true,
              ARRAY(SELECT l.alias FROM agency_aliases l WHERE l.group_id = g.id ORDER BY 1)
       FROM agency_groups g`,
      [on],
    );
    const rows: { groupId: string; agencyId: string }[] = await manager.query(
      `SELECT m.group_id AS "groupId", m.agency_id AS "agencyId"
       FROM agency_group_members m JOIN agencies a ON a.id = m.agency_id
       WHERE m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to >= $1)
         AND (a.valid_from IS NULL OR a.valid_from <= $1) AND (a.valid_to IS NULL OR a.valid_to >= $1)
       ORDER BY a.name COLLATE "vi-x-icu", a.id`,
      [on],
    );
    const members = new Map<string, string[]>();
    for (const { groupId, agencyId } of rows) members.set(groupId, [...(members.get(groupId) ?? []), agencyId]);
    return { names, members, nameById: new Map(names.map((entry) => [entry.id, entry.name])) };
  }

  /** Remembers how documents call an agency or group. A name that is known already changes nothing. */
  async rememberAlias(
    manager: EntityManager,
    owner: { kind: 'agency' | 'group'; id: string },
    alias: string,
  ): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `INSERT INTO agency_aliases (agency_id, group_id, alias, name_key, origin)
       VALUES ($1, $2, $3, $4, 'import') ON CONFLICT (name_key) DO NOTHING RETURNING id`,
      [owner.kind === 'agency' ? owner.id : null, owner.kind === 'group' ? owner.id : null, alias, nameKey(alias)],
    );
    if (rows.length > 0 && owner.kind === 'agency') await this.refreshSearchText(manager, owner.id);
    return rows.length > 0;
  }

  /** Keeps the searchable words of an agency equal to its name and aliases. */
  async refreshSearchText(manager: EntityManager, agencyId: string): Promise<void> {
    const [row] = await manager.query<{ name: string; aliases: string[] }[]>(
      `SELECT a.name, ARRAY(SELECT l.alias FROM agency_aliases l WHERE l.agency_id = a.id ORDER BY 1) AS aliases
       FROM agencies a WHERE a.id = $1`,
      [agencyId],
    );
    if (!row) return;
    await manager.query('UPDATE agencies SET search_text = $2 WHERE id = $1', [
      agencyId,
      searchTextOf(row.name, row.aliases),
    ]);
  }
}

/** The words under which an agency is found. */
export const searchTextOf = (name: string, aliases: readonly string[]): string =>
  [...new Set([name, ...aliases].map(searchKey))].join(' | ');
