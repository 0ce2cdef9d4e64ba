import { Injectable } from '@nestjs/common';
import type { TaskOrigin } from '@plan/shared/vocabulary/assignments';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { notFound } from '../platform/http/problem.js';
import { CreateTasksService } from './create-tasks.service.js';
import { dueDateOf } from './domain/due-date.js';

/** A duty that arose after the plan was issued: by a conclusion of the Committee, or by an inspection. */
export interface TrackedTask {
  planId: string;
  origin: Exclude<TaskOrigin, 'annex' | 'section_iv'>;
  title: string;
  leadAgencyId: string;
  /** The day as it was set; moved to a working day where the plan does so. */
  nominalDueOn: string;
  /** Words of the document that sets the date; the date itself when nothing else is said. */
  deadlineText?: string;
}

/** Adds single tasks to a confirmed plan; they are tracked, flagged and reminded like those of its annex. */
@Injectable()
export class TrackedTasksService {
  constructor(
    private readonly tasks: CreateTasksService,
    private readonly calendar: CalendarService,
  ) {}

  /** @throws DomainError `resource.not_found` for an unknown plan or agency */
  async create(
    manager: EntityManager,
    { planId, origin, title, leadAgencyId, nominalDueOn, deadlineText = formatDate(nominalDueOn) }: TrackedTask,
    actor: Actor,
  ): Promise<{ taskId: string; assignmentId: string; dueOn: string }> {
    // Numbers within an origin follow one another: those who add at one moment take turns.
    const [plan] = await manager.query<{ moves: boolean }[]>(
      'SELECT move_to_working_day AS moves FROM plans WHERE id = $1 FOR NO KEY UPDATE',
      [planId],
    );
    if (!plan) throw notFound('kế hoạch');
    const [agency] = await manager.query<{ name: string }[]>('SELECT name FROM agencies WHERE id = $1', [leadAgencyId]);
    if (!agency) throw notFound('cơ quan');
    const [place] = await manager.query<{ next: number }[]>(
      'SELECT coalesce(max(position), 0) + 1 AS next FROM tasks WHERE plan_id = $1 AND origin = $2',
      [planId, origin],
    );
    const position = place?.next ?? 1;
    const reading = { kind: 'date' as const, startOn: null, nominalDueOn, unsure: false, note: null };
    const due = dueDateOf(reading, await this.calendar.current(manager), plan.moves, deadlineText);
    const dueOn = due.dueOn as string;
    const [taskId = ''] = await this.tasks.create(
      manager,
      planId,
      [
        {
          groupId: null,
          origin,
          position,
          number: position,
          title,
          leadText: agency.name,
          coordinateText: '',
          deliverables: [],
          deadlineText,
          deadline: { ...reading, dueOn, explanation: due.explanation },
          unresolvedSides: [],
          assignments: [{ agencyId: leadAgencyId, role: 'lead', viaGroupId: null }],
        },
      ],
      actor,
    );
    const [assignment] = await manager.query<{ id: string }[]>('SELECT id FROM assignments WHERE task_id = $1', [
      taskId,
    ]);
    return { taskId, assignmentId: assignment?.id ?? '', dueOn };
  }
}
