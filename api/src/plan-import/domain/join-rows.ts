import { COLUMN_NAMES } from './annex-columns.js';
import type { AnnexRow } from './read-rows.js';

/** A row of the annex made whole again, with the lines that it was printed on. */
export interface WholeRow extends Omit<AnnexRow, 'line' | 'mayContinue'> {
  lines: number[];
}

/**
 * Joins rows that a page break cut: the continuation has an empty number cell and follows its row with nothing but
 * page breaks between. A row without a number that is complete in itself is not a continuation; it stays a row of its
 * own, without a number, because none is invented.
 */
export function joinRows(rows: readonly AnnexRow[]): WholeRow[] {
  const whole: WholeRow[] = [];
  for (const { line, mayContinue, ...row } of rows) {
    const before = whole.at(-1);
    if (row.numberText !== '' || !mayContinue || before === undefined || isComplete(row, before)) {
      whole.push({ ...row, lines: [line] });
      continue;
    }
    before.lines.push(line);
    before.cells = { ...before.cells };
    for (const name of COLUMN_NAMES) {
      before.cells[name] = [before.cells[name], row.cells[name]].filter((words) => words !== '').join(' ');
    }
  }
  return whole;
}

/** What a page break cuts goes on in the middle of a sentence; a task whose number is missing starts anew. */
function isComplete(row: Pick<AnnexRow, 'cells'>, before: WholeRow): boolean {
  const filled = (cells: AnnexRow['cells']) => cells.content !== '' && cells.lead !== '' && cells.deadline !== '';
  return filled(row.cells) && filled(before.cells) && /^\p{Lu}/u.test(row.cells.content);
}
