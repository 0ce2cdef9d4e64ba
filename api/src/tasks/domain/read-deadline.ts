import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { formatDateInText } from '../../calendar/domain/calendar-date.js';
import type { DeadlineReading } from './deadline-reading.js';
import { withDoubts, withoutDates } from './deadline-reading.js';
import type { Term } from './deadline-terms.js';
import { parseTerms } from './deadline-terms.js';
import type { Moment, Token } from './deadline-words.js';
import { normaliseWords, tokenise } from './deadline-words.js';
import { externalWords } from './external-deadline.js';
import { readRecurring } from './recurring-deadline.js';

export type { DeadlineReading } from './deadline-reading.js';

/** Longer than any deadline that a plan writes; such a cell holds something else. */
const LONGEST_TEXT = 400;

/**
 * Reads the words of a deadline. Understands only what it knows entirely; whatever is left open, impossible or
 * unknown is marked unsure with a note, never guessed in silence. Never throws.
 *
 * @param text the words of the plan, in any case, composed or decomposed
 * @param planYear the year of the plan, taken (and marked unsure) where the words say no year
 */
export function readDeadline(text: string, planYear: number): DeadlineReading {
  if (text.length > LONGEST_TEXT) return notUnderstood('Nội dung dài hơn một thời hạn thông thường');
  const words = normaliseWords(text);
  if (!/[\p{L}\p{N}]/u.test(words)) {
    return { ...withoutDates('unspecified'), note: 'Kế hoạch không ghi thời hạn' };
  }
  const external = externalWords(words);
  if (external === null) return readOwnWords(words, planYear);
  return readBesideReference(external.ownWords, external.clear, planYear);
}

/** The plan's own words before a reference to a document decide; alone, the reference is an external deadline. */
function readBesideReference(ownWords: string, clear: boolean, planYear: number): DeadlineReading {
  const own = withoutFillers(tokenise(ownWords));
  if (own.length > 0) {
    const reading = readOwnWords(ownWords, planYear);
    if (reading.kind === 'unspecified') return reading;
    return withDoubts(reading, ['Thời hạn còn dẫn theo văn bản hoặc tiến độ khác']);
  }
  const reading = withoutDates('external');
  return clear
    ? reading
    : withDoubts(reading, ['Chưa rõ thời hạn theo văn bản nào, hoặc còn một thời hạn khác đi kèm']);
}

function readOwnWords(words: string, planYear: number): DeadlineReading {
  const tokens = withoutFillers(tokenise(words));
  const has: Has = (type) => tokens.some((token) => token.type === type);
  if (has('unknown')) return notUnderstood('Có từ ngữ chưa đọc được', tokens, planYear);
  if (has('every') || has('periodic')) return readRecurring(tokens, planYear);

  const parsed = parseTerms(
    tokens.filter(({ type }) => type !== 'ongoing' && type !== 'onward' && type !== 'next_years'),
    planYear,
  );
  if (parsed === null) return notUnderstood('Ngày tháng không có thật hoặc câu chữ chưa rõ', tokens, planYear);
  const { terms, doubts } = parsed;
  if (terms.length === 0) {
    return has('ongoing') ? withDoubts(withoutDates('ongoing'), doubts) : notUnderstood('Chưa đọc được thời hạn');
  }
  const [first] = terms;
  const unending = terms.length === 1 && first !== undefined ? readUnending(first, has, planYear) : null;
  if (unending !== null) return withDoubts(unending.reading, [...doubts, ...unending.doubts]);
  const continues = has('ongoing') || has('next_years') || has('onward');
  return withDoubts(dated(terms), [
    ...doubts,
    ...(continues ? ['Vừa có thời hạn vừa ghi thường xuyên; tạm lấy thời hạn'] : []),
    ...severalDoubts(terms),
  ]);
}

type Has = (type: Token['type']) => boolean;

/** One moment that begins or frames work without an end; null when the moment is a due date. */
function readUnending(
  term: Term,
  has: Has,
  planYear: number,
): { reading: DeadlineReading; doubts: readonly string[] } | null {
  const from = { ...withoutDates('ongoing_from'), startOn: term.firstOn };
  if (term.open) {
    const said = has('ongoing') || has('onward');
    const doubt = 'Chỉ ghi thời điểm bắt đầu; tạm hiểu là thực hiện thường xuyên từ đó';
    return { reading: from, doubts: said ? [] : [doubt] };
  }
  if (has('next_years') || has('onward')) {
    return { reading: from, doubts: ['Việc kéo dài sang các năm sau; tạm hiểu là thực hiện thường xuyên'] };
  }
  if (term.kind === 'year' && has('ongoing')) {
    const samePlan = term.firstOn.startsWith(String(planYear));
    return { reading: withoutDates('ongoing'), doubts: samePlan ? [] : ['Năm ghi khác năm của kế hoạch'] };
  }
  return null;
}

/** The latest of the deadlines: by then everything is due. */
function dated(terms: readonly Term[]): DeadlineReading {
  const last = terms.reduce((latest, term) => (term.lastOn > latest.lastOn ? term : latest));
  const startOn = hasStart(last.kind) ? last.firstOn : null;
  return { ...withoutDates(last.kind), startOn, nominalDueOn: last.lastOn };
}

function severalDoubts(terms: readonly Term[]): string[] {
  const dues = [...new Set(terms.map((term) => term.lastOn))].sort();
  if (dues.length === 1 && !terms.some((term) => term.open)) return [];
  return [`Ghi nhiều thời hạn (${dues.map(formatDateInText).join(', ')}); tạm lấy thời hạn muộn nhất`];
}

function hasStart(kind: DeadlineKind): boolean {
  return kind === 'half_year' || kind === 'year' || kind === 'range';
}

/** Tokens that carry meaning: no fillers, no separators or dashes at the edges. */
function withoutFillers(tokens: readonly Token[]): Token[] {
  const kept = tokens.filter(({ type }) => type !== 'filler');
  const isEdge = (token: Token | undefined): boolean => token?.type === 'separator' || token?.type === 'dash';
  while (isEdge(kept[0])) kept.shift();
  while (isEdge(kept.at(-1))) kept.pop();
  return kept;
}

const HINTED: ReadonlySet<Moment['unit']> = new Set(['day', 'month', 'quarter']);

/** No reading at all; days that stand among the words are named for the person who decides. */
function notUnderstood(reason: string, tokens: readonly Token[] = [], planYear = 0): DeadlineReading {
  const seen = tokens.filter((token) => token.type === 'moment' && HINTED.has(token.moment.unit));
  const days = seen.flatMap((token) => parseTerms([token], planYear)?.terms ?? []).map((term) => term.lastOn);
  const hint = days.length === 0 ? '' : ` (có nhắc đến ${[...new Set(days)].map(formatDateInText).join(', ')})`;
  return withDoubts(withoutDates('unspecified'), [`${reason}${hint}; cần người xem và nhập thời hạn`]);
}
