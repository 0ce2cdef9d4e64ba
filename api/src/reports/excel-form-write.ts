import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import { formatDate } from '../calendar/domain/calendar-date.js';
import { type CellValue, type Sheet, writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import { COLUMNS, type ColumnKey, LONGEST_TEXT, lineCheck, NO, ROLE_LABELS, SHEETS, YES } from './excel-form-layout.js';
import type { ReportForm, ReportFormLine } from './report-form.port.js';

/**
 * The form of one agency's report, to be filled in without a connection: its assignments, last month's words beside
 * empty or drafted ones, allowed values as lists.
 * @returns the bytes of an .xlsx file
 */
export async function writeReportForm(form: ReportForm): Promise<Buffer> {
  return writeWorkbook([linesSheet(form), guideSheet(form), formSheet(form)]);
}

/** File name of the form, for the download. */
export const reportFormName = (form: Pick<ReportForm, 'agency' | 'period'>): string =>
  `Biểu báo cáo ${form.period.label} - ${form.agency.name}.xlsx`.replace(/[/\\:*?"<>|]/g, '-');

function linesSheet(form: ReportForm): Sheet {
  return {
    name: SHEETS.lines,
    columns: COLUMNS,
    heading: [
      `Báo cáo ${form.period.label}: ${form.agency.name}`,
      `${form.plan.title} (năm ${form.plan.year})`,
      `Hạn nộp ${formatDate(form.period.dueOn)}, khóa sổ hết ngày ${formatDate(form.period.lockOn)}. Chỉ điền các cột có nền vàng.`,
    ],
    keyRow: true,
    guarded: true,
    rows: form.lines.map((line) => {
      const cells: Record<ColumnKey, CellValue> = cellsOf(form, line);
      return COLUMNS.map(({ key }) => cells[key]);
    }),
  };
}

function cellsOf(form: ReportForm, line: ReportFormLine): Record<ColumnKey, CellValue> {
  return {
    assignmentId: line.assignmentId,
    check: lineCheck(form, line),
    taskNumber: line.taskNumber,
    taskTitle: line.taskTitle,
    role: ROLE_LABELS[line.role],
    dueOn: line.dueOn,
    lastProgressPercent: line.lastProgressPercent,
    lastResultText: line.lastResultText,
    progressPercent: line.progressPercent,
    state: line.state && REPORT_ENTRY_STATE_LABELS[line.state],
    resultText: line.resultText,
    obstacleText: line.obstacleText,
    nextText: line.nextText,
    nothingNew: line.nothingNew ? YES : NO,
  };
}

function guideSheet(form: ReportForm): Sheet {
  return {
    name: SHEETS.guide,
    columns: [{ key: 'text', title: 'Cách điền biểu', width: 110, type: 'text' }],
    rows: [
      [
        `1. Mở trang "${SHEETS.lines}", mỗi dòng là một nhiệm vụ của ${form.agency.name}. Chỉ điền các cột có nền vàng.`,
      ],
      ['2. Tiến độ ghi số từ 0 đến 100 (ví dụ 50 hoặc 50%). Tình trạng và "Không phát sinh" chọn trong danh sách.'],
      [`3. Mỗi ô chữ tối đa ${LONGEST_TEXT.toLocaleString('vi-VN')} ký tự. Xuống dòng trong ô bằng Alt+Enter.`],
      ['4. Nhiệm vụ không có gì mới: chọn "Có" ở cột "Không phát sinh", các cột khác để nguyên.'],
      ['5. Không xóa dòng, không thêm dòng, không gộp ô. Lọc và sắp xếp thì được.'],
      [
        '6. Lưu tệp ở dạng .xlsx rồi tải lên tại trang báo cáo của cơ quan. Hệ thống báo lỗi theo từng ô, và chỉ nhận khi mọi ô đều đúng.',
      ],
      ['7. Tải biểu lên là lưu bản nháp; thủ trưởng cơ quan vẫn bấm Nộp báo cáo trên trang.'],
    ],
  };
}

/** Which form it is; read when it comes back. */
function formSheet(form: ReportForm): Sheet {
  return {
    name: SHEETS.form,
    hidden: true,
    columns: [
      { key: 'reportId', title: 'reportId', width: 40, type: 'text' },
      { key: 'version', title: 'version', width: 10, type: 'whole' },
      { key: 'lines', title: 'lines', width: 10, type: 'whole' },
    ],
    rows: [[form.reportId, form.version, form.lines.length]],
  };
}
