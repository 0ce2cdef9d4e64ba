import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Endpoint } from '../platform/http/endpoint.js';
import { callerOf } from './caller.js';
import { AcceptedLinkDto, LinkAcceptanceInput, LinkOwnerDto, TokenInput } from './password-link.dto.js';
import { PasswordLinkService } from './password-link.service.js';

const ERRORS = ['auth.link_invalid', 'auth.throttled'] as const;

/** What the holder of a one-time link does, without a session: tokens travel in bodies, never in addresses. */
@ApiTags('auth')
@Controller()
export class PasswordLinkController {
  constructor(private readonly links: PasswordLinkService) {}

  @Post('invitations/readings')
  @HttpCode(200)
  @Endpoint({ summary: 'Whose invitation a token is', permission: 'public', errors: ERRORS })
  @ApiOkResponse({ type: LinkOwnerDto })
  async readInvitation(@Body() { token }: TokenInput, @Req() request: Request): Promise<LinkOwnerDto> {
    return this.links.owner('invitation', token, callerOf(request));
  }

  @Post('invitations/acceptances')
  @HttpCode(200)
  @Endpoint({
    summary: 'Accept an invitation: set the first password',
    description: 'Does not sign in; the page goes on to the sign-in with the name of the answer.',
    permission: 'public',
    errors: [...ERRORS, 'auth.password_weak', 'auth.password_sign_in_off'],
  })
  @ApiOkResponse({ type: AcceptedLinkDto })
  async acceptInvitation(
    @Body() { token, password }: LinkAcceptanceInput,
    @Req() request: Request,
  ): Promise<AcceptedLinkDto> {
    return { username: await this.links.accept('invitation', token, password, callerOf(request)) };
  }

  @Post('password-resets/readings')
  @HttpCode(200)
  @Endpoint({ summary: 'Whose reset link a token is', permission: 'public', errors: ERRORS })
  @ApiOkResponse({ type: LinkOwnerDto })
  async readReset(@Body() { token }: TokenInput, @Req() request: Request): Promise<LinkOwnerDto> {
    return this.links.owner('reset', token, callerOf(request));
  }

  @Post('password-resets/acceptances')
  @HttpCode(200)
  @Endpoint({
    summary: 'Set a new password by a reset link; all sessions end, a second factor stays',
    permission: 'public',
    errors: [...ERRORS, 'auth.password_weak', 'auth.password_sign_in_off'],
  })
  @ApiOkResponse({ type: AcceptedLinkDto })
  async acceptReset(
    @Body() { token, password }: LinkAcceptanceInput,
    @Req() request: Request,
  ): Promise<AcceptedLinkDto> {
    return { username: await this.links.accept('reset', token, password, callerOf(request)) };
  }
}
