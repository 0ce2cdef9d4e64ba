import { createHash } from 'node:crypto';
import {
  REPORT_ENTRY_STATE_LABELS,
  REPORT_ENTRY_STATES,
  type ReportEntryState,
} from '@plan/shared/vocabulary/report-states';
import type { SheetColumn } from '../platform/spreadsheet/write-workbook.js';
import type { ReportForm, ReportFormLine } from './report-form.port.js';

/** Names of the sheets: how to fill in, the lines, and what says which form it is. */
export const SHEETS = { guide: 'Hướng dẫn', lines: 'Báo cáo', form: '_bieu' } as const;

/** Characters of one text at most, as on the page. */
export const LONGEST_TEXT = 5_000;

export const YES = 'Có';
export const NO = 'Không';

const STATES = REPORT_ENTRY_STATES.map((state) => REPORT_ENTRY_STATE_LABELS[state]);

/** By label, in the way in which `foldWord` writes it. */
export const STATE_BY_WORD: ReadonlyMap<string, ReportEntryState> = new Map(
  REPORT_ENTRY_STATES.flatMap((state) => [
    [foldWord(REPORT_ENTRY_STATE_LABELS[state]), state],
    [state, state],
  ]),
);

/** The same word whatever its case, spaces and way of writing accents. */
export function foldWord(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

export type ColumnKey =
  | 'assignmentId'
  | 'check'
  | 'taskNumber'
  | 'taskTitle'
  | 'role'
  | 'dueOn'
  | 'lastProgressPercent'
  | 'lastResultText'
  | 'progressPercent'
  | 'state'
  | 'resultText'
  | 'obstacleText'
  | 'nextText'
  | 'nothingNew';

/** Columns of the lines; the keys stand in a hidden row, so that a column may be moved. */
export const COLUMNS: readonly (SheetColumn & { key: ColumnKey })[] = [
  { key: 'assignmentId', title: 'Mã phân công', width: 10, type: 'text', hidden: true },
  { key: 'check', title: 'Mã kiểm tra', width: 10, type: 'text', hidden: true },
  { key: 'taskNumber', title: 'STT', width: 6, type: 'whole' },
  { key: 'taskTitle', title: 'Nhiệm vụ', width: 45, type: 'text' },
  { key: 'role', title: 'Vai trò', width: 11, type: 'text' },
  { key: 'dueOn', title: 'Thời hạn', width: 12, type: 'date' },
  { key: 'lastProgressPercent', title: 'Tiến độ kỳ trước (%)', width: 11, type: 'whole' },
  { key: 'lastResultText', title: 'Kết quả kỳ trước', width: 35, type: 'text' },
  { key: 'progressPercent', title: 'Tiến độ (%)', width: 10, type: 'whole', least: 0, most: 100, editable: true },
  {
    key: 'state',
    title: 'Tình trạng',
    width: 17,
    type: 'text',
    list: { name: 'state', values: STATES },
    editable: true,
  },
  { key: 'resultText', title: 'Kết quả thực hiện', width: 45, type: 'text', editable: true },
  { key: 'obstacleText', title: 'Khó khăn, vướng mắc', width: 35, type: 'text', editable: true },
  { key: 'nextText', title: 'Việc tiếp theo', width: 35, type: 'text', editable: true },
  {
    key: 'nothingNew',
    title: 'Không phát sinh',
    width: 12,
    type: 'text',
    list: { name: 'yes', values: [YES, NO] },
    editable: true,
  },
];

export const ROLE_LABELS = { lead: 'Chủ trì', coordinate: 'Phối hợp' } as const;

/** Holds a line's hidden id against slips: an id that was cut, typed or taken from another report has another sum. */
export function lineCheck(form: Pick<ReportForm, 'reportId'>, line: Pick<ReportFormLine, 'assignmentId'>): string {
  return createHash('sha256').update(`${form.reportId}:${line.assignmentId}`).digest('hex').slice(0, 12);
}
