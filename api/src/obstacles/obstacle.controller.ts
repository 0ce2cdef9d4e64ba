import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { DecideObstacleService } from './decide-obstacle.service.js';
import { ObstacleDetailDto, ObstacleListQuery, ObstaclePageDto } from './obstacle.dto.js';
import { ObstacleQueries } from './obstacle.queries.js';
import {
  ObstacleAnswerInput,
  ObstacleConfirmationInput,
  ObstacleDecisionInput,
  ObstacleForwardInput,
  ObstacleInput,
  ObstacleMergeInput,
  ObstacleReopeningInput,
} from './obstacle-act.dto.js';
import { ObstaclesService } from './obstacles.service.js';

@ApiTags('obstacles')
@Controller('obstacles')
export class ObstacleController {
  constructor(
    private readonly queries: ObstacleQueries,
    private readonly obstacles: ObstaclesService,
    private readonly decisions: DecideObstacleService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Obstacles that the caller may read, the newest first',
    permission: 'obstacles.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: ObstaclePageDto })
  async list(@Query() query: ObstacleListQuery, @CurrentActor() actor: Actor): Promise<ObstaclePageDto> {
    return this.queries.list(query, actor);
  }

  @Post()
  @Endpoint({
    summary: 'Raise an obstacle of the own agency',
    permission: 'obstacles.raise',
    idempotent: true,
    errors: ['resource.not_found'],
  })
  @ApiCreatedResponse({ type: ObstacleDetailDto })
  async raise(
    @Body() input: ObstacleInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    const id = await this.obstacles.raise(input, actor);
    response.setHeader('Location', `/api/v1/obstacles/${id}`);
    return this.changed(id, actor, response);
  }

  @Get(':id')
  @Endpoint({
    summary: 'One obstacle with its history, and open ones in like words for whoever merges',
    permission: 'obstacles.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto | undefined> {
    const obstacle = await this.queries.one(id, actor);
    const body = answerWithEtag(request, response, obstacle.version, JSON.stringify(obstacle));
    return body === undefined ? undefined : obstacle;
  }

  @Post(':id/answers')
  @HttpCode(200)
  @Endpoint({
    summary: 'Answer it: the standing agency, or the agency that it was forwarded to',
    permission: 'obstacles.answer',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async answer(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { text }: ObstacleAnswerInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.obstacles.answer(id, version, text, actor);
    return this.changed(id, actor, response);
  }

  @Post(':id/forwardings')
  @HttpCode(200)
  @Endpoint({
    summary: 'Forward it to an agency or to the Steering Committee',
    permission: 'obstacles.manage',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async forward(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ObstacleForwardInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.obstacles.forward(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post(':id/decisions')
  @HttpCode(200)
  @Endpoint({
    summary: 'Conclude on it: what is done by whom and by when becomes a tracked assignment',
    permission: 'obstacles.decide',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async decide(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ObstacleDecisionInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.decisions.decide(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post(':id/confirmations')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm that it is solved, as the agency that raised it',
    permission: 'obstacles.raise',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async confirm(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { note }: ObstacleConfirmationInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.obstacles.confirm(id, version, note || null, actor);
    return this.changed(id, actor, response);
  }

  @Post(':id/reopenings')
  @HttpCode(200)
  @Endpoint({
    summary: 'Say what is still in the way, as the agency that raised it',
    permission: 'obstacles.raise',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async reopen(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ObstacleReopeningInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.obstacles.reopen(id, version, reason, actor);
    return this.changed(id, actor, response);
  }

  @Post(':id/merges')
  @HttpCode(200)
  @Endpoint({
    summary: 'Merge alike ones into this one, which they follow from now on: all or none',
    permission: 'obstacles.manage',
    idempotent: true,
    errors: ['resource.not_found', 'obstacle.not_in_state', 'obstacle.not_mergeable'],
    ifMatch: true,
  })
  @ApiIdParam('The obstacle that stays')
  @ApiOkResponse({ type: ObstacleDetailDto })
  async merge(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { obstacleIds }: ObstacleMergeInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObstacleDetailDto> {
    await this.obstacles.merge(id, version, obstacleIds, actor);
    return this.changed(id, actor, response);
  }

  private async changed(id: string, actor: Actor, response: Response): Promise<ObstacleDetailDto> {
    const obstacle = await this.queries.one(id, actor);
    response.setHeader('ETag', etagOf(obstacle.version, JSON.stringify(obstacle)));
    return obstacle;
  }
}
