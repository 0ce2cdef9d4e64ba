import type { AnnouncedDayKind, DayOffKind } from '@plan/shared/vocabulary/days-off';
import type { CalendarDate } from './calendar-date.js';
import { addDays, formatDateInText, isWeekend, weekdayName, yearOf } from './calendar-date.js';
import { holidayRuleOf } from './public-holidays.js';

/** One day of an announcement of the State: a swapped or compensating day off, or a weekend day that is worked. */
export interface AnnouncedDay {
  on: CalendarDate;
  kind: AnnouncedDayKind;
  name: string;
  /** The announcement: number, date, who issued it. */
  source: string;
}

/** A day off that has a name; plain weekends have none. */
export interface NamedDayOff {
  on: CalendarDate;
  name: string;
  kind: DayOffKind;
  /** The article of law, or the announcement, that makes it a day off. */
  source: string | null;
}

export interface MovedDay {
  /** The first working day at or after the nominal day; a limit runs to the end of it. */
  dueOn: CalendarDate;
  /** One line in Vietnamese: "30/4/2023 (Chủ nhật, nghỉ lễ Ngày Chiến thắng) → 4/5/2023 (Thứ Năm)". */
  explanation: string;
}

const WEEKEND_NAME = 'Ngày nghỉ hằng tuần';
const WEEKEND_SOURCE = 'Bộ luật Lao động 2019, Điều 111 khoản 1';

/**
 * Which days offices work: weekends, the holidays of the Labour Code with their compensation, and, above both,
 * what the State announced for single days. The last announcement given for a day wins.
 * Days are `YYYY-MM-DD`; every method throws RangeError for text that is no day.
 */
export class WorkingCalendar {
  private readonly announced: ReadonlyMap<CalendarDate, AnnouncedDay>;

  constructor(announced: readonly AnnouncedDay[]) {
    this.announced = new Map(announced.map((day) => [day.on, day]));
  }

  /** True when offices do not work that day. */
  isDayOff(on: CalendarDate): boolean {
    const announced = this.announced.get(on);
    if (announced !== undefined) return announced.kind === 'day_off';
    return isWeekend(on) || this.ruleOn(on) !== undefined;
  }

  /** The name of a named day off; null for a working day and for a plain weekend. */
  nameOf(on: CalendarDate): string | null {
    return this.namedDayOff(on)?.name ?? null;
  }

  /** The named days off of a year in order. A weekend day is among them only inside a run of named days. */
  namedDaysOff(year: number): NamedDayOff[] {
    const days: NamedDayOff[] = [];
    for (let on = `${year}-01-01`; yearOf(on) === year; on = addDays(on, 1)) {
      const named = this.namedDayOff(on);
      if (named !== null) days.push(named);
    }
    return days;
  }

  /**
   * Civil Code 2015, article 148.5: a limit whose last day falls on a weekend or a public holiday ends at the
   * end of the next working day. A working day stays. Never earlier than `nominal`.
   */
  moveToWorkingDay(nominal: CalendarDate): MovedDay {
    let dueOn = nominal;
    while (this.isDayOff(dueOn)) dueOn = addDays(dueOn, 1);
    const explanation =
      dueOn === nominal
        ? `${this.describe(nominal)} là ngày làm việc`
        : `${this.describe(nominal)} → ${this.describe(dueOn)}`;
    return { dueOn, explanation };
  }

  /** The day with its weekday and why it is off: "30/9/2023 (Thứ Bảy, ngày nghỉ hằng tuần)". */
  describe(on: CalendarDate): string {
    const parts = [weekdayName(on), this.reasonOff(on)].filter((part) => part !== null);
    return `${formatDateInText(on)} (${parts.join(', ')})`;
  }

  private reasonOff(on: CalendarDate): string | null {
    if (!this.isDayOff(on)) return this.announced.has(on) && isWeekend(on) ? 'đi làm bù' : null;
    const named = this.namedDayOff(on);
    if (named?.kind === 'public_holiday') return `nghỉ lễ ${named.name}`;
    if (named?.kind === 'compensation') return named.name.replace('Nghỉ', 'nghỉ');
    if (named?.kind === 'announced') return `nghỉ theo thông báo: ${named.name}`;
    return 'ngày nghỉ hằng tuần';
  }

  private namedDayOff(on: CalendarDate): NamedDayOff | null {
    const named = this.namedAlone(on);
    if (named !== null || !this.isPlainWeekend(on)) return named;
    // A weekend day counts into a holiday only when named days stand on both sides of it (3/9/2023).
    let before = addDays(on, -1);
    while (this.isPlainWeekend(before)) before = addDays(before, -1);
    let after = addDays(on, 1);
    while (this.isPlainWeekend(after)) after = addDays(after, 1);
    if (this.namedAlone(before) === null || this.namedAlone(after) === null) return null;
    return { on, name: `${WEEKEND_NAME} trong kỳ nghỉ lễ`, kind: 'weekend_in_holiday', source: WEEKEND_SOURCE };
  }

  /** The name of the day by an announcement or by the law, its neighbours left aside. */
  private namedAlone(on: CalendarDate): NamedDayOff | null {
    const announced = this.announced.get(on);
    if (announced?.kind === 'working_day') return null;
    if (announced !== undefined) return { on, name: announced.name, kind: 'announced', source: announced.source };
    return this.ruleOn(on) ?? null;
  }

  private isPlainWeekend(on: CalendarDate): boolean {
    return isWeekend(on) && this.isDayOff(on) && this.namedAlone(on) === null;
  }

  private ruleOn(on: CalendarDate): NamedDayOff | undefined {
    return holidayRuleOf(yearOf(on)).get(on);
  }
}
