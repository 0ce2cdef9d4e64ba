import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { isUUID } from 'class-validator';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError } from '../platform/http/problem.js';
import { SessionEntity } from './session.entity.js';

/** A working week away from the desk ends a session. */
const LIVES_FOR_HOURS = 72;
/** Two tabs that refresh at once: the token just replaced is good for this long. */
const GRACE_MS = 10_000;

export interface IssuedSession {
  sessionId: string;
  userId: string;
  /** `<session id>.<secret>`, for the cookie only; the database keeps its digest. */
  refreshToken: string;
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Sessions and their rotating refresh tokens. */
@Injectable()
export class SessionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  async open(actor: Actor, userId: string, userAgent: string | undefined): Promise<IssuedSession> {
    const secret = randomBytes(32).toString('base64url');
    return this.dataSource.transaction(async (manager) => {
      const session = await manager.save(SessionEntity, {
        userId,
        refreshHash: digest(secret),
        previousHash: null,
        rotatedAt: new Date(),
        expiresAt: new Date(Date.now() + LIVES_FOR_HOURS * 3_600_000),
        endedAt: null,
        address: actor.address,
        userAgent: userAgent?.slice(0, 300) ?? null,
      });
      await this.tell(manager, actor, 'session.opened', session.id, userId);
      return { sessionId: session.id, userId, refreshToken: `${session.id}.${secret}` };
    });
  }

  /**
   * Exchanges a refresh token for the next one. A token that was replaced long ago and turns up again was stolen:
   * the whole family ends.
   * @throws DomainError `auth.session_ended`
   */
  async rotate(token: string): Promise<IssuedSession> {
    const [sessionId = '', secret = ''] = token.split('.');
    if (!isUUID(sessionId) || !secret) throw ended();
    const issued = await this.dataSource.transaction(async (manager) => {
      const session = await manager.findOne(SessionEntity, {
        where: { id: sessionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!session || session.endedAt || session.expiresAt.getTime() < Date.now()) return null;
      const given = digest(secret);
      if (timingSafeEqual(given, session.refreshHash)) {
        const next = randomBytes(32).toString('base64url');
        await manager.update(
          SessionEntity,
          { id: sessionId },
          {
            previousHash: session.refreshHash,
            refreshHash: digest(next),
            rotatedAt: new Date(),
            expiresAt: new Date(Date.now() + LIVES_FOR_HOURS * 3_600_000),
          },
        );
        return { sessionId, userId: session.userId, refreshToken: `${sessionId}.${next}` };
      }
      const previous = session.previousHash && timingSafeEqual(given, session.previousHash);
      if (previous && Date.now() - session.rotatedAt.getTime() < GRACE_MS) {
        // The other tab has the new token already; this one goes on with the same session and no new secret.
        return { sessionId, userId: session.userId, refreshToken: '' };
      }
      await manager.update(SessionEntity, { id: sessionId }, { endedAt: new Date() });
      return null;
    });
    if (!issued) throw ended();
    return issued;
  }

  async end(actor: Actor, sessionId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const result = await manager.update(SessionEntity, { id: sessionId }, { endedAt: new Date() });
      if (result.affected) await this.tell(manager, actor, 'session.ended', sessionId, actor.id);
    });
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    id: string,
    userId: string | null,
  ): Promise<void> {
    await this.events.append(manager, actor, { type, subjectType: 'session', subjectId: id, after: { userId } });
  }
}

const ended = (): DomainError =>
  new DomainError('auth.session_ended', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại; những gì đã lưu vẫn còn.');
