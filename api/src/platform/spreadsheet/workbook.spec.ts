import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { sheetParts, xml } from '../../../test/hostile-files/good-files.js';
import { HOSTILE_FILES } from '../../../test/hostile-files/hostile-files.js';
import { buildZip } from '../../../test/hostile-files/zip-builder.js';
import { type ReadSheet, readWorkbook } from './read-workbook.js';
import { cellText, type Sheet, writeWorkbook } from './write-workbook.js';

const TEXT: Sheet = {
  name: 'Biểu',
  columns: [
    { key: 'a', title: 'Chữ', width: 20, type: 'text' },
    { key: 'b', title: 'Số', width: 10, type: 'whole', least: 0, most: 100 },
    { key: 'c', title: 'Ngày', width: 12, type: 'date' },
  ],
  rows: [],
};

/** A workbook with the sheet's XML as given, as another program might write it. */
const withSheet = (body: string): Buffer =>
  buildZip(
    sheetParts().map((part) =>
      part.name.endsWith('sheet1.xml')
        ? {
            ...part,
            content: xml(
              `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${body}</worksheet>`,
            ),
          }
        : part,
    ),
  );

async function only(bytes: Buffer): Promise<ReadSheet> {
  return (await readWorkbook(bytes))[0] as ReadSheet;
}

describe('workbooks', () => {
  it('loses no text, number or date on the way there and back', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '=1+1',
        '+84',
        '-5',
        '@SUM(A1)',
        '\t=cmd',
        "'=1",
        '_x0041_',
        '_x005F_x0041_',
        ' hai  dấu cách ',
        'dòng 1\n- dòng 2\n',
        '👩‍⚕️ 🇻🇳',
        '<b>&amp;</b>',
        '1e5',
        '007',
        'TRUE',
        '01/02/2023',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, fc.nat(100), day), { minLength: 1, maxLength: 8 }), async (given) => {
        const rows = given.map(([words, number, date]) => [words, number, date.toISOString().slice(0, 10)]);
        const sheet = await only(await writeWorkbook([{ ...TEXT, rows }]));
        for (const [index, [words, number, date]] of rows.entries()) {
          const [year, month, day] = String(date).split('-');
          expect(sheet.cell(index + 2, 1).text).toBe(cellText(words as string));
          expect(sheet.cell(index + 2, 2).number).toBe(number);
          expect(sheet.cell(index + 2, 3).text).toBe(`${day}/${month}/${year}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('writes what looks like a formula as text, in a cell that stays text', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await writeWorkbook([{ ...TEXT, rows: [['=HYPERLINK("http://x")', null, null]] }])) as never);
    const cell = book.worksheets[0]?.getCell('A2') as ExcelJS.Cell;
    expect([cell.type, cell.value, cell.numFmt]).toEqual([ExcelJS.ValueType.String, '=HYPERLINK("http://x")', '@']);
    expect(book.worksheets[0]?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('offers lists from a sheet that nobody sees', async () => {
    const list = { name: 'x', values: ['Một, hai', 'Ba'] };
    const bytes = await writeWorkbook([
      { ...TEXT, columns: [{ key: 'a', title: 'A', width: 9, type: 'text', list }], rows: [['Ba']] },
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    expect(book.worksheets[0]?.getCell('A2').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['danh_muc!$A$1:$A$2'],
    });
    expect(book.getWorksheet('danh_muc')?.state).toBe('veryHidden');
    expect(book.getWorksheet('danh_muc')?.getCell('A1').value).toBe('Một, hai');
  });

  it('reads formulas by their value, shares as shown, and tells what has none', async () => {
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet('x');
    page.getCell('A1').value = { formula: '1+1', result: 2 };
    page.getCell('A2').value = { formula: 'NOW()' } as ExcelJS.CellFormulaValue;
    page.getCell('A3').value = { error: '#REF!' };
    page.getCell('A4').value = 0.5;
    page.getCell('A4').numFmt = '0%';
    page.getCell('A5').value = { richText: [{ text: 'đậm ' }, { text: 'nhạt', font: { bold: true } }] };
    page.getCell('A6').value = { text: 'liên kết', hyperlink: 'https://binhdinh.gov.vn' };
    page.getCell('A7').value = true;
    page.getCell('A8').value = 0.1 + 0.2;
    page.mergeCells('A9:B10');
    page.getCell('A9').value = 'gộp';
    const sheet = await only(Buffer.from(await book.xlsx.writeBuffer()));
    const cells = Array.from({ length: 9 }, (_, index) => sheet.cell(index + 1, 1));
    expect(cells.map(({ text }) => text)).toEqual(['2', '', '', '50%', 'đậm nhạt', 'liên kết', 'TRUE', '0.3', 'gộp']);
    expect(cells.map(({ fault }) => fault !== null)).toEqual([false, true, true, ...Array(6).fill(false)]);
    expect([sheet.cell(10, 2).merged, sheet.cell(1, 1).merged]).toEqual([true, false]);
    expect(cells[1]?.address).toBe('A2');
  });

  it.each([
    [
      'a list over the whole sheet',
      '<sheetData/><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>',
    ],
    [
      'a colour rule over the whole sheet',
      '<sheetData/><conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>',
    ],
    ['a last row with nothing before', '<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'],
  ])('reads past %s', async (_, body) => {
    expect((await readWorkbook(withSheet(body))).length).toBe(1);
  });

  it.each([
    ['merges over the whole sheet', '<sheetData/><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
    ['a merge that is no area', '<sheetData/><mergeCells count="1"><mergeCell ref="A1:ZZZZ9999999999"/></mergeCells>'],
    ['too many cells', `<sheetData><row r="1">${'<c r="A1"/>'.repeat(100_001)}</row></sheetData>`],
    ['millions of cells', `<sheetData><row r="1">${'<c r="A1"/>'.repeat(1_500_000)}</row></sheetData>`],
    ['too many rows', `<sheetData>${'<row/>'.repeat(20_001)}</sheetData>`],
    ['too many columns', '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'],
  ])('refuses %s', async (_, body) => {
    await expect(readWorkbook(withSheet(body))).rejects.toMatchObject({ code: 'file.unpacks_too_large' });
  });

  it('is not kept busy by markup that never ends', async () => {
    for (const endless of ['<mergeCell ', '<mergeCell ref=', '<c ', 'r = ']) {
      const body = endless.repeat(Math.floor(4_000_000 / endless.length));
      const outcome = await readWorkbook(withSheet(body)).then(
        () => 'read past it',
        ({ code }: { code?: string }) => code,
      );
      expect(outcome).toMatch(/^(?:read past it|file\.)/);
    }
  });

  it('refuses what is no workbook, and every hostile one', async () => {
    await expect(readWorkbook(Buffer.from('a,b\n1,2'))).rejects.toMatchObject({ code: 'file.type_refused' });
    await expect(readWorkbook(withSheet('<sheetData><row'))).rejects.toMatchObject({ code: 'file.damaged' });
    for (const { name, bytes } of HOSTILE_FILES.filter(({ name }) => name.endsWith('.xlsx'))) {
      await expect(readWorkbook(bytes())).rejects.toMatchObject({
        name: 'Error',
        code: expect.stringMatching(/^file\./),
      });
      expect(name).toBeTruthy();
    }
  });
});
