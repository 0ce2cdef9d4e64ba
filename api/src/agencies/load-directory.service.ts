import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { AgencyEntity } from './agency.entity.js';
import { ALWAYS } from './agency.service.js';
import { AgencyAliasEntity } from './agency-alias.entity.js';
import { searchTextOf } from './agency-directory.service.js';
import { AgencyGroupEntity, AgencyGroupMemberEntity } from './agency-group.entity.js';
import { nameKey } from './domain/fold-vietnamese.js';
import { type DirectoryFile, readDirectoryFile } from './domain/read-directory-file.js';

/** Loads a province's directory of agencies and collective names into an empty database. */
@Injectable()
export class LoadDirectoryService {
  constructor(private readonly events: EventLog) {}

  /** @returns how many agencies and groups were written */
  async load(manager: EntityManager, file: DirectoryFile, actor: Actor): Promise<{ agencies: number; groups: number }> {
    const directory = readDirectoryFile(file);
    const idByKey = new Map<string, string>();
    // Parents stand before their children in the directory.
    for (const agency of directory.agencies) {
      const saved = await manager.save(AgencyEntity, {
        name: agency.name,
        level: agency.level,
        parentId: agency.parentKey === null ? null : (idByKey.get(agency.parentKey) ?? null),
        identifier: agency.code,
        standing: agency.standing,
        searchText: searchTextOf(agency.name, agency.aliases),
      });
      idByKey.set(agency.key, saved.id);
      await this.addAliases(manager, { agencyId: saved.id, groupId: null }, agency.aliases, agency.name);
    }
    for (const group of directory.groups) {
      const saved = await manager.save(AgencyGroupEntity, { name: group.name });
      await this.addAliases(manager, { agencyId: null, groupId: saved.id }, group.aliases, group.name);
      const members = group.memberKeys.map((key) => ({
        groupId: saved.id,
        agencyId: idByKey.get(key) as string,
        validFrom: ALWAYS,
        validTo: null,
      }));
      if (members.length > 0) await manager.insert(AgencyGroupMemberEntity, members);
      await this.events.append(manager, actor, {
        type: 'agency_group.loaded',
        subjectType: 'agency_group',
        subjectId: saved.id,
        after: { name: group.name, members: members.length },
      });
    }
    for (const [key, id] of idByKey) {
      await this.events.append(manager, actor, {
        type: 'agency.loaded',
        subjectType: 'agency',
        subjectId: id,
        agencyId: id,
        after: { name: key },
      });
    }
    return { agencies: directory.agencies.length, groups: directory.groups.length };
  }

  private async addAliases(
    manager: EntityManager,
    owner: { agencyId: string | null; groupId: string | null },
    aliases: readonly string[],
    name: string,
  ): Promise<void> {
    const keys = new Set([nameKey(name)]);
    for (const alias of aliases) {
      // An alias that is read like the name itself teaches nothing.
      if (keys.has(nameKey(alias))) continue;
      keys.add(nameKey(alias));
      await manager.insert(AgencyAliasEntity, { ...owner, alias, nameKey: nameKey(alias), origin: 'directory' });
    }
  }
}
