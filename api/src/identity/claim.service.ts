import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Actor, SYSTEM_ACTOR } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError } from '../platform/http/problem.js';
import { AccountService } from './account.service.js';
import { AdminClaimEntity } from './admin-claim.entity.js';
import type { Caller } from './caller.js';
import type { ClaimInput } from './identity.dto.js';
import { PasswordService } from './password.service.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { UserEntity } from './user.entity.js';

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The first administrator on an external database: whoever reads the server's own output claims the account, once. */
@Injectable()
export class ClaimService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountService,
    private readonly passwords: PasswordService,
    private readonly throttle: SignInThrottle,
    private readonly events: EventLog,
  ) {}

  /** A fresh token while there is no account at all, else null. A start makes the token of the start before void. */
  async offer(): Promise<string | null> {
    const token = randomBytes(24).toString('base64url');
    return this.dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE admin_claims IN EXCLUSIVE MODE');
      if ((await manager.count(UserEntity)) > 0) return null;
      await manager.upsert(AdminClaimEntity, { id: 1, tokenHash: digest(token), usedAt: null }, ['id']);
      return token;
    });
  }

  async claim(input: ClaimInput, caller: Caller): Promise<string> {
    this.passwords.checkChosen(input.password, input);
    const claimant: Actor = { ...SYSTEM_ACTOR, requestId: caller.requestId, address: caller.address };
    const passwordHash = await this.passwords.hash(input.password);
    const places = SignInThrottle.link(caller.address);
    return this.throttle.try(places, () => this.claimWith(input, passwordHash, claimant), wrongToken);
  }

  /** The administrator's id, or null when the token is wrong or used. */
  private async claimWith(input: ClaimInput, passwordHash: string, claimant: Actor): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      const claim = await manager.findOne(AdminClaimEntity, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
      if (!claim || claim.usedAt || !claim.tokenHash.equals(digest(input.token))) return null;
      await manager.update(AdminClaimEntity, { id: 1 }, { usedAt: new Date() });
      const user = await this.accounts.create(manager, claimant, {
        username: input.username,
        displayName: input.displayName,
        agencyId: null,
        roles: ['admin'],
        passwordHash,
      });
      await this.events.append(manager, claimant, {
        type: 'admin.claimed',
        subjectType: 'user',
        subjectId: user.id,
        after: { username: user.username },
      });
      return user.id;
    });
  }
}

const wrongToken = (): DomainError =>
  new DomainError(
    'auth.claim_invalid',
    'Mã không đúng hoặc đã dùng. Hãy xem lại dòng máy chủ in ra ở lần khởi động gần nhất.',
  );
