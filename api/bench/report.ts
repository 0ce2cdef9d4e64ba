import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** One measured figure beside what it is measured against. */
export interface Line {
  what: string;
  product: string;
  floor: string;
  ratio: string;
  /** The bar that quality demands, and whether it is met; none where the figure only stands beside. */
  bar?: { text: string; met: boolean };
  beside?: string;
}

export interface Section {
  title: string;
  columns: [string, string, string, string, string, string];
  lines: Line[];
  notes: string[];
}

const README = fileURLToPath(new URL('README.md', import.meta.url));
const FROM = '<!-- figures -->';

export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The sections as Markdown tables, readable on a terminal too. */
export function tablesOf(sections: readonly Section[]): string {
  return sections
    .map(({ title, columns, lines, notes }) => {
      const rows = lines.map(({ what, product, floor, ratio, bar, beside }) => [
        what,
        product,
        floor,
        ratio,
        bar ? `${bar.text} ${bar.met ? 'met' : 'MISSED'}` : '',
        beside ?? '',
      ]);
      const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
      const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
      const rule = line(widths.map((width) => '-'.repeat(width)));
      return [`### ${title}`, '', line(columns), rule, ...rows.map(line), '', ...notes.map((note) => `${note}\n`)].join(
        '\n',
      );
    })
    .join('\n');
}

/** What the figures were measured on. Call it before the first of them: the load is that of others. */
export function machine(postgres: string): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores of ${model}, ${memory} GB of memory, ${process.platform}; Node ${process.versions.node}, PostgreSQL ${postgres}. The load generator, the measured server and PostgreSQL share the cores. Load of others before the start: ${number(loadavg()[0] ?? 0, 1)}.`;
}

/** Keeps the text as the latest figures in README.md, below what it says about the benchmarks. */
export function keep(text: string): void {
  const [words] = readFileSync(README, 'utf8').split(FROM);
  writeFileSync(README, `${words}${FROM}\n${text}`);
}

const EVENING = ['<!-- evening -->', '<!-- end of evening -->'] as const;

/** Keeps the text as the latest deadline evening in README.md. */
export function keepEvening(text: string): void {
  const readme = readFileSync(README, 'utf8');
  const [from, to] = EVENING.map((mark) => readme.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error('README.md has no place for the evening');
  writeFileSync(README, `${readme.slice(0, from + EVENING[0].length)}\n${text.trimEnd()}\n\n${readme.slice(to)}`);
}
