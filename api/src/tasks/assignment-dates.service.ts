import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { notFound } from '../platform/http/problem.js';
import { AssignmentEntity } from './assignment.entity.js';
import { dueDateOf } from './domain/due-date.js';
import { DueDateChangeEntity } from './due-date-change.entity.js';
import { ASSIGNMENT_DUE_ON, assignmentDateChange } from './timeliness.sql.js';

/** An assignment, locked, with the date that is in force today. */
export interface DatedAssignment {
  id: string;
  taskId: string;
  planId: string;
  agencyId: string;
  role: 'lead' | 'coordinate';
  /** In force today; null when it has none. */
  dueOn: string | null;
  completedOn: string | null;
  cancelledOn: string | null;
  /** A request for a later date waits. */
  extensionPending: boolean;
  /** Today by the database's clock, in Asia/Ho_Chi_Minh. */
  today: string;
}

export interface NewAssignmentDate {
  /** The last day as it was decided; it moves to a working day as the plan's settings say. */
  nominalDueOn: string;
  /** How the explanation of the date begins, and what the history cites. */
  documentText: string;
  reason: string;
}

/** Dates of single assignments, for features that decide on them. The dates before stay for ever. */
@Injectable()
export class AssignmentDatesService {
  constructor(
    private readonly calendar: CalendarService,
    private readonly events: EventLog,
  ) {}

  /**
   * The assignment, locked to the end of the transaction.
   * @throws DomainError `resource.not_found`
   */
  async lock(manager: EntityManager, id: string): Promise<DatedAssignment> {
    // The task first, as whoever changes the date of a whole task does: the two wait for each other and never die together.
    await manager.query(
      'SELECT 1 FROM tasks WHERE id = (SELECT task_id FROM assignments WHERE id = $1) FOR KEY SHARE',
      [id],
    );
    await manager.query('SELECT 1 FROM assignments WHERE id = $1 FOR UPDATE', [id]);
    const [assignment] = await manager.query<DatedAssignment[]>(
      `SELECT a.id, a.task_id AS "taskId", a.plan_id AS "planId", a.agency_id AS "agencyId", a.role,
              ${ASSIGNMENT_DUE_ON} AS "dueOn", a.completed_on AS "completedOn", a.cancelled_on AS "cancelledOn",
              upper_inf(a.extension_pending) AS "extensionPending", day.today
       FROM (SELECT (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today) day
       JOIN assignments a ON a.id = $1 ${assignmentDateChange('day.today')}`,
      [id],
    );
    if (!assignment) throw notFound('phân công');
    return assignment;
  }

  /** From today on a request for a later date waits. */
  async beginPending(manager: EntityManager, assignment: DatedAssignment): Promise<void> {
    await manager.query(
      'UPDATE assignments SET extension_pending = extension_pending + datemultirange(daterange($2::date, NULL)) WHERE id = $1',
      [assignment.id, assignment.today],
    );
  }

  /** From today on none waits any more. */
  async endPending(manager: EntityManager, assignment: DatedAssignment): Promise<void> {
    await manager.query(
      'UPDATE assignments SET extension_pending = extension_pending - datemultirange(daterange($2::date, NULL)) WHERE id = $1',
      [assignment.id, assignment.today],
    );
  }

  /** Where a date would come to lie, and how; nothing is written. */
  async resulting(
    manager: EntityManager,
    planId: string,
    date: Pick<NewAssignmentDate, 'nominalDueOn' | 'documentText'>,
  ): Promise<{ dueOn: string; explanation: string }> {
    const [plan] = await manager.query<{ moves: boolean }[]>(
      'SELECT move_to_working_day AS moves FROM plans WHERE id = $1',
      [planId],
    );
    const { nominalDueOn, documentText } = date;
    const reading = { kind: 'date' as const, startOn: null, nominalDueOn, unsure: false, note: null };
    const due = dueDateOf(reading, await this.calendar.current(manager), plan?.moves ?? true, documentText);
    return { dueOn: due.dueOn as string, explanation: due.explanation };
  }

  /** Gives one assignment a date of its own from today on. @returns the id of the change in the history of dates */
  async setDueDate(
    manager: EntityManager,
    assignment: DatedAssignment,
    date: NewAssignmentDate,
    actor: Actor,
  ): Promise<{ changeId: number; dueOn: string }> {
    const due = await this.resulting(manager, assignment.planId, date);
    const { identifiers } = await manager.insert(DueDateChangeEntity, {
      taskId: assignment.taskId,
      assignmentId: assignment.id,
      effectiveOn: assignment.today,
      nominalDueOn: date.nominalDueOn,
      dueOn: due.dueOn,
      explanation: due.explanation,
      documentText: date.documentText,
      reason: date.reason,
      createdBy: actor.kind === 'user' ? actor.id : null,
    });
    await manager.update(AssignmentEntity, { id: assignment.id }, { dueDateChanged: true });
    await this.events.append(manager, actor, {
      type: 'assignment.due_date_set',
      subjectType: 'assignment',
      subjectId: assignment.id,
      planId: assignment.planId,
      agencyId: assignment.agencyId,
      before: { dueOn: assignment.dueOn },
      after: {
        dueOn: due.dueOn,
        effectiveOn: assignment.today,
        documentText: date.documentText,
        reason: date.reason,
      },
    });
    return { changeId: Number(identifiers[0]?.id), dueOn: due.dueOn };
  }
}
