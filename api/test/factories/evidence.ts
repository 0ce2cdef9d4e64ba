import type { Agent } from '../harness/app.js';
import { API, etagOf } from './sample.js';

export const DOCUMENT = { number: '15/BC-SYT', issuedOn: '2023-03-28', abstract: 'Báo cáo kết quả thực hiện' };

/** Hands in a document; answers its id. */
export async function propose(agent: Agent, assignmentId: string, change: Partial<typeof DOCUMENT> = {}) {
  const answer = await agent
    .post(`${API}/assignments/${assignmentId}/evidence`)
    .send({ ...DOCUMENT, ...change })
    .expect(201);
  return answer.body.id as string;
}

/** Reads the assignment and decides with its ETag, as a page does. Not awaited to the end: add what you expect. */
export async function decide(agent: Agent, assignmentId: string, decision: Record<string, unknown>) {
  const etag = await etagOf(agent, `/assignments/${assignmentId}`);
  return agent.post(`${API}/assignments/${assignmentId}/confirmation`).set('If-Match', etag).send(decision);
}

/** A document handed in by the standing agency and confirmed at once. */
export async function complete(standing: Agent, assignmentId: string, issuedOn: string): Promise<void> {
  const evidenceId = await propose(standing, assignmentId, { issuedOn });
  const answer = await decide(standing, assignmentId, { decision: 'confirm', evidenceId });
  if (answer.status !== 200) throw new Error(`not confirmed: ${JSON.stringify(answer.body)}`);
}
