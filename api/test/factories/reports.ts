import type { Agent, TestApp } from '../harness/app.js';
import { API, agencyId, etagOf } from './sample.js';

export interface TestPeriods {
  /** Due in ten days, locked in twenty. */
  earlier: string;
  /** Due in forty days, locked in fifty; the one after `earlier`. */
  later: string;
}

/** A day that lies so many days from today, by the database's clock in Vietnam. */
export async function dayFromToday(app: TestApp, days: number): Promise<string> {
  const [row] = await app.dataSource.query(
    `SELECT ((clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $1::int)::text AS day`,
    [days],
  );
  return row.day;
}

/**
 * The sample's plan, reported on this month and the next: two opened periods. Their dates are moved, so that a test
 * means the same on every day of the year.
 */
export async function openPeriods(app: TestApp): Promise<TestPeriods> {
  const standing = await app.as('congan');
  const planId = await app.planId();
  const [row] = await app.dataSource.query(
    `SELECT to_char(d, 'YYYY-MM') AS this, to_char(d + interval '1 month', 'YYYY-MM') AS next,
            (date_trunc('month', d) + interval '1 month - 1 day')::date::text AS day
     FROM (SELECT (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS d) today`,
  );
  await standing
    .patch(`${API}/plans/${planId}/settings`)
    .set('If-Match', await etagOf(standing, `/plans/${planId}`))
    .send({ reportingFrom: row.this, reportingTo: row.next })
    .expect(200);
  await standing.post(`${API}/job-runs`).send({ job: 'open-periods', day: row.day }).expect(200);
  const periods: { id: string; label: string }[] = await app.dataSource.query(
    'SELECT id, label FROM reporting_periods WHERE plan_id = $1 ORDER BY label',
    [planId],
  );
  const [earlier, later] = periods;
  if (!earlier || !later || periods.length > 2) throw new Error(`${periods.length} periods instead of two`);
  await setDates(app, earlier.id, 10, 20);
  await setDates(app, later.id, 40, 50);
  return { earlier: earlier.id, later: later.id };
}

/** Moves a period so that it is due and locked so many days from today; its data window has begun. */
export async function setDates(app: TestApp, periodId: string, due: number, lock: number): Promise<void> {
  await app.dataSource.query(
    `UPDATE reporting_periods SET due_on = $2, nominal_due_on = $2, lock_on = $3, window_start_on = $4 WHERE id = $1`,
    [
      periodId,
      await dayFromToday(app, due),
      await dayFromToday(app, lock),
      await dayFromToday(app, Math.min(due - 60, -30)),
    ],
  );
}

/**
 * Drafts of one agency in periods of their own, with three assignments each: a fresh report for each round of a test
 * with many. Due and locked as `setDates` makes `earlier`.
 */
export async function manyReports(
  app: TestApp,
  agencyName: string,
  count: number,
): Promise<{ id: string; periodId: string }[]> {
  return app.dataSource.query(
    `WITH periods AS (
       INSERT INTO reporting_periods (plan_id, label, frequency, last_month, window_start_on, window_end_on,
                                      nominal_due_on, due_on, lock_on, explanation, opened_on)
       SELECT $1, 'round ' || n || ' ' || $5::text, 'month', '2026-12', $3::date - 100, $3::date - 50, $3::date + 10, $3::date + 10,
              $3::date + 20, '', $3
       FROM generate_series(1, $4::int) n RETURNING id, plan_id
     ), made AS (
       INSERT INTO reports (period_id, plan_id, agency_id) SELECT id, plan_id, $2 FROM periods RETURNING id, period_id
     ), lines AS (
       INSERT INTO report_entries (report_id, assignment_id)
       SELECT m.id, a.id FROM made m CROSS JOIN (
         SELECT id FROM assignments WHERE plan_id = $1 AND agency_id = $2 ORDER BY id LIMIT 3) a
     )
     SELECT id, period_id AS "periodId" FROM made`,
    [await app.planId(), await agencyId(app, agencyName), await dayFromToday(app, 0), count, agencyName],
  );
}

/** The report of an agency of this name in a period. */
export async function reportId(app: TestApp, periodId: string, agencyName: string): Promise<string> {
  const [row] = await app.dataSource.query('SELECT id FROM reports WHERE period_id = $1 AND agency_id = $2', [
    periodId,
    await agencyId(app, agencyName),
  ]);
  if (!row) throw new Error(`no report of ${agencyName}`);
  return row.id;
}

// biome-ignore lint/suspicious/noExplicitAny: the body of an answer
type Body = any;

export const readReport = async (agent: Agent, id: string): Promise<Body> =>
  (await agent.get(`${API}/reports/${id}`).expect(200)).body;

type Act = 'submissions' | 'withdrawals' | 'corrections' | 'reviews' | 'off-system-submissions' | 'review-starts';

/** One act with the version that the person reads first, as a page does. Add what you expect. */
export async function act(agent: Agent, id: string, path: Act, body: object = {}) {
  const etag = await etagOf(agent, `/reports/${id}`);
  return agent.post(`${API}/reports/${id}/${path}`).set('If-Match', etag).send(body);
}

/** Saves entries: every one that the report lists, with these words. */
export async function saveAll(agent: Agent, id: string, words: (at: number) => object) {
  const report = await readReport(agent, id);
  const entries = [...report.entries, ...report.unlisted].map(
    ({ assignmentId }: { assignmentId: string }, at: number) => ({
      assignmentId,
      ...words(at),
    }),
  );
  return put(agent, id, { entries });
}

export async function put(agent: Agent, id: string, body: object) {
  const etag = await etagOf(agent, `/reports/${id}`);
  return agent.put(`${API}/reports/${id}/entries`).set('If-Match', etag).send(body);
}

/** Fails with the answer's words when it is not what was expected. */
export function expectStatus<T extends { status: number; body: Body }>(answer: T, status: number): T {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
