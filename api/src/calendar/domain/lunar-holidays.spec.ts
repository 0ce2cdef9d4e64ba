import { daysBetween } from './calendar-date.js';
import { lunarHolidaysOf } from './lunar-holidays.js';

describe('lunar holidays', () => {
  // 1985, 2007 and 2030 are years in which Vietnam's Tết is not the Chinese new year (UTC+7 against UTC+8).
  it.each([
    [1985, '1985-01-21', '1985-04-29'],
    [2007, '2007-02-17', '2007-04-26'],
    [2019, '2019-02-05', '2019-04-14'],
    [2020, '2020-01-25', '2020-04-02'],
    [2021, '2021-02-12', '2021-04-21'],
    [2022, '2022-02-01', '2022-04-10'],
    [2023, '2023-01-22', '2023-04-29'],
    [2024, '2024-02-10', '2024-04-18'],
    [2025, '2025-01-29', '2025-04-07'],
    [2026, '2026-02-17', '2026-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2029, '2029-02-13', '2029-04-23'],
    [2030, '2030-02-02', '2030-04-12'],
  ])('%i: Tết %s, Giỗ Tổ %s', (year, tetOn, hungKingsOn) => {
    expect(lunarHolidaysOf(year)).toEqual({ tetOn, hungKingsOn });
  });

  it('stay in their season over the years', () => {
    for (let year = 1900; year <= 2200; year += 4) {
      const { tetOn, hungKingsOn } = lunarHolidaysOf(year);
      expect(tetOn >= `${year}-01-20` && tetOn <= `${year}-02-22`).toBe(true);
      // Two lunar months of 29 or 30 days and nine days, or a leap second month more.
      const apart = daysBetween(tetOn, hungKingsOn);
      expect((apart >= 67 && apart <= 69) || (apart >= 96 && apart <= 99)).toBe(true);
    }
  });
});
