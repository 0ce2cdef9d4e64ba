import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import { AccountService, emailTaken, searchTextOf } from './account.service.js';
import { EMAIL, EMAIL_WORDS, placeFault } from './domain/person-faults.js';
import type { IssuedLinkDto } from './password-link.dto.js';
import { PasswordLinkService } from './password-link.service.js';
import { SessionService } from './session.service.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import type { InvitedUserDto, NewUserInput, UserChangeInput, UserDto } from './user.dto.js';
import { UserEntity } from './user.entity.js';
import { manages, managesEveryone } from './user.policy.js';
import { UserDirectoryQueries } from './user-directory.queries.js';

type Versioned<T> = T & { version: number };

/** Inviting, changing and disabling people; nobody is deleted. */
@Injectable()
export class UserService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountService,
    private readonly links: PasswordLinkService,
    private readonly sessions: SessionService,
    private readonly directory: UserDirectoryQueries,
    private readonly events: EventLog,
    @Inject(SIGN_IN) private readonly signIn: SignInSettings,
  ) {}

  /** Makes an account without a password, and the link with which its person sets one. */
  async invite(input: NewUserInput, actor: Actor): Promise<InvitedUserDto & { version: number }> {
    const place = placeOf(input, actor);
    if (!manages(actor, place)) throw notYours();
    const fault = placeFault(place.roles, place.agencyId !== null);
    if (fault) throw invalidField(place.roles.length === 0 ? '/roles' : '/agencyId', 'value', fault);
    return this.dataSource.transaction(async (manager) => {
      await checkAgency(manager, place.agencyId);
      const { user, invitation } = await this.create(manager, actor, { ...input, ...place });
      const found = await this.directory.one(user.id, actor, manager);
      if (!found) throw notFound('tài khoản');
      const { version, ...dto } = found;
      return { user: dto, invitation, version };
    });
  }

  /** The account with its invitation, inside a transaction; agency and rights are checked by the caller. */
  async create(
    manager: EntityManager,
    actor: Actor,
    input: { username: string; displayName: string; agencyId: string | null; roles: Role[]; email?: string | null },
  ): Promise<{ user: UserEntity; invitation: IssuedLinkDto | null }> {
    const { username, displayName, agencyId, roles } = input;
    const email = readEmail(input.email);
    const account = { username, displayName, agencyId, roles, email, passwordHash: null };
    const user = await this.accounts.create(manager, actor, account);
    // Where passwords are switched off the sign-on provider's e-mail or subject is the way in.
    const invitation = this.signIn.passwordSignIn
      ? await this.links.issue(manager, actor, user.id, 'invitation')
      : null;
    return { user, invitation };
  }

  async change(id: string, version: number, input: UserChangeInput, actor: Actor): Promise<Versioned<UserDto>> {
    return this.dataSource.transaction(async (manager) => {
      const user = await lockUser(manager, id, actor);
      checkVersion(user.version, version);
      if (!managesEveryone(actor) && (input.agencyId !== undefined || input.roles || input.oidcSubject !== undefined)) {
        throw new DomainError(
          'auth.forbidden',
          'Chỉ quản trị hệ thống đổi được cơ quan, vai trò, tài khoản đăng nhập một lần.',
        );
      }
      const before = await this.directory.one(id, actor, manager);
      const next = { ...user, ...(await this.read(manager, user, input)) };
      const { displayName, agencyId, roles, email, disabledAt, oidcIssuer, oidcSubject } = next;
      const fault = placeFault(roles, agencyId !== null);
      if (fault) throw invalidField('/agencyId', 'value', fault);
      if (input.agencyId) await checkAgency(manager, input.agencyId);
      await this.keepAnAdmin(manager, user, next);
      await manager.update(
        UserEntity,
        { id },
        { displayName, agencyId, roles, email, disabledAt, oidcIssuer, oidcSubject, searchText: searchTextOf(next) },
      );
      // Out at once, and not in again through an old session when the account is opened later.
      if (input.disabledAt !== undefined) await this.sessionsFollow(manager, id, disabledAt);
      const after = await this.directory.one(id, actor, manager);
      if (!after) throw notFound('tài khoản');
      await this.events.append(manager, actor, {
        type: 'user.changed',
        subjectType: 'user',
        subjectId: id,
        agencyId: after.agencyId,
        before: before ?? undefined,
        after,
      });
      return after;
    });
  }

  /** A new link for somebody who has not set a password yet; the earlier one is void. */
  async inviteAgain(userId: string, actor: Actor): Promise<IssuedLinkDto> {
    return this.giveLink(userId, actor, 'invitation');
  }

  /** A link with which the person sets a new password; the old password holds until then. */
  async resetPassword(userId: string, actor: Actor): Promise<IssuedLinkDto> {
    return this.giveLink(userId, actor, 'reset');
  }

  async revokeInvitation(id: string, version: number, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ userId: string }[]>(
        `SELECT user_id AS "userId" FROM password_links WHERE id = $1 AND purpose = 'invitation'`,
        [id],
      );
      if (!row) throw notFound('lời mời');
      const user = await lockUser(manager, row.userId, actor);
      const [link] = await manager.query<{ version: number; open: boolean }[]>(
        `SELECT version, used_at IS NULL AND revoked_at IS NULL AND expires_at > now() AS open
         FROM password_links WHERE id = $1 FOR UPDATE`,
        [id],
      );
      checkVersion(link?.version ?? 0, version);
      if (!link?.open) throw new DomainError('invitation.closed', 'Lời mời này đã nhận, hết hạn hoặc đã thu hồi.');
      await manager.query('UPDATE password_links SET revoked_at = now(), version = version + 1 WHERE id = $1', [id]);
      await this.events.append(manager, actor, {
        type: 'user.invitation_revoked',
        subjectType: 'user',
        subjectId: user.id,
        agencyId: user.agencyId,
        after: { invitationId: id },
      });
    });
  }

  private async giveLink(userId: string, actor: Actor, purpose: 'invitation' | 'reset'): Promise<IssuedLinkDto> {
    return this.dataSource.transaction(async (manager) => {
      const user = await lockUser(manager, userId, actor);
      if (user.disabledAt && user.disabledAt.getTime() <= Date.now()) {
        throw new DomainError('user.disabled', 'Tài khoản đã ngừng. Hãy mở lại tài khoản trước.');
      }
      if (purpose === 'invitation' && user.passwordHash !== null) {
        throw new DomainError('invitation.accepted', 'Người này đã đặt mật khẩu. Nếu quên, hãy cấp đường dẫn đặt lại.');
      }
      if (purpose === 'reset' && user.passwordHash === null) {
        throw new DomainError('user.not_accepted', 'Người này chưa đặt mật khẩu lần đầu. Hãy gửi lại lời mời.');
      }
      const issued = await this.links.issue(manager, actor, userId, purpose);
      await this.events.append(manager, actor, {
        type: purpose === 'invitation' ? 'user.invited_again' : 'user.password_reset_issued',
        subjectType: 'user',
        subjectId: userId,
        agencyId: user.agencyId,
        after: { linkId: issued.id, expiresAt: issued.expiresAt },
      });
      return issued;
    });
  }

  /** The columns that a change asks for. */
  private async read(manager: EntityManager, user: UserEntity, input: UserChangeInput): Promise<Partial<UserEntity>> {
    const { displayName, agencyId, roles } = input;
    const changes: Partial<UserEntity> = {};
    if (displayName !== undefined) changes.displayName = displayName;
    if (agencyId !== undefined) changes.agencyId = agencyId;
    if (roles !== undefined) changes.roles = roles;
    if (input.email !== undefined) {
      const email = readEmail(input.email);
      if (email && email !== user.email && (await manager.existsBy(UserEntity, { email }))) throw emailTaken(email);
      changes.email = email;
    }
    if (input.disabledAt !== undefined) changes.disabledAt = await readInstant(manager, input.disabledAt);
    if (input.oidcSubject !== undefined) {
      const oidcIssuer = input.oidcSubject?.issuer ?? null;
      const oidcSubject = input.oidcSubject?.subject ?? null;
      const holder = oidcIssuer && oidcSubject && (await manager.findOneBy(UserEntity, { oidcIssuer, oidcSubject }));
      if (holder && holder.id !== user.id) {
        throw new DomainError('user.subject_taken', `Tài khoản đăng nhập một lần này đã gắn với ${holder.username}.`);
      }
      Object.assign(changes, { oidcIssuer, oidcSubject });
    }
    return changes;
  }

  private async sessionsFollow(manager: EntityManager, id: string, disabledAt: Date | null): Promise<void> {
    if (disabledAt === null || disabledAt.getTime() <= Date.now() + 1_000)
      await this.sessions.endAll(manager, id, null);
    if (disabledAt === null) return;
    await manager.query(
      `UPDATE password_links SET revoked_at = now(), version = version + 1
       WHERE user_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2`,
      [id, disabledAt],
    );
  }

  /** The installation never stands without an administrator who can sign in. */
  private async keepAnAdmin(manager: EntityManager, before: UserEntity, after: UserEntity): Promise<void> {
    const leaves = before.roles.includes('admin') && !(after.roles.includes('admin') && after.disabledAt === null);
    if (!leaves) return;
    // Two administrators who disable each other at the same moment take turns here.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('the last administrator'))`);
    const [others] = await manager.query<{ count: number }[]>(
      `SELECT count(*) FROM users WHERE id <> $1 AND 'admin' = ANY(roles) AND disabled_at IS NULL
         AND (password_hash IS NOT NULL OR oidc_subject IS NOT NULL)`,
      [before.id],
    );
    if (!others || others.count === 0) {
      throw new DomainError(
        'user.last_admin',
        'Đây là quản trị hệ thống cuối cùng. Hãy cấp vai trò quản trị cho người khác trước.',
      );
    }
  }
}

/** Where a new person stands; an `agency_head` may leave out what it could not choose otherwise. */
export function placeOf(
  input: { agencyId?: string | null; roles?: Role[] },
  actor: Actor,
): { agencyId: string | null; roles: Role[] } {
  if (managesEveryone(actor)) return { agencyId: input.agencyId ?? null, roles: input.roles ?? [] };
  return { agencyId: input.agencyId ?? actor.agencyId, roles: input.roles ?? ['agency_officer'] };
}

async function lockUser(manager: EntityManager, id: string, actor: Actor): Promise<UserEntity> {
  const user = await manager.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!user || !manages(actor, user)) throw notFound('tài khoản');
  return user;
}

async function checkAgency(manager: EntityManager, id: string | null): Promise<void> {
  if (id === null) return;
  const found: unknown[] = await manager.query('SELECT 1 FROM agencies WHERE id = $1', [id]);
  if (found.length === 0) throw invalidField('/agencyId', 'value', 'Cơ quan không có trong danh mục. Hãy chọn lại.');
}

function readEmail(text: string | null | undefined): string | null {
  if (!text) return null;
  const email = text.toLowerCase();
  if (!EMAIL.test(email)) throw invalidField('/email', 'format', EMAIL_WORDS);
  return email;
}

/** An instant that has passed counts as now, by the database's clock: nobody was out before it was said. */
async function readInstant(manager: EntityManager, text: string | null): Promise<Date | null> {
  if (text === null) return null;
  const given = new Date(text);
  if (Number.isNaN(given.getTime())) throw invalidField('/disabledAt', 'format', 'Phải là thời điểm có thật.');
  const [row] = await manager.query<{ at: Date }[]>('SELECT greatest($1::timestamptz, now()) AS at', [given]);
  return row?.at ?? given;
}

const notYours = (): DomainError =>
  new DomainError('auth.forbidden', 'Thủ trưởng chỉ mời được cán bộ (vai trò Cán bộ cơ quan) của cơ quan mình.');
