import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import { Endpoint } from '../platform/http/endpoint.js';
import { DomainError } from '../platform/http/problem.js';
import { AuthService } from './auth.service.js';
import { callerOf } from './caller.js';
import { OidcStartQuery } from './identity.dto.js';
import { OIDC_TAKES_AT_MOST, OidcService } from './oidc.service.js';
import { SessionCookies } from './session-cookies.service.js';
import { SESSION_TOKEN, type SessionTokenSettings } from './session-token.js';

const ERRAND_COOKIE = 'plan_oidc';
const SIGN_IN_PAGE = '/dang-nhap';

/** Browsers come here by navigation, so faults lead to the sign-in page, which says them: `?loi=<code>`. */
@ApiTags('auth')
@Controller('auth/oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly auth: AuthService,
    private readonly cookies: SessionCookies,
    @Inject(SESSION_TOKEN) private readonly settings: SessionTokenSettings,
  ) {}

  @Get('start')
  @Endpoint({
    summary: 'Begin single sign-on: leads the browser to the provider',
    description: 'On a fault it leads to `/dang-nhap?loi=auth.oidc_failed`.',
    permission: 'public',
    errors: ['auth.oidc_off'],
  })
  @ApiFoundResponse({ description: 'To the provider' })
  async start(@Query() { returnTo }: OidcStartQuery, @Res() response: Response): Promise<void> {
    await this.orToSignIn(response, async () => {
      const { url, errand } = await this.oidc.begin(returnTo);
      response.cookie(ERRAND_COOKIE, errand, { ...this.errandCookie(), maxAge: OIDC_TAKES_AT_MOST * 1_000 });
      leadTo(response, url);
    });
  }

  @Get('callback')
  @Endpoint({
    summary: 'Where the provider leads the browser back to: signs in',
    description:
      'Leads to the page that one came from, or to `/dang-nhap?loi=` with `auth.oidc_failed` or `auth.oidc_unknown`. A person with a second factor shows it then by `POST /auth/second-factor/verification`, unless the provider vouches for one.',
    permission: 'public',
    errors: ['auth.oidc_off'],
  })
  @ApiFoundResponse({ description: 'To a page' })
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const carried = (request.cookies as Record<string, string | undefined>)[ERRAND_COOKIE];
    response.clearCookie(ERRAND_COOKIE, this.errandCookie());
    await this.orToSignIn(response, async () => {
      const { person, secondFactor, returnTo } = await this.oidc.finish(request.originalUrl, carried);
      const session = await this.auth.open(person, callerOf(request), { secondFactor, way: 'oidc' });
      this.cookies.set(response, session);
      leadTo(response, returnTo);
    });
  }

  private async orToSignIn(response: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'auth.oidc_off') throw error;
      leadTo(response, `${SIGN_IN_PAGE}?loi=${encodeURIComponent(error.code)}`);
    }
  }

  /** Lax, because the browser comes back from another site; it opens nothing by itself. */
  private errandCookie(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.settings.secure, path: '/api/v1/auth/oidc' };
  }
}

/** Without the page of its own that Express writes around an address. */
const leadTo = (response: Response, address: string): void => {
  response.status(302).location(address).end();
};
