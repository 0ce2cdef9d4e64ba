import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError } from '../platform/http/problem.js';
import { passwordsOff } from './auth.service.js';
import { PasswordService } from './password.service.js';
import type { PasswordChangeInput } from './password-link.dto.js';
import { ended, SessionService } from './session.service.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { UserQueries } from './user.queries.js';

/** Changing one's own password. */
@Injectable()
export class PasswordChangeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UserQueries,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    private readonly events: EventLog,
    @Inject(SIGN_IN) private readonly signIn: SignInSettings,
  ) {}

  /**
   * Needs the old password, because an open screen is no proof of the person; ends the other sessions.
   * @throws DomainError `auth.password_wrong`, `auth.password_weak`, `auth.throttled`, `auth.password_sign_in_off`
   */
  async change(actor: Actor, { oldPassword, newPassword }: PasswordChangeInput): Promise<void> {
    if (!this.signIn.passwordSignIn) throw passwordsOff();
    const user = await this.users.credentialsOf(actor.id ?? '');
    if (!user) throw ended();
    this.passwords.checkChosen(newPassword, user, '/newPassword');
    const places = SignInThrottle.proof(user.id);
    const prove = async () => ((await this.passwords.verify(user.passwordHash, oldPassword)) ? true : null);
    await this.throttle.try(places, prove, wrongPassword);
    await this.throttle.succeeded(places);
    const passwordHash = await this.passwords.hash(newPassword);
    await this.dataSource.transaction(async (manager) => {
      // Of two changes at once the second one's old password is not the old one any more.
      const changed: unknown[] = await manager.query(
        `WITH changed AS (UPDATE users SET password_hash = $3, version = version + 1
                          WHERE id = $1 AND password_hash = $2 RETURNING id) SELECT id FROM changed`,
        [user.id, user.passwordHash, passwordHash],
      );
      if (changed.length === 0) throw ended();
      const sessionsEnded = await this.sessions.endAll(manager, user.id, actor.sessionId);
      await this.events.append(manager, actor, {
        type: 'user.password_changed',
        subjectType: 'user',
        subjectId: user.id,
        agencyId: user.agencyId,
        after: { sessionsEnded },
      });
    });
  }
}

function wrongPassword(): DomainError {
  const message = 'Mật khẩu hiện tại không đúng. Nếu quên, hãy nhờ quản trị cấp đường dẫn đặt lại.';
  return new DomainError('auth.password_wrong', message, [{ pointer: '/oldPassword', code: 'value', message }]);
}
