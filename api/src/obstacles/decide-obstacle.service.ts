import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { invalidField } from '../platform/http/problem.js';
import { TrackedTasksService } from '../tasks/tracked-tasks.service.js';
import { nextState } from './domain/life-cycle.js';
import type { ObstacleDecisionInput } from './obstacle-act.dto.js';
import { lockFor } from './obstacle-facts.js';
import { ObstaclesService, OFF_STEERING } from './obstacles.service.js';

/** The Steering Committee's conclusion on an obstacle: it becomes an assignment that is tracked like any other. */
@Injectable()
export class DecideObstacleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly obstacles: ObstaclesService,
    private readonly tracked: TrackedTasksService,
  ) {}

  async decide(id: string, version: number, input: ObstacleDecisionInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const facts = await lockFor(manager, 'decide', id, version, actor);
      const [agency] = await manager.query<{ name: string }[]>('SELECT name FROM agencies WHERE id = $1', [
        input.responsibleAgencyId,
      ]);
      if (!agency) {
        throw invalidField('/responsibleAgencyId', 'value', 'Hãy chọn một cơ quan có trong danh mục.');
      }
      const { assignmentId } = await this.tracked.create(
        manager,
        {
          planId: facts.planId,
          origin: 'obstacle',
          title: input.conclusion,
          leadAgencyId: input.responsibleAgencyId,
          nominalDueOn: input.dueOn,
          deadlineText: `Kết luận về vướng mắc số ${facts.number}: ${formatDate(input.dueOn)}`,
        },
        actor,
      );
      await manager.query(
        `UPDATE obstacles SET state = $2, conclusion = $3, decided_by_label = $4, decided_at = clock_timestamp(),
           solution_assignment_id = $5, with_steering = ${OFF_STEERING}, version = version + 1
         WHERE id = $1`,
        [id, nextState(facts.state, 'decide'), input.conclusion, actor.label, assignmentId],
      );
      await this.obstacles.tell(manager, actor, 'obstacle.decided', facts, {
        conclusion: input.conclusion,
        responsibleAgencyName: agency.name,
        dueOn: input.dueOn,
        assignmentId,
      });
    });
  }
}
