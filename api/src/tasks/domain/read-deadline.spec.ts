import { DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import fc from 'fast-check';
import { isCalendarDate } from '../../calendar/domain/calendar-date.js';
import { readDeadline } from './read-deadline.js';

type Row = [text: string, kind: string, startOn: string | null, nominalDueOn: string | null];

const SURE: Row[] = [
  ['15/12/2023', 'date', null, '2023-12-15'],
  ['Ngày 15/12/2023', 'date', null, '2023-12-15'],
  ['15-12-2023', 'date', null, '2023-12-15'],
  ['15.12.2023', 'date', null, '2023-12-15'],
  ['2023-12-15', 'date', null, '2023-12-15'],
  ['ngày 15 tháng 12 năm 2023', 'date', null, '2023-12-15'],
  ['Hoàn thành chậm nhất ngày 05/6/2023.', 'date', null, '2023-06-05'],
  ['Đến hết ngày 30/6/2023', 'date', null, '2023-06-30'],
  ['29/2/2024', 'date', null, '2024-02-29'],
  ['Tháng 3/2023', 'month', null, '2023-03-31'],
  ['Tháng 05/2023', 'month', null, '2023-05-31'],
  ['  THÁNG   3 / 2023 ', 'month', null, '2023-03-31'],
  ['Tháng 2/2024', 'month', null, '2024-02-29'],
  ['đến hết tháng 6/2023', 'month', null, '2023-06-30'],
  ['Hoàn thành trong tháng 3 năm 2023', 'month', null, '2023-03-31'],
  ['Cuối tháng 6/2023', 'month', null, '2023-06-30'],
  ['Tháng3/2023', 'month', null, '2023-03-31'],
  ['Tháng mười hai/2023', 'month', null, '2023-12-31'],
  ['T3/2023', 'month', null, '2023-03-31'],
  ['03/2023', 'month', null, '2023-03-31'],
  ['Quý I/2023', 'quarter', null, '2023-03-31'],
  ['quý II/2023', 'quarter', null, '2023-06-30'],
  ['quý 2 năm 2023', 'quarter', null, '2023-06-30'],
  ['QuýI/2023', 'quarter', null, '2023-03-31'],
  ['Quý hai năm 2023', 'quarter', null, '2023-06-30'],
  ['Quí III-2023', 'quarter', null, '2023-09-30'],
  ['Trong quý IV năm 2023', 'quarter', null, '2023-12-31'],
  ['6 tháng đầu năm 2023', 'half_year', '2023-01-01', '2023-06-30'],
  ['6 tháng cuối năm 2023', 'half_year', '2023-07-01', '2023-12-31'],
  ['Sáu tháng đầu năm 2023', 'half_year', '2023-01-01', '2023-06-30'],
  ['Trong năm 2023', 'year', '2023-01-01', '2023-12-31'],
  ['Năm 2023', 'year', '2023-01-01', '2023-12-31'],
  ['2023', 'year', '2023-01-01', '2023-12-31'],
  ['Cả năm 2023', 'year', '2023-01-01', '2023-12-31'],
  ['Đến hết năm 2023', 'year', '2023-01-01', '2023-12-31'],
  ['9 tháng đầu năm 2023', 'range', '2023-01-01', '2023-09-30'],
  ['Tháng 3-6/2023', 'range', '2023-03-01', '2023-06-30'],
  ['Tháng 10-12/2023', 'range', '2023-10-01', '2023-12-31'],
  ['Tháng 3 – tháng 6/2023', 'range', '2023-03-01', '2023-06-30'],
  ['Từ tháng 3 đến tháng 6/2023', 'range', '2023-03-01', '2023-06-30'],
  ['Từ tháng 3 đến hết tháng 6 năm 2023', 'range', '2023-03-01', '2023-06-30'],
  ['Từ tháng 11/2023 đến tháng 02/2024', 'range', '2023-11-01', '2024-02-29'],
  ['Quý I-II/2023', 'range', '2023-01-01', '2023-06-30'],
  ['Quý 1-2/2023', 'range', '2023-01-01', '2023-06-30'],
  ['Từ quý II đến quý IV/2023', 'range', '2023-04-01', '2023-12-31'],
  ['2023-2025', 'range', '2023-01-01', '2025-12-31'],
  ['Giai đoạn 2023 - 2025', 'range', '2023-01-01', '2025-12-31'],
  ['01/3 - 30/6/2023', 'range', '2023-03-01', '2023-06-30'],
  ['Từ ngày 1 đến ngày 15/3/2023', 'range', '2023-03-01', '2023-03-15'],
  ['Thực hiện thường xuyên', 'ongoing', null, null],
  ['Thường xuyên', 'ongoing', null, null],
  ['Thường xuyên, liên tục', 'ongoing', null, null],
  ['Thường xuyên trong năm 2023', 'ongoing', null, null],
  ['Hằng năm, thường xuyên', 'ongoing', null, null],
  ['Từ quý II/2023 và thực hiện thường xuyên', 'ongoing_from', '2023-04-01', null],
  ['Từ tháng 5/2023, thường xuyên', 'ongoing_from', '2023-05-01', null],
  ['Thường xuyên, kể từ tháng 5/2023', 'ongoing_from', '2023-05-01', null],
  ['Từ tháng 5/2023 trở đi', 'ongoing_from', '2023-05-01', null],
  ['Ngày 15 hằng tháng', 'recurring', null, null],
  ['Định kỳ vào ngày 15 hàng tháng', 'recurring', null, null],
  ['hàng tháng', 'recurring', null, null],
  ['hàng quý', 'recurring', null, null],
  ['Hằng năm', 'recurring', null, null],
  ['Ngày 15/12 hằng năm', 'recurring', null, null],
  ['Tháng 6, tháng 12 hằng năm', 'recurring', null, null],
  ['Theo quý', 'recurring', null, null],
  ['tháng một lần', 'recurring', null, null],
  ['1 lần/quý', 'recurring', null, null],
  ['6 tháng/lần', 'recurring', null, null],
  ['Định kỳ 6 tháng', 'recurring', null, null],
  ['Lộ trình theo Nghị quyết 50/NQ-CP, ngày 8/4/2022', 'external', null, null],
  ['Theo Kế hoạch số 44/KH-UBND ngày 10 tháng 3 năm 2023 của UBND tỉnh', 'external', null, null],
  ['Theo tiến độ của Bộ Công an', 'external', null, null],
  ['Thực hiện theo hướng dẫn của Bộ Y tế', 'external', null, null],
  ['', 'unspecified', null, null],
  [' \u00a0- ', 'unspecified', null, null],
];

const UNSURE: Row[] = [
  ['Trước ngày 30/6/2023', 'date', null, '2023-06-30'],
  ['Trước 17h00 ngày 15/12/2023', 'date', null, '2023-12-15'],
  ['Trước 30/6/2023', 'date', null, '2023-06-30'],
  ['Trước tháng 6/2023', 'month', null, '2023-06-30'],
  ['15/12', 'date', null, '2023-12-15'],
  ['15/12/23', 'date', null, '2023-12-15'],
  ['Tháng 3', 'month', null, '2023-03-31'],
  ['Tháng 3/23', 'month', null, '2023-03-31'],
  ['Quý I', 'quarter', null, '2023-03-31'],
  ['Trong năm', 'year', '2023-01-01', '2023-12-31'],
  ['6 tháng đầu năm', 'half_year', '2023-01-01', '2023-06-30'],
  ['Dự kiến tháng 6/2023', 'month', null, '2023-06-30'],
  ['Đầu tháng 6/2023', 'month', null, '2023-06-30'],
  ['Đến năm 2025', 'year', '2025-01-01', '2025-12-31'],
  ['Tháng 3-6', 'range', '2023-03-01', '2023-06-30'],
  ['Từ tháng 11 đến tháng 2/2024', 'range', '2023-11-01', '2024-02-29'],
  ['Từ tháng 11/2023 đến tháng 2', 'range', '2023-11-01', '2024-02-29'],
  ['Bắt đầu tháng 3/2023, hoàn thành tháng 6/2023', 'range', '2023-03-01', '2023-06-30'],
  ['Tháng 3/2023; tháng 6/2023', 'month', null, '2023-06-30'],
  ['Quý III, IV/2023', 'quarter', null, '2023-12-31'],
  ['Tháng 3, 4, 5/2023', 'month', null, '2023-05-31'],
  ['Quý II/2023, trước ngày 15/5/2023', 'quarter', null, '2023-06-30'],
  ['Tháng 6/2023 và thực hiện thường xuyên', 'month', null, '2023-06-30'],
  ['Từ tháng 5/2023', 'ongoing_from', '2023-05-01', null],
  ['Từ tháng 5, thường xuyên', 'ongoing_from', '2023-05-01', null],
  ['Năm 2023 và các năm tiếp theo', 'ongoing_from', '2023-01-01', null],
  ['Thường xuyên, định kỳ hằng quý', 'recurring', null, null],
  ['Ngày 31 hằng tháng', 'recurring', null, null],
  ['Ngày 15 hằng năm', 'recurring', null, null],
  ['Định kỳ', 'recurring', null, null],
  ['Tháng 6/2023 theo Kế hoạch số 44/KH-UBND ngày 10/3/2023', 'month', null, '2023-06-30'],
  ['Hoàn thành 30/6/2023 (Kế hoạch 44/KH-UBND ngày 10/3/2023)', 'date', null, '2023-06-30'],
  ['Theo Kế hoạch 44/KH-UBND ngày 10/3/2023, hoàn thành trước 30/6/2023', 'external', null, null],
  ['Nghị quyết 50/NQ-CP ngày 8/4/2022', 'external', null, null],
  ['Sau khi có hướng dẫn của Bộ Công an', 'external', null, null],
  ['31/2/2023', 'unspecified', null, null],
  ['29/2/2023', 'unspecified', null, null],
  ['Tháng 13/2023', 'unspecified', null, null],
  ['Tháng 0/2023', 'unspecified', null, null],
  ['Quý 5/2023', 'unspecified', null, null],
  ['Tháng 3/20233', 'unspecified', null, null],
  ['Tháng 6-3/2023', 'unspecified', null, null],
  ['Ngày 32 hằng tháng', 'unspecified', null, null],
  ['31/2 hằng năm', 'unspecified', null, null],
  ['Đầu năm 2024', 'unspecified', null, null],
  ['Đếnn tháng 6/2023', 'unspecified', null, null],
  ['Trong tháng năm', 'unspecified', null, null],
  ['Trong tháng', 'unspecified', null, null],
  ['Hoàn thành', 'unspecified', null, null],
  ['Trước', 'unspecified', null, null],
  ['Khi nào xong thì xong', 'unspecified', null, null],
  ['30 ngày kể từ ngày ký', 'unspecified', null, null],
  ['Sau ngày 30/6/2023', 'unspecified', null, null],
  ['Tháng 3/2023 (trừ UBND huyện)', 'unspecified', null, null],
];

const ALL = [...SURE, ...UNSURE].map(([text]) => text);

describe('readDeadline', () => {
  it.each(SURE)('reads "%s" as %s', (text, kind, startOn, nominalDueOn) => {
    const reading = readDeadline(text, 2023);
    expect(reading).toMatchObject({ kind, startOn, nominalDueOn, unsure: false });
  });

  it.each(UNSURE)('doubts "%s", for now %s', (text, kind, startOn, nominalDueOn) => {
    const reading = readDeadline(text, 2023);
    expect(reading).toMatchObject({ kind, startOn, nominalDueOn, unsure: true });
    expect(reading.note).toBeTruthy();
  });

  it('names the dates that it saw but did not dare to take', () => {
    expect(readDeadline('Báo cáo trước 30/6/2023', 2023).note).toContain('30/6/2023');
  });

  it('takes the year of the plan only where the words say none', () => {
    expect(readDeadline('Tháng 3', 2026).nominalDueOn).toBe('2026-03-31');
    expect(readDeadline('Tháng 3/2023', 2026)).toMatchObject({ nominalDueOn: '2023-03-31', unsure: false });
  });

  it.each(ALL)('reads "%s" alike in any case and composition', (text) => {
    const reading = readDeadline(text, 2023);
    for (const same of [text.normalize('NFD'), text.toUpperCase(), `\n ${text.replaceAll(' ', '  ')}\t`]) {
      expect(readDeadline(same, 2023)).toEqual(reading);
    }
  });
});

function expectSound(text: string, planYear: number): void {
  const reading = readDeadline(text, planYear);
  const { kind, startOn, nominalDueOn, unsure, note } = reading;
  expect(DEADLINE_KINDS).toContain(kind);
  if (nominalDueOn !== null) expect(isCalendarDate(nominalDueOn)).toBe(true);
  if (startOn !== null) expect(isCalendarDate(startOn)).toBe(true);
  const hasDue = ['date', 'month', 'quarter', 'half_year', 'year', 'range'].includes(kind);
  const hasStart = ['half_year', 'year', 'range', 'ongoing_from'].includes(kind);
  expect({ kind, due: nominalDueOn !== null, start: startOn !== null }).toEqual({ kind, due: hasDue, start: hasStart });
  if (startOn !== null && nominalDueOn !== null) expect(startOn <= nominalDueOn).toBe(true);
  if (unsure) expect(note).toBeTruthy();
  if (kind === 'unspecified') expect(unsure).toBe(/[\p{L}\p{N}]/u.test(text.normalize('NFKC')));
}

describe('readDeadline on anything', () => {
  const words = fc.constantFrom(
    ...ALL.flatMap((text) => text.split(' ')),
    ...[
      '-',
      '/',
      ',',
      'và',
      'từ',
      'đến',
      'trước',
      'cuối',
      'đầu',
      'quý',
      'tháng',
      'năm',
      '13',
      '2023',
      'II',
      'hằng năm',
    ],
  );

  it('never throws and always answers a sound reading', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer(), (text, year) => expectSound(text, year)));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 9 }), fc.integer({ min: 1900, max: 2200 }), (list, year) =>
        expectSound(list.join(' '), year),
      ),
      { numRuns: 3000 },
    );
  });

  it('survives any character put in, left out or doubled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.nat(),
        fc.string({ unit: 'grapheme', maxLength: 2 }),
        (text, at, extra) => {
          const index = at % (text.length + 1);
          expectSound(text.slice(0, index) + extra + text.slice(index + (at % 3)), 2023);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('an unknown word makes it unsure, whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.boolean(), (text, before) => {
        fc.pre(/[\p{L}\p{N}]/u.test(text));
        const unsure = before ? `Zyx ${text}` : `${text} zyx`;
        const { kind, unsure: marked } = readDeadline(unsure, 2023);
        expect(marked || kind === 'external').toBe(true);
      }),
    );
  });

  it('reads every day, month, quarter and range as the calendar has it', () => {
    const year = fc.integer({ min: 1901, max: 2199 });
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }), (y, m, d) => {
        // The model is JavaScript's own calendar, in UTC.
        const last = (month: number): string => new Date(Date.UTC(y, month, 0)).toISOString().slice(0, 10);
        const exists = new Date(Date.UTC(y, m - 1, d)).getUTCMonth() === m - 1;
        const day = exists ? new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10) : null;
        expect(readDeadline(`Ngày ${d}/${m}/${y}`, 2023)).toMatchObject({ nominalDueOn: day, unsure: !exists });
        expect(readDeadline(`Tháng ${m}/${y}`, 2023)).toMatchObject({ nominalDueOn: last(m), unsure: false });
        const quarter = Math.ceil(m / 3);
        const roman = ['I', 'II', 'III', 'IV'][quarter - 1];
        expect(readDeadline(`Quý ${roman}/${y}`, 2023)).toMatchObject({ nominalDueOn: last(quarter * 3) });
        const end = Math.min(12, m + (d % 6));
        expect(readDeadline(`Từ tháng ${m} đến tháng ${end}/${y}`, 2023)).toMatchObject({
          kind: 'range',
          startOn: `${last(m).slice(0, 8)}01`,
          nominalDueOn: last(end),
          unsure: false,
        });
      }),
    );
  });
});
