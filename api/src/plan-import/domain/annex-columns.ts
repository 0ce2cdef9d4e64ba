import { searchKey } from '../../agencies/domain/fold-vietnamese.js';

/** The columns of an annex of tasks, whatever their order and wording. */
export const COLUMN_NAMES = ['number', 'content', 'lead', 'coordinate', 'deliverable', 'deadline'] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];
/** Where each recognised column stands, from 0. */
export type ColumnMap = Partial<Record<ColumnName, number>>;

/** How people know the columns; also what an unreadable document is told was looked for. */
export const COLUMN_LABELS: Record<ColumnName, string> = {
  number: 'STT',
  content: 'Nội dung, nhiệm vụ',
  lead: 'Đơn vị chủ trì',
  coordinate: 'Đơn vị phối hợp',
  deliverable: 'Kết quả, sản phẩm',
  deadline: 'Thời gian hoàn thành',
};

/** Without these there is no task to read; a missing other column is an empty cell in every row. */
export const NEEDED_COLUMNS: readonly ColumnName[] = ['number', 'content', 'lead'];

/** Words that name a column, in order of precedence: "Kết quả thực hiện nhiệm vụ" is no content. */
const RECOGNISED: readonly (readonly [name: ColumnName, words: RegExp])[] = [
  ['number', /^(stt|tt|so tt|so thu tu)$/],
  ['lead', /chu tri/],
  ['coordinate', /phoi hop/],
  ['deliverable', /ket qua|san pham/],
  ['deadline', /thoi gian|thoi han|tien do|ky han|han hoan thanh/],
  ['content', /noi dung|nhiem vu/],
];
const LONGEST_HEADER_CELL = 80;
/** A table that people read has fewer; a line with more is no header. */
const MOST_COLUMNS = 50;

/** Which columns the cells name, each once, the first cell that names it wins. */
export function recogniseColumns(cells: readonly string[]): ColumnMap {
  const columns: ColumnMap = {};
  cells.slice(0, MOST_COLUMNS).forEach((cell, index) => {
    if (cell === '' || cell.length > LONGEST_HEADER_CELL) return;
    const key = searchKey(cell).replace(/[.:]$/, '');
    const name = RECOGNISED.find(([, words]) => words.test(key))?.[0];
    if (name !== undefined && columns[name] === undefined) columns[name] = index;
  });
  return columns;
}

/** Whether the cells are the header of an annex of tasks. */
export function isAnnexHeader(columns: ColumnMap): boolean {
  return NEEDED_COLUMNS.every((name) => columns[name] !== undefined);
}
