import { randomUUID } from 'node:crypto';
import { REPORT_ENTRY_STATE_LABELS, REPORT_ENTRY_STATES } from '@plan/shared/vocabulary/report-states';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { readWorkbook } from '../platform/spreadsheet/read-workbook.js';
import { COLUMNS, type ColumnKey } from './excel-form-layout.js';
import { type CellFault, readReportForm } from './excel-form-read.js';
import { reportFormName, writeReportForm } from './excel-form-write.js';
import type { ReportForm, ReportFormEntry, ReportFormLine } from './report-form.port.js';

const line = (number: number, more: Partial<ReportFormLine> = {}): ReportFormLine => ({
  assignmentId: randomUUID(),
  taskNumber: number,
  taskTitle: `Nhiệm vụ số ${number}: triển khai, hướng dẫn`,
  role: 'lead',
  dueOn: '2023-04-30',
  lastProgressPercent: 40,
  lastResultText: '- Đã ban hành kế hoạch',
  progressPercent: null,
  state: null,
  resultText: '',
  obstacleText: '',
  nextText: '',
  nothingNew: false,
  ...more,
});

const formOf = (lines: readonly ReportFormLine[]): ReportForm => ({
  plan: { title: 'Kế hoạch triển khai Đề án 06', year: 2023 },
  period: { label: '2023-04', dueOn: '2023-04-17', lockOn: '2023-04-30' },
  agency: { name: 'Sở Y tế' },
  reportId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  version: 3,
  lines,
});

const entryOf = ({
  assignmentId,
  progressPercent,
  state,
  resultText,
  obstacleText,
  nextText,
  nothingNew,
}: ReportFormLine): ReportFormEntry => ({
  assignmentId,
  progressPercent,
  state,
  resultText,
  obstacleText,
  nextText,
  nothingNew,
});

/** Rows 1–3 are the heading, 4 the hidden keys, 5 the titles. */
const FIRST = 6;
const columnOf = (key: ColumnKey): number => COLUMNS.findIndex((each) => each.key === key) + 1;

/** The form as a person gives it back after doing something to its sheet of lines. */
async function filled(
  form: ReportForm,
  change: (page: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeReportForm(form)) as never);
  change(book.getWorksheet('Báo cáo') as ExcelJS.Worksheet, book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function entries(bytes: Buffer, form: ReportForm): Promise<ReportFormEntry[]> {
  const reading = await readReportForm(bytes, form);
  if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.lines;
}

async function faults(bytes: Buffer, form: ReportForm): Promise<CellFault[]> {
  const reading = await readReportForm(bytes, form);
  if (!('errors' in reading)) throw new Error('nothing was wrong');
  return reading.errors;
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '=1+1',
    "=cmd|'/k calc'!A0",
    '+84 256 3822 000',
    '- Đã ban hành Quyết định số 12/QĐ-UBND\n- Đang rà soát\n',
    '@hàm',
    '\ttab đầu dòng',
    "'=1+1",
    '_x0041_ _x005F_',
    '👩‍⚕️ đạt 100% 🇻🇳',
    'Nguyễn Thị Hồng Ánh'.normalize('NFD'),
    '50%',
    '01/04/2023',
    'dòng\r\nmới\rcũ',
  ),
  fc.integer({ min: 1, max: 5_000 }).map((length) => 'Kết quả thực hiện nhiệm vụ. '.repeat(200).slice(0, length)),
);

const lines = fc.array(
  fc.record<ReportFormLine>({
    assignmentId: fc.uuid(),
    taskNumber: fc.option(fc.integer({ min: 1, max: 60 })),
    taskTitle: words.filter((text) => text !== ''),
    role: fc.constantFrom('lead', 'coordinate'),
    dueOn: fc.constantFrom(null, '2023-04-30', '2024-02-29'),
    lastProgressPercent: fc.option(fc.integer({ min: 0, max: 100 })),
    lastResultText: words,
    progressPercent: fc.option(fc.integer({ min: 0, max: 100 })),
    state: fc.option(fc.constantFrom(...REPORT_ENTRY_STATES)),
    resultText: words,
    obstacleText: words,
    nextText: words,
    nothingNew: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const unlike = (given: readonly ReportFormLine[]): boolean =>
  new Set(given.map(({ assignmentId }) => assignmentId)).size === given.length;

describe('the Excel form of a report', () => {
  it('loses nothing on the way there and back', async () => {
    await fc.assert(
      fc.asyncProperty(lines.filter(unlike), async (given) => {
        const form = formOf(given);
        const reading = await readReportForm(await writeReportForm(form), form);
        expect(reading).toEqual({ lines: given.map(entryOf), changed: [], madeFromVersion: 3 });
      }),
      { numRuns: 30 },
    );
  });

  it('takes what was filled in, in any order of rows, with blank ones between and behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        lines.filter(unlike),
        fc.array(
          words.filter((text) => !/[\r\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)),
          { minLength: 1, maxLength: 6 },
        ),
        fc.nat(5),
        async (given, results, turn) => {
          const form = formOf(given);
          const bytes = await filled(form, (page) => {
            const rows = given.map((_, index) => (page.getRow(FIRST + index).values as ExcelJS.CellValue[]).slice());
            rows.forEach((row, index) => {
              row[columnOf('resultText')] = results[index % results.length] as string;
              // Excel escapes what looks like one of its escapes when it saves; the library that stands in for it does not.
              row.forEach((value, at) => {
                if (typeof value === 'string') row[at] = value.replace(/_(?=x[0-9A-F]{4}_)/g, '_x005F_');
              });
            });
            for (const [index, row] of [...rows.slice(turn), ...rows.slice(0, turn)].entries()) {
              page.getRow(FIRST + index * 2).values = row;
              page.getRow(FIRST + index * 2 + 1).values = [];
            }
            page.getRow(FIRST + given.length * 2 + 40).getCell(3).border = { top: { style: 'thin' } };
          });
          const read = await entries(bytes, form);
          expect(read.map(({ resultText }) => resultText)).toEqual(
            given.map((_, index) => (results[index % results.length] as string).normalize('NFC').trim()),
          );
          expect(read.map(({ obstacleText }) => obstacleText)).toEqual(given.map(({ obstacleText }) => obstacleText));
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    [50, '0', 50],
    [0.5, '0%', 50],
    [0.5, '0', 50],
    [1, '0%', 100],
    [1, '0', 1],
    [0.29, '0%', 29],
    ['50', '@', 50],
    [' 50 % ', '@', 50],
    ['0,5', '@', 50],
    ['100,0', '@', 100],
    [0, '0', 0],
    [null, '0', null],
    ['  ', '@', null],
    [{ formula: '25*2', result: 50 }, '0', 50],
  ])('reads a progress of %p shown as %s as %p', async (value, format, expected) => {
    const form = formOf([line(1)]);
    const bytes = await filled(form, (page) => {
      const cell = page.getCell(FIRST, columnOf('progressPercent'));
      cell.value = value as ExcelJS.CellValue;
      cell.numFmt = format;
    });
    expect((await entries(bytes, form))[0]?.progressPercent).toBe(expected);
  });

  it.each([101, -1, 33.3, '150%', 'một nửa', '-5', '50 60', 0.125])('refuses a progress of %p', async (value) => {
    const form = formOf([line(1)]);
    const bytes = await filled(form, (page) => {
      page.getCell(FIRST, columnOf('progressPercent')).value = value;
    });
    expect(await faults(bytes, form)).toEqual([{ cell: 'I6', message: expect.stringContaining('từ 0 đến 100') }]);
  });

  it('reads states and yes in the way in which people type them', async () => {
    const form = formOf([line(1), line(2), line(3)]);
    const bytes = await filled(form, (page) => {
      page.getCell(FIRST, columnOf('state')).value = '  đang  THỰC hiện ';
      page.getCell(FIRST + 1, columnOf('state')).value = REPORT_ENTRY_STATE_LABELS.blocked.normalize('NFD');
      page.getCell(FIRST, columnOf('nothingNew')).value = 'X';
      page.getCell(FIRST + 1, columnOf('nothingNew')).value = true;
      page.getCell(FIRST + 2, columnOf('nothingNew')).value = null;
    });
    expect((await entries(bytes, form)).map(({ state, nothingNew }) => [state, nothingNew])).toEqual([
      ['in_progress', true],
      ['blocked', true],
      [null, false],
    ]);
  });

  it('says every wrong cell at once, and takes nothing', async () => {
    const form = formOf([line(1), line(2), line(3)]);
    const bytes = await filled(form, (page) => {
      page.getCell('I6').value = 120;
      page.getCell('J7').value = 'Xong rồi';
      page.getCell('K7').value = 'x'.repeat(5_001);
      page.getCell('L8').value = { error: '#REF!' };
      page.getCell('M8').value = { formula: 'A1' } as ExcelJS.CellFormulaValue;
      page.getCell('N8').value = 'có lẽ';
      page.getCell('K6').value = 'đúng';
    });
    const wrong = await faults(bytes, form);
    expect(wrong.map(({ cell }) => cell)).toEqual(['I6', 'J7', 'K7', 'L8', 'M8', 'N8']);
    for (const { message } of wrong) expect(message).toMatch(/^Nhiệm vụ \d \("Nhiệm vụ số \d.*hãy|phải là|chỉ ghi/);
  });

  it('reads numbers and dates in columns of words as they are shown', async () => {
    const form = formOf([line(1)]);
    const bytes = await filled(form, (page) => {
      page.getCell('K6').value = 12_500;
      page.getCell('L6').value = new Date('2023-04-12T00:00:00Z');
      page.getCell('L6').style = { ...page.getCell('L6').style, numFmt: 'dd/mm/yyyy' };
      page.getCell('M6').value = { richText: [{ text: 'Tiếp tục ' }, { text: 'rà soát', font: { bold: true } }] };
    });
    expect((await entries(bytes, form))[0]).toMatchObject({
      resultText: '12500',
      obstacleText: '12/04/2023',
      nextText: 'Tiếp tục rà soát',
    });
  });

  it('asks to part merged cells instead of guessing whose words they are', async () => {
    const form = formOf([line(1), line(2)]);
    const bytes = await filled(form, (page) => {
      page.getCell('K6').value = 'Cả hai nhiệm vụ';
      page.mergeCells('K6:K7');
    });
    expect(await faults(bytes, form)).toEqual([
      { cell: 'K6', message: expect.stringContaining('bỏ gộp') },
      { cell: 'K7', message: expect.stringContaining('bỏ gộp') },
    ]);
  });

  it.each<[string, (page: ExcelJS.Worksheet) => void, string, RegExp]>([
    [
      'a row of one’s own',
      (page) => {
        page.getCell('K9').value = 'thêm';
      },
      'K9',
      /không có trong biểu/,
    ],
    ['a row deleted', (page) => page.spliceRows(7, 1), '', /Thiếu dòng của nhiệm vụ 2/],
    [
      'a row copied',
      (page) => {
        page.getRow(9).values = page.getRow(6).values;
      },
      'D9',
      /hai dòng/,
    ],
    [
      'words sorted without their ids',
      (page) => {
        page.getCell('D6').value = page.getCell('D7').value;
        page.getCell('C6').value = 2;
      },
      'D6',
      /lệch dòng/,
    ],
    [
      'an id from elsewhere',
      (page) => {
        page.getCell('A6').value = randomUUID();
      },
      'A6',
      /không thuộc báo cáo/,
    ],
    [
      'a sum that does not fit',
      (page) => {
        page.getCell('B6').value = 'abc';
      },
      'D6',
      /lệch dòng/,
    ],
    ['the keys lost', (page) => page.spliceRows(4, 1), '', /Không thấy các cột/],
  ])('notices %s', async (_, change, cell, message) => {
    const form = formOf([line(1), line(2), line(3)]);
    expect(await faults(await filled(form, change), form)).toEqual([{ cell, message: expect.stringMatching(message) }]);
  });

  it('follows rows put in above and columns moved', async () => {
    const form = formOf([line(1), line(2)]);
    const bytes = await filled(form, (page) => {
      page.getCell('I7').value = 70;
      page.spliceColumns(7, 0, [null, 'ghi chú riêng']);
      page.spliceRows(1, 0, ['Đã xem'], []);
    });
    expect((await entries(bytes, form)).map(({ progressPercent }) => progressPercent)).toEqual([null, 70]);
  });

  it('refuses the form of another report, and says from which version this one was made', async () => {
    const form = formOf([line(1)]);
    const bytes = await writeReportForm(form);
    expect(await faults(bytes, { ...form, reportId: randomUUID() })).toEqual([
      { cell: '', message: expect.stringContaining('kỳ báo cáo hoặc cơ quan khác') },
    ]);
    expect(await readReportForm(bytes, { ...form, version: 9 })).toMatchObject({ madeFromVersion: 3, changed: [] });
    const lost = await filled(form, (_, book) => book.removeWorksheet('_bieu'));
    expect(await readReportForm(lost, form)).toMatchObject({ madeFromVersion: null });
  });

  it('tells which lines differ from the draft', async () => {
    const form = formOf([line(1), line(2, { resultText: 'Cũ' })]);
    const bytes = await filled(form, (page) => {
      page.getCell('K7').value = 'Mới';
    });
    expect(await readReportForm(bytes, form)).toMatchObject({ changed: [form.lines[1]?.assignmentId] });
  });

  it('is a workbook that people can work with', async () => {
    const form = formOf([line(1)]);
    const book = new ExcelJS.Workbook();
    const bytes = await writeReportForm(form);
    await book.xlsx.load(bytes as never);
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Báo cáo', 'visible'],
      ['Hướng dẫn', 'visible'],
      ['_bieu', 'veryHidden'],
      ['danh_muc', 'veryHidden'],
    ]);
    const page = book.worksheets[0] as ExcelJS.Worksheet;
    expect([page.getColumn(1).hidden, page.getColumn(2).hidden, page.getRow(4).hidden]).toEqual([true, true, true]);
    expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 5 });
    expect([page.getCell('K6').protection.locked, page.getCell('D6').protection?.locked ?? true]).toEqual([
      false,
      true,
    ]);
    expect(page.getCell('J6').dataValidation).toMatchObject({ type: 'list', formulae: ['danh_muc!$A$1:$A$4'] });
    expect(page.getCell('F6').value).toEqual(new Date('2023-04-30T00:00:00Z'));
    expect((await readWorkbook(bytes))[0]?.cell(1, 3).text).toBe('Báo cáo 2023-04: Sở Y tế');
    expect(reportFormName(form)).toBe('Biểu báo cáo 2023-04 - Sở Y tế.xlsx');
  });
});
