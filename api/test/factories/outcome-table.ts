/** What each column's person gets, by the column's name. */
export type Cells = Record<string, string>;

/** Reads a table as it is written in a test: acts down, people across, an outcome in each cell. */
export function readTable(table: string): { columns: string[]; rows: [string, Cells][] } {
  const [head = '', ...lines] = table.trim().split('\n');
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const columns = cells(head).filter((name) => name !== '');
  const rows = lines.map((line): [string, Cells] => {
    const [what = '', ...outcomes] = cells(line);
    return [what, Object.fromEntries(columns.map((column, index) => [column, outcomes[index] ?? '']))];
  });
  return { columns, rows };
}
