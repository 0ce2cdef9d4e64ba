import fc from 'fast-check';
import { addDays, lastDayOfMonth } from '../../calendar/domain/calendar-date.js';
import { WorkingCalendar } from '../../calendar/domain/working-calendar.js';
import { type Period, periodName, periodsOf, type ReportingSettings, reportingMonths } from './periods.js';

const calendar = new WorkingCalendar([]);
const monthly: ReportingSettings = { frequency: 'month', reportDay: 15, windowDay: 15, moveToWorkingDay: true };
const of = (from: string, to: string, change: Partial<ReportingSettings> = {}): Period[] =>
  periodsOf({ ...monthly, ...change }, { from, to }, calendar);

describe('the periods of a plan', () => {
  it.each([
    ['2023-04', '2023-03-15', '2023-04-14', '2023-04-15', '2023-04-17', '2023-04-30'],
    ['2023-07', '2023-06-15', '2023-07-14', '2023-07-15', '2023-07-17', '2023-07-31'],
    ['2023-10', '2023-09-15', '2023-10-14', '2023-10-15', '2023-10-16', '2023-10-31'],
    ['2023-01', '2022-12-15', '2023-01-14', '2023-01-15', '2023-01-16', '2023-01-31'],
    ['2023-12', '2023-11-15', '2023-12-14', '2023-12-15', '2023-12-15', '2023-12-31'],
  ])('%s: window %s to %s, nominally %s, due %s, locked %s', (label, start, end, nominal, due, lock) => {
    expect(of(label, label)).toEqual([
      {
        label,
        firstMonth: label,
        lastMonth: label,
        windowStartOn: start,
        windowEndOn: end,
        nominalDueOn: nominal,
        dueOn: due,
        lockOn: lock,
        explanation: expect.stringMatching(/^Báo cáo tháng \d+\/2023: \d/),
      },
    ]);
  });

  it('explain how the due date came about', () => {
    expect(of('2023-04', '2023-04')[0]?.explanation).toBe(
      'Báo cáo tháng 4/2023: 15/4/2023 (Thứ Bảy, ngày nghỉ hằng tuần) → 17/4/2023 (Thứ Hai)',
    );
    expect(of('2023-04', '2023-04', { moveToWorkingDay: false })[0]).toMatchObject({
      dueOn: '2023-04-15',
      explanation: 'Báo cáo tháng 4/2023: 15/4/2023 (không dời ngày nghỉ)',
    });
  });

  // Decree 09/2019/NĐ-CP, article 12, paragraphs 2 to 4.
  it.each([
    ['quarter', '2023-Q1', '2022-12-15', '2023-03-14', '2023-03-15', '2023-03-31', 'quý I/2023'],
    ['quarter', '2023-Q4', '2023-09-15', '2023-12-14', '2023-12-15', '2023-12-31', 'quý IV/2023'],
    ['half_year', '2023-H1', '2022-12-15', '2023-06-14', '2023-06-15', '2023-06-30', '6 tháng đầu năm 2023'],
    ['half_year', '2023-H2', '2023-06-15', '2023-12-14', '2023-12-15', '2023-12-31', '6 tháng cuối năm 2023'],
    ['year', '2023', '2022-12-15', '2023-12-14', '2023-12-15', '2023-12-31', 'năm 2023'],
  ] as const)('by %s: %s', (frequency, label, start, end, due, lock, name) => {
    const period = of('2023-01', '2023-12', { frequency }).find((each) => each.label === label);
    expect(period).toMatchObject({ windowStartOn: start, windowEndOn: end, dueOn: due, lockOn: lock });
    expect(periodName(label)).toBe(name);
  });

  it('count a longer period by its last month', () => {
    expect(of('2023-02', '2023-11', { frequency: 'quarter' }).map(({ label }) => label)).toEqual([
      '2023-Q1',
      '2023-Q2',
      '2023-Q3',
    ]);
    expect(of('2023-02', '2023-05', { frequency: 'half_year' })).toEqual([]);
  });

  it('lock with the due date where the month ends before it', () => {
    // 28/1/2025 begins the Tết holidays.
    const [period] = periodsOf(
      { ...monthly, reportDay: 28 },
      { from: '2025-01', to: '2025-01' },
      new WorkingCalendar([]),
    );
    expect(period).toMatchObject({ nominalDueOn: '2025-01-28', dueOn: '2025-02-03', lockOn: '2025-02-03' });
  });

  it('follow one another without a gap, open before they are due and lock after it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('month', 'quarter', 'half_year', 'year'),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 0, max: 27 }),
        fc.integer({ min: 2020, max: 2030 }),
        fc.boolean(),
        (frequency, windowDay, more, year, moveToWorkingDay) => {
          const settings: ReportingSettings = {
            frequency,
            windowDay,
            reportDay: Math.min(28, windowDay + more),
            moveToWorkingDay,
          };
          const periods = periodsOf(settings, { from: `${year}-01`, to: `${year + 1}-12` }, calendar);
          expect(new Set(periods.map(({ label }) => label)).size).toBe(periods.length);
          for (const [index, period] of periods.entries()) {
            const next = periods[index + 1];
            if (next) expect(next.windowStartOn).toBe(addDays(period.windowEndOn, 1));
            expect(period.windowStartOn < period.windowEndOn).toBe(true);
            expect(period.windowEndOn < period.nominalDueOn).toBe(true);
            expect(period.nominalDueOn <= period.dueOn).toBe(true);
            expect(period.dueOn <= period.lockOn).toBe(true);
            const month = lastDayOfMonth(Number(period.lastMonth.slice(0, 4)), Number(period.lastMonth.slice(5)));
            expect(period.lockOn).toBe([period.dueOn, month].sort().at(-1));
            if (moveToWorkingDay) expect(calendar.isDayOff(period.dueOn)).toBe(false);
          }
        },
      ),
    );
  });
});

describe('the months that are reported on', () => {
  const plan = { year: 2026, confirmedOn: '2026-03-20', reportingFrom: null, reportingTo: null };

  it('run from the month of the confirmation to the December of the year', () => {
    expect(reportingMonths(plan)).toEqual({ from: '2026-03', to: '2026-12' });
  });

  it('are none for a plan of a past year, unless its settings say so', () => {
    expect(reportingMonths({ ...plan, year: 2023 })).toBeNull();
    expect(reportingMonths({ ...plan, year: 2023, reportingFrom: '2023-03' })).toEqual({
      from: '2023-03',
      to: '2023-12',
    });
    expect(reportingMonths({ ...plan, reportingTo: '2027-02' })).toEqual({ from: '2026-03', to: '2027-02' });
  });
});
