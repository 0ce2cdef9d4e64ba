import {
  act,
  dayFromToday,
  expectStatus,
  openPeriods,
  put,
  readReport,
  reportId,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

interface Line {
  assignmentId: string;
}

describe('a report that contradicts itself', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let officer: Agent;
  let head: Agent;
  let standing: Agent;
  /** A task that Sở Y tế leads and Công an tỉnh helps with, and another one of Sở Y tế. */
  let lead: string;
  let helping: string;
  let second: string;

  beforeAll(async () => {
    app = await createTestApp();
    periods = await openPeriods(app);
    officer = await app.as('soyte');
    head = await app.as('soyte.head');
    standing = await app.as('congan');
    [{ lead, helping, second }] = await app.dataSource.query(
      `SELECT a.id AS lead, b.id AS helping,
              (SELECT o.id FROM assignments o JOIN tasks ot ON ot.id = o.task_id
               WHERE o.agency_id = a.agency_id AND o.id <> a.id AND ot.origin = 'annex' ORDER BY ot.number LIMIT 1) AS second
       FROM assignments a JOIN agencies g ON g.id = a.agency_id AND g.name = 'Sở Y tế'
       JOIN assignments b ON b.task_id = a.task_id AND b.role = 'coordinate'
       JOIN agencies h ON h.id = b.agency_id AND h.name = 'Công an tỉnh' WHERE a.role = 'lead' LIMIT 1`,
    );
    await write(officer, periods.earlier, 'Sở Y tế', (line) => ({ progressPercent: line === second ? 40 : 10 }));
    expectStatus(await act(head, await report(periods.earlier), 'submissions'), 200);
  });
  afterAll(() => app.close());

  const report = (periodId: string, name = 'Sở Y tế') => reportId(app, periodId, name);

  async function write(agent: Agent, periodId: string, name: string, words: (line: string) => object): Promise<void> {
    const id = await report(periodId, name);
    const { entries, unlisted } = await readReport(agent, id);
    const lines: Line[] = [...entries, ...unlisted];
    const sent = lines.map(({ assignmentId }) => ({
      assignmentId,
      state: 'in_progress',
      resultText: `Đã làm trong kỳ ${periodId}`,
      ...words(assignmentId),
    }));
    expectStatus(await put(agent, id, { entries: sent }), 200);
  }
  const warnings = async (agent: Agent, line: string): Promise<Record<string, string>> => {
    const { warnings: all } = await readReport(agent, await report(periods.later));
    const own = all.filter(({ assignmentId }: Line) => assignmentId === line);
    return Object.fromEntries(own.map(({ code, message }: { code: string; message: string }) => [code, message]));
  };

  it('is told of it before it is submitted: done without a document, progress that falls, sides that disagree', async () => {
    await write(officer, periods.later, 'Sở Y tế', (line) =>
      line === lead ? { progressPercent: 100, state: 'completed' } : { progressPercent: line === second ? 30 : 20 },
    );
    expect(await warnings(officer, lead)).toEqual({ completed_without_evidence: expect.stringMatching(/minh chứng/) });
    expect(await warnings(officer, second)).toEqual({ progress_falling: expect.stringMatching(/từ 40% .* xuống 30%/) });
    await write(standing, periods.later, 'Công an tỉnh', (line) =>
      line === helping ? { progressPercent: 0, state: 'not_started' } : { progressPercent: 10 },
    );
    // A draft of another agency is nobody's business.
    expect(await warnings(officer, lead)).not.toHaveProperty('sides_disagree');
    expectStatus(await act(standing, await report(periods.later, 'Công an tỉnh'), 'submissions'), 200);
    expect(await warnings(officer, lead)).toMatchObject({
      sides_disagree: expect.stringMatching(/một cơ quan phối hợp/),
    });
    expect(await warnings(standing, lead)).toMatchObject({ sides_disagree: expect.stringMatching(/Công an tỉnh/) });
  });

  it('is told until the document is there', async () => {
    const evidence = { number: '12/BC-SYT', issuedOn: await dayFromToday(app, -1), abstract: 'Báo cáo kết quả' };
    await officer.post(`${API}/assignments/${lead}/evidence`).send(evidence).expect(201);
    expect(await warnings(officer, lead)).not.toHaveProperty('completed_without_evidence');
  });

  it('is submitted all the same, and found by the reviewer', async () => {
    const find = async (query: string) =>
      (await standing.get(`${API}/reports?periodId=${periods.later}&${query}`).expect(200)).body.items;
    expect(await find('contradictory=true')).toMatchObject([]);
    const sent = expectStatus(await act(head, await report(periods.later), 'submissions'), 200).body;
    expect(sent.state).toBe('submitted');
    expect(await find('contradictory=true')).toMatchObject([{ agencyName: 'Sở Y tế', warningCount: 2 }]);
    const today = await dayFromToday(app, 0);
    expect(await find(`contradictory=true&asOf=${today}`)).toMatchObject([{ agencyName: 'Sở Y tế', warningCount: 2 }]);
    expect(await find(`contradictory=true&asOf=${await dayFromToday(app, -1)}`)).toEqual([]);
  });

  it('moves the progress of an assignment only once it is accepted', async () => {
    const progress = async () => {
      const { entries } = await readReport(standing, await report(periods.later));
      return entries.find(({ assignmentId }: Line) => assignmentId === lead).reportedProgressPercent;
    };
    expect(await progress()).toBeNull();
    expectStatus(await act(standing, await report(periods.earlier), 'reviews', { decision: 'accept' }), 200);
    expect(await progress()).toBe(10);
    expectStatus(
      await act(standing, await report(periods.later), 'reviews', { decision: 'return', reason: 'Thiếu' }),
      200,
    );
    expect(await progress()).toBe(10);
    expectStatus(await act(head, await report(periods.later), 'submissions'), 200);
    expectStatus(await act(standing, await report(periods.later), 'reviews', { decision: 'accept' }), 200);
    expect(await progress()).toBe(100);
  });
});
