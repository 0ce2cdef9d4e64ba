import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { AssignmentDto } from './assignment.dto.js';
import { AssignmentQueries } from './assignment.queries.js';

export { AssignmentDto } from './assignment.dto.js';
export { asksExtensionFor, readsAgency, readsEveryAgency } from './assignment.policy.js';

/** One date that an assignment has or had, with the day from which it counts. */
export interface AssignmentDate {
  /** Null: the plan's first date. */
  effectiveOn: string | null;
  nominalDueOn: string;
  dueOn: string;
  explanation: string;
  documentText: string | null;
  reason: string | null;
  /** The date of the whole task, not of this assignment alone. */
  ofTask: boolean;
}

/** Assignments in the shape of the contract, and the history of their dates, for features that answer with them. */
@Injectable()
export class AssignmentReaderService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queries: AssignmentQueries,
  ) {}

  /** Those that exist, by id, as of today. */
  async many(
    ids: readonly string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, AssignmentDto>> {
    const found = ids.length > 0 ? await this.queries.many([...new Set(ids)], undefined, manager) : [];
    return new Map(found.map((one) => [one.id, one]));
  }

  /** Every date of an assignment in order of effect, the first one first. */
  async datesOf(id: string): Promise<AssignmentDate[]> {
    return this.dataSource.query(
      `SELECT d."effectiveOn", d."nominalDueOn", d."dueOn", d.explanation, d."documentText", d.reason, d."ofTask" FROM (
       SELECT NULL::date AS "effectiveOn", a.nominal_due_on AS "nominalDueOn", a.due_on AS "dueOn",
              t.deadline_explanation AS explanation, NULL AS "documentText", NULL AS reason, true AS "ofTask", 0::bigint AS place
       FROM assignments a JOIN tasks t ON t.id = a.task_id WHERE a.id = $1 AND a.due_on IS NOT NULL
       UNION ALL
       SELECT c.effective_on, c.nominal_due_on, c.due_on, c.explanation, c.document_text, c.reason,
              c.assignment_id IS NULL, c.id
       FROM assignments a JOIN due_date_changes c ON c.task_id = a.task_id AND (c.assignment_id IS NULL OR c.assignment_id = a.id)
       WHERE a.id = $1) d ORDER BY d."effectiveOn" NULLS FIRST, d.place`,
      [id],
    );
  }
}
