import { createHash, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Scope } from '@plan/shared/vocabulary/scopes';
import type { Request } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { DomainError } from '../platform/http/problem.js';
import type { TokenDto } from './api-client.dto.js';
import { ApiClientQueries, type KnownKey } from './api-client.queries.js';
import { readApiKey } from './domain/api-key.js';
import { SESSION_TOKEN, type SessionTokenSettings } from './session-token.js';

/** How long a process trusts what it read of a token's key and client. */
const TRUSTED_FOR = 800;
/** Seconds that an access token is good for. */
const TOKEN_LIVES_FOR = 900;
const AUDIENCE = 'plan-api';
const TYPE = 'client';

interface TokenClaims {
  /** The client. */
  sub: string;
  /** The key that was exchanged for the token, which ends with it. */
  key: string;
  scope: string;
  typ: string;
}

interface Known {
  key: KnownKey | null;
  until: number;
}

/** Opens the door to other systems: by a key, or by the short token that a key is exchanged for. */
@Injectable()
export class ApiClientAccess {
  private readonly known = new Map<string, Known>();
  private readonly secret: string;

  constructor(
    private readonly queries: ApiClientQueries,
    private readonly jwt: JwtService,
    @Inject(SESSION_TOKEN) private readonly settings: SessionTokenSettings,
  ) {
    // A key of its own: no session token can pass for an access token, whatever its claims say.
    this.secret = Buffer.from(hkdfSync('sha256', settings.secret, '', 'access token', 32)).toString('base64url');
  }

  /** The actor behind an API key. The key is read anew for each request: revoked means revoked at the next one. */
  async byKey(text: string, request: Request): Promise<Actor> {
    const key = await this.goodKey(text);
    if (!key) {
      throw new DomainError(
        'auth.key_invalid',
        'Khóa API sai, đã hết hạn hoặc đã bị thu hồi. Hãy nhờ quản trị cấp khóa mới.',
      );
    }
    if (key.useUntold) await this.queries.tellUse(key.keyId);
    return actorOf(key, key.scopes, 'key', request);
  }

  /** The actor behind an access token: what the token and the client both allow. */
  async byToken(token: string, request: Request): Promise<Actor> {
    const claims = await this.claimsOf(token);
    const key = claims && (await this.keyOf(claims.key));
    if (!key || key.clientId !== claims?.sub) {
      throw new DomainError(
        'auth.token_invalid',
        'Mã truy cập sai, đã hết hạn hoặc hệ thống đã bị thu hồi quyền. Hãy xin mã mới ở POST /api/v1/auth/tokens.',
        [],
        undefined,
        { headers: { 'WWW-Authenticate': 'Bearer realm="plan", error="invalid_token"' } },
      );
    }
    const asked = new Set(claims.scope.split(' '));
    return actorOf(
      key,
      key.scopes.filter((scope) => asked.has(scope)),
      'token',
      request,
    );
  }

  /**
   * Exchanges a key for a token (RFC 6749, section 4.4).
   * @param scopes those asked for; null is all
   * @returns null when client and key do not belong together or are not good; `scope` when one was not granted
   */
  async exchange(clientId: string, keyText: string, scopes: string[] | null): Promise<TokenDto | 'scope' | null> {
    const key = await this.goodKey(keyText);
    if (!key || key.clientId !== clientId.toLowerCase()) return null;
    const granted = new Set<string>(key.scopes);
    if (scopes?.some((scope) => !granted.has(scope))) return 'scope';
    if (key.useUntold) await this.queries.tellUse(key.keyId);
    const scope = (scopes ?? key.scopes).join(' ');
    const expiresIn = Math.max(1, Math.min(TOKEN_LIVES_FOR, key.secondsLeft));
    const token = await this.jwt.signAsync(
      { key: key.keyId, scope, typ: TYPE },
      {
        secret: this.secret,
        subject: key.clientId,
        audience: AUDIENCE,
        issuer: this.settings.issuer,
        algorithm: 'HS256',
        expiresIn,
        jwtid: randomUUID(),
      },
    );
    return { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope };
  }

  private async goodKey(text: string): Promise<KnownKey | null> {
    const parts = readApiKey(text);
    const key = parts && (await this.queries.keyByPrefix(parts.prefix));
    if (!key) return null;
    const given = createHash('sha256').update(parts.secret).digest();
    return timingSafeEqual(given, key.secretHash) ? key : null;
  }

  private async claimsOf(token: string): Promise<TokenClaims | null> {
    try {
      const claims = await this.jwt.verifyAsync<TokenClaims>(token, {
        secret: this.secret,
        algorithms: ['HS256'],
        audience: AUDIENCE,
        issuer: this.settings.issuer,
      });
      return claims.typ === TYPE ? claims : null;
    } catch {
      return null;
    }
  }

  private async keyOf(id: string): Promise<KnownKey | null> {
    const now = Date.now();
    const known = this.known.get(id);
    if (known && known.until > now) return known.key;
    const key = await this.queries.keyById(id);
    if (this.known.size > 5_000) this.known.clear();
    this.known.set(id, { key, until: now + TRUSTED_FOR });
    return key;
  }
}

function actorOf(key: KnownKey, scopes: Scope[], via: 'key' | 'token', request: Request): Actor {
  return {
    kind: 'client',
    id: key.clientId,
    label: `Hệ thống ${key.name}`,
    onBehalfOf: null,
    via,
    agencyId: key.agencyId,
    roles: new Set(),
    client: { scopes: new Set(scopes), requestsPerMinute: key.requestsPerMinute },
    sessionId: null,
    requestId: request.id === undefined ? null : String(request.id),
    address: request.ip ?? null,
  };
}
