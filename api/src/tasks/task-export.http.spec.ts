import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import { type ReadSheet, readWorkbook } from '../platform/spreadsheet/read-workbook.js';

const V1 = '/api/v1';

describe('lists as Excel', () => {
  let app: TestApp;
  let standing: Agent;
  let planId: string;

  beforeAll(async () => {
    app = await createTestApp();
    standing = await app.as('congan');
    planId = await app.planId();
  });
  afterAll(() => app.close());

  async function sheetOf(path: string, query: object): Promise<ReadSheet> {
    const answer = await standing
      .get(`${V1}${path}`)
      .query(query)
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces)));
      })
      .expect(200)
      .expect('Content-Type', /spreadsheetml\.sheet/)
      .expect('Content-Disposition', /^attachment; /);
    const [sheet] = await readWorkbook(answer.body as Buffer);
    return sheet as ReadSheet;
  }

  const rowsOf = (sheet: ReadSheet): string[][] =>
    Array.from({ length: sheet.lastRow }, (_, row) =>
      Array.from({ length: sheet.lastColumn }, (__, column) => sheet.cell(row + 1, column + 1).text),
    );

  it('have every task of the list in its order, as of its day', async () => {
    const query = { planId, asOf: '2023-05-05', timeliness: 'overdue', sort: '-number' };
    const { body } = await standing
      .get(`${V1}/tasks`)
      .query({ ...query, limit: 200 })
      .expect(200);
    expect(body.items).toHaveLength(9);
    const [title = [], about = [], head = [], ...rows] = rowsOf(await sheetOf('/tasks/export.xlsx', query));
    expect(title[0]).toContain('Đề án');
    expect(about[0]).toBe('Nhiệm vụ: 9 dòng, tính đến hết ngày 05/05/2023');
    expect(head.slice(0, 3)).toEqual(['STT', 'Nhiệm vụ', 'Cơ quan chủ trì']);
    expect(rows.map((row) => [row[0], row[1]])).toEqual(
      body.items.map((task: { number: number; title: string }) => [String(task.number), task.title]),
    );
    const [first] = body.items;
    const [year, month, day] = first.deadline.dueOn.split('-');
    expect(rows[0]?.slice(5, 10)).toEqual([
      first.deadlineText,
      `${day}/${month}/${year}`,
      'Quá hạn',
      String(first.overdueDays),
      '',
    ]);
  });

  it('have all pages of the assignments', async () => {
    const rows = rowsOf(await sheetOf('/assignments/export.xlsx', { planId, asOf: '2023-05-05' })).slice(3);
    expect(rows).toHaveLength(1_040);
    expect(new Set(rows.map((row) => `${row[0]} ${row[2]}`)).size).toBe(1_040);
    expect(rows.filter((row) => row[3] === 'Chủ trì')).toHaveLength(223);
    expect(rows.filter((row) => row[3] === 'Chủ trì' && row[6] === 'Quá hạn')).toHaveLength(11);
  });

  it('say what is wrong with a filter, and take no page', async () => {
    for (const query of [{ planId: 'x' }, { sort: 'colour' }, { limit: '5' }, { cursor: 'abc' }]) {
      expectProblem(await standing.get(`${V1}/tasks/export.xlsx`).query(query), 'request.invalid');
    }
    expectProblem(await app.anonymous.get(`${V1}/tasks/export.xlsx`), 'auth.required');
  });
});
