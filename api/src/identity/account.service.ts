import { Injectable } from '@nestjs/common';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { UserEntity } from './user.entity.js';

export interface NewAccount {
  username: string;
  displayName: string;
  agencyId: string | null;
  roles: Role[];
  passwordHash: string;
}

const USERNAME = /^[a-z0-9](?:[a-z0-9.-]{1,48})[a-z0-9]$/;

/** Named accounts of people. */
@Injectable()
export class AccountService {
  constructor(private readonly events: EventLog) {}

  async create(manager: EntityManager, actor: Actor, account: NewAccount): Promise<UserEntity> {
    const username = account.username.toLowerCase();
    if (!USERNAME.test(username)) {
      throw invalidField('/username', 'format', 'Tên đăng nhập gồm 3–50 ký tự a–z, 0–9, dấu chấm, gạch ngang.');
    }
    if (await manager.existsBy(UserEntity, { username })) {
      throw new DomainError('resource.conflict', `Tên đăng nhập ${username} đã có. Hãy chọn tên khác.`);
    }
    const user = await manager.save(UserEntity, { ...account, username, disabledAt: null });
    await this.events.append(manager, actor, {
      type: 'user.created',
      subjectType: 'user',
      subjectId: user.id,
      agencyId: account.agencyId,
      after: { username, displayName: account.displayName, roles: account.roles },
    });
    return user;
  }
}
