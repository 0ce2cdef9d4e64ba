import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  PeriodRatesDto,
  PlanRatesDto,
  RankingDto,
  RankingQuery,
  RatesQuery,
  ReportMatrixDto,
} from './report-figures.dto.js';
import { ReportFiguresQueries } from './report-figures.queries.js';

@ApiTags('reporting periods')
@Controller()
export class ReportFiguresController {
  constructor(private readonly figures: ReportFiguresQueries) {}

  @Get('reporting-periods/:id/rates')
  @Endpoint({
    summary: 'Completeness, timeliness and update rate of a period: in all, by agency, level and group',
    permission: 'reports.figures',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The period')
  @ApiOkResponse({ type: PeriodRatesDto })
  async rates(@IdParam() id: string, @Query() { asOf }: RatesQuery): Promise<PeriodRatesDto> {
    return this.figures.rates(id, asOf);
  }

  @Get('reporting-periods/:id/ranking')
  @Endpoint({
    summary: 'Agencies by their reporting, with the formula in words',
    permission: 'reports.figures',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The period')
  @ApiOkResponse({ type: RankingDto })
  async ranking(@IdParam() id: string, @Query() query: RankingQuery): Promise<RankingDto> {
    return this.figures.ranking(id, query);
  }

  @Get('plans/:id/report-rates')
  @Endpoint({
    summary: 'The same rates over all periods of a plan, and for each of them',
    permission: 'reports.figures',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: PlanRatesDto })
  async planRates(@IdParam() id: string, @Query() { asOf }: RatesQuery): Promise<PlanRatesDto> {
    return this.figures.planRates(id, asOf);
  }

  @Get('plans/:id/report-matrix')
  @Endpoint({
    summary: 'Agencies × reporting periods of a plan',
    permission: 'reports.figures',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: ReportMatrixDto })
  async matrix(
    @IdParam() id: string,
    @Query() { asOf }: RatesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ReportMatrixDto> {
    return this.figures.matrix(id, asOf, actor);
  }
}
