import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { IssuedLinkDto } from './password-link.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionListDto } from './session.dto.js';
import { SessionQueries } from './session.queries.js';
import { SessionService } from './session.service.js';
import { InvitedUserDto, NewUserInput, UserChangeInput, UserDto, UserListQuery, UserPageDto } from './user.dto.js';
import { UserService } from './user.service.js';
import { UserDirectoryQueries } from './user-directory.queries.js';

/** People, for `admin`; an `agency_head` sees and changes the officers of its own agency only. */
@ApiTags('people')
@Controller('users')
export class UserController {
  constructor(
    private readonly users: UserService,
    private readonly queries: UserDirectoryQueries,
    private readonly sessions: SessionService,
    private readonly sessionQueries: SessionQueries,
    private readonly secondFactor: SecondFactorService,
  ) {}

  @Get()
  @Endpoint({ summary: 'People by user name', permission: 'people.edit', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: UserPageDto })
  async list(@Query() query: UserListQuery, @CurrentActor() actor: Actor): Promise<UserPageDto> {
    return this.queries.list(query, actor);
  }

  @Get(':id')
  @Endpoint({ summary: 'One person', permission: 'people.edit', errors: ['resource.not_found'] })
  @ApiIdParam('The person')
  @ApiOkResponse({ type: UserDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const found = await this.queries.one(id, actor);
    if (!found) throw notFound('tài khoản');
    const { version, ...user } = found;
    return answerWithEtag(request, response, version, JSON.stringify(user)) === undefined ? undefined : user;
  }

  @Post()
  @Endpoint({
    summary: 'Invite a person: an account without a password and a one-time link, shown only now',
    permission: 'people.edit',
    idempotent: true,
    errors: ['user.username_taken', 'user.email_taken', 'resource.conflict', 'resource.not_found'],
  })
  @ApiCreatedResponse({ type: InvitedUserDto })
  async invite(
    @Body() input: NewUserInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitedUserDto> {
    const { version, ...invited } = await this.users.invite(input, actor);
    response.setHeader('Location', `/api/v1/users/${invited.user.id}`);
    response.setHeader('ETag', etagOf(version, JSON.stringify(invited.user)));
    return invited;
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change a person: name, contact, roles, agency; disable from an instant on',
    description: 'Roles and disabling take effect within a second on every replica.',
    permission: 'people.edit',
    errors: ['resource.not_found', 'resource.conflict', 'user.email_taken', 'user.subject_taken', 'user.last_admin'],
    ifMatch: true,
  })
  @ApiIdParam('The person')
  @ApiOkResponse({ type: UserDto })
  async change(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: UserChangeInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserDto> {
    const { version: next, ...user } = await this.users.change(id, version, input, actor);
    response.setHeader('ETag', etagOf(next, JSON.stringify(user)));
    return user;
  }

  @Post(':id/password-resets')
  @Endpoint({
    summary: 'A one-time link with which the person sets a new password, shown only now',
    permission: 'people.edit',
    idempotent: true,
    errors: ['resource.not_found', 'user.disabled', 'user.not_accepted', 'auth.password_sign_in_off'],
  })
  @ApiIdParam('The person')
  @ApiCreatedResponse({ type: IssuedLinkDto })
  async resetPassword(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedLinkDto> {
    const issued = await this.users.resetPassword(id, actor);
    response.setHeader('Location', `/api/v1/users/${id}`);
    return issued;
  }

  @Delete(':id/second-factor')
  @HttpCode(204)
  @Endpoint({
    summary: 'Take a lost second factor away; all sessions of the person end',
    permission: 'people.admin',
    errors: ['resource.not_found', 'second_factor.not_set'],
    ifMatch: true,
  })
  @ApiIdParam('The person')
  @ApiNoContentResponse()
  async removeSecondFactor(
    @IdParam() id: string,
    @IfMatch() version: number,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.secondFactor.removeOf(actor, id, version);
  }

  @Get(':id/sessions')
  @Endpoint({ summary: 'Where a person is signed in', permission: 'people.admin', errors: ['resource.not_found'] })
  @ApiIdParam('The person')
  @ApiOkResponse({ type: SessionListDto })
  async sessionsOf(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<SessionListDto> {
    return this.sessionQueries.of(id, actor.sessionId);
  }

  @Delete(':id/sessions/:sessionId')
  @HttpCode(204)
  @Endpoint({
    summary: 'End a session of a person',
    description: 'Ending is all that can happen to a session, so no If-Match; ending an ended one changes nothing.',
    permission: 'people.admin',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The person')
  @ApiIdParam('The session', 'sessionId')
  @ApiNoContentResponse()
  async endSession(
    @IdParam() id: string,
    @IdParam('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.sessions.end(actor, id, sessionId);
  }
}
