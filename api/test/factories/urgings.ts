import type { Agent, TestApp } from '../harness/app.js';
import { API } from './sample.js';

/** The last day of the sample's year: by then its overdue tasks can be urged. */
export const YEAR_END = '2023-12-31';

export interface Candidate {
  id: string;
  kind: string;
  assignmentId: string | null;
  reportId: string | null;
  agencyId: string;
  agencyName: string;
  title: string;
  daysLate: number;
  urgingCount: number;
  unanswered: boolean;
}

/** What can be urged of an agency at the end of the sample's year, the longest overdue first. */
export async function candidatesOf(agent: Agent, app: TestApp, agencyName: string): Promise<Candidate[]> {
  const [agency] = await app.dataSource.query('SELECT id FROM agencies WHERE name = $1', [agencyName]);
  const answer = await agent
    .get(`${API}/urging-candidates`)
    .query({ planId: await app.planId(), asOf: YEAR_END, agencyId: agency.id, limit: 200 })
    .expect(200);
  return answer.body.items;
}

/** A day that an answer may be asked by, whenever the test runs. */
export const nextWeek = (): string => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

export const urgingOf = (planId: string, items: readonly Pick<Candidate, 'assignmentId' | 'reportId'>[]) => ({
  planId,
  items: items.map(({ assignmentId, reportId }) => (assignmentId ? { assignmentId } : { reportId })),
  subject: 'đôn đốc thực hiện nhiệm vụ quá hạn',
  text: 'Đến ngày {ngày số liệu}, {cơ quan} còn {số việc} việc quá hạn.\nĐề nghị trả lời trước {hạn trả lời}.',
  answerBy: nextWeek(),
  asOf: YEAR_END,
});

/** Urges one agency once about one of its assignments, the longest overdue first; answers the urging's id and the assignment. */
export async function urgeOnce(
  agent: Agent,
  app: TestApp,
  agencyName: string,
  at = 0,
): Promise<{ urgingId: string; assignmentId: string }> {
  const candidate = (await candidatesOf(agent, app, agencyName)).filter(({ assignmentId }) => assignmentId)[at];
  if (!candidate) throw new Error(`nothing of ${agencyName} can be urged`);
  const answer = await agent
    .post(`${API}/urgings`)
    .send(urgingOf(await app.planId(), [candidate]))
    .expect(201);
  return { urgingId: answer.body.urgings[0].id, assignmentId: candidate.assignmentId as string };
}
