import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { ExceptionInput, ExpectedChangeInput, PeriodDetailDto, PeriodListQuery, PeriodPageDto } from './period.dto.js';
import { PeriodQueries } from './period.queries.js';
import { PeriodChangesService } from './period-changes.service.js';

@ApiTags('reporting periods')
@Controller('reporting-periods')
export class PeriodController {
  constructor(
    private readonly queries: PeriodQueries,
    private readonly changes: PeriodChangesService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Reporting periods that were opened, the newest first',
    permission: 'reports.figures',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: PeriodPageDto })
  async list(@Query() query: PeriodListQuery): Promise<PeriodPageDto> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Endpoint({ summary: 'One reporting period', permission: 'reports.figures', errors: ['resource.not_found'] })
  @ApiIdParam('The period')
  @ApiOkResponse({ type: PeriodDetailDto })
  async one(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<PeriodDetailDto> {
    return this.queries.one(id, actor);
  }

  @Post(':id/exceptions')
  @Endpoint({
    summary: 'Let one agency submit after the lock; the due date stays',
    idempotent: true,
    permission: 'reports.manage',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The period')
  @ApiCreatedResponse({ type: PeriodDetailDto })
  async grant(
    @IdParam() id: string,
    @Body() input: ExceptionInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PeriodDetailDto> {
    await this.changes.grant(id, input, actor);
    response.setHeader('Location', `/api/v1/reporting-periods/${id}`);
    return this.queries.one(id, actor);
  }

  @Post(':id/expected-changes')
  @Endpoint({
    summary: 'Add an agency to those that are expected to report, or take one out',
    idempotent: true,
    permission: 'reports.manage',
    errors: ['resource.not_found', 'reporting_period.expected_unchanged'],
  })
  @ApiIdParam('The period')
  @ApiCreatedResponse({ type: PeriodDetailDto })
  async changeExpected(
    @IdParam() id: string,
    @Body() input: ExpectedChangeInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PeriodDetailDto> {
    await this.changes.changeExpected(id, input, actor);
    response.setHeader('Location', `/api/v1/reporting-periods/${id}`);
    return this.queries.one(id, actor);
  }
}
