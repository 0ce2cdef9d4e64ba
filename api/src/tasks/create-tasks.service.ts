import { Injectable } from '@nestjs/common';
import type { AssignmentRole, TaskOrigin } from '@plan/shared/vocabulary/assignments';
import type { EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { AssignmentEntity } from './assignment.entity.js';
import { DeliverableEntity } from './deliverable.entity.js';
import type { DeadlineReading } from './domain/deadline-reading.js';
import { TaskEntity, type UnresolvedSide } from './task.entity.js';

export interface NewTask {
  groupId: string | null;
  origin: TaskOrigin;
  position: number;
  number: number | null;
  title: string;
  leadText: string;
  coordinateText: string;
  deliverables: string[];
  deadlineText: string;
  deadline: Omit<DeadlineReading, 'note'> & { dueOn: string | null; explanation: string };
  unresolvedSides: UnresolvedSide[];
  assignments: { agencyId: string; role: AssignmentRole; viaGroupId: string | null }[];
}

/** Rows of one INSERT; far below PostgreSQL's 65,535 parameters. */
const AT_ONCE = 500;

/** Makes the tasks of a plan with their deliverables and assignments, in the transaction that makes the plan. */
@Injectable()
export class CreateTasksService {
  constructor(private readonly events: EventLog) {}

  /** @returns the ids of the tasks, in their order */
  async create(manager: EntityManager, planId: string, tasks: readonly NewTask[], actor: Actor): Promise<string[]> {
    const ids: string[] = [];
    const assignments: Partial<AssignmentEntity>[] = [];
    const deliverables: Partial<DeliverableEntity>[] = [];
    for (const task of tasks) {
      const { id: taskId } = await manager.save(TaskEntity, taskColumns(planId, task));
      ids.push(taskId);
      deliverables.push(...task.deliverables.map((text, index) => ({ taskId, position: index + 1, text })));
      assignments.push(
        ...task.assignments.map((assignment) => ({
          ...assignment,
          taskId,
          planId,
          nominalDueOn: task.deadline.nominalDueOn,
          dueOn: task.deadline.dueOn,
        })),
      );
      await this.events.append(manager, actor, {
        type: 'task.created',
        subjectType: 'task',
        subjectId: taskId,
        planId,
        after: {
          number: task.number,
          dueOn: task.deadline.dueOn,
          leads: task.assignments.filter(({ role }) => role === 'lead').length,
          coordinators: task.assignments.filter(({ role }) => role === 'coordinate').length,
        },
      });
    }
    for (let at = 0; at < deliverables.length; at += AT_ONCE) {
      await manager.insert(DeliverableEntity, deliverables.slice(at, at + AT_ONCE));
    }
    for (let at = 0; at < assignments.length; at += AT_ONCE) {
      await manager.insert(AssignmentEntity, assignments.slice(at, at + AT_ONCE));
    }
    return ids;
  }
}

function taskColumns(planId: string, task: NewTask): Partial<TaskEntity> {
  const { deadline, deliverables: _, assignments: __, ...words } = task;
  return {
    ...words,
    planId,
    deadlineKind: deadline.kind,
    startOn: deadline.startOn,
    nominalDueOn: deadline.nominalDueOn,
    dueOn: deadline.dueOn,
    deadlineExplanation: deadline.explanation,
    deadlineUnsure: deadline.unsure,
    searchText: searchKey([task.title, task.leadText, task.coordinateText, ...task.deliverables].join(' | ')),
  };
}
