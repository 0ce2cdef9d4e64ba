import fc from 'fast-check';
import { addDays, isWeekend } from './calendar-date.js';
import type { AnnouncedDay } from './working-calendar.js';
import { WorkingCalendar } from './working-calendar.js';

const source = 'Thông báo 6150/TB-BLĐTBXH';
const day = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2020-01-01', offset));
const announced: fc.Arbitrary<AnnouncedDay[]> = fc.uniqueArray(
  fc.record({
    on: day,
    kind: fc.constantFrom('day_off' as const, 'working_day' as const),
    name: fc.constant('Hoán đổi'),
    source: fc.constant(source),
  }),
  { selector: ({ on }) => on, maxLength: 40 },
);

describe('WorkingCalendar', () => {
  it('lets an announcement decide both ways', () => {
    const calendar = new WorkingCalendar([
      { on: '2023-05-05', kind: 'day_off', name: 'Nghỉ hoán đổi', source },
      { on: '2023-05-06', kind: 'working_day', name: 'Làm bù', source },
      { on: '2023-05-03', kind: 'working_day', name: 'Làm bù', source },
    ]);
    expect(calendar.isDayOff('2023-05-05')).toBe(true);
    expect(calendar.isDayOff('2023-05-06')).toBe(false);
    expect(calendar.isDayOff('2023-05-03')).toBe(false);
    expect(calendar.nameOf('2023-05-05')).toBe('Nghỉ hoán đổi');
    expect(calendar.nameOf('2023-05-06')).toBeNull();
    expect(calendar.moveToWorkingDay('2023-04-30').dueOn).toBe('2023-05-03');
    expect(calendar.moveToWorkingDay('2023-05-05')).toEqual({
      dueOn: '2023-05-06',
      explanation: '5/5/2023 (Thứ Sáu, nghỉ theo thông báo: Nghỉ hoán đổi) → 6/5/2023 (Thứ Bảy, đi làm bù)',
    });
  });

  it('names weekends only inside a holiday', () => {
    const calendar = new WorkingCalendar([]);
    expect(calendar.nameOf('2023-09-03')).toBe('Ngày nghỉ hằng tuần trong kỳ nghỉ lễ');
    expect(calendar.nameOf('2023-09-09')).toBeNull();
    expect(calendar.nameOf('2025-01-25')).toBeNull();
  });

  it('reads the day after the last year', () => {
    expect(new WorkingCalendar([]).moveToWorkingDay('2200-12-31').dueOn).toBe('2200-12-31');
    expect(new WorkingCalendar([]).namedDaysOff(2200).length).toBeGreaterThan(10);
  });

  it('refuses what is no day', () => {
    expect(() => new WorkingCalendar([]).moveToWorkingDay('2023-02-30')).toThrow(RangeError);
  });

  it('gives every year its eleven holidays, and one more day for each on a weekend', () => {
    for (let year = 2000; year <= 2050; year += 1) {
      const named = new WorkingCalendar([]).namedDaysOff(year);
      const holidays = named.filter(({ kind }) => kind === 'public_holiday');
      const shared = holidays.filter(({ name }) => name.includes(', ')).length;
      expect(holidays.length + shared).toBe(11);
      const compensations = named.filter(({ kind }) => kind === 'compensation');
      expect(compensations).toHaveLength(holidays.filter(({ on }) => isWeekend(on)).length);
      expect(compensations.some(({ on }) => isWeekend(on))).toBe(false);
      expect(named.map(({ on }) => on)).toEqual([...new Set(named.map(({ on }) => on))].sort());
    }
  });

  it('moves to the first working day, never back, and only once', () => {
    fc.assert(
      fc.property(announced, day, (days, nominal) => {
        const calendar = new WorkingCalendar(days);
        const { dueOn } = calendar.moveToWorkingDay(nominal);
        expect(calendar.isDayOff(dueOn)).toBe(false);
        expect(dueOn >= nominal).toBe(true);
        for (let on = nominal; on < dueOn; on = addDays(on, 1)) expect(calendar.isDayOff(on)).toBe(true);
        expect(calendar.moveToWorkingDay(dueOn).dueOn).toBe(dueOn);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the order of limits', () => {
    fc.assert(
      fc.property(announced, day, fc.nat(30), (days, nominal, later) => {
        const calendar = new WorkingCalendar(days);
        const first = calendar.moveToWorkingDay(nominal).dueOn;
        expect(calendar.moveToWorkingDay(addDays(nominal, later)).dueOn >= first).toBe(true);
      }),
    );
  });

  it('is off on a named day, and says what was announced', () => {
    fc.assert(
      fc.property(announced, (days) => {
        const calendar = new WorkingCalendar(days);
        for (const { on, kind } of days) expect(calendar.isDayOff(on)).toBe(kind === 'day_off');
        for (const { on, name } of calendar.namedDaysOff(2023)) {
          expect(calendar.isDayOff(on)).toBe(true);
          expect(calendar.nameOf(on)).toBe(name);
        }
      }),
      { numRuns: 50 },
    );
  });
});
