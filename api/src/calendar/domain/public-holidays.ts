import type { CalendarDate } from './calendar-date.js';
import { addDays, isWeekend } from './calendar-date.js';
import { lunarHolidaysOf } from './lunar-holidays.js';

/** A day off that follows from the Labour Code alone. */
export interface HolidayByRule {
  on: CalendarDate;
  name: string;
  kind: 'public_holiday' | 'compensation';
  source: string;
}

const HOLIDAY_SOURCE = 'Bộ luật Lao động 2019, Điều 112';
const COMPENSATION_SOURCE = 'Bộ luật Lao động 2019, Điều 111 khoản 3';

/** The rule of a year never changes; what was announced for single days lies above it, in WorkingCalendar. */
const rulesByYear = new Map<number, ReadonlyMap<CalendarDate, HolidayByRule>>();

/** The public holidays of a year and their compensating days, by day. None of them leaves its year. */
export function holidayRuleOf(year: number): ReadonlyMap<CalendarDate, HolidayByRule> {
  let rule = rulesByYear.get(year);
  if (rule === undefined) {
    rule = computeRule(year);
    rulesByYear.set(year, rule);
  }
  return rule;
}

function computeRule(year: number): ReadonlyMap<CalendarDate, HolidayByRule> {
  const days = new Map<CalendarDate, HolidayByRule>();
  for (const { on, name } of publicHolidays(year)) {
    // Two holidays on one day (Giỗ Tổ can fall on 30/4) are one day off: article 111.3 makes up for weekly
    // days off only. Both names stay.
    const other = days.get(on);
    const both = other === undefined ? name : `${other.name}, ${name}`;
    days.set(on, { on, name: both, kind: 'public_holiday', source: HOLIDAY_SOURCE });
  }
  // Labour Code 2019, article 111.3: a holiday on a weekly day off is made up for by the next working day. In the
  // order of the holidays, each takes the next day that is neither weekend, nor holiday, nor taken already.
  const onWeekends = [...days.values()].filter((day) => isWeekend(day.on));
  for (const holiday of onWeekends.sort((a, b) => (a.on < b.on ? -1 : 1))) {
    let on = addDays(holiday.on, 1);
    while (isWeekend(on) || days.has(on)) on = addDays(on, 1);
    days.set(on, { on, name: `Nghỉ bù ${holiday.name}`, kind: 'compensation', source: COMPENSATION_SOURCE });
  }
  return days;
}

/**
 * Labour Code 2019, article 112. Of Tết the code gives five days and lets the Government choose which: here the two
 * before and the first three of the lunar year. Of Quốc khánh it gives 2/9 and the day before or after: here the day
 * before. Where an announcement chose otherwise, it is entered as announced days.
 */
function publicHolidays(year: number): { on: CalendarDate; name: string }[] {
  const { tetOn, hungKingsOn } = lunarHolidaysOf(year);
  return [
    { on: `${year}-01-01`, name: 'Tết Dương lịch' },
    ...[-2, -1, 0, 1, 2].map((offset) => ({ on: addDays(tetOn, offset), name: 'Tết Nguyên đán' })),
    { on: hungKingsOn, name: 'Giỗ Tổ Hùng Vương' },
    { on: `${year}-04-30`, name: 'Ngày Chiến thắng' },
    { on: `${year}-05-01`, name: 'Ngày Quốc tế lao động' },
    { on: `${year}-09-01`, name: 'Quốc khánh' },
    { on: `${year}-09-02`, name: 'Quốc khánh' },
  ];
}
