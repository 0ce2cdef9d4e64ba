import { Inject, Injectable } from '@nestjs/common';
import type { Permission } from '@plan/shared/vocabulary/permissions';
import { PERMISSIONS } from '@plan/shared/vocabulary/permissions';
import type { Actor } from '../platform/auth/actor.js';
import { holds } from '../platform/auth/permission.guard.js';
import { DomainError } from '../platform/http/problem.js';
import { actorOf, type Caller } from './caller.js';
import type { LoginInput, PersonDto } from './identity.dto.js';
import { PasswordService } from './password.service.js';
import { SecondFactorService } from './second-factor.service.js';
import { ended, type IssuedSession, SessionService, type SessionStart } from './session.service.js';
import { restrictionOf, SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { type Credentials, type Person, UserQueries } from './user.queries.js';

/** Signing in and out. Unknown names, wrong passwords and disabled people get the same answer in the same time. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserQueries,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    private readonly secondFactor: SecondFactorService,
    @Inject(SIGN_IN) private readonly settings: SignInSettings,
  ) {}

  /**
   * Signs in with name, password and, where the person has a second factor, a code: all in one call. Without the code
   * the answer is `auth.second_factor_required`, and the page sends the three together.
   */
  async login({ username, password, code }: LoginInput, caller: Caller): Promise<IssuedSession> {
    if (!this.settings.passwordSignIn) throw passwordsOff();
    const places = SignInThrottle.signIn(username, caller.address);
    const user = await this.throttle.try(places, () => this.check(username, password), wrong);
    if (user.hasSecondFactor) {
      if (!code) {
        throw new DomainError(
          'auth.second_factor_required',
          'Hãy nhập mã 6 số của ứng dụng xác thực; mất điện thoại thì dùng một mã dự phòng.',
        );
      }
      // Guessing codes has a lane of its own, which only those with the right password can fill.
      await this.secondFactor.prove(user.id, code);
    }
    await this.throttle.succeeded(places);
    return this.open(user, caller, { secondFactor: user.hasSecondFactor, way: 'password' });
  }

  private async check(username: string, password: string): Promise<Credentials | null> {
    const user = await this.users.byUsername(username);
    const right = await this.passwords.verify(user?.passwordHash ?? null, password);
    return user && right && !user.disabled ? user : null;
  }

  /** A session for a person who has proved who they are. */
  async open(person: Person, caller: Caller, start: Omit<SessionStart, 'userAgent'>): Promise<IssuedSession> {
    return this.sessions.open(actorOf(person, caller), person.id, { ...start, userAgent: caller.userAgent });
  }

  async openFor(userId: string, caller: Caller, start: Omit<SessionStart, 'userAgent'>): Promise<IssuedSession> {
    const person = await this.users.byId(userId);
    if (!person) throw ended();
    return this.open(person, caller, start);
  }

  async refresh(token: string | undefined, caller: Caller): Promise<IssuedSession> {
    if (!token) throw new DomainError('auth.required', 'Hãy đăng nhập rồi thử lại.');
    return this.sessions.rotate(token, async (userId) => {
      const person = await this.users.credentialsOf(userId);
      if (!person) throw ended();
      return actorOf(person, caller);
    });
  }

  /** What a person's pages need to know: who one is, in whose name one acts now, what that allows. */
  async me(sessionId: string | null): Promise<PersonDto> {
    const person = sessionId ? await this.users.bySession(sessionId) : null;
    if (!person) throw ended();
    const { principal } = person;
    const rights = principal ?? person;
    const roles = new Set(rights.roles);
    return {
      id: person.id,
      username: person.username,
      displayName: person.displayName,
      agencyId: rights.agencyId,
      agencyName: rights.agencyName,
      roles: rights.roles,
      permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(roles, permission)),
      onBehalfOf: principal && { userId: principal.id, displayName: principal.displayName },
      mayActFor: await this.users.principalsOf(person.id),
      restriction: restrictionOf(person, this.settings),
    };
  }

  meOf(actor: Actor): Promise<PersonDto> {
    return this.me(actor.sessionId);
  }
}

const wrong = (): DomainError =>
  new DomainError(
    'auth.failed',
    'Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.',
  );

export const passwordsOff = (): DomainError =>
  new DomainError(
    'auth.password_sign_in_off',
    'Hệ thống chỉ nhận đăng nhập một lần. Hãy bấm nút đăng nhập một lần trên trang đăng nhập.',
  );
