import fc from 'fast-check';
import { csvLine } from './csv.js';

/** Reads one line back, as RFC 4180 says. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(line); found; found = cell.exec(line)) {
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2]) as string);
    if (found[3] === '\r\n') break;
  }
  return cells;
}

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('makes %j plain text', (cell) => {
    expect(readLine(csvLine([cell]))).toEqual([`'${cell}`]);
  });

  it('keeps numbers and empties, and quotes what parts cells', () => {
    expect(csvLine(['Sở Lao động, Thương binh và Xã hội', -5, null, 'nói "được"'])).toBe(
      '"Sở Lao động, Thương binh và Xã hội",-5,,"nói ""được"""\r\n',
    );
  });

  it('reads back as it was written, and no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        const read = readLine(csvLine(cells));
        expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))).toEqual(cells);
        expect(read.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      }),
    );
  });
});
