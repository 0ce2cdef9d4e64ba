import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { invalidField } from '../platform/http/problem.js';
import { AssignmentDatesService } from '../tasks/assignment-dates.service.js';
import { CreateTasksService } from '../tasks/create-tasks.service.js';
import { nextState } from './domain/life-cycle.js';
import type { ObstacleDecisionInput } from './obstacle-act.dto.js';
import { lockFor, type ObstacleFacts } from './obstacle-facts.js';
import { ObstaclesService, OFF_STEERING } from './obstacles.service.js';

/** The Steering Committee's conclusion on an obstacle: it becomes an assignment that is tracked like any other. */
@Injectable()
export class DecideObstacleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly obstacles: ObstaclesService,
    private readonly tasks: CreateTasksService,
    private readonly dates: AssignmentDatesService,
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
      const assignmentId = await this.makeTask(manager, facts, input, agency.name, actor);
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

  /** A task of its own origin, after those that conclusions made before. @returns the id of its one assignment */
  private async makeTask(
    manager: EntityManager,
    facts: ObstacleFacts,
    input: ObstacleDecisionInput,
    agencyName: string,
    actor: Actor,
  ): Promise<string> {
    // One conclusion of a plan at a time: the next place is taken once.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('obstacle task ' || $1))`, [facts.planId]);
    const [{ position }] = await manager.query<[{ position: number }]>(
      `SELECT COALESCE(max(position), 0) + 1 AS position FROM tasks WHERE plan_id = $1 AND origin = 'obstacle'`,
      [facts.planId],
    );
    const deadlineText = `Kết luận về vướng mắc số ${facts.number}: ${formatDate(input.dueOn)}`;
    const due = await this.dates.resulting(manager, facts.planId, {
      nominalDueOn: input.dueOn,
      documentText: deadlineText,
    });
    const [taskId] = await this.tasks.create(
      manager,
      facts.planId,
      [
        {
          groupId: null,
          origin: 'obstacle',
          position,
          number: position,
          title: input.conclusion,
          leadText: agencyName,
          coordinateText: '',
          deliverables: [],
          deadlineText,
          deadline: { kind: 'date', startOn: null, nominalDueOn: input.dueOn, unsure: false, ...due },
          unresolvedSides: [],
          assignments: [{ agencyId: input.responsibleAgencyId, role: 'lead', viaGroupId: null }],
        },
      ],
      actor,
    );
    const [assignment] = await manager.query<[{ id: string }]>('SELECT id FROM assignments WHERE task_id = $1', [
      taskId,
    ]);
    return assignment.id;
  }
}
