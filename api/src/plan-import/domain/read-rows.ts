import { searchKey } from '../../agencies/domain/fold-vietnamese.js';
import {
  COLUMN_LABELS,
  COLUMN_NAMES,
  type ColumnMap,
  type ColumnName,
  isAnnexHeader,
  NEEDED_COLUMNS,
  recogniseColumns,
} from './annex-columns.js';
import type { SourceDocument, SourceLine, TableRowBlock } from './source-document.js';
import { UnreadableDocumentError } from './unreadable-document.js';

/** A row between the tasks that opens a group: "I. VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH". */
export interface GroupHeading {
  line: number;
  /** As printed, "I"; null when the heading has none. */
  numeral: string | null;
  title: string;
}

/** One row of the annex as it is printed; a task cut by a page break is still two of them. */
export interface AnnexRow {
  line: number;
  /** The number cell's words. */
  numberText: string;
  /** Null when the cell is empty or holds no whole number. */
  number: number | null;
  /** Index of its group heading, null before the first one. */
  group: number | null;
  cells: Record<ColumnName, string>;
  /** Whether nothing but page breaks stands between the row before and this one. */
  mayContinue: boolean;
}

export interface AnnexRows {
  /** Line of the first header row; what stands above is front matter. */
  headerLine: number;
  columns: ColumnMap;
  groups: GroupHeading[];
  rows: AnnexRow[];
  /** Rows below the header that are no row of this annex (another table, a signature block); nothing else is left out. */
  unread: SourceLine[];
}

const WHOLE_NUMBER = /^(\d{1,4})\s*[.)]?$/;
const HEADING = /^([IVXLC]{1,7})\s*[.):/–-]\s*(\S.*)$/;
const NUMERAL = /^([IVXLC]{1,7})\s*[.)]?$/;
const LONGEST_ROW_NUMBER = 8;

/**
 * Reads the rows of the annex: columns by the words of the header in whatever order, repeated headers dropped, group
 * headings told from tasks.
 * @throws UnreadableDocumentError when no table has the header of an annex, or nothing stands below it.
 */
export function readRows(document: SourceDocument): AnnexRows {
  const result: AnnexRows = { headerLine: 0, columns: {}, groups: [], rows: [], unread: [] };
  let columns: ColumnMap | null = null;
  let mayContinue = false;
  let afterParagraph = false;

  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      if (columns === null || /^\d*$/.test(block.text)) continue;
      const heading = HEADING.exec(block.text);
      if (heading !== null) openGroup(block.line, heading[1] as string, heading[2] as string);
      else afterParagraph = true;
      continue;
    }
    const header = recogniseColumns(block.cells);
    if (isAnnexHeader(header)) {
      if (columns === null && result.headerLine === 0)
        Object.assign(result, { headerLine: block.line, columns: header });
      columns = header;
      afterParagraph = false;
    } else if (header.number !== undefined) {
      // A header that is not this table's belongs to another one; a damaged repetition stands in the same columns.
      const repeats = Object.entries(header).filter(([name, index]) => columns?.[name as ColumnName] === index);
      if (repeats.length < 2) columns = null;
      if (result.headerLine > 0 && columns === null) leaveOut(block);
    } else if (columns !== null && !isColumnNumbering(block.cells)) {
      readRow(block, columns);
    } else if (result.headerLine > 0 && columns === null) {
      leaveOut(block);
    }
  }
  if (result.headerLine === 0) throw noAnnex(document);
  if (result.rows.length === 0) {
    throw new UnreadableDocumentError(LOOKED_FOR, [
      `dòng tiêu đề bảng ở dòng ${result.headerLine}, bên dưới không có nhiệm vụ`,
    ]);
  }
  return result;

  function readRow(block: TableRowBlock, map: ColumnMap): void {
    const cells = cellsOf(block, map);
    const filled = block.cells.filter((cell) => cell !== '');
    const heading = headingOf(cells, filled);
    if (heading !== null) {
      openGroup(block.line, heading.numeral, heading.title);
      return;
    }
    const numberText = cells.number;
    const isCutOff = numberText === '' && afterParagraph;
    if (numberText.length > LONGEST_ROW_NUMBER || isCutOff) {
      leaveOut(block);
      return;
    }
    const whole = WHOLE_NUMBER.exec(numberText)?.[1];
    result.rows.push({
      line: block.line,
      numberText,
      number: whole === undefined ? null : Number(whole),
      group: result.groups.length === 0 ? null : result.groups.length - 1,
      cells,
      mayContinue,
    });
    mayContinue = true;
    afterParagraph = false;
  }

  function openGroup(line: number, numeral: string | null, title: string): void {
    const before = result.groups.at(-1);
    // A page break can print the heading again: "II. VỀ … (tiếp theo)".
    if (numeral !== null && before?.numeral === numeral && sameHeading(before.title, title)) return;
    result.groups.push({ line, numeral, title });
    mayContinue = false;
    afterParagraph = false;
  }

  function leaveOut(block: TableRowBlock): void {
    result.unread.push({ line: block.line, text: block.cells.filter((cell) => cell !== '').join(' | ') });
    mayContinue = false;
  }
}

const LOOKED_FOR = [
  `bảng phụ lục nhiệm vụ (các ô cách nhau bằng dấu Tab) có dòng tiêu đề gồm ${COLUMN_NAMES.map((name) => `“${COLUMN_LABELS[name]}”`).join(', ')}`,
  'bên dưới là các dòng nhiệm vụ có số thứ tự',
];

function cellsOf(block: TableRowBlock, map: ColumnMap): Record<ColumnName, string> {
  const cell = (name: ColumnName) => block.cells[map[name] ?? -1] ?? '';
  return {
    number: cell('number'),
    content: cell('content'),
    lead: cell('lead'),
    coordinate: cell('coordinate'),
    deliverable: cell('deliverable'),
    deadline: cell('deadline'),
  };
}

function headingOf(
  cells: Record<ColumnName, string>,
  filled: string[],
): { numeral: string | null; title: string } | null {
  const numeral = NUMERAL.exec(cells.number)?.[1];
  if (numeral !== undefined && filled.length === 2 && cells.content !== '') return { numeral, title: cells.content };
  const only = filled[0] as string;
  if (filled.length !== 1) return null;
  const heading = HEADING.exec(only);
  if (heading !== null) return { numeral: heading[1] as string, title: heading[2] as string };
  // A single cell across the table, in place of a number.
  return only === cells.number && only.length > LONGEST_ROW_NUMBER ? { numeral: null, title: only } : null;
}

function sameHeading(one: string, other: string): boolean {
  return searchKey(one) === searchKey(other.replace(/\(tiếp(?: theo)?\)/iu, ''));
}

/** The row "(1) (2) (3) …" that some annexes print below the header. */
function isColumnNumbering(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length > 2 && filled.every((cell) => /^\(?[\dA-Z]{1,2}\)?$/.test(cell));
}

function noAnnex(document: SourceDocument): UnreadableDocumentError {
  let best: { line: number; columns: ColumnMap } | null = null;
  let rowCount = 0;
  for (const block of document.blocks) {
    if (block.kind !== 'row') continue;
    rowCount += 1;
    const columns = recogniseColumns(block.cells);
    if (Object.keys(columns).length > Object.keys(best?.columns ?? {}).length) best = { line: block.line, columns };
  }
  if (rowCount === 0) return new UnreadableDocumentError(LOOKED_FOR, ['văn bản không có bảng nào']);
  if (best === null)
    return new UnreadableDocumentError(LOOKED_FOR, [`${rowCount} dòng dạng bảng, không có dòng tiêu đề`]);
  const missing = NEEDED_COLUMNS.filter((name) => best.columns[name] === undefined);
  const labels = missing.map((name) => `“${COLUMN_LABELS[name]}”`).join(', ');
  return new UnreadableDocumentError(LOOKED_FOR, [`dòng ${best.line} giống tiêu đề bảng nhưng thiếu cột ${labels}`]);
}
