/** The byte order mark by which spreadsheets know UTF-8. */
export const CSV_START = '\uFEFF';

/** What a spreadsheet would take for a formula; a tab or line break in front does not stop it. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * One line of CSV (RFC 4180), with its CRLF. A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front: what people typed must never compute on another person's machine.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
