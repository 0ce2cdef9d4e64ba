import { TIMELINESS } from '@plan/shared/vocabulary/timeliness';
import fc from 'fast-check';
import { addDays } from '../../calendar/domain/calendar-date.js';
import type { TimelinessFacts } from './timeliness.js';
import { daysOverdue, overdueBandOf, rollUp, taskTimelinessOf, timelinessClassOf, timelinessOf } from './timeliness.js';

const OPEN: TimelinessFacts = { dueOn: '2023-05-04', completedOn: null, cancelledOn: null };

describe('timelinessOf', () => {
  it.each([
    ['2023-04-26', 'on_track'],
    ['2023-04-27', 'due_soon'],
    ['2023-05-04', 'due_soon'],
    ['2023-05-05', 'overdue'],
  ])('an open one due on 4/5/2023 is, as of %s, %s', (asOf, timeliness) => {
    expect(timelinessOf(OPEN, asOf, 7)).toBe(timeliness);
  });

  it('counts a completion from its own day, whenever it was confirmed', () => {
    const done = { ...OPEN, completedOn: '2023-05-04' };
    expect(timelinessOf(done, '2023-05-03', 7)).toBe('due_soon');
    expect(timelinessOf(done, '2023-05-04', 7)).toBe('completed_on_time');
    expect(timelinessOf({ ...OPEN, completedOn: '2023-05-05' }, '2023-06-01', 7)).toBe('completed_late');
    expect(timelinessOf({ ...done, dueOn: null }, '2023-06-01', 7)).toBe('completed_on_time');
  });

  it('has no deadline without a due date, and is cancelled from the day of the cancellation', () => {
    expect(timelinessOf({ ...OPEN, dueOn: null }, '2030-01-01', 7)).toBe('no_deadline');
    const cancelled = { ...OPEN, cancelledOn: '2023-05-10' };
    expect(timelinessOf(cancelled, '2023-05-09', 7)).toBe('overdue');
    expect(timelinessOf(cancelled, '2023-05-10', 7)).toBe('cancelled');
  });
});

describe('a task', () => {
  const done = (on: string): TimelinessFacts => ({ ...OPEN, completedOn: on });

  it('is completed when all its leads are, on the latest date', () => {
    const leads = [done('2023-04-01'), done('2023-05-06'), done('2023-05-02')];
    expect(taskTimelinessOf(leads, OPEN, '2023-05-05', 7)).toEqual({
      timeliness: 'overdue',
      completedOn: null,
      progress: { done: 2, total: 3 },
    });
    expect(taskTimelinessOf(leads, OPEN, '2023-05-06', 7)).toEqual({
      timeliness: 'completed_late',
      completedOn: '2023-05-06',
      progress: { done: 3, total: 3 },
    });
  });

  it('ignores cancelled leads unless all are', () => {
    const cancelled = { ...OPEN, cancelledOn: '2023-04-01' };
    expect(taskTimelinessOf([cancelled, done('2023-05-01')], OPEN, '2023-06-01', 7)).toEqual({
      timeliness: 'completed_on_time',
      completedOn: '2023-05-01',
      progress: { done: 1, total: 1 },
    });
    expect(taskTimelinessOf([cancelled, cancelled], OPEN, '2023-06-01', 7)).toEqual({
      timeliness: 'cancelled',
      completedOn: null,
      progress: { done: 0, total: 0 },
    });
  });

  it('without leads is judged by its own due date', () => {
    const none = { completedOn: null, progress: { done: 0, total: 0 } };
    expect(taskTimelinessOf([], OPEN, '2023-05-05', 7)).toEqual({ timeliness: 'overdue', ...none });
    expect(taskTimelinessOf([], { dueOn: null }, '2023-05-05', 7)).toEqual({ timeliness: 'no_deadline', ...none });
    const cancelled = { dueOn: '2023-05-04', cancelledOn: '2023-05-01' };
    expect(taskTimelinessOf([], cancelled, '2023-05-05', 7)).toEqual({ timeliness: 'cancelled', ...none });
  });
});

describe('rolling up', () => {
  it('takes the worst, and no_deadline for none', () => {
    expect(rollUp([])).toBe('no_deadline');
    expect(rollUp(['completed_on_time', 'no_deadline', 'cancelled'])).toBe('no_deadline');
    expect(rollUp(['on_track', 'due_soon', 'completed_late'])).toBe('due_soon');
    expect(rollUp(['cancelled'])).toBe('cancelled');
  });

  it('sorts every timeliness into its class', () => {
    expect(Object.fromEntries(TIMELINESS.map((timeliness) => [timeliness, timelinessClassOf(timeliness)]))).toEqual({
      overdue: 'openOverdue',
      due_soon: 'openInTime',
      on_track: 'openInTime',
      no_deadline: 'apart',
      completed_late: 'doneLate',
      completed_on_time: 'doneOnTime',
      cancelled: null,
    });
  });

  it('ages overdue ones in bands', () => {
    expect([1, 30, 31, 90, 91, 120, 121, 1000].map(overdueBandOf)).toEqual([
      'd1to30',
      'd1to30',
      'd31to90',
      'd31to90',
      'd91to120',
      'd91to120',
      'over120',
      'over120',
    ]);
    expect(() => overdueBandOf(0)).toThrow(RangeError);
    expect(daysOverdue('2023-05-04', '2023-05-05')).toBe(1);
    expect(daysOverdue('2023-05-04', '2023-05-04')).toBe(0);
    expect(daysOverdue(null, '2023-05-04')).toBe(0);
  });
});

describe('timeliness against a model', () => {
  // Days as whole numbers after 2023-01-01: the model compares numbers, the rule compares texts.
  const day = fc.integer({ min: 0, max: 500 });
  const maybe = fc.option(day, { nil: null });
  const on = (offset: number | null): string | null => (offset === null ? null : addDays('2023-01-01', offset));
  const rarely = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day });
  const lead = fc.record({ due: maybe, completed: maybe, cancelled: rarely });
  const WORST_FIRST = ['overdue', 'due_soon', 'on_track', 'no_deadline', 'completed_late', 'completed_on_time'];

  type Lead = { due: number | null; completed: number | null; cancelled: number | null };
  const model = (facts: Lead, asOf: number, soon: number): string => {
    const { due, completed, cancelled } = facts;
    if (cancelled !== null && cancelled <= asOf) return 'cancelled';
    const limit = due ?? Number.POSITIVE_INFINITY;
    if (completed !== null && completed <= asOf) return completed > limit ? 'completed_late' : 'completed_on_time';
    if (due === null) return 'no_deadline';
    const left = due - asOf;
    return left < 0 ? 'overdue' : left <= soon ? 'due_soon' : 'on_track';
  };
  const facts = ({ due, completed, cancelled }: Lead): TimelinessFacts => ({
    dueOn: on(due),
    completedOn: on(completed),
    cancelledOn: on(cancelled),
  });

  it('holds for one and for a task', () => {
    fc.assert(
      fc.property(fc.array(lead, { minLength: 1, maxLength: 6 }), day, fc.nat(30), (leads, asOf, soon) => {
        const asOfDay = on(asOf) as string;
        const expected = leads.map((one) => model(one, asOf, soon));
        expect(leads.map((one) => timelinessOf(facts(one), asOfDay, soon))).toEqual(expected);

        const counted = expected.filter((timeliness) => timeliness !== 'cancelled');
        const worst = WORST_FIRST.find((timeliness) => counted.includes(timeliness)) ?? 'cancelled';
        const done = counted.filter((timeliness) => timeliness.startsWith('completed')).length;
        const task = taskTimelinessOf(leads.map(facts), { dueOn: null }, asOfDay, soon);
        expect(task.timeliness).toBe(worst);
        expect(task.progress).toEqual({ done, total: counted.length });
        expect(task.completedOn !== null).toBe(counted.length > 0 && done === counted.length);
        expect(task.completedOn !== null).toBe(task.timeliness.startsWith('completed'));
      }),
      { numRuns: 1000 },
    );
  });

  it('an open one never gets better as days pass', () => {
    fc.assert(
      fc.property(day, day, fc.nat(20), (due, asOf, later) => {
        const open: TimelinessFacts = { dueOn: on(due), completedOn: null, cancelledOn: null };
        const rank = (offset: number): number => WORST_FIRST.indexOf(timelinessOf(open, on(offset) as string, 7));
        expect(rank(asOf + later)).toBeLessThanOrEqual(rank(asOf));
      }),
    );
  });
});
