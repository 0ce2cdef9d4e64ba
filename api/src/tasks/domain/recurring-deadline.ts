import { calendarDateOf } from '../../calendar/domain/calendar-date.js';
import type { DeadlineReading } from './deadline-reading.js';
import { withDoubts, withoutDates } from './deadline-reading.js';
import type { Moment, Period, Token } from './deadline-words.js';

/** The rhythm that a moment needs to recur: a day of a month every month, a day or month of a year every year. */
const NEEDED_RHYTHM: Record<Moment['unit'], Period | null> = {
  day: 'year',
  day_of_month: 'month',
  month: 'year',
  quarter: 'year',
  months: 'year',
  year: null,
  number: null,
};

/**
 * Reads tokens with a rhythm in them ("Ngày 15 hằng tháng", "Định kỳ hằng quý"). A recurring deadline has no date of
 * its own: each occurrence is judged by the reports.
 */
export function readRecurring(tokens: readonly Token[], planYear: number): DeadlineReading {
  const moments = tokens.flatMap((token) => (token.type === 'moment' ? [token.moment] : []));
  if (!moments.every(exists)) {
    return withDoubts(withoutDates('unspecified'), ['Ngày tháng không có thật; cần người xem và nhập thời hạn']);
  }
  const rhythms = new Set(tokens.flatMap((token) => (token.type === 'every' ? [token.period] : [])));
  const has = (type: Token['type']): boolean => tokens.some((token) => token.type === type);

  if (has('ongoing')) {
    const plain = tokens.every(({ type }) => type === 'ongoing' || type === 'every' || type === 'separator');
    // "Hằng năm, thường xuyên" says twice that the work never ends; every quarter would be a rhythm of its own.
    if (plain && !rhythms.has('quarter')) return withoutDates('ongoing');
    return withDoubts(withoutDates('recurring'), ['Vừa ghi thường xuyên vừa ghi định kỳ; tạm hiểu là định kỳ']);
  }

  const doubts: string[] = [];
  const units = tokens.filter(
    (token) => token.type === 'unit' || (token.type === 'moment' && token.moment.unit === 'year' && !token.moment.year),
  );
  if (rhythms.size + units.length === 0) doubts.push('Không ghi bao lâu một lần');
  if (rhythms.size + units.length > 1) doubts.push('Ghi nhiều chu kỳ khác nhau');
  for (const moment of moments) {
    const needed = NEEDED_RHYTHM[moment.unit];
    if (needed !== null && !rhythms.has(needed)) doubts.push('Ngày và chu kỳ không khớp nhau');
    if (moment.unit === 'number') doubts.push('Có số chưa rõ là ngày hay tháng');
    if (moment.unit === 'day_of_month' && moment.day > 28) {
      doubts.push(`Không phải tháng nào cũng có ngày ${moment.day}`);
    }
    if (moment.unit === 'day' && moment.month === 2 && moment.day === 29) doubts.push('Năm thường không có ngày 29/2');
    const dated = moment.unit !== 'day_of_month' && moment.year !== null;
    if (dated && !(moment.unit === 'year' && moment.year === planYear)) {
      doubts.push('Vừa ghi năm cụ thể vừa ghi định kỳ');
    }
  }
  if (tokens.some(({ type }) => !CERTAIN.has(type))) doubts.push('Có giới hạn đi kèm chu kỳ, chưa đọc được trọn vẹn');
  return withDoubts(withoutDates('recurring'), doubts);
}

const CERTAIN: ReadonlySet<Token['type']> = new Set(['moment', 'every', 'periodic', 'unit', 'separator', 'late']);

function exists(moment: Moment): boolean {
  const leapYear = 2024;
  switch (moment.unit) {
    case 'day':
      return calendarDateOf(moment.year ?? leapYear, moment.month, moment.day) !== null;
    case 'day_of_month':
    case 'number': {
      const day = moment.unit === 'number' ? moment.value : moment.day;
      return day >= 1 && day <= 31;
    }
    case 'month':
      return moment.month >= 1 && moment.month <= 12;
    case 'quarter':
      return moment.quarter >= 1 && moment.quarter <= 4;
    case 'months':
      return moment.count >= 1 && moment.count <= 12;
    case 'year':
      return true;
  }
}
