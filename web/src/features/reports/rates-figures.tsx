import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { Figure, Figures, figureClasses } from '../../ui/figure.js';
import type { Rates } from './period-queries.js';
import type { RatesSearch } from './period-search.js';
import classes from './rates.module.css';
import { percentWords } from './rates-words.js';

interface Props {
  rates: Rates;
  addressOf: (next: Partial<RatesSearch>) => RatesSearch;
  onOpen: () => void;
}

/** The figures of one period; each leads to the agencies behind it, and says how it is made. */
export function RatesFigures({ rates, addressOf, onOpen }: Props) {
  const shares: { words: string; value: number | null; formula: string; to: Partial<RatesSearch> }[] = [
    {
      words: 'tỷ lệ đã nộp',
      value: rates.completeness,
      formula: `${formatNumber(rates.submitted)} báo cáo đã nộp / ${formatNumber(rates.expected)} phải nộp`,
      to: { loc: 'submitted' },
    },
    {
      words: 'tỷ lệ nộp đúng hạn',
      value: rates.timeliness,
      formula: `${formatNumber(rates.submittedOnTime)} nộp đúng hạn / ${formatNumber(rates.expected)} phải nộp`,
      to: { loc: 'submittedOnTime' },
    },
    {
      words: 'tỷ lệ có cập nhật mới',
      value: rates.updateRate,
      formula: 'phân công có nội dung mới trong báo cáo đã nộp / mọi phân công phải báo cáo',
      to: { loc: 'expected', xep: 'updateRate' },
    },
  ];
  const counts: { words: string; value: number; tone?: string; to: Partial<RatesSearch> }[] = [
    { words: 'phải nộp', value: rates.expected, to: { loc: 'expected' } },
    {
      words: 'nộp đúng hạn',
      value: rates.submittedOnTime,
      tone: 'completed_on_time',
      to: { loc: 'submittedOnTime' },
    },
    {
      words: 'nộp muộn',
      value: rates.submitted - rates.submittedOnTime,
      tone: 'due_soon',
      to: { loc: 'submittedLate' },
    },
    {
      words: 'chưa nộp hoặc bị trả lại',
      value: rates.expected - rates.submitted,
      tone: 'overdue',
      to: { loc: 'missing' },
    },
    { words: 'đã chấp nhận', value: rates.accepted, tone: 'completed_on_time', to: { loc: 'accepted' } },
  ];
  return (
    <div className={classes.figures}>
      <Figures label="Tỷ lệ của kỳ">
        {shares.map(({ words, value, formula, to }) => (
          <Figure key={words} tone="on_track">
            <Link
              to="/bao-cao/ty-le"
              search={addressOf(to)}
              resetScroll={false}
              onClick={onOpen}
              className={`${figureClasses.link} ${classes.share}`}
            >
              <span className={figureClasses.number}>{percentWords(value)}</span>
              <span className={figureClasses.words}>{words}</span>
              <span className={classes.formula}>= {formula}</span>
            </Link>
          </Figure>
        ))}
      </Figures>
      <Figures label="Số báo cáo của kỳ">
        {counts.map(({ words, value, tone, to }) => (
          <Figure key={words} tone={tone}>
            <Link
              to="/bao-cao/ty-le"
              search={addressOf(to)}
              resetScroll={false}
              onClick={onOpen}
              className={`${figureClasses.link} ${classes.share}`}
            >
              <span className={figureClasses.number}>{formatNumber(value)}</span>
              <span className={figureClasses.words}>{words}</span>
            </Link>
          </Figure>
        ))}
      </Figures>
    </div>
  );
}
