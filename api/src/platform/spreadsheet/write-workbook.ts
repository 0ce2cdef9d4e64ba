import ExcelJS from 'exceljs';

/** A cell of text, number or calendar date (`YYYY-MM-DD` in a column of dates), or an empty one. */
export type CellValue = string | number | null;

export interface SheetColumn {
  /** By which a reader finds the column again, wherever a person moved it; only written when `keyRow` is on. */
  key: string;
  title: string;
  /** In characters. */
  width: number;
  type: 'text' | 'whole' | 'date';
  /** Allowed values: offered as a list, anything else is refused by the program that edits the sheet, unless `open`. */
  list?: { name: string; values: readonly string[]; open?: boolean };
  /** Shown when the pointer rests on the title. */
  note?: string;
  /** Bounds of whole numbers. */
  least?: number;
  most?: number;
  hidden?: boolean;
  /** Whether a person may change its cells, when the sheet is `guarded`. */
  editable?: boolean;
}

/** The media type of .xlsx. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly CellValue[])[];
  /** Lines above the table, the first as a heading. */
  heading?: readonly string[];
  /** A hidden row of the columns' keys above their titles. */
  keyRow?: boolean;
  /** Against slips, without a password: only `editable` cells take keys. */
  guarded?: boolean;
  /** Empty rows below the given ones that take words, with the lists offered. */
  emptyRows?: number;
  /** Hidden from people altogether, also from their list of hidden sheets. */
  hidden?: boolean;
}

/** Excel's own limit for one cell. */
export const LONGEST_CELL = 32_767;

const FONT = { name: 'Times New Roman', size: 12 } as const;
const LISTS = 'danh_muc';
const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN } as const;

/**
 * Text as a cell can hold it: no control characters, line breaks as one character, at most what Excel takes. Text that
 * looks like one of Excel's own escapes is escaped itself, or it would read as another letter.
 */
export function cellText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')
    .slice(0, LONGEST_CELL)
    .replace(/\p{Cs}/gu, '');
}

const written = (text: string): string => cellText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/**
 * Writes a workbook: frozen titles, lists as choices, dates as dates. Text is always written as text, in cells of the
 * format "text", so that what begins with = + - @ or a tab is never a formula, also after somebody edits the cell.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const lists = listsOf(sheets);
  for (const sheet of sheets) await addSheet(book, sheet, lists);
  if (lists.size > 0) addLists(book, lists);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The lists of all sheets, each in its column of a sheet of their own: written into a cell they have to be short. */
type Lists = ReadonlyMap<string, { column: number; range: string; values: readonly string[] }>;

function listsOf(sheets: readonly Sheet[]): Lists {
  const lists = new Map<string, { column: number; range: string; values: readonly string[] }>();
  for (const { list } of sheets.flatMap(({ columns }) => columns)) {
    if (!list || lists.has(list.name)) continue;
    const column = lists.size + 1;
    const letter = String.fromCharCode(64 + column);
    lists.set(list.name, {
      column,
      range: `${LISTS}!$${letter}$1:$${letter}$${list.values.length}`,
      values: list.values,
    });
  }
  return lists;
}

async function addSheet(book: ExcelJS.Workbook, sheet: Sheet, lists: Lists): Promise<void> {
  const heading = sheet.heading ?? [];
  const titleRow = heading.length + (sheet.keyRow ? 1 : 0) + 1;
  const page = book.addWorksheet(sheet.name, {
    state: sheet.hidden ? 'veryHidden' : 'visible',
    views: sheet.columns.length > 0 ? [{ state: 'frozen', ySplit: titleRow, showGridLines: false }] : [],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.columns = sheet.columns.map(({ width, hidden }) => ({ width, hidden: hidden ?? false }));
  const firstShown = sheet.columns.findIndex(({ hidden }) => !hidden) + 1 || 1;
  for (const [index, line] of heading.entries()) {
    const cell = page.getCell(index + 1, firstShown);
    cell.value = written(line);
    cell.font = { ...FONT, bold: index === 0, size: index === 0 ? 14 : 12 };
    cell.numFmt = '@';
  }
  if (sheet.keyRow) {
    const keys = page.getRow(titleRow - 1);
    keys.values = sheet.columns.map(({ key }) => key);
    keys.hidden = true;
  }
  for (const [index, column] of sheet.columns.entries()) styleTitle(page.getCell(titleRow, index + 1), column);
  for (const [at, row] of [...sheet.rows, ...Array<CellValue[]>(sheet.emptyRows ?? 0).fill([])].entries()) {
    for (const [index, column] of sheet.columns.entries()) {
      fillCell(page.getCell(titleRow + 1 + at, index + 1), column, row[index] ?? null, lists);
    }
  }
  if (sheet.guarded) {
    await page.protect('', { formatRows: true, formatColumns: true, formatCells: true, autoFilter: true, sort: true });
  }
}

function styleTitle(cell: ExcelJS.Cell, column: SheetColumn): void {
  cell.value = written(column.title);
  cell.font = { ...FONT, bold: true };
  cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  cell.border = BORDER;
  if (column.note) cell.note = column.note;
  const color = column.editable ? 'FFFFF2CC' : 'FFE7E6E6';
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: color } };
}

function fillCell(cell: ExcelJS.Cell, column: SheetColumn, value: CellValue, lists: Lists): void {
  cell.font = FONT;
  cell.border = BORDER;
  cell.alignment = { vertical: 'top', wrapText: true, horizontal: column.type === 'text' ? 'left' : 'center' };
  cell.protection = { locked: !column.editable };
  cell.numFmt = { text: '@', whole: '0', date: 'dd/mm/yyyy' }[column.type];
  if (typeof value === 'string' && column.type === 'date') cell.value = new Date(`${value}T00:00:00Z`);
  else if (typeof value === 'string') cell.value = value === '' ? null : written(value);
  else cell.value = value;
  if (column.list) {
    cell.dataValidation = {
      type: 'list',
      allowBlank: true,
      formulae: [lists.get(column.list.name)?.range],
      showErrorMessage: !column.list.open,
      errorTitle: 'Giá trị không có trong danh sách',
      error: `Hãy chọn một trong các giá trị: ${column.list.values.join('; ')}`.slice(0, 220),
    };
  } else if (column.least !== undefined && column.most !== undefined) {
    cell.dataValidation = {
      type: 'decimal',
      operator: 'between',
      allowBlank: true,
      formulae: [column.least, column.most],
      showErrorMessage: true,
      errorTitle: 'Số chưa đúng',
      error: `Hãy ghi một số từ ${column.least} đến ${column.most}`,
    };
  }
}

function addLists(book: ExcelJS.Workbook, lists: Lists): void {
  const page = book.addWorksheet(LISTS, { state: 'veryHidden' });
  for (const { column, values } of lists.values()) {
    for (const [index, value] of values.entries()) page.getCell(index + 1, column).value = written(value);
  }
}
