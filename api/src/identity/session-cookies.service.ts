import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Response } from 'express';
import type { IssuedSession } from './session.service.js';
import {
  REFRESH_COOKIE,
  refreshCookie,
  SESSION_COOKIE,
  SESSION_TOKEN,
  type SessionTokenSettings,
  sessionCookie,
} from './session-token.js';

/** Puts a session into the browser's cookies and takes it out again. */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly jwt: JwtService,
    @Inject(SESSION_TOKEN) private readonly settings: SessionTokenSettings,
  ) {}

  set(response: Response, session: IssuedSession): void {
    const token = this.jwt.sign({ sub: session.userId, sid: session.sessionId, typ: 'session' });
    const { secure } = this.settings;
    response.cookie(SESSION_COOKIE, token, sessionCookie(secure));
    if (session.refreshToken) response.cookie(REFRESH_COOKIE, session.refreshToken, refreshCookie(secure));
  }

  clear(response: Response): void {
    const { secure } = this.settings;
    response.clearCookie(SESSION_COOKIE, { ...sessionCookie(secure), maxAge: undefined });
    response.clearCookie(REFRESH_COOKIE, { ...refreshCookie(secure), maxAge: undefined });
  }
}
