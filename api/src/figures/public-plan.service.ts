import { Injectable } from '@nestjs/common';
import { PlanReaderService } from '../plans/plan-reader.service.js';
import { notFound } from '../platform/http/problem.js';
import { PlanStandingsService } from '../tasks/plan-standings.service.js';
import type { PublicPlanDto } from './public-plan.dto.js';
import { SummaryService } from './summary.service.js';

/** The lists of a plan whose settings say that everybody may read them. */
@Injectable()
export class PublicPlanService {
  constructor(
    private readonly plans: PlanReaderService,
    private readonly summaries: SummaryService,
    private readonly standings: PlanStandingsService,
  ) {}

  /** @throws DomainError `resource.not_found` also for a plan that is not public */
  async of(planId: string, asOf: string): Promise<PublicPlanDto> {
    const plan = await this.plans.one(planId);
    if (!plan.settings.public) throw notFound('kế hoạch');
    const { id, number, issuedOn, title, year } = plan;
    return {
      plan: { id, number, issuedOn, title, year },
      summary: await this.summaries.ofPlan(planId, asOf, ['annex']),
      overdue: await this.standings.overdueLeads(planId, asOf, ['annex']),
    };
  }
}
