import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { checkSameOrigin } from '../platform/auth/permission.guard.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { AuthService } from './auth.service.js';
import { callerOf } from './caller.js';
import { ClaimService } from './claim.service.js';
import { DeputyService } from './deputy.service.js';
import { ClaimInput, LoginInput, OnBehalfInput, PersonDto, SignInWaysDto } from './identity.dto.js';
import { SessionService } from './session.service.js';
import { SessionCookies } from './session-cookies.service.js';
import { SessionStrategy } from './session-strategy.js';
import { REFRESH_COOKIE } from './session-token.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
    private readonly claims: ClaimService,
    private readonly deputies: DeputyService,
    private readonly strategy: SessionStrategy,
    private readonly cookies: SessionCookies,
    @Inject(SIGN_IN) private readonly settings: SignInSettings,
  ) {}

  @Get('ways')
  @Endpoint({ summary: 'How people may sign in to this installation', permission: 'public' })
  @ApiOkResponse({ type: SignInWaysDto })
  ways(): SignInWaysDto {
    const { oidc, passwordSignIn } = this.settings;
    return { password: passwordSignIn, oidc: oidc && { label: oidc.label, startPath: '/api/v1/auth/oidc/start' } };
  }

  @Post('login')
  @HttpCode(200)
  @Endpoint({
    summary: 'Sign in; sets the session cookies',
    description:
      'Where the person has a second factor and `code` is absent, a right password is answered with 401 `auth.second_factor_required`; the page asks for the code and sends all three together. A wrong code: 403 `auth.code_wrong`.',
    permission: 'public',
    errors: [
      'auth.failed',
      'auth.throttled',
      'auth.second_factor_required',
      'auth.code_wrong',
      'auth.password_sign_in_off',
      'second_factor.not_set',
    ],
  })
  @ApiOkResponse({ type: PersonDto })
  async login(
    @Body() input: LoginInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    const session = await this.auth.login(input, callerOf(request));
    this.cookies.set(response, session);
    return this.auth.me(session.sessionId);
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
    const token = (request.cookies as Record<string, string>)[REFRESH_COOKIE];
    const session = await this.auth.refresh(token, callerOf(request));
    const person = await this.auth.me(session.sessionId);
    this.cookies.set(response, session);
    return person;
  }

  @Post('logout')
  @HttpCode(204)
  @Endpoint({ summary: 'End this session', permission: 'session.own', idempotent: false })
  @ApiNoContentResponse()
  async logout(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (actor.id && actor.sessionId) {
      await this.sessions.end(actor, actor.id, actor.sessionId);
      this.strategy.forget(actor.sessionId);
    }
    this.cookies.clear(response);
  }

  @Get('me')
  @Endpoint({
    summary: 'Who is signed in, in whose name, and what that allows',
    permission: 'session.own',
  })
  @ApiOkResponse({ type: PersonDto })
  async me(@CurrentActor() actor: Actor): Promise<PersonDto> {
    return this.auth.meOf(actor);
  }

  @Post('on-behalf')
  @HttpCode(200)
  @Endpoint({
    summary: 'Act on behalf of somebody whose deputy one is today; null: in one’s own name again',
    description:
      'The session then has the agency and roles of that person; the history names both. It ends with the deputyship: every other route answers `auth.deputy_ended` until `userId: null` is sent.',
    permission: 'session.own',
    idempotent: false,
    errors: ['deputy.none'],
  })
  @ApiOkResponse({ type: PersonDto })
  async onBehalf(@Body() { userId }: OnBehalfInput, @CurrentActor() actor: Actor): Promise<PersonDto> {
    await this.deputies.switch(actor, userId);
    this.strategy.forget(actor.sessionId);
    return this.auth.meOf(actor);
  }

  @Post('claims')
  @Endpoint({
    summary: 'Claim the first administrator of an empty installation with the one-time token',
    permission: 'public',
    errors: ['auth.claim_invalid', 'auth.password_weak', 'auth.throttled', 'user.username_taken', 'resource.conflict'],
  })
  @ApiCreatedResponse({ type: PersonDto })
  async claim(
    @Body() input: ClaimInput,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    const caller = callerOf(request);
    const userId = await this.claims.claim(input, caller);
    const session = await this.auth.openFor(userId, caller, { secondFactor: false, way: 'claim' });
    this.cookies.set(response, session);
    response.setHeader('Location', '/api/v1/auth/me');
    return this.auth.me(session.sessionId);
  }
}
