import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import type { Actor } from '../platform/auth/actor.js';
import type { SessionReader } from '../platform/auth/session-reader.js';
import { DomainError } from '../platform/http/problem.js';
import { SESSION_COOKIE, SESSION_TOKEN, type SessionClaims, type SessionTokenSettings } from './session-token.js';
import { type Person, UserQueries } from './user.queries.js';

/** How long a process trusts what it read of a session: a disabled person or a changed role takes effect within it. */
const TRUSTED_FOR = 800;
const NAME = 'session';

interface Known {
  person: Person | null;
  until: number;
}

/** Reads the short JWT of the session cookie and makes an Actor of the person behind it. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, NAME) implements SessionReader {
  private readonly known = new Map<string, Known>();

  constructor(
    @Inject(SESSION_TOKEN) settings: SessionTokenSettings,
    private readonly users: UserQueries,
  ) {
    super({
      jwtFromRequest: (request: Request) =>
        (request.cookies as Record<string, string> | undefined)?.[SESSION_COOKIE] ?? null,
      // A key made once: given a text, jsonwebtoken tries it as a public key first, on every request, which costs more
      // than all else that a small request needs. The types know texts alone.
      secretOrKey: createSecretKey(settings.secret, 'utf8') as unknown as Buffer,
      algorithms: ['HS256'],
      issuer: settings.issuer,
      audience: settings.audience,
      passReqToCallback: true,
    });
  }

  /** Called by passport-jwt once signature, issuer, audience and expiry hold. */
  async validate(request: Request, claims: SessionClaims): Promise<Actor | false> {
    if (claims.typ !== 'session') return false;
    const person = await this.personOf(claims.sid);
    if (!person || person.id !== claims.sub) return false;
    return {
      kind: 'user',
      id: person.id,
      label: person.agencyName ? `${person.displayName} (${person.agencyName})` : person.displayName,
      agencyId: person.agencyId,
      roles: new Set(person.roles),
      sessionId: claims.sid,
      requestId: request.id === undefined ? null : String(request.id),
      address: request.ip ?? null,
    };
  }

  read(request: Request): Promise<Actor> {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, actor: Actor | false | null): void => {
        if (error) reject(error);
        else if (actor) resolve(actor);
        else reject(refusal(request));
      };
      // This very strategy, not the last one of its name: passport keeps one list for the whole process. An object of
      // its own for each request, because passport writes the way to answer onto what it is given: on a shared one, two
      // requests at the same time would answer with each other's person.
      const strategy = Object.create(this) as this;
      passport.authenticate(strategy, { session: false }, done)(request, request.res, reject);
    });
  }

  private async personOf(sessionId: string): Promise<Person | null> {
    const now = Date.now();
    const known = this.known.get(sessionId);
    if (known && known.until > now) return known.person;
    const person = await this.users.bySession(sessionId);
    if (this.known.size > 5_000) this.known.clear();
    this.known.set(sessionId, { person, until: now + TRUSTED_FOR });
    return person;
  }

  /** The signed-out session is out at once in this process; in another one within `TRUSTED_FOR`. */
  forget(sessionId: string): void {
    this.known.delete(sessionId);
  }
}

function refusal(request: Request): DomainError {
  const had = Boolean((request.cookies as Record<string, string> | undefined)?.[SESSION_COOKIE]);
  return had
    ? new DomainError('auth.session_ended', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại; những gì đã lưu vẫn còn.')
    : new DomainError('auth.required', 'Hãy đăng nhập rồi thử lại.');
}
