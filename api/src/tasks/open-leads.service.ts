import { Injectable } from '@nestjs/common';
import { ASSIGNMENT_DUE_ON, assignmentDateChange } from './timeliness.sql.js';

/** What is still owed of lead assignments, as SQL for the set-based work of the features above. */
@Injectable()
export class OpenLeadsService {
  /**
   * A select of the lead assignments that were neither completed nor cancelled on a day, with their due dates as of it:
   * `id, plan_id, task_id, agency_id, due_on, deadline_kind, start_on, origin, task_number, task_title, task_position,
   * search_text, urging_count`. The standing duties of section IV are
   * left out: they stand apart in every list and figure.
   *
   * @param day an SQL expression of type date, such as `$1::date`
   * @param where a further condition over the assignment `a` and its task `t`
   */
  select(day: string, where = 'true'): string {
    return `
      SELECT a.id, a.plan_id, a.task_id, a.agency_id, ${ASSIGNMENT_DUE_ON} AS due_on, t.deadline_kind, t.start_on, t.origin,
             t.number AS task_number, t.title AS task_title, t.position AS task_position, t.search_text, a.urging_count
      FROM assignments a JOIN tasks t ON t.id = a.task_id ${assignmentDateChange(day)}
      WHERE a.role = 'lead' AND t.origin <> 'section_iv'
        AND (a.completed_on IS NULL OR a.completed_on > ${day}) AND (a.cancelled_on IS NULL OR a.cancelled_on > ${day})
        AND (${where})`;
  }
}
