import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { TASK_ORIGINS, type TaskOrigin } from '@plan/shared/vocabulary/assignments';
import { Clock } from '../platform/clock/clock.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { DateField, WordsParam } from '../platform/http/fields.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { PublicPlanDto } from './public-plan.dto.js';
import { PublicPlanService } from './public-plan.service.js';
import { SummaryDto } from './summary.dto.js';
import { SummaryService } from './summary.service.js';

class PublicPlanQuery {
  @DateField({ description: 'As of this calendar day in Asia/Ho_Chi_Minh; today by default', optional: true })
  asOf?: string;
}

class SummaryQuery {
  @DateField({ description: 'As of this calendar day in Asia/Ho_Chi_Minh; today by default', optional: true })
  asOf?: string;

  @WordsParam({
    description: 'Where the tasks come from; `annex` unless asked otherwise',
    words: TASK_ORIGINS,
    name: 'TaskOrigin',
  })
  origin?: TaskOrigin[];
}

@ApiTags('figures')
@Controller()
export class FiguresController {
  constructor(
    private readonly summaries: SummaryService,
    private readonly publicPlans: PublicPlanService,
    private readonly clock: Clock,
  ) {}

  @Get('plans/:id/summary')
  @Endpoint({ summary: 'Figures of a plan as of a day', permission: 'plans.read', errors: ['resource.not_found'] })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: SummaryDto })
  async summary(@IdParam() id: string, @Query() { asOf, origin }: SummaryQuery): Promise<SummaryDto> {
    return this.summaries.ofPlan(id, asOf ?? this.clock.today(), origin ?? ['annex']);
  }

  @Get('public/plans/:id')
  @Endpoint({
    summary: 'What a public plan shows to everybody',
    permission: 'public',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: PublicPlanDto })
  async publicPlan(@IdParam() id: string, @Query() { asOf }: PublicPlanQuery): Promise<PublicPlanDto> {
    return this.publicPlans.of(id, asOf ?? this.clock.today());
  }
}
