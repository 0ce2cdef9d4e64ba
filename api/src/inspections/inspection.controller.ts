import { Body, Controller, Get, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, IfMatch } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  InspectionChangeInput,
  InspectionDetailDto,
  InspectionListQuery,
  InspectionPageDto,
  InspectionQuery,
  NewFindingInput,
  NewInspectionInput,
  NewRemedyInput,
  NewVisitInput,
  VisitChangeInput,
  VisitDto,
} from './inspection.dto.js';
import { InspectionQueries } from './inspection.queries.js';
import { InspectionService } from './inspection.service.js';

@ApiTags('inspections')
@Controller()
export class InspectionController {
  constructor(
    private readonly inspections: InspectionService,
    private readonly queries: InspectionQueries,
  ) {}

  @Get('inspections')
  @Endpoint({
    summary: 'Inspections, newest first; an agency sees those that visit it or its communes',
    permission: 'inspections.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: InspectionPageDto })
  async list(@Query() query: InspectionListQuery, @CurrentActor() actor: Actor): Promise<InspectionPageDto> {
    return this.queries.list(query, actor);
  }

  @Get('inspections/:id')
  @Endpoint({
    summary: 'One inspection with its visits, findings and remedies',
    permission: 'inspections.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The inspection')
  @ApiOkResponse({ type: InspectionDetailDto })
  async one(
    @IdParam() id: string,
    @Query() { asOf }: InspectionQuery,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailDto | undefined> {
    const { version, ...body } = await this.queries.one(id, actor, asOf);
    return answerWithEtag(request, response, version, JSON.stringify(body)) === undefined ? undefined : body;
  }

  @Post('inspections')
  @Endpoint({ summary: 'Plan an inspection', permission: 'inspections.manage', idempotent: true })
  @ApiCreatedResponse({ type: InspectionDetailDto })
  async plan(
    @Body() input: NewInspectionInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailDto | undefined> {
    const id = await this.inspections.plan(input, actor);
    response.setHeader('Location', `/api/v1/inspections/${id}`);
    return this.one(id, {}, actor, request, response);
  }

  @Patch('inspections/:id')
  @Endpoint({
    summary: 'Change what an inspection is called, its basis or its days',
    permission: 'inspections.manage',
    errors: ['resource.not_found'],
    ifMatch: true,
  })
  @ApiIdParam('The inspection')
  @ApiOkResponse({ type: InspectionDetailDto })
  async change(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: InspectionChangeInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailDto | undefined> {
    await this.inspections.change(id, version, input, actor);
    return this.one(id, {}, actor, request, response);
  }

  @Post('inspections/:id/visits')
  @Endpoint({
    summary: 'Plan a visit to one agency',
    permission: 'inspections.manage',
    idempotent: true,
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The inspection')
  @ApiCreatedResponse({ type: VisitDto })
  async planVisit(
    @IdParam() id: string,
    @Body() input: NewVisitInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VisitDto | undefined> {
    const visitId = await this.inspections.planVisit(id, input, actor);
    response.setHeader('Location', `/api/v1/inspection-visits/${visitId}`);
    return this.visit(visitId, {}, actor, request, response);
  }

  @Get('inspection-visits/:id')
  @Endpoint({
    summary: 'One visit with its findings and remedies',
    permission: 'inspections.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The visit')
  @ApiOkResponse({ type: VisitDto })
  async visit(
    @IdParam() id: string,
    @Query() { asOf }: InspectionQuery,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VisitDto | undefined> {
    const { version, ...body } = await this.queries.visit(id, actor, asOf);
    return answerWithEtag(request, response, version, JSON.stringify(body)) === undefined ? undefined : body;
  }

  @Patch('inspection-visits/:id')
  @Endpoint({
    summary: 'Change a visit: its day, who visits, held or not, the conclusion',
    permission: 'inspections.manage',
    errors: ['resource.not_found', 'inspection.not_in_state'],
    ifMatch: true,
  })
  @ApiIdParam('The visit')
  @ApiOkResponse({ type: VisitDto })
  async changeVisit(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: VisitChangeInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VisitDto | undefined> {
    await this.inspections.changeVisit(id, version, input, actor);
    return this.visit(id, {}, actor, request, response);
  }

  @Post('inspection-visits/:id/findings')
  @Endpoint({
    summary: 'Record what a visit found',
    permission: 'inspections.manage',
    idempotent: true,
    errors: ['resource.not_found', 'inspection.not_in_state'],
  })
  @ApiIdParam('The visit')
  @ApiCreatedResponse({ type: VisitDto })
  async record(
    @IdParam() id: string,
    @Body() input: NewFindingInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VisitDto | undefined> {
    return this.afterwards(await this.inspections.recordFinding(id, input, actor), actor, request, response);
  }

  @Post('inspection-findings/:id/remedies')
  @Endpoint({
    summary: 'Order a remedy: it becomes a tracked assignment of the responsible agency',
    permission: 'inspections.manage',
    idempotent: true,
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The finding')
  @ApiCreatedResponse({ type: VisitDto })
  async order(
    @IdParam() id: string,
    @Body() input: NewRemedyInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VisitDto | undefined> {
    return this.afterwards(await this.inspections.orderRemedy(id, input, actor), actor, request, response);
  }

  private async afterwards(
    visitId: string,
    actor: Actor,
    request: Request,
    response: Response,
  ): Promise<VisitDto | undefined> {
    response.setHeader('Location', `/api/v1/inspection-visits/${visitId}`);
    return this.visit(visitId, {}, actor, request, response);
  }
}
