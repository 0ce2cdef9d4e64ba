import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import { type ReadCell, type ReadSheet, readWorkbook } from '../platform/spreadsheet/read-workbook.js';
import { cellText } from '../platform/spreadsheet/write-workbook.js';
import {
  COLUMNS,
  type ColumnKey,
  foldWord,
  LONGEST_TEXT,
  lineCheck,
  NO,
  SHEETS,
  STATE_BY_WORD,
  YES,
} from './excel-form-layout.js';
import type { ReportForm, ReportFormEntry, ReportFormLine } from './report-form.port.js';

/** One cell that is not right. */
export interface CellFault {
  /** `I7` of the lines' sheet; empty when the file as a whole is meant. */
  cell: string;
  /** What to do, for the person who filled it in. */
  message: string;
}

export type ReportFormReading =
  | {
      /** In the order of the report, every line of it. */
      lines: ReportFormEntry[];
      /** Ids of the lines that differ from what stands in the report now. */
      changed: string[];
      /** The version of the report when the form was downloaded; null when the person's program lost it. */
      madeFromVersion: number | null;
    }
  | { errors: CellFault[] };

const MOST_ERRORS = 200;
const ROWS_BEFORE_KEYS = 40;

/**
 * Reads a filled-in form back. All of it or nothing: one wrong cell, and the answer is the list of wrong cells.
 * Rows may have been sorted, columns moved, blank rows added, numbers written as text.
 * @param form the report as it stands now
 * @throws DomainError of the refusals of files, when it is no workbook that can be read
 */
export async function readReportForm(bytes: Buffer, form: ReportForm): Promise<ReportFormReading> {
  const sheets = await readWorkbook(bytes);
  const place = placeOf(sheets);
  if (!place) {
    return whole(
      `Không thấy các cột của biểu trong tệp. Hãy tải lại biểu trên trang báo cáo và điền vào trang "${SHEETS.lines}".`,
    );
  }
  const made = madeOf(sheets);
  if (made.reportId !== null && made.reportId !== form.reportId) {
    return whole(
      `Biểu này là của kỳ báo cáo hoặc cơ quan khác. Hãy dùng biểu tải từ báo cáo ${form.period.label} của ${form.agency.name}.`,
    );
  }
  const rows = new LineReader(form, place).read();
  if ('errors' in rows) return rows;
  const changed = rows.lines.filter((entry, index) => isChanged(entry, form.lines[index] as ReportFormLine));
  return { ...rows, changed: changed.map(({ assignmentId }) => assignmentId), madeFromVersion: made.version };
}

const whole = (message: string): ReportFormReading => ({ errors: [{ cell: '', message }] });

const ENTRY_KEYS = ['progressPercent', 'state', 'resultText', 'obstacleText', 'nextText', 'nothingNew'] as const;

const isChanged = (entry: ReportFormEntry, line: ReportFormLine): boolean =>
  ENTRY_KEYS.some((key) => entry[key] !== line[key]);

interface Place {
  sheet: ReadSheet;
  firstRow: number;
  columns: Record<ColumnKey, number>;
}

/** Where the lines stand: below the row that has every key. */
function placeOf(sheets: readonly ReadSheet[]): Place | null {
  for (const sheet of sheets) {
    for (let row = 1; row <= Math.min(sheet.lastRow, ROWS_BEFORE_KEYS); row += 1) {
      const columns: Partial<Record<ColumnKey, number>> = {};
      for (let column = 1; column <= sheet.lastColumn; column += 1) {
        const text = sheet.cell(row, column).text.trim();
        const found = COLUMNS.find(({ key }) => key === text);
        if (found) columns[found.key] ??= column;
      }
      if (COLUMNS.every(({ key }) => columns[key] !== undefined)) {
        return { sheet, firstRow: row + 2, columns: columns as Record<ColumnKey, number> };
      }
    }
  }
  return null;
}

function madeOf(sheets: readonly ReadSheet[]): { reportId: string | null; version: number | null } {
  const sheet = sheets.find(({ name }) => name === SHEETS.form);
  if (!sheet) return { reportId: null, version: null };
  const version = Number(sheet.cell(2, 2).text);
  return {
    reportId: sheet.cell(2, 1).text.trim() || null,
    version: Number.isSafeInteger(version) && version > 0 ? version : null,
  };
}

/** Thrown by the reading of one cell; caught by its row. */
class WrongCell extends Error {}

class LineReader {
  private readonly errors: CellFault[] = [];
  private readonly found = new Map<string, ReportFormEntry>();
  private readonly byId: ReadonlyMap<string, ReportFormLine>;

  constructor(
    private readonly form: ReportForm,
    private readonly place: Place,
  ) {
    this.byId = new Map(form.lines.map((line) => [line.assignmentId, line]));
  }

  read(): { lines: ReportFormEntry[] } | { errors: CellFault[] } {
    for (let row = this.place.firstRow; row <= this.place.sheet.lastRow; row += 1) this.readRow(row);
    for (const line of this.form.lines) {
      if (this.errors.length > 0 || this.found.has(line.assignmentId)) continue;
      this.errors.push({
        cell: '',
        message: `Thiếu dòng của nhiệm vụ ${nameOf(line)}. Hãy tải lại biểu mới nhất rồi chép nội dung sang.`,
      });
    }
    if (this.errors.length > 0) return { errors: this.errors.slice(0, MOST_ERRORS) };
    return { lines: this.form.lines.map(({ assignmentId }) => this.found.get(assignmentId) as ReportFormEntry) };
  }

  private readRow(row: number): void {
    const at = (key: ColumnKey): ReadCell => this.place.sheet.cell(row, this.place.columns[key]);
    const filled = COLUMNS.map(({ key }) => at(key)).find(({ text, fault }) => text.trim() !== '' || fault !== null);
    if (!filled) return;
    const line = this.lineOf(at, filled);
    if (!line) return;
    const entry: Partial<ReportFormEntry> = { assignmentId: line.assignmentId };
    const take = <K extends keyof ReportFormEntry & ColumnKey>(
      key: K,
      read: (cell: ReadCell) => ReportFormEntry[K],
    ) => {
      const cell = at(key);
      try {
        checkCell(cell);
        entry[key] = read(cell);
      } catch (error) {
        if (!(error instanceof WrongCell)) throw error;
        this.errors.push({ cell: cell.address, message: `Nhiệm vụ ${nameOf(line)}: ${error.message}` });
      }
    };
    take('progressPercent', readPercent);
    take('state', readState);
    take('resultText', (cell) => readText(cell, line.resultText));
    take('obstacleText', (cell) => readText(cell, line.obstacleText));
    take('nextText', (cell) => readText(cell, line.nextText));
    take('nothingNew', readYes);
    this.found.set(line.assignmentId, entry as ReportFormEntry);
  }

  /** Which line a row is: by its hidden id, which must fit to what the person sees beside it. */
  private lineOf(at: (key: ColumnKey) => ReadCell, filled: ReadCell): ReportFormLine | null {
    const id = at('assignmentId');
    const wrong = (cell: ReadCell, message: string): null => {
      this.errors.push({ cell: cell.address, message });
      return null;
    };
    if (id.text.trim() === '') {
      return wrong(
        filled,
        'Dòng này không có trong biểu đã tải. Hãy xóa dòng, hoặc chuyển nội dung vào dòng của nhiệm vụ.',
      );
    }
    const line = this.byId.get(id.text.trim().toLowerCase());
    if (!line) {
      return wrong(filled, 'Dòng này không thuộc báo cáo, hoặc phân công đã thay đổi. Hãy tải lại biểu mới nhất.');
    }
    const isSame =
      at('check').text.trim() === lineCheck(this.form, line) &&
      foldWord(at('taskTitle').text) === foldWord(cellText(line.taskTitle)) &&
      at('taskNumber').text.trim() === String(line.taskNumber ?? '');
    if (!isSame) {
      return wrong(
        at('taskTitle'),
        'Tên hoặc số thứ tự nhiệm vụ ở dòng này đã bị sửa hay lệch dòng. Hãy để nguyên các cột không có nền vàng (tải lại biểu nếu cần).',
      );
    }
    if (this.found.has(line.assignmentId)) {
      return wrong(at('taskTitle'), `Nhiệm vụ ${nameOf(line)} có ở hai dòng. Hãy xóa bớt một dòng.`);
    }
    return line;
  }
}

const nameOf = ({ taskNumber, taskTitle }: ReportFormLine): string => {
  const letters = [...taskTitle];
  const title = letters.length > 60 ? `${letters.slice(0, 57).join('')}…` : taskTitle;
  return taskNumber === null ? `"${title}"` : `${taskNumber} ("${title}")`;
};

function checkCell(cell: ReadCell): void {
  if (cell.merged) throw new WrongCell('ô đang gộp với ô khác; hãy bỏ gộp ô rồi điền riêng từng dòng.');
  if (cell.fault) throw new WrongCell(`${cell.fault}.`);
}

/** A cell that was left as it was gives back the words of the report to the letter. */
function readText(cell: ReadCell, before: string): string {
  if (cell.text === cellText(before)) return before;
  const text = cellText(cell.text).normalize('NFC').trim();
  if (text.length > LONGEST_TEXT) {
    throw new WrongCell(`nội dung dài ${text.length} ký tự; hãy rút gọn còn nhiều nhất ${LONGEST_TEXT} ký tự.`);
  }
  return text;
}

/** `50`, `50%`, `0,5` and a cell of 0.5 shown as 50% are all the same; progress has no parts of a hundredth. */
function readPercent(cell: ReadCell): number | null {
  const wrong = new WrongCell('tiến độ phải là số nguyên từ 0 đến 100, ví dụ 50.');
  if (cell.text.trim() === '') return null;
  let value: number;
  if (cell.number !== null) {
    value = cell.percent || (cell.number > 0 && cell.number < 1) ? cell.number * 100 : cell.number;
  } else {
    const match = /^(\d{1,3}(?:[.,]\d{1,10})?)\s*(%?)$/.exec(cell.text.replace(/[\u00a0\s]+/gu, ' ').trim());
    if (!match) throw wrong;
    const number = Number((match[1] as string).replace(',', '.'));
    value = match[2] === '' && number > 0 && number < 1 ? number * 100 : number;
  }
  const rounded = Math.round(value);
  if (Math.abs(value - rounded) > 1e-6 || rounded < 0 || rounded > 100) throw wrong;
  return rounded === 0 ? 0 : rounded;
}

function readState(cell: ReadCell): ReportFormEntry['state'] {
  if (cell.text.trim() === '') return null;
  const state = STATE_BY_WORD.get(foldWord(cell.text));
  if (state) return state;
  const allowed = Object.values(REPORT_ENTRY_STATE_LABELS).join('; ');
  throw new WrongCell(
    `tình trạng "${[...cell.text].slice(0, 40).join('')}" không có trong danh sách; hãy chọn: ${allowed}.`,
  );
}

const YES_WORDS = new Set([foldWord(YES), 'x', 'v', '✓', '1', 'true', 'co', 'yes']);
const NO_WORDS = new Set([foldWord(NO), '', '0', 'false', 'khong', 'no']);

function readYes(cell: ReadCell): boolean {
  const word = foldWord(cell.text);
  if (YES_WORDS.has(word)) return true;
  if (NO_WORDS.has(word)) return false;
  throw new WrongCell(`cột "Không phát sinh" chỉ ghi ${YES} hoặc ${NO}.`);
}
