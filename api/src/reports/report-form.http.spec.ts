import ExcelJS from 'exceljs';
import type { Test } from 'supertest';
import { download, PDF, uploaded } from '../../test/factories/files.js';
import {
  act,
  expectStatus,
  openPeriods,
  put,
  readReport,
  reportId,
  saveAll,
  setDates,
  type TestPeriods,
} from '../../test/factories/reports.js';
import { API, countEvents, etagIn, etagOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import { GOOD_FILES } from '../../test/hostile-files/good-files.js';

/** What people write: line breaks, tabs, quotes, signs that a spreadsheet would take for formulas, both ways of accents. */
const WORDS = [
  'Đã họp;\nhai dòng',
  '=1+1',
  '-3 % so với kế hoạch',
  '"trích"\tvà \\',
  'e\u0302\u0301 ghép',
  '@a +84',
  '',
];

describe('the Excel form of a report', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let officer: Agent;
  let head: Agent;
  let standing: Agent;
  let report: string;

  beforeAll(async () => {
    app = await createTestApp();
    periods = await openPeriods(app);
    officer = await app.as('soyte');
    head = await app.as('soyte.head');
    standing = await app.as('congan');
    report = await reportId(app, periods.earlier, 'Sở Y tế');
  });
  afterAll(() => app.close());

  const form = async (agent = officer, id = report): Promise<{ bytes: Buffer; etag: string; name: string }> => {
    const answer = await download(agent, `${API}/reports/${id}/form.xlsx`).expect(200);
    const name = answer.headers['content-disposition'] as string;
    return { bytes: answer.body as Buffer, etag: answer.headers.etag as string, name };
  };
  const send = (bytes: Buffer, etag: string, query = '', agent = officer, id = report): Test =>
    agent.post(`${API}/reports/${id}/form${query}`).set('If-Match', etag).attach('file', bytes, 'biểu.xlsx');

  async function fill(bytes: Buffer, cells: Record<string, ExcelJS.CellValue>): Promise<Buffer> {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    for (const [cell, value] of Object.entries(cells)) {
      (book.worksheets[0] as ExcelJS.Worksheet).getCell(cell).value = value;
    }
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  it('is a form of the agency’s assignments, known again by its ETag', async () => {
    const { name, etag } = await form();
    expect(name).toMatch(/^attachment; filename="Bieu bao cao thang [\d-]+ - So Y te\.xlsx";/);
    expect(etag.split('.')[0]).toBe((await etagOf(officer, `/reports/${report}`)).split('.')[0]);
    const again = await officer.get(`${API}/reports/${report}/form.xlsx`).set('If-None-Match', etag).expect(304);
    expect(again.text).toBe('');
    expectStatus(await saveAll(officer, report, () => ({ resultText: 'Mới' })), 200);
    const changed = await form();
    expect(changed.etag).not.toBe(etag);
  });

  it('goes down and comes back as it is: nothing is lost, and no file', async () => {
    const fileId = await uploaded(officer, 'minh chứng.pdf');
    const { entries } = await readReport(officer, report);
    const words = entries.map(({ assignmentId }: { assignmentId: string }, at: number) => ({
      assignmentId,
      progressPercent: [null, 0, 35, 100][at % 4],
      state: [null, 'in_progress', 'completed', 'blocked'][at % 4],
      resultText: WORDS[at % WORDS.length],
      obstacleText: WORDS[(at + 1) % WORDS.length],
      nextText: WORDS[(at + 2) % WORDS.length],
      nothingNew: at % 5 === 4,
      ...(at === 1 ? { fileIds: [fileId] } : {}),
    }));
    expectStatus(await put(officer, report, { entries: words }), 200);
    const before = await readReport(officer, report);
    expect(before.entries[1].files).toMatchObject([{ id: fileId, bytes: PDF.length }]);
    const { bytes, etag } = await form();
    const tried = await send(bytes, etag, '?dryRun=true').expect(200);
    expect(tried.body).toMatchObject({ saved: false, version: before.version, changed: [] });
    const done = await send(bytes, etag).expect(200);
    expect(done.body).toMatchObject({ saved: true, version: before.version + 1, madeFromVersion: before.version });
    const after = await readReport(officer, report);
    expect(after.entries).toEqual(before.entries);
    expect(after.unlisted).toEqual([]);
    expect(etagIn(done).startsWith(`"${after.version}.`)).toBe(true);
  });

  it('is filled in offline, tried and then saved; an old one is refused by its version', async () => {
    const { bytes, etag } = await form();
    const back = await fill(bytes, { I6: 80, J6: 'Đang thực hiện', K6: 'Đã cấp 120.000 thẻ' });
    const [first] = (await readReport(officer, report)).entries;
    const tried = await send(back, etag, '?dryRun=true').expect(200);
    expect(tried.body).toMatchObject({ saved: false, changed: [first.assignmentId] });
    expect((await readReport(officer, report)).entries[0]).toEqual(first);
    expect((await send(back, etag).expect(200)).body.lines[0]).toMatchObject({ progressPercent: 80 });
    expect((await readReport(officer, report)).entries[0]).toMatchObject({
      progressPercent: 80,
      state: 'in_progress',
      resultText: 'Đã cấp 120.000 thẻ',
    });
    expectProblem(await send(back, etag), 'resource.stale');
    const late = await send(back, await etagOf(officer, `/reports/${report}`), '?dryRun=true').expect(200);
    expect(late.body.madeFromVersion).toBeLessThan(late.body.version);
  });

  it('says which cells are wrong, and takes nothing of it', async () => {
    const { bytes, etag } = await form();
    const before = await readReport(officer, report);
    const events = await countEvents(app);
    const answer = await send(await fill(bytes, { I6: 180, J6: 'xong', K6: 'khác', I7: 20 }), etag);
    const { errors } = expectProblem(answer, 'report_form.invalid');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/cells/I6', '/cells/J6']);
    expect(errors?.[0]?.message).toMatch(/^Ô I6: Nhiệm vụ \d+/);
    expect(await readReport(officer, report)).toEqual(before);
    expect(await countEvents(app)).toBe(events);
  });

  it('brings last month’s words along', async () => {
    expectStatus(await act(head, report, 'submissions'), 200);
    const next = await reportId(app, periods.later, 'Sở Y tế');
    const { bytes } = await form(officer, next);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    const texts: string[] = [];
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => texts.push(cell.text)));
    expect(texts).toContain('Đã cấp 120.000 thẻ');
    expect(texts).toContain('80');
  });

  it('is refused where it is no form, another report’s, without a version, or no longer to be written', async () => {
    const id = await reportId(app, periods.later, 'Sở Y tế');
    const { bytes, etag } = await form(officer, id);
    const to = (content: Buffer, query = '') => send(content, etag, query, officer, id);
    expectProblem(await to(GOOD_FILES['Biểu số liệu.xlsx'] as Buffer), 'report_form.invalid');
    expectProblem(await to(GOOD_FILES['Báo cáo tháng 4.docx'] as Buffer), 'file.type_refused');
    expectProblem(await to(Buffer.alloc(5 * 1_024 * 1_024 + 1)), 'request.too_large');
    expectProblem(await to(bytes, '?dryRun=maybe'), 'request.invalid');
    const path = `${API}/reports/${id}/form`;
    expectProblem(await officer.post(path).attach('file', bytes, 'a.xlsx'), 'request.if_match_missing');
    expectProblem(await officer.post(path).set('If-Match', etag).field('x', 'y'), 'file.missing');
    const other = await form(officer, report);
    const foreign = expectProblem(await to(other.bytes), 'report_form.invalid');
    expect(foreign.errors?.[0]).toMatchObject({ pointer: '/file' });
    expectProblem(await send(other.bytes, other.etag), 'report.not_in_state');
    await setDates(app, periods.later, -20, -1);
    expectProblem(await to(bytes), 'report.locked');
    await setDates(app, periods.later, 40, 50);
  });

  it('is for those who read the report, and written by its agency alone', async () => {
    const id = await reportId(app, periods.later, 'Sở Y tế');
    const { bytes, etag } = await form(standing, id);
    expectProblem(await send(bytes, etag, '', standing, id), 'auth.forbidden');
    const stranger = await app.as('quynhon');
    expectProblem(await stranger.get(`${API}/reports/${id}/form.xlsx`), 'resource.not_found');
    expectProblem(await send(bytes, etag, '', stranger, id), 'resource.not_found');
  });

  it('comes as it is for an agency with many lines, and none is left out', async () => {
    const police = await reportId(app, periods.earlier, 'Công an tỉnh');
    const { entries } = await readReport(standing, police);
    const [own] = await app.dataSource.query('SELECT count(*)::int AS count FROM report_entries WHERE report_id = $1', [
      police,
    ]);
    expect(entries).toHaveLength(own.count);
    const { bytes, etag } = await form(standing, police);
    const done = await send(bytes, etag, '', standing, police).expect(200);
    expect(done.body.lines).toHaveLength(own.count);
  });
});
