import type { EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import type { WorkingCalendar } from './domain/working-calendar.js';

/** One due date that a change of the calendar moves. */
export interface DueDateMove {
  taskId: string;
  planId: string;
  taskNumber: number;
  taskTitle: string;
  nominalDueOn: string;
  fromDueOn: string;
  toDueOn: string;
  open: boolean;
}

/** One reporting period whose due date a change of the calendar moves. */
export interface PeriodMove {
  periodId: string;
  planId: string;
  label: string;
  nominalDueOn: string;
  fromDueOn: string;
  toDueOn: string;
}

/**
 * The port by which the calendar, low on the stairs, shows and applies what its change moves above it: features that
 * keep dates register themselves with the CalendarService when they start.
 */
export interface CalendarDependent {
  /** The dates that would move under the new calendar. */
  preview(manager: EntityManager, calendar: WorkingCalendar): Promise<DueDateMove[]>;
  /** The reporting periods that would move. */
  previewPeriods?(manager: EntityManager, calendar: WorkingCalendar): Promise<PeriodMove[]>;
  /** Moves them, in the transaction of the change, with an event each. */
  apply(manager: EntityManager, calendar: WorkingCalendar, actor: Actor): Promise<void>;
}
