import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { DomainError } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  DeputyCandidatesDto,
  DeputyCandidatesQuery,
  DeputyDto,
  DeputyListQuery,
  DeputyPageDto,
  NewDeputyInput,
} from './deputy.dto.js';
import { DeputyQueries } from './deputy.queries.js';
import { DeputyService } from './deputy.service.js';
import { managesEveryone } from './user.policy.js';

@ApiTags('deputies')
@Controller()
export class DeputyController {
  constructor(
    private readonly deputies: DeputyService,
    private readonly queries: DeputyQueries,
  ) {}

  @Get('deputies')
  @Endpoint({
    summary: 'Deputyships in which one is principal or deputy; all for `admin`',
    permission: 'deputies.own',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: DeputyPageDto })
  async list(@Query() query: DeputyListQuery, @CurrentActor() actor: Actor): Promise<DeputyPageDto> {
    if (managesEveryone(actor)) return this.queries.list(query, query.userId ?? null);
    if (query.userId && query.userId !== actor.id) {
      throw new DomainError('auth.forbidden', 'Chỉ quản trị hệ thống xem được ủy quyền của người khác.');
    }
    return this.queries.list(query, actor.id);
  }

  @Get('deputies/:id')
  @Endpoint({ summary: 'One deputyship', permission: 'deputies.own', errors: ['resource.not_found'] })
  @ApiIdParam('The deputyship')
  @ApiOkResponse({ type: DeputyDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { version, ...deputy } = await this.deputies.one(actor, id);
    return answerWithEtag(request, response, version, JSON.stringify(deputy)) === undefined ? undefined : deputy;
  }

  @Get('deputy-candidates')
  @Endpoint({ summary: 'Colleagues of one’s agency who can be made a deputy', permission: 'deputies.own' })
  @ApiOkResponse({ type: DeputyCandidatesDto })
  async candidates(@Query() { q }: DeputyCandidatesQuery, @CurrentActor() actor: Actor): Promise<DeputyCandidatesDto> {
    return this.queries.candidates(actor.id ?? '', q);
  }

  @Post('deputies')
  @Endpoint({
    summary: 'Make somebody a deputy for a period',
    permission: 'deputies.own',
    idempotent: true,
    errors: ['deputy.not_possible'],
  })
  @ApiCreatedResponse({ type: DeputyDto })
  async grant(
    @Body() input: NewDeputyInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeputyDto> {
    const { version, ...deputy } = await this.deputies.grant(actor, input);
    response.setHeader('Location', `/api/v1/deputies/${deputy.id}`);
    response.setHeader('ETag', etagOf(version, JSON.stringify(deputy)));
    return deputy;
  }

  @Delete('deputies/:id')
  @HttpCode(204)
  @Endpoint({
    summary: 'Revoke a deputyship; it stays in the list',
    permission: 'deputies.own',
    errors: ['resource.not_found', 'deputy.ended'],
    ifMatch: true,
  })
  @ApiIdParam('The deputyship')
  @ApiNoContentResponse()
  async revoke(@IdParam() id: string, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.deputies.revoke(actor, id, version);
  }
}
