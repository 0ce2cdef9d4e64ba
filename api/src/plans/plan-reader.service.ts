import { Injectable } from '@nestjs/common';
import { notFound } from '../platform/http/problem.js';
import type { PlanDto } from './plan.dto.js';

export { LadderDto, PlanDto } from './plan.dto.js';

import { PlanQueries } from './plan.queries.js';

/** A plan in the shape of the contract, for features that answer with it. */
@Injectable()
export class PlanReaderService {
  constructor(private readonly queries: PlanQueries) {}

  /** @throws DomainError `resource.not_found` */
  async one(id: string): Promise<PlanDto & { version: number }> {
    const plan = await this.queries.one(id);
    if (!plan) throw notFound('kế hoạch');
    return plan;
  }
}
