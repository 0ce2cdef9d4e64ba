import { describe, expect, it } from 'vitest';
import {
  dayInVietnam,
  daysBetween,
  dueWords,
  formatDay,
  formatDayWithWeekday,
  formatInstant,
  formatNumber,
  isDay,
  readDay,
} from './dates.js';

describe('days as people read them', () => {
  it('prints day first, with the weekday where a deadline is meant', () => {
    expect(formatDay('2023-05-04')).toBe('04/05/2023');
    expect(formatDayWithWeekday('2023-05-04')).toBe('Thứ Năm, 04/05/2023');
    expect(formatDayWithWeekday('2023-10-01')).toBe('Chủ nhật, 01/10/2023');
  });

  it('reads instants on the clock of Vietnam', () => {
    expect(formatInstant('2023-05-04T17:00:00.000Z')).toBe('00:00, 05/05/2023');
    expect(dayInVietnam(new Date('2023-12-31T17:00:00Z'))).toBe('2024-01-01');
    expect(dayInVietnam(new Date('2023-12-31T16:59:59Z'))).toBe('2023-12-31');
  });

  it('says how far a due date lies', () => {
    expect(dueWords('2023-05-04', '2023-05-01')).toBe('còn 3 ngày');
    expect(dueWords('2023-05-04', '2023-05-04')).toBe('hết hạn trong ngày');
    expect(dueWords('2023-05-04', '2023-05-16')).toBe('quá hạn 12 ngày');
    expect(dueWords('2023-05-04', '2026-05-04')).toBe('quá hạn 1.096 ngày');
    expect(daysBetween('2023-03-01', '2023-02-28')).toBe(-1);
  });

  it('puts a dot between thousands', () => {
    expect(formatNumber(999)).toBe('999');
    expect(formatNumber(1040)).toBe('1.040');
    expect(formatNumber(1234567)).toBe('1.234.567');
  });
});

describe('days as people type them', () => {
  it.each([
    ['5/3/2026', '2026-03-05'],
    ['05/03/2026', '2026-03-05'],
    [' 5-3-2026 ', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['29/2/2024', '2024-02-29'],
  ])('reads %j as %s: the day comes first', (text, day) => {
    expect(readDay(text)).toEqual({ day });
  });

  it.each(['31/02/2023', '29/2/2023', '31/4/2023', '1/13/2023', '0/1/2023', '1/1/1800'])('refuses %j', (text) => {
    expect(readDay(text)).toHaveProperty('error', expect.stringContaining('không có thật'));
  });

  it.each(['', '2023-03-05', '5/3/26', '5/3', 'mai', '05/03/2026 abc'])('says how to write instead of %j', (text) => {
    expect(readDay(text)).toHaveProperty('error', expect.stringContaining('ngày/tháng/năm'));
  });

  it('round-trips every day of a leap year', () => {
    for (let time = Date.UTC(2024, 0, 1); time < Date.UTC(2025, 0, 1); time += 86_400_000) {
      const day = new Date(time).toISOString().slice(0, 10);
      expect(isDay(day)).toBe(true);
      expect(readDay(formatDay(day))).toEqual({ day });
    }
  });
});
