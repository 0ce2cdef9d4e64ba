import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError } from '../platform/http/problem.js';
import { passwordsOff } from './auth.service.js';
import { actorOf, type Caller } from './caller.js';
import { PasswordService } from './password.service.js';
import type { IssuedLinkDto, LinkOwnerDto } from './password-link.dto.js';
import { type LinkPurpose, PasswordLinkEntity } from './password-link.entity.js';
import { SessionService } from './session.service.js';
import { SESSION_TOKEN, type SessionTokenSettings } from './session-token.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { ENABLED, type Person, UserQueries } from './user.queries.js';

const GOOD_FOR_HOURS = 24;
/** Pages that take the token. It stands behind #, so that it reaches no server's log. */
const PAGES: Record<LinkPurpose, string> = { invitation: '/nhan-loi-moi', reset: '/dat-lai-mat-khau' };

interface OpenLink {
  person: Person;
  expiresAt: Date;
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** One-time links, good for a day, with which people set a password that nobody else ever knows. */
@Injectable()
export class PasswordLinkService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UserQueries,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    private readonly events: EventLog,
    @Inject(SESSION_TOKEN) private readonly token: SessionTokenSettings,
    @Inject(SIGN_IN) private readonly signIn: SignInSettings,
  ) {}

  /**
   * A new link for a person; every earlier one is void. Call it with the person's row locked or new.
   * @throws DomainError `auth.password_sign_in_off`
   */
  async issue(manager: EntityManager, actor: Actor, userId: string, purpose: LinkPurpose): Promise<IssuedLinkDto> {
    if (!this.signIn.passwordSignIn) throw passwordsOff();
    await manager.query(
      `UPDATE password_links SET revoked_at = now(), version = version + 1
       WHERE user_id = $1 AND used_at IS NULL AND revoked_at IS NULL`,
      [userId],
    );
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + GOOD_FOR_HOURS * 3_600_000);
    const row = await manager.save(PasswordLinkEntity, {
      userId,
      purpose,
      tokenHash: digest(token),
      createdBy: actor.id,
      expiresAt,
      usedAt: null,
      revokedAt: null,
    });
    const link = `${this.token.issuer}${PAGES[purpose]}#${token}`;
    return { id: row.id, userId, link, expiresAt: expiresAt.toISOString() };
  }

  /** Whose link it is, for the page that asks for the password. */
  async owner(purpose: LinkPurpose, token: string, caller: Caller): Promise<LinkOwnerDto> {
    const { person, expiresAt } = await this.find(purpose, token, caller);
    const { username, displayName, agencyName } = person;
    return { username, displayName, agencyName, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Sets the password, once, whatever number of requests come at the same time; all sessions of the person end. Does
   * not sign in: a second factor stays in force.
   * @returns the user name
   * @throws DomainError `auth.link_invalid`, `auth.password_weak`, `auth.throttled`
   */
  async accept(purpose: LinkPurpose, token: string, password: string, caller: Caller): Promise<string> {
    if (!this.signIn.passwordSignIn) throw passwordsOff();
    const { person } = await this.find(purpose, token, caller);
    this.passwords.checkChosen(password, person);
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      const used: unknown[] = await manager.query(
        `WITH used AS (UPDATE password_links SET used_at = now(), version = version + 1
                       WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND revoked_at IS NULL
                         AND expires_at > now() RETURNING id) SELECT id FROM used`,
        [digest(token), purpose],
      );
      if (used.length === 0) throw linkInvalid();
      await manager.query('UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1', [
        person.id,
        passwordHash,
      ]);
      const sessionsEnded = await this.sessions.endAll(manager, person.id, null);
      await this.events.append(manager, actorOf(person, caller), {
        type: purpose === 'invitation' ? 'user.invitation_accepted' : 'user.password_reset',
        subjectType: 'user',
        subjectId: person.id,
        agencyId: person.agencyId,
        after: { sessionsEnded },
      });
    });
    return person.username;
  }

  private find(purpose: LinkPurpose, token: string, caller: Caller): Promise<OpenLink> {
    return this.throttle.try(SignInThrottle.link(caller.address), () => this.look(purpose, token), linkInvalid);
  }

  private async look(purpose: LinkPurpose, token: string): Promise<OpenLink | null> {
    const [link] = await this.dataSource.query<{ userId: string; expiresAt: Date }[]>(
      `SELECT l.user_id AS "userId", l.expires_at AS "expiresAt" FROM password_links l JOIN users u ON u.id = l.user_id
       WHERE l.token_hash = $1 AND l.purpose = $2 AND l.used_at IS NULL AND l.revoked_at IS NULL
         AND l.expires_at > now() AND ${ENABLED('u')}`,
      [digest(token), purpose],
    );
    const person = link && (await this.users.byId(link.userId));
    return link && person ? { person, expiresAt: link.expiresAt } : null;
  }
}

const linkInvalid = (): DomainError =>
  new DomainError(
    'auth.link_invalid',
    'Đường dẫn không đúng, đã dùng hoặc đã quá 24 giờ. Hãy nhờ người đã gửi cấp đường dẫn mới.',
  );
