import { Injectable } from '@nestjs/common';
import { PendingExtensionsService } from '../extensions/pending-extensions.service.js';
import { PlanReaderService } from '../plans/plan-reader.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import type { AgendaDto } from './agenda.dto.js';
import { AgendaSources } from './agenda-source.port.js';
import { ObstacleQueries } from './obstacle.queries.js';

/** The list for the Steering Committee's meeting: what waits for it, from wherever it comes. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly plans: PlanReaderService,
    private readonly obstacles: ObstacleQueries,
    private readonly extensions: PendingExtensionsService,
    private readonly sources: AgendaSources,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `resource.not_found` when there is no such plan */
  async of(planId: string, day: string | undefined, actor: Actor): Promise<AgendaDto> {
    const { settings } = await this.plans.one(planId);
    const asOf = day ?? this.clock.today();
    return {
      planId,
      asOf,
      obstacles: await this.obstacles.withSteering(planId, asOf, actor),
      extensions: settings.extensionDeciders === 'standing' ? [] : await this.extensions.pendingOn(planId, asOf, actor),
      urged: await this.sources.itemsOf(planId, asOf),
    };
  }
}
