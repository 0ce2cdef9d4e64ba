import { Injectable } from '@nestjs/common';
import type { Permission } from '@plan/shared/vocabulary/permissions';
import { PERMISSIONS } from '@plan/shared/vocabulary/permissions';
import type { Actor } from '../platform/auth/actor.js';
import { holds } from '../platform/auth/permission.guard.js';
import { DomainError } from '../platform/http/problem.js';
import type { PersonDto } from './identity.dto.js';
import { PasswordService } from './password.service.js';
import { type IssuedSession, SessionService } from './session.service.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { Turns } from './turns.js';
import { type Person, UserQueries } from './user.queries.js';

/** From where a request came, before anybody is known behind it. */
export interface Caller {
  address: string;
  userAgent: string | undefined;
  requestId: string | null;
}

/** Tries that one process looks at together: so many more than are free can a flood of guesses get, and no more. */
const TRIES_AT_ONCE = 4;

/** Signing in and out. Unknown names, wrong passwords and disabled people get the same answer in the same time. */
@Injectable()
export class AuthService {
  private readonly turns = new Turns(TRIES_AT_ONCE);

  constructor(
    private readonly users: UserQueries,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
  ) {}

  async login(username: string, password: string, caller: Caller): Promise<{ person: Person; session: IssuedSession }> {
    // Refused at once while it waits, and asked again in its turn: what a flood before it has cost counts by then.
    await this.throttle.check(username, caller.address);
    const user = await this.turns.take(() => this.check(username, password, caller));
    const session = await this.sessions.open(actorOf(user, caller), user.id, caller.userAgent);
    return { person: user, session };
  }

  /** The person whose password it is; a wrong one is counted before the next is looked at. */
  private async check(username: string, password: string, caller: Caller): Promise<Person> {
    await this.throttle.check(username, caller.address);
    const user = await this.users.byUsername(username);
    const right = await this.passwords.verify(user?.passwordHash ?? null, password);
    if (!user || !right || user.disabled) {
      await this.throttle.failed(username, caller.address);
      throw new DomainError(
        'auth.failed',
        'Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.',
      );
    }
    await this.throttle.succeeded(username, caller.address);
    return user;
  }

  async refresh(token: string | undefined): Promise<{ person: Person; session: IssuedSession }> {
    if (!token) throw new DomainError('auth.required', 'Hãy đăng nhập rồi thử lại.');
    const session = await this.sessions.rotate(token);
    const person = await this.users.byId(session.userId);
    if (!person) throw new DomainError('auth.session_ended', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại.');
    return { person, session };
  }

  async me(actor: Actor): Promise<PersonDto> {
    const person = actor.id ? await this.users.byId(actor.id) : null;
    if (!person) throw new DomainError('auth.session_ended', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại.');
    return personDto(person);
  }
}

function actorOf(person: Person, caller: Caller): Actor {
  return {
    kind: 'user',
    id: person.id,
    label: person.agencyName ? `${person.displayName} (${person.agencyName})` : person.displayName,
    onBehalfOf: null,
    via: 'page',
    agencyId: person.agencyId,
    roles: new Set(person.roles),
    sessionId: null,
    requestId: caller.requestId,
    address: caller.address,
  };
}

/** What a person's pages need to know of the person. */
export function personDto(person: Person): PersonDto {
  const roles = new Set(person.roles);
  return {
    id: person.id,
    username: person.username,
    displayName: person.displayName,
    agencyId: person.agencyId,
    agencyName: person.agencyName,
    roles: person.roles,
    permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => holds(roles, permission)),
  };
}
