import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import type { CancellationInput } from './assignment.dto.js';
import { AssignmentEntity } from './assignment.entity.js';
import { dueDateOf } from './domain/due-date.js';
import { DueDateChangeEntity } from './due-date-change.entity.js';
import type { NewDueDateInput } from './task.dto.js';
import { TaskEntity } from './task.entity.js';

/** Later dates of tasks, and cancellations: what a decision after the plan says of it. The first dates stay for ever. */
@Injectable()
export class DueDateService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** Sets a later date of a whole task, citing the document; it counts from `effectiveOn`. */
  async setTaskDueDate(taskId: string, input: NewDueDateInput, actor: Actor): Promise<void> {
    const effectiveOn = input.effectiveOn ?? this.clock.today();
    this.checkNotFuture('/effectiveOn', effectiveOn);
    await this.dataSource.transaction(async (manager) => {
      const task = await manager.findOne(TaskEntity, { where: { id: taskId }, lock: { mode: 'pessimistic_write' } });
      if (!task) throw notFound('nhiệm vụ');
      const due = await this.dueDate(manager, task, input);
      const before = await this.dueOnBefore(manager, task, effectiveOn);
      await manager.insert(DueDateChangeEntity, {
        taskId,
        assignmentId: null,
        effectiveOn,
        nominalDueOn: input.nominalDueOn,
        dueOn: due.dueOn,
        explanation: due.explanation,
        documentText: input.documentText,
        reason: input.reason,
        createdBy: actor.id,
      });
      await manager.update(TaskEntity, { id: taskId }, { dueDateChanged: true });
      await manager.query('UPDATE assignments SET due_date_changed = true, version = version + 1 WHERE task_id = $1', [
        taskId,
      ]);
      await this.events.append(manager, actor, {
        type: 'task.due_date_set',
        subjectType: 'task',
        subjectId: taskId,
        planId: task.planId,
        before: { dueOn: before },
        after: { dueOn: due.dueOn, effectiveOn, documentText: input.documentText, reason: input.reason },
      });
    });
  }

  /** Takes one assignment out of the plan from a day on; its history stays. */
  async cancel(assignmentId: string, input: CancellationInput, actor: Actor): Promise<void> {
    const cancelledOn = input.cancelledOn ?? this.clock.today();
    this.checkNotFuture('/cancelledOn', cancelledOn);
    await this.dataSource.transaction(async (manager) => {
      const assignment = await manager.findOne(AssignmentEntity, {
        where: { id: assignmentId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!assignment) throw notFound('phân công');
      if (assignment.cancelledOn) {
        throw new DomainError(
          'assignment.cancelled',
          `Phân công đã hủy từ ngày ${formatDate(assignment.cancelledOn)}.`,
        );
      }
      if (assignment.completedOn) {
        throw new DomainError('assignment.completed', 'Phân công đã hoàn thành, không hủy được nữa.');
      }
      await manager.update(AssignmentEntity, { id: assignmentId }, { cancelledOn, cancelReason: input.reason });
      await this.events.append(manager, actor, {
        type: 'assignment.cancelled',
        subjectType: 'assignment',
        subjectId: assignmentId,
        planId: assignment.planId,
        agencyId: assignment.agencyId,
        before: { cancelledOn: null },
        after: { cancelledOn, reason: input.reason },
      });
    });
  }

  private async dueDate(manager: EntityManager, task: TaskEntity, input: NewDueDateInput) {
    const [plan] = await manager.query<{ moves: boolean }[]>(
      'SELECT move_to_working_day AS moves FROM plans WHERE id = $1',
      [task.planId],
    );
    const reading = {
      kind: 'date' as const,
      startOn: null,
      nominalDueOn: input.nominalDueOn,
      unsure: false,
      note: null,
    };
    const due = dueDateOf(reading, await this.calendar.current(manager), plan?.moves ?? true, input.documentText);
    return { dueOn: due.dueOn as string, explanation: due.explanation };
  }

  /** The date that the new one takes the place of: the last one that counts on its effective day. */
  private async dueOnBefore(manager: EntityManager, task: TaskEntity, effectiveOn: string): Promise<string | null> {
    const [last] = await manager.query<{ dueOn: string }[]>(
      `SELECT due_on AS "dueOn" FROM due_date_changes
       WHERE task_id = $1 AND assignment_id IS NULL AND effective_on <= $2 ORDER BY effective_on DESC, id DESC LIMIT 1`,
      [task.id, effectiveOn],
    );
    return last?.dueOn ?? task.dueOn;
  }

  private checkNotFuture(pointer: string, on: string): void {
    if (on > this.clock.today()) {
      throw invalidField(pointer, 'future', 'Ngày này không thể ở tương lai. Hãy nhập ngày của văn bản.');
    }
  }
}
