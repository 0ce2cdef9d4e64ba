import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import type { DeputyDto, NewDeputyInput } from './deputy.dto.js';
import { DeputyEntity } from './deputy.entity.js';
import { DeputyQueries } from './deputy.queries.js';
import { managesEveryone } from './user.policy.js';
import { ENABLED, UserQueries, VALID_DEPUTY } from './user.queries.js';

const LONGEST_DAYS = 366;

/** Ủy quyền: who may act on behalf of whom, from one day to another, and the switching of a session. */
@Injectable()
export class DeputyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queries: DeputyQueries,
    private readonly users: UserQueries,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** By the principal for a colleague of the same agency, or by an administrator for anybody. Never passed on. */
  async grant(actor: Actor, input: NewDeputyInput): Promise<DeputyDto & { version: number }> {
    const principalId = input.principalUserId ?? actor.id;
    const byAdmin = managesEveryone(actor) && !actor.onBehalfOf;
    if (actor.onBehalfOf || !principalId || (principalId !== actor.id && !byAdmin)) {
      throw new DomainError(
        'auth.forbidden',
        'Chỉ chính người ủy quyền hoặc quản trị hệ thống lập ủy quyền; đang làm thay thì không ủy quyền tiếp.',
      );
    }
    this.checkPeriod(input);
    return this.dataSource.transaction(async (manager) => {
      const principal = await this.users.byId(principalId, manager);
      const deputy = await this.users.byId(input.deputyUserId, manager);
      if (!principal || !deputy || principal.id === deputy.id) {
        throw notPossible('Hãy chọn hai người khác nhau, tài khoản đều đang hoạt động.');
      }
      if (!byAdmin && (!principal.agencyId || principal.agencyId !== deputy.agencyId)) {
        throw notPossible(
          'Chỉ tự ủy quyền được cho người cùng cơ quan. Người cơ quan khác: nhờ quản trị hệ thống lập.',
        );
      }
      const row = await manager.save(DeputyEntity, {
        principalId,
        deputyId: deputy.id,
        fromOn: input.fromOn,
        toOn: input.toOn,
        reason: input.reason,
        createdBy: actor.id,
        revokedAt: null,
      });
      return this.finish(manager, actor, 'deputy.granted', row.id, null);
    });
  }

  /** By the principal or an administrator; the deputy's session falls out within a second. */
  async revoke(actor: Actor, id: string, version: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const row = await manager.findOne(DeputyEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row || !sees(actor, row)) throw notFound('ủy quyền');
      if (actor.onBehalfOf || (row.principalId !== actor.id && !managesEveryone(actor))) {
        throw new DomainError('auth.forbidden', 'Chỉ người ủy quyền hoặc quản trị hệ thống thu hồi được ủy quyền này.');
      }
      checkVersion(row.version, version);
      if (row.revokedAt || row.toOn < this.clock.today()) {
        throw new DomainError('deputy.ended', 'Ủy quyền này đã kết thúc, không cần thu hồi.');
      }
      const before = await this.queries.one(id, manager);
      await manager.update(DeputyEntity, { id }, { revokedAt: new Date() });
      await this.finish(manager, actor, 'deputy.revoked', id, before);
    });
  }

  /** A deputyship that one may see: one's own, or any for an administrator. */
  async one(actor: Actor, id: string): Promise<DeputyDto & { version: number }> {
    const found = await this.queries.one(id);
    if (!found) throw notFound('ủy quyền');
    const row = { principalId: found.principal.userId, deputyId: found.deputy.userId };
    if (!sees(actor, row)) throw notFound('ủy quyền');
    return found;
  }

  /**
   * Makes the session act on behalf of a principal, or of oneself again (null).
   * @throws DomainError `deputy.none`
   */
  async switch(actor: Actor, principalId: string | null): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [session] = await manager.query<{ deputyId: string | null }[]>(
        'SELECT deputy_id AS "deputyId" FROM sessions WHERE id = $1 FOR UPDATE',
        [actor.sessionId],
      );
      if (!session || !actor.sessionId) throw notFound('phiên làm việc');
      const deputyId = principalId && (await this.validFor(manager, actor.id, principalId));
      if (session.deputyId === deputyId) return;
      await manager.query('UPDATE sessions SET deputy_id = $2 WHERE id = $1', [actor.sessionId, deputyId]);
      await this.events.append(manager, actor, {
        type: 'session.switched',
        subjectType: 'session',
        subjectId: actor.sessionId,
        before: { deputyId: session.deputyId },
        after: { deputyId, principalId },
      });
    });
  }

  private async validFor(manager: EntityManager, deputyId: string | null, principalId: string): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `SELECT d.id FROM deputies d JOIN users p ON p.id = d.principal_id
       WHERE d.deputy_id = $1 AND d.principal_id = $2 AND ${VALID_DEPUTY} AND ${ENABLED('p')}
       ORDER BY d.to_on DESC, d.id LIMIT 1`,
      [deputyId, principalId],
    );
    if (!row) {
      throw new DomainError('deputy.none', 'Hôm nay bạn không được người này ủy quyền. Hãy xem lại thời hạn ủy quyền.');
    }
    return row.id;
  }

  private checkPeriod({ fromOn, toOn }: NewDeputyInput): void {
    if (toOn < fromOn) throw invalidField('/toOn', 'range', 'Ngày cuối không thể trước ngày đầu.');
    if (toOn < this.clock.today()) throw invalidField('/toOn', 'range', 'Ngày cuối đã qua.');
    const days = (Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000;
    if (days > LONGEST_DAYS) throw invalidField('/toOn', 'range', 'Ủy quyền dài nhất một năm; hết hạn thì lập lại.');
  }

  private async finish(
    manager: EntityManager,
    actor: Actor,
    type: 'deputy.granted' | 'deputy.revoked',
    id: string,
    before: DeputyDto | null,
  ): Promise<DeputyDto & { version: number }> {
    const after = await this.queries.one(id, manager);
    if (!after) throw notFound('ủy quyền');
    await this.events.append(manager, actor, {
      type,
      subjectType: 'deputy',
      subjectId: id,
      before: before ? told(before) : undefined,
      after: told(after),
    });
    return after;
  }
}

/** What the history tells of a deputyship: both by name, their ids for programs. */
const told = ({ principal, deputy, fromOn, toOn, reason, revokedAt }: DeputyDto) => ({
  principal: principal.displayName,
  principalId: principal.userId,
  deputy: deputy.displayName,
  deputyUserId: deputy.userId,
  fromOn,
  toOn,
  reason,
  revokedAt,
});

const sees = (actor: Actor, row: { principalId: string; deputyId: string }): boolean =>
  row.principalId === actor.id || row.deputyId === actor.id || managesEveryone(actor);

const notPossible = (detail: string): DomainError =>
  new DomainError('deputy.not_possible', detail, [{ pointer: '/deputyUserId', code: 'value', message: detail }]);
