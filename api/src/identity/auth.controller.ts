import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { checkSameOrigin } from '../platform/auth/permission.guard.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { AuthService, type Caller, personDto } from './auth.service.js';
import { ClaimService } from './claim.service.js';
import { ClaimInput, LoginInput, PersonDto } from './identity.dto.js';
import { type IssuedSession, SessionService } from './session.service.js';
import { SessionStrategy } from './session-strategy.js';
import {
  REFRESH_COOKIE,
  refreshCookie,
  SESSION_COOKIE,
  SESSION_TOKEN,
  type SessionTokenSettings,
  sessionCookie,
} from './session-token.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
    private readonly claims: ClaimService,
    private readonly strategy: SessionStrategy,
    private readonly jwt: JwtService,
    @Inject(SESSION_TOKEN) private readonly settings: SessionTokenSettings,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Endpoint({
    summary: 'Sign in; sets the session cookies',
    permission: 'public',
    errors: ['auth.failed', 'auth.throttled'],
  })
  @ApiOkResponse({ type: PersonDto })
  async login(
    @Body() { username, password }: LoginInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    const { person, session } = await this.auth.login(username, password, callerOf(request));
    this.setCookies(response, session);
    return personDto(person);
  }

  @Post('refresh')
  @HttpCode(200)
  @Endpoint({
    summary: 'A new session token for the refresh cookie; pages call it when the old one has run out',
    permission: 'public',
    errors: ['auth.required', 'auth.session_ended', 'request.cross_site'],
  })
  @ApiOkResponse({ type: PersonDto })
  async refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PersonDto> {
    checkSameOrigin(request);
    const { person, session } = await this.auth.refresh((request.cookies as Record<string, string>)[REFRESH_COOKIE]);
    this.setCookies(response, session);
    return personDto(person);
  }

  @Post('logout')
  @HttpCode(204)
  @Endpoint({ summary: 'End this session', permission: 'session.own', idempotent: false })
  @ApiNoContentResponse()
  async logout(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (actor.sessionId) {
      await this.sessions.end(actor, actor.sessionId);
      this.strategy.forget(actor.sessionId);
    }
    response.clearCookie(SESSION_COOKIE, { ...sessionCookie(this.settings.secure), maxAge: undefined });
    response.clearCookie(REFRESH_COOKIE, { ...refreshCookie(this.settings.secure), maxAge: undefined });
  }

  @Get('me')
  @Endpoint({ summary: 'Who is signed in', permission: 'session.own' })
  @ApiOkResponse({ type: PersonDto })
  async me(@CurrentActor() actor: Actor): Promise<PersonDto> {
    return this.auth.me(actor);
  }

  @Post('claims')
  @Endpoint({
    summary: 'Claim the first administrator of an empty installation with the one-time token',
    permission: 'public',
    errors: ['auth.claim_invalid', 'resource.conflict'],
  })
  @ApiCreatedResponse({ type: PersonDto })
  async claim(
    @Body() input: ClaimInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    await this.claims.claim(input);
    const { person, session } = await this.auth.login(input.username, input.password, callerOf(request));
    this.setCookies(response, session);
    response.setHeader('Location', '/api/v1/auth/me');
    return personDto(person);
  }

  private setCookies(response: Response, session: IssuedSession): void {
    const token = this.jwt.sign({ sub: session.userId, sid: session.sessionId, typ: 'session' });
    response.cookie(SESSION_COOKIE, token, sessionCookie(this.settings.secure));
    if (session.refreshToken)
      response.cookie(REFRESH_COOKIE, session.refreshToken, refreshCookie(this.settings.secure));
  }
}

const callerOf = (request: Request): Caller => ({
  address: request.ip ?? 'unknown',
  userAgent: request.headers['user-agent'],
  requestId: request.id === undefined ? null : String(request.id),
});
