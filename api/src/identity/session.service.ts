import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SignInWay } from '@plan/shared/vocabulary/people';
import { isUUID } from 'class-validator';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, notFound } from '../platform/http/problem.js';
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

/** How a session begins. */
export interface SessionStart {
  userAgent: string | undefined;
  /** Whether a second factor was shown with the sign-in. */
  secondFactor: boolean;
  /** Through what the person came in, for the history. */
  way: SignInWay;
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const end = (): Date => new Date(Date.now() + LIVES_FOR_HOURS * 3_600_000);

/** Sessions and their rotating refresh tokens. */
@Injectable()
export class SessionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  async open(actor: Actor, userId: string, start: SessionStart): Promise<IssuedSession> {
    const secret = randomBytes(32).toString('base64url');
    return this.dataSource.transaction(async (manager) => {
      const session = await manager.save(SessionEntity, {
        userId,
        refreshHash: digest(secret),
        previousHash: null,
        rotatedAt: new Date(),
        expiresAt: end(),
        endedAt: null,
        secondFactorAt: start.secondFactor ? new Date() : null,
        deputyId: null,
        address: actor.address,
        userAgent: start.userAgent?.slice(0, 300) ?? null,
      });
      await this.events.append(manager, actor, {
        type: 'session.opened',
        subjectType: 'session',
        subjectId: session.id,
        after: { userId, way: start.way, secondFactor: start.secondFactor },
      });
      return { sessionId: session.id, userId, refreshToken: `${session.id}.${secret}` };
    });
  }

  /**
   * Exchanges a refresh token for the next one. A token that was replaced long ago and turns up again was stolen:
   * the whole family ends.
   * @param actorOf who stands in the history when the family ends, made of the session's person
   * @throws DomainError `auth.session_ended`
   */
  async rotate(token: string, actorOf: (userId: string) => Promise<Actor>): Promise<IssuedSession> {
    const [sessionId = '', secret = ''] = token.split('.');
    if (!isUUID(sessionId) || !secret) throw ended();
    const issued = await this.dataSource.transaction(async (manager) => {
      const session = await manager.findOne(SessionEntity, {
        where: { id: sessionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!session || session.endedAt || session.expiresAt.getTime() < Date.now()) return null;
      const given = digest(secret);
      const now = new Date();
      if (timingSafeEqual(given, session.refreshHash)) {
        const next = randomBytes(32).toString('base64url');
        const renewed = { previousHash: session.refreshHash, refreshHash: digest(next), rotatedAt: now };
        await manager.update(SessionEntity, { id: sessionId }, { ...renewed, expiresAt: end(), lastSeenAt: now });
        return { sessionId, userId: session.userId, refreshToken: `${sessionId}.${next}` };
      }
      const previous = session.previousHash && timingSafeEqual(given, session.previousHash);
      if (previous && Date.now() - session.rotatedAt.getTime() < GRACE_MS) {
        // The other tab has the new token already; this one goes on with the same session and no new secret.
        return { sessionId, userId: session.userId, refreshToken: '' };
      }
      await manager.update(SessionEntity, { id: sessionId }, { endedAt: now });
      await this.events.append(manager, await actorOf(session.userId), {
        type: 'session.reuse_ended',
        subjectType: 'session',
        subjectId: sessionId,
        after: { userId: session.userId },
      });
      return null;
    });
    if (!issued) throw ended();
    return issued;
  }

  /**
   * Ends one session of a person; ending an ended one changes nothing.
   * @throws DomainError `resource.not_found` when it is not this person's
   */
  async end(actor: Actor, userId: string, sessionId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const session = await manager.findOne(SessionEntity, {
        where: { id: sessionId, userId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!session) throw notFound('phiên làm việc');
      if (session.endedAt) return;
      await manager.update(SessionEntity, { id: sessionId }, { endedAt: new Date() });
      await this.events.append(manager, actor, {
        type: actor.sessionId === sessionId ? 'session.ended' : 'session.ended_by_other',
        subjectType: 'session',
        subjectId: sessionId,
        after: { userId },
      });
    });
  }

  /** Ends all of a person's sessions but one, inside the change that makes it necessary. */
  async endAll(manager: EntityManager, userId: string, except: string | null): Promise<number> {
    const ended: unknown[] = await manager.query(
      `WITH ended AS (UPDATE sessions SET ended_at = now()
                      WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2 RETURNING id)
       SELECT id FROM ended`,
      [userId, except],
    );
    return ended.length;
  }

  /** Ends all other sessions of the actor. */
  async endOthers(actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!actor.id || !actor.sessionId) return;
      const ended = await this.endAll(manager, actor.id, actor.sessionId);
      if (ended === 0) return;
      await this.events.append(manager, actor, {
        type: 'session.others_ended',
        subjectType: 'user',
        subjectId: actor.id,
        after: { ended },
      });
    });
  }
}

export const ended = (): DomainError =>
  new DomainError('auth.session_ended', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại; những gì đã lưu vẫn còn.');
