import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  BulkExtensionDto,
  BulkExtensionInput,
  ExtensionDecisionInput,
  ExtensionDetailDto,
  ExtensionInput,
  ExtensionListQuery,
  ExtensionPageDto,
  ExtensionWithdrawalInput,
} from './extension.dto.js';
import { ExtensionQueries } from './extension.queries.js';
import { ExtensionsService } from './extensions.service.js';

@ApiTags('extensions')
@Controller()
export class ExtensionController {
  constructor(
    private readonly queries: ExtensionQueries,
    private readonly extensions: ExtensionsService,
  ) {}

  @Post('assignments/:id/extensions')
  @Endpoint({
    summary: 'Ask for a later due date, before it or after it',
    description:
      'The date in force counts on until the request is granted; lateness against the first date is told beside it.',
    permission: 'extensions.ask',
    idempotent: true,
    errors: [
      'resource.not_found',
      'assignment.not_lead',
      'assignment.completed',
      'assignment.cancelled',
      'extension.no_due_date',
      'extension.pending',
      'extension.not_later',
    ],
  })
  @ApiIdParam('The assignment')
  @ApiCreatedResponse({ type: ExtensionDetailDto })
  async ask(
    @IdParam() id: string,
    @Body() input: ExtensionInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExtensionDetailDto> {
    const made = await this.extensions.ask(id, input, actor);
    response.setHeader('Location', `/api/v1/extensions/${made}`);
    return this.changed(made, actor, response);
  }

  @Get('extensions')
  @Endpoint({
    summary: 'Requests for later due dates that the caller may read, the newest first',
    permission: 'extensions.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: ExtensionPageDto })
  async list(@Query() query: ExtensionListQuery, @CurrentActor() actor: Actor): Promise<ExtensionPageDto> {
    return this.queries.list(query, actor);
  }

  @Get('extensions/:id')
  @Endpoint({
    summary: 'One request, with every date of its assignment',
    permission: 'extensions.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The request')
  @ApiOkResponse({ type: ExtensionDetailDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExtensionDetailDto | undefined> {
    const extension = await this.queries.one(id, actor);
    const body = answerWithEtag(request, response, extension.version, JSON.stringify(extension));
    return body === undefined ? undefined : extension;
  }

  @Post('extensions/:id/decisions')
  @HttpCode(200)
  @Endpoint({
    summary: 'Grant a later due date or refuse it; a granted one counts from today',
    permission: 'extensions.decide',
    idempotent: true,
    errors: [
      'resource.not_found',
      'extension.not_in_state',
      'extension.not_later',
      'extension.reason_missing',
      'assignment.completed',
      'assignment.cancelled',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The request')
  @ApiOkResponse({ type: ExtensionDetailDto })
  async decide(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ExtensionDecisionInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExtensionDetailDto> {
    await this.extensions.decide(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post('extensions/:id/withdrawals')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take the own agency’s request back before it is decided',
    permission: 'extensions.ask',
    idempotent: true,
    errors: ['resource.not_found', 'extension.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The request')
  @ApiOkResponse({ type: ExtensionDetailDto })
  async withdraw(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ExtensionWithdrawalInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExtensionDetailDto> {
    await this.extensions.withdraw(id, version, reason || null, actor);
    return this.changed(id, actor, response);
  }

  @Post('extension-decisions')
  @HttpCode(200)
  @Endpoint({
    summary: 'Decide on many requests alike: all or none',
    permission: 'extensions.decide',
    idempotent: true,
    errors: ['extension.bulk_refused'],
  })
  @ApiOkResponse({ type: BulkExtensionDto })
  async decideMany(@Body() input: BulkExtensionInput, @CurrentActor() actor: Actor): Promise<BulkExtensionDto> {
    return { dryRun: input.dryRun ?? false, results: await this.extensions.decideMany(input, actor) };
  }

  private async changed(id: string, actor: Actor, response: Response): Promise<ExtensionDetailDto> {
    const extension = await this.queries.one(id, actor);
    response.setHeader('ETag', etagOf(extension.version, JSON.stringify(extension)));
    return extension;
  }
}
