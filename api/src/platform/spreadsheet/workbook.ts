import ExcelJS from 'exceljs';
import { unpacksWithin } from './unpacked-size.js';

/** The media type of .xlsx. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Spreadsheets that people fill in are small; more than this, unpacked, is no list of ours. */
const MOST_UNPACKED = 20 * 1_024 * 1_024;

/** The bytes are no .xlsx that can be read safely. */
export class UnreadableWorkbook extends Error {
  override readonly name = 'UnreadableWorkbook';
}

/** The words of one row, by column from 0; `number` counts from 1 as the spreadsheet shows it. */
export interface SheetRow {
  number: number;
  cells: string[];
}

/**
 * The rows of the first sheet that have any words, each cell as the text that people see, NFC and trimmed.
 * @param columns how many columns count
 * @param mostRows reading stops behind so many rows; ask for one more than is allowed
 * @throws UnreadableWorkbook
 */
export async function readFirstSheet(bytes: Buffer, columns: number, mostRows: number): Promise<SheetRow[]> {
  if (!unpacksWithin(bytes, MOST_UNPACKED)) throw new UnreadableWorkbook();
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw new UnreadableWorkbook();
  }
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new UnreadableWorkbook();
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    if (rows.length >= mostRows) return;
    const cells = Array.from({ length: columns }, (_, index) => textOf(row.getCell(index + 1)));
    if (cells.some((text) => text !== '')) rows.push({ number, cells });
  });
  return rows;
}

function textOf(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'error' in value) return '';
  return String(cell.text ?? '')
    .normalize('NFC')
    .trim();
}

/** One sheet to write: a bold first row that stays in view, and rows of text; `choicesFrom` is a range of another sheet. */
export interface NewSheet {
  name: string;
  columns: readonly { title: string; width: number; note?: string; choicesFrom?: string }[];
  rows: readonly (readonly string[])[];
}

/** How many rows get the choices of a column. */
const ROWS_WITH_CHOICES = 501;

/** A workbook of plain sheets. Words that a spreadsheet would run as a formula are stored as text. */
export async function writeWorkbook(sheets: readonly NewSheet[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: '@' } }));
    sheet.addRow(columns.map(({ title }) => title)).font = { bold: true };
    for (const row of rows) sheet.addRow([...row]);
    columns.forEach(({ note, choicesFrom }, index) => {
      if (note) sheet.getCell(1, index + 1).note = note;
      if (!choicesFrom) return;
      for (let row = 2; row <= ROWS_WITH_CHOICES; row += 1) {
        // Suggested, not forced: a cell may hold several, and the server says what it does not know.
        sheet.getCell(row, index + 1).dataValidation = {
          type: 'list',
          allowBlank: true,
          showErrorMessage: false,
          formulae: [choicesFrom],
        };
      }
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
