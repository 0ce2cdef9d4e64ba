import { openPeriods, type TestPeriods } from '../../test/factories/reports.js';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';

interface Owed {
  items: { periodId: string; reportId: string }[];
}

interface Report {
  entries: { assignmentId: string }[];
}

/**
 * How a department's own system hands in its monthly report, in five calls over plain HTTP. It is the example of the
 * documentation: what stands between the lines is all that such a system needs to know.
 */
describe('a department’s own system', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let origin: string;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 5 });
    periods = await openPeriods(app);
    const address = app.server.address() as { port: number };
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => app.close());

  it('submits its report in five calls', async () => {
    const api = `${origin}/api/v1`;
    const json = { 'Content-Type': 'application/json', Origin: origin };

    // 1. Sign in. What the server sets is sent back with every call.
    const signedIn = await fetch(`${api}/auth/login`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ username: 'soyte.head', password: SAMPLE_PASSWORD }),
    });
    expect(signedIn.status).toBe(200);
    const Cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');

    // 2. Which reports does our agency still owe?
    const owed = (await (await fetch(`${api}/reports/owed`, { headers: { Cookie } })).json()) as Owed;
    const reportId = owed.items.find((item) => item.periodId === periods.earlier)?.reportId;

    // 3. The report, with a line for each of our assignments; its ETag names the version.
    const read = await fetch(`${api}/reports/${reportId}`, { headers: { Cookie } });
    const report = (await read.json()) as Report;

    // 4. Our words. Each list replaces the one before; sending it again does no harm.
    const saved = await fetch(`${api}/reports/${reportId}/entries`, {
      method: 'PUT',
      headers: { ...json, Cookie, 'If-Match': read.headers.get('etag') ?? '' },
      body: JSON.stringify({
        entries: report.entries.map(({ assignmentId }) => ({
          assignmentId,
          progressPercent: 60,
          state: 'in_progress',
          resultText: 'Theo hệ thống quản lý công việc của Sở',
          obstacleText: '',
          nextText: 'Tiếp tục theo kế hoạch',
        })),
      }),
    });
    expect(saved.status).toBe(200);

    // 5. Submit. A late report would add lateReasonCode and lateReasonText.
    const submitted = await fetch(`${api}/reports/${reportId}/submissions`, {
      method: 'POST',
      headers: { ...json, Cookie, 'If-Match': saved.headers.get('etag') ?? '' },
      body: JSON.stringify({ note: 'Gửi tự động' }),
    });
    expect(submitted.status).toBe(200);
    expect(await submitted.json()).toMatchObject({ state: 'submitted', late: false, submissionCount: 1 });

    // The same call once more, after a broken line: the version is an old one, and nothing is doubled.
    const again = await fetch(`${api}/reports/${reportId}/submissions`, {
      method: 'POST',
      headers: { ...json, Cookie, 'If-Match': saved.headers.get('etag') ?? '' },
      body: '{}',
    });
    expect(again.status).toBe(412);
  });
});
