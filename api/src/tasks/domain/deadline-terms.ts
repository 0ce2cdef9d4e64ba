import { formatDateInText } from '../../calendar/domain/calendar-date.js';
import type { Span } from './deadline-moments.js';
import { completed, spanOf, withYear, yearSaid } from './deadline-moments.js';
import type { Moment, Token } from './deadline-words.js';

/** One deadline among the words, set on the calendar. */
export interface Term extends Span {
  /** "Từ …" without an end. */
  open: boolean;
}

export interface Terms {
  terms: Term[];
  /** Vietnamese: why a person should look at it. */
  doubts: string[];
}

interface Clause {
  left: Moment;
  /** The end of a range; null when the clause names one moment. */
  right: Moment | null;
  marks: Set<Token['type']>;
}

const MARKS: ReadonlySet<Token['type']> = new Set(['from', 'to', 'before', 'early', 'late', 'estimated']);

/**
 * The deadlines that tokens name, with moments completed by their neighbours and by the plan's year.
 * Null when the words do not hold together or name a day that does not exist. Never throws.
 */
export function parseTerms(tokens: readonly Token[], planYear: number): Terms | null {
  const clauses = clausesOf(tokens);
  if (clauses === null) return null;
  const doubts: string[] = [];
  if (tokens.some((token) => token.type === 'moment' && token.shortYear)) {
    doubts.push('Năm ghi hai chữ số; tạm hiểu là năm 20xx');
  }
  if (!completeUnits(clauses, doubts)) return null;
  joinFromAndTo(clauses, doubts);
  const guessed = completeYears(clauses, planYear, doubts);
  const terms: Term[] = [];
  for (const clause of clauses) {
    const term = termOf(clause, guessed, planYear, doubts);
    if (term === null) return null;
    terms.push(term);
  }
  return { terms, doubts };
}

/** Groups tokens into clauses: marks, a moment, and the end of its range. Null when a mark has no moment. */
function clausesOf(tokens: readonly Token[]): Clause[] | null {
  const clauses: Clause[] = [];
  let marks = new Set<Token['type']>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (token.type === 'moment') {
      const end = rangeEnd(tokens, at + 1);
      if (end !== null) {
        if (marks.has('late')) marks.add('early');
        for (const { type } of tokens.slice(at + 1, end.at)) if (type !== 'dash') marks.add(type);
      }
      clauses.push({ left: token.moment, right: end?.moment ?? null, marks });
      marks = new Set();
      at = end?.at ?? at;
    } else if (MARKS.has(token.type)) {
      marks.add(token.type);
    } else if (token.type !== 'separator' && token.type !== 'dash') {
      return null;
    }
  }
  const dangling = [...marks].some((mark) => mark !== 'estimated');
  if (marks.has('estimated')) clauses.at(-1)?.marks.add('estimated');
  return dangling ? null : clauses;
}

/** The moment after "-" or "đến" (perhaps "đến cuối …", "đến trước …"), and where it stands. */
function rangeEnd(tokens: readonly Token[], from: number): { moment: Moment; at: number } | null {
  const connector = tokens[from]?.type;
  if (connector !== 'dash' && connector !== 'to') return null;
  let at = from + 1;
  while (['late', 'early', 'before', 'estimated'].includes(tokens[at]?.type ?? '')) at += 1;
  const end = tokens[at];
  return end?.type === 'moment' ? { moment: end.moment, at } : null;
}

/** Gives bare numbers their unit. False when one has none. */
function completeUnits(clauses: Clause[], doubts: string[]): boolean {
  for (const [index, clause] of clauses.entries()) {
    const { left, right } = clause;
    if (right !== null) {
      if (left.unit === 'number') doubts.push('Khoảng thời gian không ghi rõ là ngày, tháng hay quý');
      if (left.unit === 'quarter' && right.unit === 'number' && !right.roman && clause.marks.has('to')) {
        doubts.push('Chưa rõ số cuối là tháng hay quý; tạm hiểu là quý');
      }
      const end = completed(right, left.unit === 'number' ? null : left);
      const start = completed(left, end);
      if (end === null || start === null) return false;
      clause.left = start;
      clause.right = end;
    } else {
      const before = clauses[index - 1];
      const after = clauses[index + 1];
      const whole = completed(left, before?.right ?? before?.left ?? null) ?? completed(left, after?.left ?? null);
      if (whole === null) return false;
      clause.left = whole;
    }
  }
  return true;
}

/** "Từ tháng 3, đến tháng 6", "Bắt đầu tháng 3, hoàn thành tháng 6": two clauses that are one range. */
function joinFromAndTo(clauses: Clause[], doubts: string[]): void {
  for (let at = 0; at + 1 < clauses.length; at += 1) {
    const start = clauses[at] as Clause;
    const end = clauses[at + 1] as Clause;
    if (!start.marks.has('from') || start.right !== null || end.marks.has('from') || end.right !== null) continue;
    if (!end.marks.has('to')) doubts.push('Ghi thời điểm bắt đầu và kết thúc tách rời; tạm hiểu là một khoảng');
    const marks = new Set([...start.marks, ...end.marks]);
    clauses.splice(at, 2, { left: start.left, right: end.left, marks });
  }
}

/** Sets missing years; answers the moments whose year was taken from a neighbour or from the plan. */
function completeYears(clauses: Clause[], planYear: number, doubts: string[]): Set<Moment> {
  const guessed = new Set<Moment>();
  // "Tháng 3, tháng 6/2023": the year said last holds for those before it, as people write it.
  let later: number | null = null;
  const take = (moment: Moment, year: number): Moment => {
    const whole = withYear(moment, year);
    if (whole !== moment) guessed.add(whole);
    return whole;
  };
  for (const clause of [...clauses].reverse()) {
    for (const side of ['right', 'left'] as const) {
      const moment = clause[side];
      if (moment === null) continue;
      if (yearSaid(moment) !== null) later = yearSaid(moment);
      else if (later !== null) clause[side] = take(moment, later);
    }
  }
  let earlier: number | null = null;
  for (const clause of clauses) {
    for (const side of ['left', 'right'] as const) {
      const moment = clause[side];
      if (moment === null) continue;
      if (yearSaid(moment) === null) {
        const doubt: string =
          earlier === null
            ? `Không ghi năm; tạm lấy năm ${planYear} của kế hoạch`
            : `Không ghi năm; tạm lấy năm ${earlier} ghi ở phía trước`;
        doubts.push(doubt);
        clause[side] = take(moment, earlier ?? planYear);
      } else {
        earlier = yearSaid(moment);
      }
    }
  }
  return guessed;
}

function termOf(clause: Clause, guessed: ReadonlySet<Moment>, planYear: number, doubts: string[]): Term | null {
  const { left, right, marks } = clause;
  const first = spanOf(left);
  if (first === null) return null;
  let span: Span = first;
  if (right !== null) {
    const last = spanOf(right);
    if (last === null) return null;
    const range = rangeOf(left, first, right, last, guessed, planYear, doubts);
    if (range === null) return null;
    span = range;
  }
  // "Đầu năm" can be any day of some months: taking 31/12 for it would help nobody.
  if (marks.has('early') && span.kind === 'year') return null;
  if (marks.has('early')) doubts.push('Ghi “đầu”, “giữa” hoặc “cuối” mà không nêu ngày; tạm lấy trọn khoảng thời gian');
  if (marks.has('estimated')) doubts.push('Thời hạn chỉ là dự kiến');
  if (marks.has('before')) doubts.push(beforeDoubt(span));
  if (marks.has('to') && span.kind === 'year' && !span.firstOn.startsWith(String(planYear))) {
    doubts.push('Không ghi thời điểm bắt đầu');
  }
  return { ...span, open: marks.has('from') && right === null && !marks.has('to') };
}

function rangeOf(
  left: Moment,
  first: Span,
  right: Moment,
  last: Span,
  guessed: ReadonlySet<Moment>,
  planYear: number,
  doubts: string[],
): Span | null {
  let { firstOn } = first;
  let { lastOn } = last;
  if (firstOn > lastOn) {
    // "Tháng 11 đến tháng 2/2024" passes the turn of the year; anything else that runs backwards is a mistake.
    const [start, end] = [yearSaid(left) as number, yearSaid(right) as number];
    if (guessed.has(left) && start - 1 >= planYear) {
      firstOn = spanOf({ ...left, year: start - 1 } as Moment)?.firstOn ?? firstOn;
    } else if (guessed.has(right) && !guessed.has(left)) {
      lastOn = spanOf({ ...right, year: end + 1 } as Moment)?.lastOn ?? lastOn;
    }
    if (firstOn > lastOn) return null;
    doubts.push(`Tạm hiểu là từ ${formatDateInText(firstOn)} đến ${formatDateInText(lastOn)}`);
  }
  return { kind: 'range', firstOn, lastOn };
}

function beforeDoubt(span: Span): string {
  const last = formatDateInText(span.lastOn);
  if (span.kind === 'date') {
    return `“Trước ngày” có thể hiểu là chính ngày đó hoặc ngày liền trước; tạm lấy chính ngày ${last}`;
  }
  return `“Trước” có thể hiểu là trước ngày ${formatDateInText(span.firstOn)}; tạm lấy ngày cuối ${last}`;
}
