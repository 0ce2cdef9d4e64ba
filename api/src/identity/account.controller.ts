import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordChangeInput } from './password-link.dto.js';
import { SessionListDto } from './session.dto.js';
import { SessionQueries } from './session.queries.js';
import { SessionService } from './session.service.js';
import { SessionStrategy } from './session-strategy.js';

/** One's own password and sessions. */
@ApiTags('account')
@Controller()
export class AccountController {
  constructor(
    private readonly passwords: PasswordChangeService,
    private readonly sessions: SessionService,
    private readonly queries: SessionQueries,
    private readonly strategy: SessionStrategy,
  ) {}

  @Post('auth/password')
  @HttpCode(204)
  @Endpoint({
    summary: 'Change one’s password; all other sessions end',
    permission: 'account.own',
    idempotent: false,
    errors: ['auth.password_wrong', 'auth.password_weak', 'auth.throttled', 'auth.password_sign_in_off'],
  })
  @ApiNoContentResponse()
  async changePassword(@Body() input: PasswordChangeInput, @CurrentActor() actor: Actor): Promise<void> {
    await this.passwords.change(actor, input);
  }

  @Get('sessions')
  @Endpoint({ summary: 'Where one is signed in', permission: 'account.own', errors: ['resource.not_found'] })
  @ApiOkResponse({ type: SessionListDto })
  async list(@CurrentActor() actor: Actor): Promise<SessionListDto> {
    return this.queries.of(actor.id ?? '', actor.sessionId);
  }

  @Delete('sessions')
  @HttpCode(204)
  @Endpoint({ summary: 'End all one’s sessions but this one', permission: 'account.own' })
  @ApiNoContentResponse()
  async endOthers(@CurrentActor() actor: Actor): Promise<void> {
    await this.sessions.endOthers(actor);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Endpoint({
    summary: 'End one of one’s sessions',
    description: 'Ending is all that can happen to a session, so no If-Match; ending an ended one changes nothing.',
    permission: 'account.own',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The session')
  @ApiNoContentResponse()
  async end(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.sessions.end(actor, actor.id ?? '', id);
    this.strategy.forget(id);
  }
}
