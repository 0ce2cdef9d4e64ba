import type { Agent, TestApp } from '../harness/app.js';

export const API = '/api/v1';

/** The sample's task with this number. */
export async function taskId(app: TestApp, number: number, origin = 'annex'): Promise<string> {
  return only(app, 'SELECT id FROM tasks WHERE number = $1 AND origin = $2 AND plan_id = $3', [
    number,
    origin,
    await app.planId(),
  ]);
}

/** The part that an agency has in the sample's task with this number. */
export async function assignmentId(app: TestApp, taskNumber: number, agencyName: string): Promise<string> {
  return only(
    app,
    `SELECT a.id FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN agencies g ON g.id = a.agency_id
     WHERE t.number = $1 AND t.origin = 'annex' AND g.name = $2 AND t.plan_id = $3`,
    [taskNumber, agencyName, await app.planId()],
  );
}

/** The lead assignment of the sample's task with this number, which has no other. */
export async function onlyLeadId(app: TestApp, taskNumber: number): Promise<string> {
  return only(app, `SELECT id FROM assignments WHERE task_id = $1 AND role = 'lead'`, [await taskId(app, taskNumber)]);
}

export async function agencyId(app: TestApp, name: string): Promise<string> {
  return only(app, 'SELECT id FROM agencies WHERE name = $1', [name]);
}

export async function groupId(app: TestApp, name: string): Promise<string> {
  return only(app, 'SELECT id FROM agency_groups WHERE name = $1', [name]);
}

async function only(app: TestApp, sql: string, parameters: unknown[]): Promise<string> {
  const rows = await app.dataSource.query<{ id: string }[]>(sql, parameters);
  if (rows.length !== 1) throw new Error(`${rows.length} rows for ${parameters.join(', ')}`);
  return (rows[0] as { id: string }).id;
}

export interface RecordedEvent {
  type: string;
  actor: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The transaction that wrote it. */
  transaction: string;
}

/** What the log says of one subject, oldest first. */
export async function eventsOf(app: TestApp, subjectId: string): Promise<RecordedEvent[]> {
  return app.dataSource.query(
    `SELECT type, actor_label AS actor, before, after, xmin::text AS transaction
     FROM events WHERE subject_id = $1 ORDER BY id`,
    [subjectId],
  );
}

/** How many events there are: a refused request adds none. */
export async function countEvents(app: TestApp): Promise<number> {
  const [row] = await app.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM events');
  return row?.count ?? 0;
}

/** The ETag of an answer; an empty one where there is none. */
export const etagIn = (answer: { headers: Record<string, string | undefined> }): string => answer.headers.etag ?? '';

/** The ETag that a GET answers with. */
export async function etagOf(agent: Agent, path: string): Promise<string> {
  return etagIn(await agent.get(`${API}${path}`).expect(200));
}

/** All items of a list, page by page; `path` has a query, and `after` is the cursor to begin after. */
export async function allPages<T>(agent: Agent, path: string, after: string | null = null): Promise<T[]> {
  const items: T[] = [];
  let cursor = after;
  do {
    const at: string = cursor === null ? path : `${path}&cursor=${cursor}`;
    const answer = await agent.get(`${API}${at}`).expect(200);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  } while (cursor !== null);
  return items;
}
