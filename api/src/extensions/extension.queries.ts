import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ExtensionDecider } from '@plan/shared/vocabulary/extensions';
import { DataSource, type EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { WorkingCalendar } from '../calendar/domain/working-calendar.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, readSort, type SortKey } from '../platform/http/keyset.js';
import { notFound } from '../platform/http/problem.js';
import { type AssignmentDto, AssignmentReaderService } from '../tasks/assignment-reader.service.js';
import { dueDateOf } from '../tasks/domain/due-date.js';
import { allowedActions, dateWarnings } from './domain/life-cycle.js';
import type { ExtensionDetailDto, ExtensionDto, ExtensionListQuery, ExtensionPageDto } from './extension.dto.js';
import { readable, readableParameters, sidesOf } from './extension.policy.js';

type Row = Omit<ExtensionDto, 'assignment' | 'allowedActions' | 'warnings'> & {
  deciders: ExtensionDecider;
  movesToWorkingDay: boolean;
  completedOn: string | null;
  cancelledOn: string | null;
};

const SORTS: Record<string, SortKey> = {
  askedAt: { sql: 'x.number', type: 'int' },
  newDueOn: { sql: 'x.new_due_on', type: 'date' },
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
  taskNumber: { sql: 't.position', type: 'int' },
};

const COLUMNS = `x.id, x.number, x.plan_id AS "planId", x.assignment_id AS "assignmentId", x.agency_id AS "agencyId",
  g.name AS "agencyName", x.state, x.new_due_on AS "newDueOn", x.due_on_when_asked AS "dueOnWhenAsked",
  c.due_on AS "dueOn", c.explanation, c.effective_on AS "effectiveOn", x.reason, x.asked_by_label AS "askedByName",
  x.asked_at AS "askedAt", x.closed_by_label AS "closedByName", x.closed_at AS "closedAt",
  x.closing_reason AS "closingReason", x.self_decided AS "selfDecided", x.version,
  p.extension_deciders AS deciders, p.move_to_working_day AS "movesToWorkingDay", a.completed_on AS "completedOn",
  a.cancelled_on AS "cancelledOn"`;

const FROM = `FROM extensions x JOIN assignments a ON a.id = x.assignment_id JOIN tasks t ON t.id = a.task_id
  JOIN plans p ON p.id = x.plan_id JOIN agencies g ON g.id = x.agency_id
  LEFT JOIN due_date_changes c ON c.id = x.due_date_change_id`;

/** How the date of a request is called in its explanation. */
export const documentText = (number: number): string => `Gia hạn theo đề nghị số ${number}`;

/** Reads of requests; every one of them knows who asks. */
@Injectable()
export class ExtensionQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly assignments: AssignmentReaderService,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** One page of the requests that the actor may read. */
  async list(query: ExtensionListQuery, actor: Actor): Promise<ExtensionPageDto> {
    const { limit, cursor, ...filters } = query;
    const keyset = new Keyset(readSort(query.sort, Object.keys(SORTS), '-askedAt'), SORTS, 'x.id', filters);
    const parameters: unknown[] = [...readableParameters(actor)];
    const conditions = [readable(1), ...listConditions(query, parameters)];
    conditions.push(keyset.after(cursor, parameters));
    const rows: (Row & Record<string, unknown>)[] = await this.dataSource.query(
      `SELECT ${COLUMNS}, ${keyset.select} ${FROM} WHERE ${conditions.join(' AND ')}
       ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.present(page, actor),
      nextCursor: rows.length > limit && last ? keyset.cursorAfter(last) : null,
    };
  }

  /** Those of a plan that waited on a day, the longest waiting first. */
  async pendingOn(planId: string, asOf: string, actor: Actor): Promise<ExtensionDto[]> {
    const day = (sql: string) => `(${sql} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${COLUMNS} ${FROM} WHERE ${readable(1)} AND x.plan_id = $3 AND ${day('x.asked_at')} <= $4
         AND (x.closed_at IS NULL OR ${day('x.closed_at')} > $4)
       ORDER BY x.number`,
      [...readableParameters(actor), planId, asOf],
    );
    return this.present(rows, actor);
  }

  /**
   * One request with every date of its assignment.
   * @throws DomainError `resource.not_found` when it is missing or not the actor's to read
   */
  async one(id: string, actor: Actor): Promise<ExtensionDetailDto> {
    const [row] = await this.rows(this.dataSource.manager, 'x.id = $3', id, actor);
    if (!row) throw notFound('đề nghị gia hạn');
    const [extension] = await this.present([row], actor);
    return { ...(extension as ExtensionDto), dates: await this.assignments.datesOf(row.assignmentId) };
  }

  private rows(manager: EntityManager, condition: string, value: unknown, actor: Actor): Promise<Row[]> {
    return manager.query(`SELECT ${COLUMNS} ${FROM} WHERE ${readable(1)} AND ${condition}`, [
      ...readableParameters(actor),
      value,
    ]);
  }

  private async present(rows: readonly Row[], actor: Actor): Promise<ExtensionDto[]> {
    const assignments = await this.assignments.many(rows.map(({ assignmentId }) => assignmentId));
    const calendar = await this.calendar.current();
    return rows.map((row) => this.shape(row, assignments.get(row.assignmentId) as AssignmentDto, calendar, actor));
  }

  private shape(row: Row, assignment: AssignmentDto, calendar: WorkingCalendar, actor: Actor): ExtensionDto {
    const pending = row.state === 'pending';
    const would = pending ? wouldBe(row, calendar) : { dueOn: row.dueOn, explanation: row.explanation };
    return {
      id: row.id,
      number: row.number,
      planId: row.planId,
      assignmentId: row.assignmentId,
      agencyId: row.agencyId,
      agencyName: row.agencyName,
      state: row.state,
      newDueOn: row.newDueOn,
      dueOnWhenAsked: row.dueOnWhenAsked,
      dueOn: would.dueOn,
      explanation: would.explanation,
      effectiveOn: row.effectiveOn,
      reason: row.reason,
      askedByName: row.askedByName,
      askedAt: row.askedAt,
      closedByName: row.closedByName,
      closedAt: row.closedAt,
      closingReason: row.closingReason,
      selfDecided: row.selfDecided,
      version: row.version,
      assignment,
      warnings: pending ? dateWarnings(row.newDueOn, this.clock.today()) : [],
      allowedActions: allowedActions(row, sidesOf(actor, row.agencyId)),
    };
  }
}

/** What granting as asked would give. */
function wouldBe(row: Row, calendar: WorkingCalendar): { dueOn: string | null; explanation: string } {
  const reading = { kind: 'date' as const, startOn: null, nominalDueOn: row.newDueOn, unsure: false, note: null };
  return dueDateOf(reading, calendar, row.movesToWorkingDay, documentText(row.number));
}

function listConditions(query: ExtensionListQuery, parameters: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, sql: (place: string) => string): void => {
    if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
  };
  add(query.planId, (place) => `x.plan_id = ${place}`);
  add(query.assignmentId, (place) => `x.assignment_id = ${place}`);
  add(query.agencyId, (place) => `x.agency_id = ANY(${place}::uuid[])`);
  // One state is an equality: behind it `extensions_waiting` has the rows in the order of the list.
  if (query.state?.length === 1) add(query.state[0], (place) => `x.state = ${place}`);
  else add(query.state, (place) => `x.state = ANY(${place}::text[])`);
  if (query.q) {
    add(
      likeText(searchKey(query.q)),
      (place) => `(t.search_text LIKE '%' || ${place} || '%' OR g.search_text LIKE '%' || ${place} || '%')`,
    );
  }
  return conditions;
}
