/**
 * The words of a deadline as tokens. Only what this list knows is understood; every other word becomes `unknown`,
 * so that the reader can say "not understood" instead of guessing.
 */

/** A day, month, quarter, … that the words name. `year` is null when they do not say it. */
export type Moment =
  | { unit: 'day'; day: number; month: number; year: number | null }
  | { unit: 'day_of_month'; day: number }
  | { unit: 'month'; month: number; year: number | null }
  | { unit: 'quarter'; quarter: number; year: number | null }
  /** The first or last `count` months of a year ("6 tháng đầu năm"). */
  | { unit: 'months'; count: number; part: 'first' | 'last'; year: number | null }
  | { unit: 'year'; year: number | null }
  /** A bare number ("3" in "tháng 3-6/2023"); its unit comes from its neighbour. */
  | { unit: 'number'; value: number; roman: boolean; year: number | null };

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

export type Token =
  | { type: 'moment'; moment: Moment; shortYear: boolean }
  /** "hằng tháng", "1 lần/quý". */
  | { type: 'every'; period: Period }
  | {
      type:
        | 'ongoing' // thường xuyên
        | 'periodic' // định kỳ
        | 'unit' // "quý" or "6 tháng" with nothing that says which
        | 'from' // từ
        | 'to' // đến
        | 'before' // trước
        | 'onward' // trở đi
        | 'next_years' // và các năm tiếp theo
        | 'early' // đầu, giữa: no exact day
        | 'late' // cuối
        | 'estimated' // dự kiến
        | 'filler' // hoàn thành, trong, vào …
        | 'dash'
        | 'separator'
        | 'unknown';
    };

/** Months and quarters in words; "tháng năm" is left out, for it can also be "month, year". */
const NUMBER_OF_WORD: Record<string, number> = {
  ...{ 'mười hai': 12, 'mười một': 11, mười: 10, chín: 9, tám: 8, bảy: 7, bẩy: 7, sáu: 6, tư: 4, bốn: 4 },
  ...{ ba: 3, hai: 2, một: 1 },
};
const NUMBER_WORDS = new RegExp(
  String.raw`(?<![\p{L}\p{M}\p{N}])(tháng|quý) (${Object.keys(NUMBER_OF_WORD).join('|')})(?![\p{L}\p{M}\p{N}]| lần)`,
  'gu',
);

/** One form for comparing: composed diacritics, lower case, single spaces, plain dashes, modern tone marks. */
export function normaliseWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2044/g, '/')
    .replace(/\s+/g, ' ')
    .replace(/qúy|quí|qúi/g, 'quý')
    .replace(/hàng (?=ngày|tuần|tháng|quý|năm)/g, 'hằng ')
    .replace(NUMBER_WORDS, (_, unit: string, said: string) => `${unit} ${NUMBER_OF_WORD[said]}`)
    .trim();
}

const PERIODS: Record<string, Period> = { ngày: 'day', tuần: 'week', tháng: 'month', quý: 'quarter', năm: 'year' };
const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4 };

const PERIOD = '(ngày|tuần|tháng|quý|năm)';
/** A year that stands after a month or quarter: "/2023", " năm 2023", "-2023", " 2023", "/23". */
const YEAR = String.raw`(?: ?[/.] ?(\d{4}|\d{2})(?![\d/])| ?- ?(\d{4})(?!\d)|(?: ?, ?| )(?:của )?năm (\d{4})(?!\d)| (\d{4})(?!\d))`;

type Groups = (string | undefined)[];
type Maker = (groups: Groups) => Token;

function year(...found: (string | undefined)[]): { year: number | null; shortYear: boolean } {
  const digits = found.find((text) => text !== undefined);
  if (digits === undefined) return { year: null, shortYear: false };
  return digits.length === 2
    ? { year: 2000 + Number(digits), shortYear: true }
    : { year: Number(digits), shortYear: false };
}

function moment(found: Moment, shortYear = false): Token {
  return { type: 'moment', moment: found, shortYear };
}

function day(dayText: string | undefined, monthText: string | undefined, yearText: string | undefined): Token {
  const { year: found, shortYear } = year(yearText);
  return moment({ unit: 'day', day: Number(dayText), month: Number(monthText), year: found }, shortYear);
}

function months(count: string | undefined, part: string | undefined, yearText: string | undefined): Token {
  const number = count === 'sáu' ? 6 : Number(count);
  return moment({ unit: 'months', count: number, part: part === 'đầu' ? 'first' : 'last', year: year(yearText).year });
}

/** A pattern for the whole beginning of what is left; a word never ends in the middle of letters or digits. */
function rule(pattern: string, make: Maker): { pattern: RegExp; make: Maker } {
  return { pattern: new RegExp(String.raw`(?:${pattern})(?![\p{L}\p{M}\p{N}])`, 'uy'), make };
}

function word(type: Exclude<Token['type'], 'moment' | 'every'>): Maker {
  return () => ({ type });
}

/** In this order: a longer reading stands before a shorter one that begins the same way. */
const RULES = [
  // Days
  rule(String.raw`(?:ngày ?)?(\d{4})-(\d{2})-(\d{2})`, ([, y, m, d]) => day(d, m, y)),
  rule(String.raw`(?:ngày ?)?(\d{1,2}) ?/ ?(\d{1,2}) ?/ ?(\d{4}|\d{2})`, ([, d, m, y]) => day(d, m, y)),
  rule(String.raw`(?:ngày ?)?(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})`, ([, d, m, y]) => day(d, m, y)),
  rule(String.raw`(?:ngày ?)?(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})`, ([, d, m, y]) => day(d, m, y)),
  rule(String.raw`(?:ngày ?)?(\d{1,2}) ?/ ?(\d{1,2}),? năm (\d{4})`, ([, d, m, y]) => day(d, m, y)),
  rule(String.raw`(?:ngày ?)?(\d{1,2}) tháng ?(\d{1,2})${YEAR}`, ([, d, m, ...y]) => {
    const found = year(...y);
    return moment({ unit: 'day', day: Number(d), month: Number(m), year: found.year }, found.shortYear);
  }),
  rule(String.raw`ngày ?(\d{1,2}) tháng ?(\d{1,2})`, ([, d, m]) => day(d, m, undefined)),
  rule(String.raw`(?:ngày ?)?(\d{1,2}) ?/ ?(\d{1,2})`, ([, d, m]) => day(d, m, undefined)),
  // Recurrence
  rule(String.raw`(?:(?:hằng|mỗi|từng) ${PERIOD}|theo ${PERIOD}(?! ?[\di]))`, ([, p, q]) => ({
    type: 'every',
    period: PERIODS[(p ?? q) as string] as Period,
  })),
  rule(String.raw`(?:\d{1,2}|một) lần ?(?:/|mỗi|một|trong|trên) ?(?:1 |01 |một )?${PERIOD}`, ([, p]) => ({
    type: 'every',
    period: PERIODS[p as string] as Period,
  })),
  rule(String.raw`(?:\d{1,2} )?${PERIOD} ?(?:/|một|1) ?(?:1 |01 |một )?lần`, ([, p]) => ({
    type: 'every',
    period: PERIODS[p as string] as Period,
  })),
  rule(String.raw`ngày ?(\d{1,2})`, ([, d]) => moment({ unit: 'day_of_month', day: Number(d) })),
  // Parts of a year
  rule(String.raw`(\d{1,2}|sáu) tháng (đầu|cuối)(?: của)?(?: năm| ?/)? ?(\d{4})`, ([, n, part, y]) =>
    months(n, part, y),
  ),
  rule(String.raw`(\d{1,2}|sáu) tháng (đầu|cuối)(?: của)?(?: năm)?`, ([, n, part]) => months(n, part, undefined)),
  rule(String.raw`nửa (đầu|cuối)(?: của)? năm(?: (\d{4}))?`, ([, part, y]) => months('6', part, y)),
  // Quarters and months
  rule(`(?:quý ?|q)(i{1,3}|iv|[1-9])${YEAR}`, ([, q, ...y]) => quarter(q, y)),
  rule('(?:quý ?|q)(i{1,3}|iv|[1-9])', ([, q]) => quarter(q, [])),
  rule(String.raw`(?:tháng ?|t)(\d{1,2})${YEAR}`, ([, m, ...y]) => {
    const found = year(...y);
    return moment({ unit: 'month', month: Number(m), year: found.year }, found.shortYear);
  }),
  rule(String.raw`(?:tháng ?|t)(\d{1,2})`, ([, m]) => moment({ unit: 'month', month: Number(m), year: null })),
  rule(String.raw`\d{1,2} ?(?:h|giờ)(?: ?\d{2})?(?: ?phút)?`, word('filler')),
  // Numbers whose unit the neighbour gives
  rule(String.raw`(i{1,3}|iv|\d{1,2})(?: ?/ ?|,? năm )(\d{4})`, ([, n, y]) => number(n, y)),
  rule('(?:các|những) năm (?:tiếp theo|sau|tiếp sau|kế tiếp)', word('next_years')),
  rule('(?:các )?năm tiếp theo', word('next_years')),
  rule(String.raw`(?:giai đoạn |năm )?(\d{4})`, ([, y]) => moment({ unit: 'year', year: Number(y) })),
  rule('năm', () => moment({ unit: 'year', year: null })),
  rule(String.raw`\d{1,2} (?:tháng|quý|tuần|ngày|năm)`, word('unit')),
  rule('(i{1,3}|iv)', ([, n]) => number(n, undefined)),
  rule(String.raw`(\d{1,2})`, ([, n]) => number(n, undefined)),
  // Words
  rule('(?:thực hiện )?(?:thường xuyên|liên tục)', word('ongoing')),
  rule('định kỳ|định kì', word('periodic')),
  rule('tháng|quý|tuần', word('unit')),
  rule('(?:kể )?từ nay', word('filler')),
  rule('(?:kể|bắt đầu|tính) từ|bắt đầu|từ', word('from')),
  rule('đến|tới', word('to')),
  rule('trước', word('before')),
  rule('trở đi', word('onward')),
  rule('đầu|giữa', word('early')),
  rule('cuối', word('late')),
  rule('dự kiến|khoảng', word('estimated')),
  rule('hoàn thành|thực hiện|triển khai|xong|trong|vào|hết|cả|toàn|ngày|muộn nhất|chậm nhất', word('filler')),
  rule('thời gian|thời hạn|thời điểm|hạn chót|hạn cuối|hạn|giai đoạn', word('filler')),
  rule('và|hoặc', word('separator')),
];

function quarter(text: string | undefined, years: Groups): Token {
  const found = year(...years);
  const value = ROMAN[text as string] ?? Number(text);
  return moment({ unit: 'quarter', quarter: value, year: found.year }, found.shortYear);
}

function number(text: string | undefined, yearText: string | undefined): Token {
  const roman = ROMAN[text as string];
  const found = { value: roman ?? Number(text), roman: roman !== undefined, year: year(yearText).year };
  return moment({ unit: 'number', ...found });
}

/** Every token of normalised words, in order; spaces fall away. Never throws. */
export function tokenise(words: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < words.length) {
    const rest = words[at] as string;
    if (rest === ' ') {
      at += 1;
    } else if (rest === '-') {
      tokens.push({ type: 'dash' });
      at += 1;
    } else if (/[,;.:()[\]/&+…!'"“”*]/.test(rest)) {
      tokens.push({ type: 'separator' });
      at += 1;
    } else {
      const [token, length] = tokenAt(words, at);
      tokens.push(token);
      at += length;
    }
  }
  return tokens;
}

function tokenAt(words: string, at: number): [Token, number] {
  for (const { pattern, make } of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(words);
    if (found !== null) return [make([...found]), found[0].length];
  }
  const unknown = /[\p{L}\p{M}\p{N}]+|./suy;
  unknown.lastIndex = at;
  return [{ type: 'unknown' }, Math.max(1, unknown.exec(words)?.[0].length ?? 1)];
}
