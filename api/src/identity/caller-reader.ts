import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import type { SessionReader } from '../platform/auth/session-reader.js';
import { DomainError } from '../platform/http/problem.js';
import { ApiClientAccess } from './api-client-access.service.js';
import { SessionStrategy } from './session-strategy.js';
import { SESSION_COOKIE } from './session-token.js';

/** Who calls: a person by the session cookie, another system by an access token or an API key. Never two at once. */
@Injectable()
export class CallerReader implements SessionReader {
  constructor(
    private readonly sessions: SessionStrategy,
    private readonly clients: ApiClientAccess,
  ) {}

  async read(request: Request): Promise<Actor> {
    const { authorization, 'x-api-key': key } = request.headers;
    const cookie = (request.cookies as Record<string, string> | undefined)?.[SESSION_COOKIE];
    const given = [cookie, authorization, key].filter((each) => each !== undefined);
    if (given.length > 1 || Array.isArray(key)) {
      throw new DomainError(
        'request.credentials_ambiguous',
        'Chỉ gửi một cách nhận danh: phiên đăng nhập của trang, Authorization: Bearer, hoặc X-API-Key.',
      );
    }
    if (key !== undefined) return this.clients.byKey(key, request);
    if (authorization === undefined) return this.sessions.read(request);
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
    if (!token) {
      throw new DomainError(
        'auth.required',
        'Authorization chỉ nhận “Bearer <mã truy cập>”. Khóa API gửi trong X-API-Key.',
      );
    }
    return this.clients.byToken(token, request);
  }
}
