import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Logger } from 'pino';
import { DomainError } from '../platform/http/problem.js';
import { LOGGER } from '../platform/logging/logger.js';
import { SecretBox } from './secret-box.js';
import { SESSION_TOKEN, type SessionTokenSettings } from './session-token.js';
import { type OidcSettings, SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { type Person, UserQueries } from './user.queries.js';

const CALLBACK = '/api/v1/auth/oidc/callback';
/** Seconds that a person may take at the provider. */
export const OIDC_TAKES_AT_MOST = 600;
const PROVIDER_TIMEOUT_SECONDS = 10;

/** What one browser carries to the provider and back, closed in a cookie. */
interface Errand {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  until: number;
}

export interface OidcArrival {
  person: Person;
  /** Whether the provider says that it saw several factors (`amr` has `mfa`, RFC 8176). */
  secondFactor: boolean;
  returnTo: string;
}

/** Single sign-on at any OpenID Connect provider: authorization code with PKCE, state and nonce. */
@Injectable()
export class OidcService {
  private readonly box: SecretBox;
  private provider: Promise<Configuration> | null = null;

  constructor(
    private readonly users: UserQueries,
    @Inject(SESSION_TOKEN) private readonly token: SessionTokenSettings,
    @Inject(SIGN_IN) private readonly settings: SignInSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.box = new SecretBox(token.secret, 'single sign-on errand');
  }

  /**
   * Where to send the browser, and what it carries in its cookie meanwhile.
   * @throws DomainError `auth.oidc_off`, `auth.oidc_failed`
   */
  async begin(returnTo: string | undefined): Promise<{ url: string; errand: string }> {
    return this.orFail(async (oidc) => {
      const config = await this.discover(oidc);
      const errand: Errand = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        returnTo: this.ownPath(returnTo),
        until: Date.now() + OIDC_TAKES_AT_MOST * 1_000,
      };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: this.token.issuer + CALLBACK,
        response_type: 'code',
        scope: 'openid email',
        state: errand.state,
        nonce: errand.nonce,
        code_challenge: await calculatePKCECodeChallenge(errand.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, errand: this.box.close(JSON.stringify(errand), 'errand').toString('base64url') };
    });
  }

  /**
   * Who came back.
   * @param address path and query of the callback's request
   * @param carried the cookie that `begin` gave
   * @throws DomainError `auth.oidc_off`, `auth.oidc_failed`, `auth.oidc_unknown`
   */
  async finish(address: string, carried: string | undefined): Promise<OidcArrival> {
    return this.orFail(async (oidc) => {
      const errand = this.open(carried);
      const config = await this.discover(oidc);
      const tokens = await authorizationCodeGrant(config, new URL(address, this.token.issuer), {
        pkceCodeVerifier: errand.verifier,
        expectedState: errand.state,
        expectedNonce: errand.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no ID token');
      const email = verifiedEmail(claims) ?? (await this.emailOf(config, tokens.access_token, claims.sub));
      const person = await this.users.byOidc(claims.iss, claims.sub, email);
      if (!person) {
        throw new DomainError(
          'auth.oidc_unknown',
          'Tài khoản đăng nhập một lần này chưa gắn với ai trong hệ thống. Hãy nhờ quản trị hệ thống ghi thư điện tử công vụ của bạn.',
        );
      }
      const secondFactor = Array.isArray(claims.amr) && claims.amr.includes('mfa');
      return { person, secondFactor, returnTo: errand.returnTo };
    });
  }

  /** The provider's own documents, read at the first need; a failure is not remembered. */
  private discover(oidc: OidcSettings): Promise<Configuration> {
    const issuer = new URL(oidc.issuer);
    // Configuration takes plain http on the loopback alone.
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    const options = { execute, timeout: PROVIDER_TIMEOUT_SECONDS };
    this.provider ??= discovery(
      issuer,
      oidc.clientId,
      oidc.clientSecret,
      ClientSecretBasic(oidc.clientSecret),
      options,
    ).catch((error: unknown) => {
      this.provider = null;
      throw error;
    });
    return this.provider;
  }

  /** Some providers tell the e-mail only when asked for it with the access token. */
  private async emailOf(config: Configuration, accessToken: string, subject: string): Promise<string | null> {
    if (!config.serverMetadata().userinfo_endpoint) return null;
    return verifiedEmail(await fetchUserInfo(config, accessToken, subject));
  }

  private open(carried: string | undefined): Errand {
    const text = carried ? this.box.open(Buffer.from(carried, 'base64url'), 'errand') : null;
    const errand = text === null ? null : (JSON.parse(text) as Errand);
    if (!errand || errand.until < Date.now()) throw new Error('no errand of this browser');
    return errand;
  }

  /** A path of our own pages; anything else leads to the first page, never to another site. */
  private ownPath(returnTo: string | undefined): string {
    if (!returnTo?.startsWith('/') || returnTo.length > 500) return '/';
    try {
      const url = new URL(returnTo, this.token.issuer);
      // "/.//other.site" stays on our origin while it is read here, but its path "//other.site" would not.
      const ours = url.origin === new URL(this.token.issuer).origin && !url.pathname.startsWith('//');
      return ours ? url.pathname + url.search : '/';
    } catch {
      return '/';
    }
  }

  private async orFail<T>(work: (oidc: OidcSettings) => Promise<T>): Promise<T> {
    const { oidc } = this.settings;
    if (!oidc) throw new DomainError('auth.oidc_off', 'Hệ thống không dùng đăng nhập một lần. Hãy dùng mật khẩu.');
    try {
      return await work(oidc);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // The name of the fault alone: what the provider sent may hold codes and tokens.
      const { name, code } = error as { name?: string; code?: string };
      this.logger.warn({ name, code }, 'single sign-on failed');
      throw new DomainError('auth.oidc_failed', 'Đăng nhập một lần không thành công. Hãy thử lại từ trang đăng nhập.');
    }
  }
}

/** Only an address for which the provider vouches. */
const verifiedEmail = (claims: Pick<IDToken, 'email' | 'email_verified'> | Record<string, unknown>): string | null =>
  claims.email_verified === true && typeof claims.email === 'string' ? claims.email.normalize('NFC') : null;
