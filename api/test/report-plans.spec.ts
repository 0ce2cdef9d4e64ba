import pg from 'pg';
import { bigTableScans, type RecordedQuery, recordQueries } from '../bench/recorded-queries.js';
import { dayFromToday, manyReports, openPeriods, readReport, reportId, type TestPeriods } from './factories/reports.js';
import { API, etagIn, groupId } from './factories/sample.js';
import { type Agent, createTestApp, type TestApp } from './harness/app.js';

/** Periods of other plans beside the sample's, with a report of every agency: as in twenty provinces over two years. */
const PERIODS = 400;

/** Other plans with other assignments: what belongs to the sample's stays as small as in life. */
const OTHERS = `
  WITH plan AS (
    INSERT INTO plan_imports (file_name, digest, source, version) VALUES ('x', 'x', '', 1) RETURNING id
  ), other AS (
    INSERT INTO plans (title, year, legal_bases, recipients, import_id, confirmed_at, version)
    SELECT 'Kế hoạch khác', 2024, '{}', '{}', id, now(), 1 FROM plan RETURNING id
  ), periods AS (
    INSERT INTO reporting_periods (plan_id, label, frequency, last_month, window_start_on, window_end_on, nominal_due_on,
                                   due_on, lock_on, explanation, opened_on)
    SELECT other.id, 'x' || n, 'month', '2024-12', '2024-01-01', '2024-01-31', '2024-02-01', '2024-02-01', '2024-02-28',
           '', '2024-01-01' FROM other, generate_series(1, $1::int) n
    RETURNING id, plan_id
  ), agencies_of AS (
    -- Agencies of other provinces: an agency has some dozens of reports, not hundreds.
    INSERT INTO agencies (name, level, search_text, version)
    SELECT 'Cơ quan ' || n, 'commune', 'co quan', 1 FROM generate_series(1, 4000) n RETURNING id
  ), numbered AS (SELECT id, row_number() OVER () AS place FROM agencies_of),
  numbered_periods AS (SELECT id, plan_id, row_number() OVER () AS place FROM periods),
  made AS (
    INSERT INTO reports (period_id, plan_id, agency_id, state, submission_count, judged_number, current_number, submitted_on, submitted_at)
    SELECT p.id, p.plan_id, a.id, CASE WHEN p.place % 2 = 0 THEN 'accepted' ELSE 'draft' END,
           CASE WHEN p.place % 2 = 0 THEN 1 ELSE 0 END, CASE WHEN p.place % 2 = 0 THEN 1 END,
           CASE WHEN p.place % 2 = 0 THEN 1 END, CASE WHEN p.place % 2 = 0 THEN date '2024-02-01' END,
           CASE WHEN p.place % 2 = 0 THEN timestamptz '2024-02-01' END
    FROM numbered_periods p JOIN numbered a ON a.place % 20 = p.place % 20
    RETURNING id, submission_count
  ), entries AS (
    INSERT INTO report_entries (report_id, assignment_id)
    SELECT m.id, a.id FROM made m CROSS JOIN (SELECT id FROM assignments ORDER BY md5(id::text) LIMIT 5) a
  )
  INSERT INTO report_submissions (report_id, number, content, sha256, received_at, received_on, channel, due_on, late,
                                  submitted_by_label, updated_count, unchanged_count, warning_count)
  SELECT id, 1, '{"entries": []}', '', now(), '2024-02-01', 'page', '2024-02-01', false, '', 0, 0, 0
  FROM made WHERE submission_count = 1`;

describe('what a person waits for in reporting', () => {
  let app: TestApp;
  let owner: pg.Client;
  let periods: TestPeriods;
  let planId: string;
  let standing: Agent;
  let head: Agent;
  let report: string;
  let today: string;
  let group: string;

  beforeAll(async () => {
    app = await createTestApp();
    owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    periods = await openPeriods(app);
    planId = await app.planId();
    await manyReports(app, 'Sở Y tế', 24);
    await owner.query(OTHERS, [PERIODS]);
    await owner.query('VACUUM ANALYZE');
    standing = await app.as('congan');
    head = await app.as('soyte.head');
    report = await reportId(app, periods.earlier, 'Sở Y tế');
    today = await dayFromToday(app, 0);
    group = await groupId(app, 'UBND các huyện, thị xã, thành phố');
  }, 120_000);
  afterAll(async () => {
    await owner?.end();
    await app?.close();
  });

  const scansOf = async (queries: RecordedQuery[]): Promise<string[]> => {
    expect(queries).not.toEqual([]);
    const scans: string[] = [];
    for (const query of queries) {
      for (const table of await bigTableScans(owner, query)) {
        if (table.startsWith('report')) scans.push(`${table}: ${query.sql.slice(0, 300)}`);
      }
    }
    return scans;
  };

  it('is measured where a scan would cost', async () => {
    const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM report_entries');
    expect(rows[0]?.count).toBeGreaterThan(400_000);
  });

  it.each<[string, () => [Agent, string]]>([
    ['reports of a period', () => [standing, `reports?periodId=${periods.earlier}`]],
    ['reports of a plan', () => [standing, `reports?planId=${planId}&sort=-submittedAt`]],
    ['reports of a plan that are overdue', () => [standing, `reports?planId=${planId}&overdue=true`]],
    ['reports that wait, over all plans', () => [standing, 'reports?state=submitted']],
    ['reports over all plans', () => [standing, 'reports']],
    ['own reports', () => [head, 'reports']],
    ['own reports by date', () => [head, 'reports?sort=dueOn']],
    ['what one owes', () => [head, 'reports/owed']],
    ['who owes in a plan', () => [standing, `reports/owed?planId=${planId}`]],
    ['one report', () => [head, `reports/${report}`]],
    ['periods', () => [head, `reporting-periods?planId=${planId}`]],
    ['one period', () => [standing, `reporting-periods/${periods.earlier}`]],
    ['rates', () => [head, `reporting-periods/${periods.earlier}/rates`]],
    ['ranking', () => [head, `reporting-periods/${periods.earlier}/ranking`]],
    ['matrix', () => [standing, `plans/${planId}/report-matrix`]],
    ['rates of a plan', () => [head, `plans/${planId}/report-rates`]],
    ['matrix as of a day', () => [standing, `plans/${planId}/report-matrix?asOf=${today}`]],
    [
      'reports of a period as of a day',
      () => [standing, `reports?periodId=${periods.earlier}&asOf=${today}&late=true`],
    ],
    ['reports of a collective name', () => [standing, `reports?periodId=${periods.earlier}&groupId=${group}`]],
    ['who owed in a plan on a day', () => [standing, `reports/owed?planId=${planId}&asOf=${today}`]],
    ['the form', () => [head, `reports/${report}/form.xlsx`]],
    ['versions', () => [head, `reports/${report}/submissions`]],
    ['comments', () => [head, `reports/${report}/comments`]],
    ['communes', () => [standing, `reports/${report}/communes`]],
  ])('reads no big table from end to end: %s', async (_, call) => {
    const [agent, path] = call();
    expect(await scansOf(await recordQueries(app.dataSource, () => agent.get(`${API}/${path}`).expect(200)))).toEqual(
      [],
    );
  });

  it('reads no big table from end to end while a report is written, submitted and reviewed', async () => {
    const queries = await recordQueries(app.dataSource, async () => {
      const { entries } = await readReport(head, report);
      const path = `${API}/reports/${report}`;
      const read = await head.get(path).expect(200);
      const body = { entries: [{ assignmentId: entries[0].assignmentId, resultText: 'Đã làm' }] };
      const saved = await head.put(`${path}/entries`).set('If-Match', etagIn(read)).send(body).expect(200);
      const sent = await head.post(`${path}/submissions`).set('If-Match', etagIn(saved)).send({}).expect(200);
      const accept = { decision: 'accept' };
      await standing.post(`${path}/reviews`).set('If-Match', etagIn(sent)).send(accept).expect(200);
    });
    expect(await scansOf(queries)).toEqual([]);
  });
});
