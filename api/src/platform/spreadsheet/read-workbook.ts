import ExcelJS from 'exceljs';
import { inspectOffice } from '../files/inspect-office.js';
import { readZipDirectory } from '../files/read-zip-directory.js';
import { unpackEntry } from '../files/unpack-entry.js';
import { DomainError } from '../http/problem.js';

/** What stands in one cell, as a person sees it. */
export interface ReadCell {
  /** `B7`. */
  address: string;
  /** As shown: a date as dd/mm/yyyy, a share as `50%`, a formula by its value. Empty for an empty cell. */
  text: string;
  /** The number, when it is one. */
  number: number | null;
  /** Whether the number is shown as a share of a hundred. */
  percent: boolean;
  /** Part of a merged area. */
  merged: boolean;
  /** What makes it unreadable: a formula without a value, an error like #REF!. */
  fault: string | null;
}

export interface ReadSheet {
  name: string;
  /** Number of the last row that has anything. */
  lastRow: number;
  lastColumn: number;
  /** @param row, column counted from 1 */
  cell(row: number, column: number): ReadCell;
}

/** What people fill in stays far below; a sheet that is larger was not written by hand. */
export interface WorkbookLimits {
  unpackedBytes: number;
  cells: number;
  rows: number;
}

const LIMITS: WorkbookLimits = { unpackedBytes: 24 * 1_024 * 1_024, cells: 100_000, rows: 20_000 };
const MOST_COLUMNS = 500;
const MOST_MERGED_CELLS = 5_000;

// What the library would unfold cell by cell, whatever the size of the area, and what nobody reads here.
const IGNORED = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'sheetProtection',
  'tableParts',
  'extLst',
  'drawing',
  'picture',
  'legacyDrawing',
  'autoFilter',
  'printOptions',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
];

/**
 * Reads a workbook that a person sent: looked through like every upload, held to limits before it is unfolded.
 * @throws DomainError of the refusals of files; `file.unpacks_too_large` beyond the limits; `file.damaged`
 */
export async function readWorkbook(bytes: Buffer, limits: WorkbookLimits = LIMITS): Promise<ReadSheet[]> {
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50) throw notExcel();
  if ((await inspectOffice(bytes, limits.unpackedBytes)) !== 'xlsx') throw notExcel();
  await checkSheets(bytes, limits);
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED });
  } catch {
    throw new DomainError(
      'file.damaged',
      'Không mở được bảng tính. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi.',
    );
  }
  return book.worksheets.map(sheetOf);
}

const notExcel = (): DomainError =>
  new DomainError('file.type_refused', 'Tệp không phải bảng tính Excel (.xlsx). Hãy lưu lại ở dạng .xlsx rồi gửi.');

/** Counts what a sheet would unfold to, before it does. */
async function checkSheets(bytes: Buffer, limits: WorkbookLimits): Promise<void> {
  let cells = 0;
  for (const entry of readZipDirectory(bytes)) {
    if (!/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)) continue;
    const pieces: Buffer[] = [];
    await unpackEntry(entry, { bytes: limits.unpackedBytes }, (piece) => pieces.push(Buffer.from(piece)));
    const text = Buffer.concat(pieces).toString('latin1').replaceAll('\0', '');
    cells += countOf(text, /<(?:[\w.-]+:)?c[\s/>]/g);
    const rows = countOf(text, /<(?:[\w.-]+:)?row[\s/>]/g);
    let merged = 0;
    for (const [, area] of text.matchAll(/<(?:[\w.-]+:)?mergeCell\b[^<>]*?\bref\s*=\s*["']([^"'<]*)["']/g)) {
      merged += sizeOf(area as string);
    }
    let columns = 0;
    for (const [, name] of text.matchAll(/\br\s*=\s*["']([A-Z]{1,3})\d{1,7}["']/g)) {
      columns = Math.max(columns, columnOf(name as string));
    }
    if (cells > limits.cells || rows > limits.rows || merged > MOST_MERGED_CELLS || columns > MOST_COLUMNS)
      throw tooLarge();
  }
}

const tooLarge = (): DomainError =>
  new DomainError(
    'file.unpacks_too_large',
    'Bảng tính có quá nhiều ô, cột hoặc vùng gộp. Hãy xóa các dòng, cột thừa (kể cả chỉ có định dạng) rồi gửi lại.',
  );

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  return count;
}

function sizeOf(area: string): number {
  const ends = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(area);
  if (!ends) throw tooLarge();
  const [, left, top, right = left, bottom = top] = ends as unknown as [string, string, string, string, string];
  return (Math.abs(columnOf(right) - columnOf(left)) + 1) * (Math.abs(Number(bottom) - Number(top)) + 1);
}

const columnOf = (letters: string): number => [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0);

function sheetOf(sheet: ExcelJS.Worksheet): ReadSheet {
  let lastRow = 0;
  sheet.eachRow((row, number) => {
    if (row.hasValues) lastRow = number;
  });
  return {
    name: sheet.name,
    lastRow,
    lastColumn: Math.min(sheet.columnCount, MOST_COLUMNS),
    cell: (row, column) => cellOf(sheet.getCell(row, column)),
  };
}

function cellOf(cell: ExcelJS.Cell): ReadCell {
  const base = { address: cell.address, number: null, percent: false, merged: cell.isMerged, fault: null };
  // Only the first cell of a merged area has the value; the library repeats it in the others.
  const value = plainOf(cell.value);
  if (value === MISSING) return { ...base, text: '', fault: 'công thức chưa có giá trị; hãy ghi giá trị vào ô' };
  if (value === null) return { ...base, text: '' };
  if (value instanceof Date) return { ...base, text: dateText(value) };
  if (typeof value === 'object') return { ...base, text: '', fault: `ô báo lỗi ${value.error}; hãy ghi lại giá trị` };
  if (typeof value === 'number') {
    const percent = /%/.test((cell.numFmt ?? '').replace(/"[^"]*"|\\./g, ''));
    const shown = Number((percent ? value * 100 : value).toPrecision(15));
    return { ...base, number: value, percent, text: percent ? `${shown}%` : String(shown) };
  }
  if (typeof value === 'boolean') return { ...base, text: value ? 'TRUE' : 'FALSE' };
  return { ...base, text: value };
}

const MISSING = Symbol('a formula without a value');
type Plain = string | number | boolean | Date | null | { error: string } | typeof MISSING;

/** A formula counts by its value, rich text and links by their words: nothing of them is carried out or kept. */
function plainOf(value: ExcelJS.CellValue): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('error' in value) return { error: String(value.error) };
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('formula' in value || 'sharedFormula' in value) {
    return value.result === undefined || value.result === null ? MISSING : plainOf(value.result as ExcelJS.CellValue);
  }
  if ('text' in value) return plainOf(value.text as ExcelJS.CellValue);
  return null;
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [year, month, day] = date.toISOString().slice(0, 10).split('-');
  const time = date.toISOString().slice(11, 16);
  return `${day}/${month}/${year}${time === '00:00' ? '' : ` ${time}`}`;
}
