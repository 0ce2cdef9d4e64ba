import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import type { Rates } from './period-queries.js';
import type { RateRows, RatesSearch } from './period-search.js';
import { percentWords } from './rates-words.js';

export interface RatesRow {
  id: string;
  name: string;
  rates: Rates;
  /** Where its numbers lead: the agencies behind them. */
  address: RatesSearch;
}

interface Props {
  caption: string;
  nameHeader: string;
  rows: readonly RatesRow[];
  onOpen: () => void;
}

/** Rates one below the other; every number opens the agencies behind it. */
export function RatesTable({ caption, nameHeader, rows, onOpen }: Props) {
  const link = (row: RatesRow, words: string, what: string, next: Partial<RatesSearch>) => (
    <Link
      to="/bao-cao/ty-le"
      search={{ ...row.address, ...next }}
      resetScroll={false}
      onClick={onOpen}
      aria-label={`${row.name}, ${what}: ${words}`}
    >
      {words}
    </Link>
  );
  const count = (what: string, loc: RateRows, of: (rates: Rates) => number) => ({
    id: loc,
    header: what,
    align: 'end' as const,
    cell: (row: RatesRow) => link(row, formatNumber(of(row.rates)), what.toLowerCase(), { loc }),
  });
  return (
    <PlainTable<RatesRow>
      caption={caption}
      captionHidden
      rows={rows}
      rowId={({ id }) => id}
      columns={[
        { id: 'name', header: nameHeader, cell: ({ name }) => name },
        count('Phải nộp', 'expected', ({ expected }) => expected),
        count('Đã nộp', 'submitted', ({ submitted }) => submitted),
        count('Đúng hạn', 'submittedOnTime', ({ submittedOnTime }) => submittedOnTime),
        count('Chấp nhận', 'accepted', ({ accepted }) => accepted),
        {
          id: 'completeness',
          header: 'Tỷ lệ đã nộp',
          align: 'end',
          cell: (row) => link(row, percentWords(row.rates.completeness), 'tỷ lệ đã nộp', { loc: 'submitted' }),
        },
        {
          id: 'timeliness',
          header: 'Tỷ lệ đúng hạn',
          align: 'end',
          cell: (row) => link(row, percentWords(row.rates.timeliness), 'tỷ lệ đúng hạn', { loc: 'submittedOnTime' }),
        },
        {
          id: 'updateRate',
          header: 'Tỷ lệ cập nhật',
          align: 'end',
          cell: (row) =>
            link(row, percentWords(row.rates.updateRate), 'tỷ lệ cập nhật', { loc: 'expected', xep: 'updateRate' }),
        },
      ]}
    />
  );
}
