import { Injectable } from '@nestjs/common';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { USERNAME, USERNAME_WORDS } from './domain/person-faults.js';
import { UserEntity } from './user.entity.js';

export interface NewAccount {
  username: string;
  displayName: string;
  agencyId: string | null;
  roles: Role[];
  email?: string | null;
  /** Null for somebody who is invited and sets the first password by link. */
  passwordHash: string | null;
}

/** The words under which a person is found. */
export const searchTextOf = (person: { username: string; displayName: string; email?: string | null }): string =>
  [person.displayName, person.username, person.email ?? ''].map(searchKey).join(' | ');

/** Named accounts of people. */
@Injectable()
export class AccountService {
  constructor(private readonly events: EventLog) {}

  /** @throws DomainError `user.username_taken`, `user.email_taken`, `request.invalid` */
  async create(manager: EntityManager, actor: Actor, account: NewAccount): Promise<UserEntity> {
    const username = account.username.toLowerCase();
    const email = account.email?.toLowerCase() ?? null;
    if (!USERNAME.test(username)) throw invalidField('/username', 'format', USERNAME_WORDS);
    if (await manager.existsBy(UserEntity, { username })) throw usernameTaken(username);
    if (email && (await manager.existsBy(UserEntity, { email }))) throw emailTaken(email);
    const user = await manager.save(UserEntity, {
      ...account,
      username,
      email,
      searchText: searchTextOf({ ...account, username, email }),
      disabledAt: null,
    });
    const { displayName, roles } = account;
    await this.events.append(manager, actor, {
      type: 'user.created',
      subjectType: 'user',
      subjectId: user.id,
      agencyId: account.agencyId,
      after: {
        username,
        displayName,
        agencyId: account.agencyId,
        roles,
        email,
        invited: account.passwordHash === null,
      },
    });
    return user;
  }
}

export const usernameTaken = (username: string): DomainError => {
  const message = `Tên đăng nhập ${username} đã có. Hãy chọn tên khác.`;
  return new DomainError('user.username_taken', message, [{ pointer: '/username', code: 'value', message }]);
};

export const emailTaken = (email: string): DomainError => {
  const message = `Thư điện tử ${email} đã dùng cho người khác. Mỗi người một địa chỉ công vụ.`;
  return new DomainError('user.email_taken', message, [{ pointer: '/email', code: 'value', message }]);
};
