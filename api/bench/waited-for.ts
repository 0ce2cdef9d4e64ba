import type { Call } from './load.js';

/** Rows of one plan to ask for. */
export interface PlanSample {
  planId: string;
  year: number;
  groupId: string;
  taskId: string;
  leadId: string;
  coordinatingId: string;
  agencyId: string;
}

/** SQL: one sample of rows per plan, $1 of them spread over the plans that people still work with. */
export const PLAN_SAMPLES = `
  SELECT p.id AS "planId", p.year, t.group_id AS "groupId", t.id AS "taskId", l.id AS "leadId",
         c.id AS "coordinatingId", l.agency_id AS "agencyId"
  FROM plans p
  CROSS JOIN LATERAL (SELECT * FROM tasks WHERE plan_id = p.id AND origin = 'annex' AND number = 2) t
  CROSS JOIN LATERAL (SELECT * FROM assignments WHERE task_id = t.id AND role = 'lead' ORDER BY id LIMIT 1) l
  CROSS JOIN LATERAL (SELECT * FROM assignments WHERE plan_id = p.id AND role = 'coordinate' ORDER BY id LIMIT 1) c
  ORDER BY md5(p.id::text) LIMIT $1`;

/** What a person waits for on a page of one plan, by what it is. */
export function waitedFor({ planId, year, groupId, taskId, leadId, coordinatingId, agencyId }: PlanSample) {
  const asOf = `asOf=${year}-07-04`;
  const get = (path: string): Call => ({ method: 'GET', path: `/api/v1/${path}` });
  return {
    'tasks of a plan, filtered': get(`tasks?planId=${planId}&deadlineKind=month&deadlineKind=quarter&${asOf}`),
    'tasks of a plan, overdue': get(`tasks?planId=${planId}&timeliness=overdue&${asOf}`),
    'tasks of a plan by due date': get(`tasks?planId=${planId}&sort=dueOn,-number&${asOf}`),
    'tasks of a plan by title': get(`tasks?planId=${planId}&sort=title&${asOf}`),
    'tasks of a group': get(`tasks?planId=${planId}&groupId=${groupId}&${asOf}`),
    'tasks of an agency': get(`tasks?planId=${planId}&agencyId=${agencyId}&role=lead&${asOf}`),
    'tasks found by a word': get(`tasks?planId=${planId}&q=${encodeURIComponent('dịch vụ công')}&${asOf}`),
    'one task': get(`tasks/${taskId}?${asOf}`),
    'history of a task': get(`tasks/${taskId}/history`),
    'assignments of a plan, 50': get(`assignments?planId=${planId}&${asOf}`),
    'assignments of a plan by due date, 50': get(`assignments?planId=${planId}&sort=-dueOn&${asOf}`),
    'assignments of a plan, overdue, 50': get(`assignments?planId=${planId}&role=lead&timeliness=overdue&${asOf}`),
    'assignments of a task': get(`assignments?taskId=${taskId}&${asOf}`),
    'assignments of an agency in a plan': get(`assignments?planId=${planId}&agencyId=${agencyId}&${asOf}`),
    'one lead assignment': get(`assignments/${leadId}?${asOf}`),
    'one coordinating assignment': get(`assignments/${coordinatingId}?${asOf}`),
    'evidence of an assignment': get(`assignments/${leadId}/evidence`),
    'evidence waiting in a plan': get(`evidence?planId=${planId}&state=proposed`),
    'one plan': get(`plans/${planId}`),
    'groups of a plan': get(`plans/${planId}/groups`),
    'summary of a plan': get(`plans/${planId}/summary?${asOf}`),
  } satisfies Record<string, Call>;
}

/** What is asked of all plans at once: these answers differ in size between a province and the country. */
export function askedOfAll({ agencyId, year }: PlanSample): Record<string, Call> {
  const asOf = `asOf=${year}-07-04`;
  const get = (path: string): Call => ({ method: 'GET', path: `/api/v1/${path}` });
  return {
    plans: get('plans'),
    'tasks of all plans': get(`tasks?${asOf}`),
    'tasks of all plans, overdue': get(`tasks?timeliness=overdue&${asOf}`),
    'tasks of an agency in all plans': get(`tasks?agencyId=${agencyId}&${asOf}`),
    'tasks of all plans found by a word': get(`tasks?q=${encodeURIComponent('dịch vụ công')}&${asOf}`),
    'assignments of an agency in all plans': get(`assignments?agencyId=${agencyId}&${asOf}`),
    'assignments of all plans': get(`assignments?${asOf}`),
    'evidence waiting in all plans': get('evidence?state=proposed'),
    agencies: get('agencies'),
    'one agency': get(`agencies/${agencyId}`),
  };
}
