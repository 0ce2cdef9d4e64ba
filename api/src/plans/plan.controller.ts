import { Body, Controller, Get, Patch, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { PlanDto, PlanListQuery, PlanPageDto, PlanSettingsInput, TaskGroupsDto } from './plan.dto.js';
import { PlanQueries } from './plan.queries.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('plans')
export class PlanController {
  constructor(
    private readonly plans: PlansService,
    private readonly queries: PlanQueries,
  ) {}

  @Get()
  @Endpoint({ summary: 'Plans, the newest year first', permission: 'plans.read', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: PlanPageDto })
  async list(@Query() query: PlanListQuery): Promise<PlanPageDto> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Endpoint({ summary: 'One plan', permission: 'plans.read', errors: ['resource.not_found'] })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: PlanDto })
  async one(
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanDto | undefined> {
    const { plan, version } = await this.read(id);
    return answerWithEtag(request, response, version, JSON.stringify(plan)) === undefined ? undefined : plan;
  }

  @Get(':id/groups')
  @Endpoint({ summary: 'Task groups of a plan', permission: 'plans.read', errors: ['resource.not_found'] })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: TaskGroupsDto })
  async groups(@IdParam() id: string): Promise<TaskGroupsDto> {
    await this.read(id);
    return { items: await this.queries.groups(id), nextCursor: null };
  }

  @Patch(':id/settings')
  @Endpoint({
    summary: 'Change a plan’s settings; due dates follow at once',
    permission: 'plans.edit',
    errors: ['resource.not_found'],
    ifMatch: true,
  })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: PlanDto })
  async changeSettings(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: PlanSettingsInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanDto> {
    await this.plans.changeSettings(id, version, input, actor);
    const changed = await this.read(id);
    response.setHeader('ETag', etagOf(changed.version, JSON.stringify(changed.plan)));
    return changed.plan;
  }

  private async read(id: string): Promise<{ plan: PlanDto; version: number }> {
    const found = await this.queries.one(id);
    if (!found) throw notFound('kế hoạch');
    const { version, ...plan } = found;
    return { plan, version };
  }
}
