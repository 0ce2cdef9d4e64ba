import { addDays, isWeekend } from '../../src/calendar/domain/calendar-date.js';
import { WorkingCalendar } from '../../src/calendar/domain/working-calendar.js';

const calendar = new WorkingCalendar([]);

/** "1-2/1" is the first and second of January. */
function days(year: number, spans: string[]): string[] {
  return spans.flatMap((span) => {
    const [numbers, month] = span.split('/') as [string, string];
    const [first, last = first] = numbers.split('-') as [string, string?];
    const count = Number(last) - Number(first) + 1;
    const from = `${year}-${month.padStart(2, '0')}-${String(first).padStart(2, '0')}`;
    return Array.from({ length: count }, (_, index) => addDays(from, index));
  });
}

/** The official days off that no swap made, besides plain weekends; the days of the week on which offices close. */
const OFFICIAL_WEEKDAYS_OFF: [number, string[]][] = [
  [2023, ['2/1', '20/1', '23-26/1', '1-3/5', '1/9', '4/9']],
  [2024, ['1/1', '8-9/2', '12-14/2', '18/4', '30/4', '1/5', '2-3/9']],
  [2025, ['1/1', '27-31/1', '7/4', '30/4', '1/5', '1-2/9']],
  [2026, ['1/1', '16-20/2', '27/4', '30/4', '1/5', '1-2/9']],
];

describe('official days off by rule alone', () => {
  it('names those of 2023, the weekend inside a holiday among them', () => {
    const named = calendar.namedDaysOff(2023);
    expect(named.map(({ on }) => on)).toEqual(days(2023, ['1-2/1', '20-26/1', '29-30/4', '1-3/5', '1-4/9']));
    expect(named.filter(({ kind }) => kind === 'weekend_in_holiday').map(({ on }) => on)).toEqual(['2023-09-03']);
    expect(named.filter(({ kind }) => kind === 'compensation').map(({ on }) => on)).toEqual(
      days(2023, ['2/1', '25-26/1', '2-3/5', '4/9']),
    );
    expect(calendar.nameOf('2023-05-02')).toBe('Nghỉ bù Giỗ Tổ Hùng Vương');
    expect(calendar.nameOf('2023-05-03')).toBe('Nghỉ bù Ngày Chiến thắng');
  });

  it.each(OFFICIAL_WEEKDAYS_OFF)('%i', (year, spans) => {
    const off: string[] = [];
    for (let on = `${year}-01-01`; on <= `${year}-12-31`; on = addDays(on, 1)) {
      if (calendar.isDayOff(on) && !isWeekend(on)) off.push(on);
    }
    expect(off).toEqual(days(year, spans));
  });

  it.each([
    [2024, ['1/1', '8-14/2', '18/4', '30/4', '1/5', '1-3/9']],
    [2025, ['1/1', '27-31/1', '7/4', '30/4', '1/5', '1-2/9']],
    [2026, ['1/1', '15-20/2', '26-27/4', '30/4', '1/5', '1-2/9']],
  ] as [number, string[]][])('names of %i', (year, spans) => {
    expect(calendar.namedDaysOff(year).map(({ on }) => on)).toEqual(days(year, spans));
  });

  it('follows the announced swaps of 2024 to 2026', () => {
    const source = 'Thông báo của Bộ Nội vụ';
    const swapped = new WorkingCalendar([
      { on: '2024-04-29', kind: 'day_off', name: 'Nghỉ hoán đổi dịp 30/4', source },
      { on: '2024-05-04', kind: 'working_day', name: 'Làm bù ngày 29/4', source },
      { on: '2025-05-02', kind: 'day_off', name: 'Nghỉ hoán đổi dịp 30/4', source },
      { on: '2025-04-26', kind: 'working_day', name: 'Làm bù ngày 2/5', source },
      { on: '2026-01-02', kind: 'day_off', name: 'Nghỉ hoán đổi Tết Dương lịch', source },
      { on: '2026-01-10', kind: 'working_day', name: 'Làm bù ngày 2/1', source },
    ]);
    expect(swapped.moveToWorkingDay('2024-04-27')).toEqual({
      dueOn: '2024-05-02',
      explanation: '27/4/2024 (Thứ Bảy, ngày nghỉ hằng tuần) → 2/5/2024 (Thứ Năm)',
    });
    expect(swapped.moveToWorkingDay('2024-05-04')).toEqual({
      dueOn: '2024-05-04',
      explanation: '4/5/2024 (Thứ Bảy, đi làm bù) là ngày làm việc',
    });
    expect(swapped.moveToWorkingDay('2025-05-02').dueOn).toBe('2025-05-05');
    expect(swapped.moveToWorkingDay('2026-01-01').dueOn).toBe('2026-01-05');
    expect(swapped.namedDaysOff(2026).find(({ on }) => on === '2026-01-02')).toEqual({
      on: '2026-01-02',
      name: 'Nghỉ hoán đổi Tết Dương lịch',
      kind: 'announced',
      source,
    });
  });

  it.each([
    ['2023-04-15', '2023-04-17'],
    ['2023-07-15', '2023-07-17'],
    ['2023-10-15', '2023-10-16'],
    ['2023-03-31', '2023-03-31'],
    ['2023-04-30', '2023-05-04'],
    ['2023-06-30', '2023-06-30'],
    ['2023-09-30', '2023-10-02'],
  ])('moves %s to %s', (nominal, dueOn) => {
    expect(calendar.moveToWorkingDay(nominal).dueOn).toBe(dueOn);
  });

  it('explains a moved and an unmoved day in one line', () => {
    expect(calendar.moveToWorkingDay('2023-04-30').explanation).toBe(
      '30/4/2023 (Chủ nhật, nghỉ lễ Ngày Chiến thắng) → 4/5/2023 (Thứ Năm)',
    );
    expect(calendar.moveToWorkingDay('2023-03-31').explanation).toBe('31/3/2023 (Thứ Sáu) là ngày làm việc');
  });
});
