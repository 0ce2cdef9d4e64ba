import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { CalendarDependent, DueDateMove, PeriodMove } from '../calendar/change-preview.port.js';
import type { WorkingCalendar } from '../calendar/domain/working-calendar.js';
import type { PlanDependent } from '../plans/plan-settings.port.js';
import { PlansService } from '../plans/plans.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { dueDatesOf } from './domain/periods.js';

interface PeriodRow {
  id: string;
  planId: string;
  label: string;
  lastMonth: string;
  nominalDueOn: string;
  dueOn: string;
  moveToWorkingDay: boolean;
}

interface Move extends PeriodRow {
  newDueOn: string;
  newLockOn: string;
  explanation: string;
}

/**
 * Keeps the due dates of opened periods equal to their nominal ones moved by the calendar. A corrected day off counts
 * backwards: who was late by a day that turns out to be off was on time.
 */
@Injectable()
export class PeriodDatesService implements CalendarDependent, PlanDependent, OnModuleInit {
  constructor(
    private readonly calendar: CalendarService,
    private readonly plans: PlansService,
    private readonly events: EventLog,
  ) {}

  onModuleInit(): void {
    this.calendar.register(this);
    this.plans.register(this);
  }

  async preview(): Promise<DueDateMove[]> {
    return [];
  }

  async previewPeriods(manager: EntityManager, calendar: WorkingCalendar): Promise<PeriodMove[]> {
    return (await this.moves(manager, calendar, null)).map((move) => ({
      periodId: move.id,
      planId: move.planId,
      label: move.label,
      nominalDueOn: move.nominalDueOn,
      fromDueOn: move.dueOn,
      toDueOn: move.newDueOn,
    }));
  }

  async apply(manager: EntityManager, calendar: WorkingCalendar, actor: Actor): Promise<void> {
    await this.write(manager, await this.moves(manager, calendar, null), actor);
  }

  async settingsChanged(manager: EntityManager, planId: string, actor: Actor): Promise<void> {
    await this.write(manager, await this.moves(manager, await this.calendar.current(manager), planId), actor);
  }

  private async moves(manager: EntityManager, calendar: WorkingCalendar, planId: string | null): Promise<Move[]> {
    const rows: PeriodRow[] = await manager.query(
      `SELECT p.id, p.plan_id AS "planId", p.label, p.last_month AS "lastMonth", p.nominal_due_on AS "nominalDueOn",
              p.due_on AS "dueOn", l.move_to_working_day AS "moveToWorkingDay"
       FROM reporting_periods p JOIN plans l ON l.id = p.plan_id
       WHERE $1::uuid IS NULL OR p.plan_id = $1 ORDER BY p.plan_id, p.window_start_on`,
      [planId],
    );
    return rows.flatMap((row) => {
      const { dueOn, lockOn, explanation } = dueDatesOf(row, row.moveToWorkingDay, calendar);
      return dueOn === row.dueOn ? [] : [{ ...row, newDueOn: dueOn, newLockOn: lockOn, explanation }];
    });
  }

  private async write(manager: EntityManager, moves: readonly Move[], actor: Actor): Promise<void> {
    for (const move of moves) {
      await manager.query('UPDATE reporting_periods SET due_on = $2, lock_on = $3, explanation = $4 WHERE id = $1', [
        move.id,
        move.newDueOn,
        move.newLockOn,
        move.explanation,
      ]);
      await this.events.append(manager, actor, {
        type: 'reporting_period.due_date_moved',
        subjectType: 'reporting_period',
        subjectId: move.id,
        planId: move.planId,
        before: { dueOn: move.dueOn },
        after: { dueOn: move.newDueOn, lockOn: move.newLockOn, explanation: move.explanation },
      });
    }
  }
}
