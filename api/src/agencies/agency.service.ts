import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import type { AgencyChangeInput, AgencyDto, GroupMembersInput, NewAgencyInput } from './agency.dto.js';
import { AgencyEntity } from './agency.entity.js';
import { AgencyQueries } from './agency.queries.js';
import { AgencyAliasEntity } from './agency-alias.entity.js';
import { searchTextOf } from './agency-directory.service.js';
import { AgencyGroupEntity, AgencyGroupMemberEntity, AgencySuccessionEntity } from './agency-group.entity.js';
import { nameKey } from './domain/fold-vietnamese.js';

/** The beginning of time in a membership's key. */
export const ALWAYS = '0001-01-01';

/** Changes of agencies and groups. Nothing is deleted: an agency ends with a date and successors. */
@Injectable()
export class AgencyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queries: AgencyQueries,
    private readonly events: EventLog,
  ) {}

  async create(input: NewAgencyInput, actor: Actor): Promise<AgencyDto & { version: number }> {
    return this.dataSource.transaction(async (manager) => {
      await this.lockNames(manager);
      await this.checkParent(manager, null, input.parentId);
      await this.checkName(manager, input.name, null);
      const { aliases = [], ...columns } = input;
      const agency = await manager.save(AgencyEntity, { ...columns, searchText: searchTextOf(input.name, aliases) });
      await this.replaceAliases(manager, agency.id, aliases);
      return this.finish(manager, actor, 'agency.created', agency.id, null);
    });
  }

  async change(
    id: string,
    version: number,
    input: AgencyChangeInput,
    actor: Actor,
  ): Promise<AgencyDto & { version: number }> {
    return this.dataSource.transaction(async (manager) => {
      const agency = await manager.findOne(AgencyEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!agency) throw notFound('cơ quan');
      checkVersion(agency.version, version);
      const before = await this.queries.one(id, manager);
      const { aliases, successorIds, ...columns } = input;
      if (columns.name || aliases || columns.parentId) await this.lockNames(manager);
      if (columns.name && columns.name !== agency.name) await this.checkName(manager, columns.name, id);
      if (columns.parentId !== undefined) await this.checkParent(manager, id, columns.parentId);
      if (aliases) await this.replaceAliases(manager, id, aliases);
      Object.assign(agency, columns);
      checkLife(agency);
      if (successorIds) await this.replaceSuccessors(manager, agency, successorIds);
      // An UPDATE also when only aliases or successors changed: it is what raises the version.
      await manager.update(
        AgencyEntity,
        { id },
        { ...columns, searchText: searchTextOf(agency.name, aliases ?? before?.aliases ?? []) },
      );
      return this.finish(manager, actor, 'agency.changed', id, before);
    });
  }

  /** Replaces the members of a group. A confirmed plan is touched only by an explicit act of its own. */
  async setMembers(groupId: string, version: number, input: GroupMembersInput, actor: Actor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const group = await manager.findOne(AgencyGroupEntity, {
        where: { id: groupId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!group) throw notFound('nhóm cơ quan');
      checkVersion(group.version, version);
      checkMemberships(input);
      const ids = [...new Set(input.members.map((member) => member.agencyId))];
      const known = await manager.countBy(
        AgencyEntity,
        ids.map((id) => ({ id })),
      );
      if (ids.length > 0 && known !== ids.length) {
        throw invalidField(
          '/members',
          'value',
          'Có thành viên không có trong danh mục cơ quan. Hãy chọn lại từ danh mục.',
        );
      }
      const before = await this.queries.group(groupId, manager);
      await manager.delete(AgencyGroupMemberEntity, { groupId });
      const rows = input.members.map((member) => ({
        groupId,
        agencyId: member.agencyId,
        validFrom: member.validFrom ?? ALWAYS,
        validTo: member.validTo ?? null,
      }));
      if (rows.length > 0) await manager.insert(AgencyGroupMemberEntity, rows);
      await manager.query('UPDATE agency_groups SET version = version + 1 WHERE id = $1', [groupId]);
      await this.events.append(manager, actor, {
        type: 'agency_group.members_changed',
        subjectType: 'agency_group',
        subjectId: groupId,
        before: { members: before?.members },
        after: { members: rows },
      });
      return version + 1;
    });
  }

  private async finish(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    id: string,
    before: unknown,
  ): Promise<AgencyDto & { version: number }> {
    const after = await this.queries.one(id, manager);
    if (!after) throw notFound('cơ quan');
    await this.events.append(manager, actor, {
      type,
      subjectType: 'agency',
      subjectId: id,
      agencyId: id,
      before,
      after,
    });
    return after;
  }

  /** One change of names or parents at a time: two that do not see each other could take the same name or form a ring. */
  private async lockNames(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('agency names'))`);
  }

  private async checkName(manager: EntityManager, name: string, self: string | null): Promise<void> {
    const key = nameKey(name);
    const owner = await manager.findOneBy(AgencyAliasEntity, { nameKey: key });
    const isOthersAlias = owner !== null && owner.agencyId !== self;
    if (isOthersAlias || (await this.isNameOfAnother(manager, key, self))) {
      throw new DomainError(
        'agency.name_taken',
        `Đã có cơ quan hoặc nhóm mang tên “${name}”. Hãy dùng cơ quan đó hoặc đặt tên phân biệt.`,
      );
    }
  }

  /** Whether another agency that goes on, or a group, has this name: documents could not tell the two apart. */
  private async isNameOfAnother(manager: EntityManager, key: string, self: string | null): Promise<boolean> {
    const rows: { id: string; name: string }[] = await manager.query(
      'SELECT id, name FROM agencies WHERE valid_to IS NULL UNION ALL SELECT id, name FROM agency_groups',
    );
    return rows.some((row) => row.id !== self && nameKey(row.name) === key);
  }

  private async checkParent(manager: EntityManager, self: string | null, parentId?: string | null): Promise<void> {
    if (!parentId) return;
    if (parentId === self) throw invalidField('/parentId', 'value', 'Một cơ quan không thể trực thuộc chính nó.');
    // A ring of parents would make "a district sees its communes" endless.
    const rows: { id: string }[] = await manager.query(
      `WITH RECURSIVE up(id, parent_id) AS (
         SELECT id, parent_id FROM agencies WHERE id = $1
         UNION SELECT a.id, a.parent_id FROM agencies a JOIN up ON a.id = up.parent_id)
       SELECT id FROM up`,
      [parentId],
    );
    if (rows.length === 0) throw invalidField('/parentId', 'value', 'Cơ quan cấp trên không có trong danh mục.');
    if (rows.some((row) => row.id === self)) {
      throw invalidField('/parentId', 'value', 'Cơ quan cấp trên đang trực thuộc chính cơ quan này.');
    }
  }

  private async replaceAliases(manager: EntityManager, agencyId: string, aliases: readonly string[]): Promise<void> {
    await manager.delete(AgencyAliasEntity, { agencyId });
    for (const alias of aliases) {
      const taken = await manager.findOneBy(AgencyAliasEntity, { nameKey: nameKey(alias) });
      if ((taken && taken.agencyId !== agencyId) || (await this.isNameOfAnother(manager, nameKey(alias), agencyId))) {
        throw new DomainError('agency.alias_taken', `Tên gọi “${alias}” đã dùng cho cơ quan hoặc nhóm khác.`);
      }
      if (!taken)
        await manager.insert(AgencyAliasEntity, {
          agencyId,
          groupId: null,
          alias,
          nameKey: nameKey(alias),
          origin: 'directory',
        });
    }
  }

  private async replaceSuccessors(manager: EntityManager, agency: AgencyEntity, successorIds: string[]): Promise<void> {
    if (successorIds.length > 0 && !agency.validTo) {
      throw invalidField('/successorIds', 'value', 'Chỉ cơ quan đã có ngày kết thúc hoạt động mới có cơ quan kế thừa.');
    }
    const rows: { id: string; validTo: string | null }[] = await manager.query(
      'SELECT id, valid_to AS "validTo" FROM agencies WHERE id = ANY($1::uuid[])',
      [successorIds],
    );
    const gone =
      rows.length !== successorIds.length ||
      rows.some((row) => row.validTo !== null && row.validTo <= (agency.validTo ?? ''));
    if (gone || successorIds.includes(agency.id)) {
      throw new DomainError(
        'agency.succession_invalid',
        'Cơ quan kế thừa phải là cơ quan khác, còn hoạt động sau ngày kết thúc.',
      );
    }
    await manager.delete(AgencySuccessionEntity, { agencyId: agency.id });
    if (successorIds.length > 0) {
      await manager.insert(
        AgencySuccessionEntity,
        successorIds.map((successorId) => ({ agencyId: agency.id, successorId })),
      );
    }
  }
}

function checkLife(agency: AgencyEntity): void {
  if (agency.validFrom && agency.validTo && agency.validTo < agency.validFrom) {
    throw invalidField('/validTo', 'range', 'Ngày kết thúc không thể trước ngày bắt đầu.');
  }
}

function checkMemberships({ members }: GroupMembersInput): void {
  members.forEach(({ validFrom, validTo }, index) => {
    if (validFrom && validTo && validTo < validFrom) {
      throw invalidField(`/members/${index}/validTo`, 'range', 'Ngày kết thúc không thể trước ngày bắt đầu.');
    }
  });
}
