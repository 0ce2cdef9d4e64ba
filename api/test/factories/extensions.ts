import type { Agent, TestApp } from '../harness/app.js';
import { API, etagOf } from './sample.js';

/** Open lead assignments of an agency with a date in the sample's year, for which nobody has asked for another date. */
export async function openLeads(app: TestApp, agencyName: string, count: number): Promise<string[]> {
  const rows = await app.dataSource.query<{ id: string }[]>(
    `SELECT a.id FROM assignments a JOIN agencies g ON g.id = a.agency_id JOIN tasks t ON t.id = a.task_id
     WHERE g.name = $1 AND a.role = 'lead' AND t.origin = 'annex' AND a.due_on IS NOT NULL AND a.completed_on IS NULL
       AND a.cancelled_on IS NULL AND NOT EXISTS (SELECT 1 FROM extensions x WHERE x.assignment_id = a.id)
     ORDER BY t.position LIMIT $2`,
    [agencyName, count],
  );
  if (rows.length < count) throw new Error(`only ${rows.length} open lead assignments of ${agencyName}`);
  return rows.map(({ id }) => id);
}

/** Asks, and answers the request. */
export async function ask(agent: Agent, assignmentId: string, newDueOn: string, reason = 'Chờ hướng dẫn của Bộ') {
  const answer = await agent.post(`${API}/assignments/${assignmentId}/extensions`).send({ newDueOn, reason });
  if (answer.status !== 201) throw new Error(`not asked: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Reads the request and decides with its ETag, as a page does. Add what you expect. */
export async function decideExtension(agent: Agent, id: string, decision: Record<string, unknown>) {
  const etag = await etagOf(agent, `/extensions/${id}`);
  return agent.post(`${API}/extensions/${id}/decisions`).set('If-Match', etag).send(decision);
}
