import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { CalendarDependent, DueDateMove } from '../calendar/change-preview.port.js';
import type { WorkingCalendar } from '../calendar/domain/working-calendar.js';
import type { PlanDependent } from '../plans/plan-settings.port.js';
import { PlansService } from '../plans/plans.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import type { DeadlineReading } from './domain/deadline-reading.js';
import { dueDateOf } from './domain/due-date.js';

interface DatedRow {
  /** `task` for the plan's first date, `change` for a later one. */
  source: 'task' | 'change';
  rowId: string;
  taskId: string;
  planId: string;
  taskNumber: number;
  taskTitle: string;
  deadlineText: string;
  kind: DeadlineReading['kind'];
  startOn: string | null;
  unsure: boolean;
  nominalDueOn: string;
  dueOn: string;
  moveToWorkingDay: boolean;
  open: boolean;
}

interface Move extends DatedRow {
  newDueOn: string;
  explanation: string;
}

const DATED = `
  SELECT 'task' AS source, t.id::text AS "rowId", t.id AS "taskId", t.plan_id AS "planId", t.number AS "taskNumber", t.title AS "taskTitle",
         t.deadline_text AS "deadlineText", t.deadline_kind AS kind, t.start_on AS "startOn", t.deadline_unsure AS unsure,
         t.nominal_due_on AS "nominalDueOn", t.due_on AS "dueOn", p.move_to_working_day AS "moveToWorkingDay",
         EXISTS (SELECT 1 FROM assignments a WHERE a.task_id = t.id AND a.role = 'lead' AND a.completed_on IS NULL
                   AND a.cancelled_on IS NULL) AS open, t.position, t.origin
  FROM tasks t JOIN plans p ON p.id = t.plan_id
  WHERE t.nominal_due_on IS NOT NULL AND ($1::uuid IS NULL OR t.plan_id = $1)
  UNION ALL
  SELECT 'change', c.id::text, t.id, t.plan_id, t.number, t.title, c.document_text, 'date', NULL, false,
         c.nominal_due_on, c.due_on, p.move_to_working_day, true, t.position, t.origin
  FROM due_date_changes c JOIN tasks t ON t.id = c.task_id JOIN plans p ON p.id = t.plan_id
  WHERE ($1::uuid IS NULL OR t.plan_id = $1)
  ORDER BY "planId", origin, position`;

/**
 * Keeps due dates equal to their nominal dates moved by the calendar and the plan's policy. A corrected day off counts
 * backwards like any correction: first dates and later ones move alike.
 */
@Injectable()
export class DueDateRecalculation implements CalendarDependent, PlanDependent, OnModuleInit {
  constructor(
    private readonly calendar: CalendarService,
    private readonly plans: PlansService,
    private readonly events: EventLog,
  ) {}

  onModuleInit(): void {
    this.calendar.register(this);
    this.plans.register(this);
  }

  async preview(manager: EntityManager, calendar: WorkingCalendar): Promise<DueDateMove[]> {
    const moves = await this.moves(manager, calendar, null);
    return moves.map((move) => ({
      taskId: move.taskId,
      planId: move.planId,
      taskNumber: move.taskNumber,
      taskTitle: move.taskTitle,
      nominalDueOn: move.nominalDueOn,
      fromDueOn: move.dueOn,
      toDueOn: move.newDueOn,
      open: move.open,
    }));
  }

  async apply(manager: EntityManager, calendar: WorkingCalendar, actor: Actor): Promise<void> {
    await this.write(manager, await this.moves(manager, calendar, null), actor);
  }

  async settingsChanged(manager: EntityManager, planId: string, actor: Actor): Promise<void> {
    await this.write(manager, await this.moves(manager, await this.calendar.current(manager), planId), actor);
  }

  private async moves(manager: EntityManager, calendar: WorkingCalendar, planId: string | null): Promise<Move[]> {
    const rows: DatedRow[] = await manager.query(DATED, [planId]);
    return rows.flatMap((row) => {
      const reading: DeadlineReading = { ...row, note: null };
      const due = dueDateOf(reading, calendar, row.moveToWorkingDay, row.deadlineText);
      return due.dueOn && due.dueOn !== row.dueOn
        ? [{ ...row, newDueOn: due.dueOn, explanation: due.explanation }]
        : [];
    });
  }

  private async write(manager: EntityManager, moves: readonly Move[], actor: Actor): Promise<void> {
    for (const move of moves) {
      if (move.source === 'task') {
        await manager.query(
          'UPDATE tasks SET due_on = $2, deadline_explanation = $3, version = version + 1 WHERE id = $1',
          [move.taskId, move.newDueOn, move.explanation],
        );
        await manager.query('UPDATE assignments SET due_on = $2, version = version + 1 WHERE task_id = $1', [
          move.taskId,
          move.newDueOn,
        ]);
      } else {
        await manager.query('UPDATE due_date_changes SET due_on = $2, explanation = $3 WHERE id = $1', [
          move.rowId,
          move.newDueOn,
          move.explanation,
        ]);
      }
      await this.events.append(manager, actor, {
        type: 'task.due_date_moved',
        subjectType: 'task',
        subjectId: move.taskId,
        planId: move.planId,
        before: { dueOn: move.dueOn },
        after: { dueOn: move.newDueOn, explanation: move.explanation },
      });
    }
  }
}
