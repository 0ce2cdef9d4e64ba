import fc from 'fast-check';
import {
  addDays,
  calendarDateOf,
  dateInVietnam,
  daysBetween,
  formatDate,
  formatDateInText,
  isCalendarDate,
  lastDayOfMonth,
  startOfDayInVietnam,
  weekdayName,
  weekdayOf,
} from './calendar-date.js';

const anyDay = fc.integer({ min: 0, max: 109_000 }).map((offset) => addDays('1900-01-01', offset));

describe('calendar days', () => {
  it.each(['2023-02-28', '2024-02-29', '1900-01-01', '2200-12-31'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '1899-12-31',
    '2201-01-01',
    '2023-1-1',
    ' 2023-01-01',
    '2023-01-01T00:00:00Z',
    '01/01/2023',
    '',
    null,
    20230101,
  ])('%p is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('refuses to count with what is no day', () => {
    expect(() => addDays('2023-02-30', 1)).toThrow(RangeError);
    expect(() => daysBetween('2023-01-01', 'mai')).toThrow(RangeError);
    expect(() => weekdayOf('')).toThrow(RangeError);
    expect(() => lastDayOfMonth(2023, 13)).toThrow(RangeError);
    expect(() => dateInVietnam(new Date(Number.NaN))).toThrow(RangeError);
  });

  it('writes them for people', () => {
    expect(formatDate('2023-04-05')).toBe('05/04/2023');
    expect(formatDateInText('2023-04-05')).toBe('5/4/2023');
    expect(['2023-04-30', '2023-05-01', '2023-05-06'].map(weekdayName)).toEqual(['Chủ nhật', 'Thứ Hai', 'Thứ Bảy']);
    expect(lastDayOfMonth(2024, 2)).toBe('2024-02-29');
    expect(calendarDateOf(2023, 2, 29)).toBeNull();
  });

  it('begin and end at midnight in Vietnam', () => {
    expect(dateInVietnam(new Date('2023-05-04T16:59:59.999Z'))).toBe('2023-05-04');
    expect(dateInVietnam(new Date('2023-05-04T17:00:00.000Z'))).toBe('2023-05-05');
    expect(startOfDayInVietnam('2023-05-05').toISOString()).toBe('2023-05-04T17:00:00.000Z');
  });

  it('count there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (on, days) => {
        const moved = addDays(on, days);
        expect(daysBetween(on, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(on);
        expect(weekdayOf(moved)).toBe((((weekdayOf(on) + days) % 7) + 7) % 7);
        expect(on < moved).toBe(days > 0);
      }),
    );
  });

  it('hold every instant between their beginning and the next', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (on, milliseconds) => {
        expect(dateInVietnam(new Date(startOfDayInVietnam(on).getTime() + milliseconds))).toBe(on);
      }),
    );
  });
});
