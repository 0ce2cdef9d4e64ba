import fc from 'fast-check';
import { addDays, daysBetween } from '../../calendar/domain/calendar-date.js';
import { LADDER_DEFAULT, type LadderSettings } from '../../plans/domain/ladder-settings.js';
import {
  dueDateRungs,
  fullMonths,
  type LadderFacts,
  monthlyRungs,
  type OwedReminder,
  remindersOwed,
  rungOfDueDate,
  rungOfSilence,
} from './ladder.js';

const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

const FACTS: LadderFacts = {
  dueOn: '2023-05-04',
  deadlineKind: 'month',
  doneOn: null,
  followedFrom: '2023-01-01',
  followedUntil: '2023-12-31',
  lastReportedOn: null,
};
const UNDATED: LadderFacts = { ...FACTS, dueOn: null, deadlineKind: 'ongoing', followedFrom: '2023-01-31' };

/** "overdue_weekly/1 officer head", as the tables below write it. */
const told = (owed: readonly OwedReminder[]): string =>
  owed.length === 0
    ? ''
    : `${owed[0]?.kind}/${owed[0]?.step} ${owed.map(({ recipient }) => recipient.replace('agency_', '')).join(' ')}`;

describe('the ladder of a due date', () => {
  it.each([
    ['2023-04-26', ''],
    ['2023-04-27', 'due_in_7/0 officer'],
    ['2023-04-30', 'due_in_7/0 officer'],
    ['2023-05-01', 'due_in_3/0 officer'],
    ['2023-05-02', 'due_in_3/0 officer'],
    ['2023-05-03', 'due_in_1/0 officer'],
    ['2023-05-04', 'due_in_1/0 officer'],
    ['2023-05-05', 'overdue_1/0 officer head'],
    ['2023-05-11', 'overdue_1/0 officer head'],
    ['2023-05-12', 'overdue_weekly/1 officer head standing'],
    ['2023-05-18', 'overdue_weekly/1 officer head standing'],
    ['2023-05-19', 'overdue_weekly/2 officer head standing'],
    ['2023-06-02', 'overdue_weekly/4 officer head standing'],
    ['2023-06-03', 'overdue_weekly/4 officer head standing'],
    ['2023-06-04', 'overdue_weekly/4 officer head standing steering'],
    ['2023-06-09', 'overdue_weekly/5 officer head standing steering'],
  ])('of 4/5/2023, on %s: %s', (day, expected) => {
    expect(told(remindersOwed(FACTS, day, LADDER_DEFAULT))).toBe(expected);
  });

  it.each([
    // 29 February, Tết 2024 (8–14/2), the end of a year: calendar days all through.
    ['2024-02-29', '2024-02-22', 'due_in_7/0 officer'],
    ['2024-02-29', '2024-03-01', 'overdue_1/0 officer head'],
    ['2024-02-08', '2024-02-16', 'overdue_weekly/1 officer head standing'],
    ['2023-12-31', '2024-01-01', 'overdue_1/0 officer head'],
    ['2023-12-31', '2024-01-31', 'overdue_weekly/4 officer head standing steering'],
    ['2023-12-31', '2029-01-05', ''],
  ])('of %s, on %s: %s', (dueOn, day, expected) => {
    expect(told(remindersOwed({ ...FACTS, dueOn }, day, LADDER_DEFAULT))).toBe(expected);
  });

  it.each<[Partial<LadderSettings>, string, string]>([
    [{ dueIn7: false }, '2023-04-28', ''],
    [{ dueIn3: false }, '2023-05-02', 'due_in_7/0 officer'],
    [{ dueIn1: false }, '2023-05-04', 'due_in_3/0 officer'],
    [{ dueIn7: false, dueIn3: false, dueIn1: false }, '2023-05-04', ''],
    [{ repeatDays: 2 }, '2023-05-06', 'overdue_1/0 officer head'],
    [{ repeatDays: 2 }, '2023-05-07', 'overdue_weekly/1 officer head'],
    [{ headFromDay: 3 }, '2023-05-06', 'overdue_1/0 officer'],
    [{ headFromDay: 3 }, '2023-05-07', 'overdue_1/0 officer head'],
    [{ standingFromDay: 1, steeringFromDay: 1 }, '2023-05-05', 'overdue_1/0 officer head standing steering'],
  ])('with %j, on %s: %s', (change, day, expected) => {
    expect(told(remindersOwed(FACTS, day, { ...LADDER_DEFAULT, ...change }))).toBe(expected);
  });

  it('ends on the day of completion', () => {
    const facts = { ...FACTS, doneOn: '2023-05-20' };
    expect(remindersOwed(facts, '2023-05-19', LADDER_DEFAULT)).toHaveLength(3);
    expect(remindersOwed(facts, '2023-05-20', LADDER_DEFAULT)).toEqual([]);
  });
});

describe('the ladder of what has no due date', () => {
  it.each<[Partial<LadderFacts>, string, string]>([
    [{}, '2023-02-27', ''],
    [{}, '2023-02-28', 'silent_month/202302 officer'],
    [{}, '2023-03-30', 'silent_month/202302 officer'],
    [{}, '2023-03-31', 'silent_month/202303 officer head'],
    [{ followedFrom: '2024-01-31', followedUntil: '2024-12-31' }, '2024-02-28', ''],
    [{ followedFrom: '2024-01-31', followedUntil: '2024-12-31' }, '2024-02-29', 'silent_month/202402 officer'],
    [{ lastReportedOn: '2023-03-14' }, '2023-04-13', ''],
    [{ lastReportedOn: '2023-03-14' }, '2023-04-14', 'silent_month/202304 officer'],
    [{ lastReportedOn: '2022-12-14' }, '2023-02-27', ''],
    [{ deadlineKind: 'recurring' }, '2023-02-28', 'silent_month/202302 officer'],
    [{ deadlineKind: 'external' }, '2023-02-28', 'undated_month/202302 officer standing'],
    [{ deadlineKind: 'external', lastReportedOn: '2023-02-27' }, '2023-02-28', 'undated_month/202302 officer standing'],
    [{ deadlineKind: 'unspecified' }, '2023-03-31', 'undated_month/202303 officer standing'],
    [{}, '2023-12-31', 'silent_month/202312 officer head'],
    [{}, '2024-01-01', ''],
    [{ doneOn: '2023-02-28' }, '2023-02-28', ''],
  ])('%j on %s: %s', (change, day, expected) => {
    expect(told(remindersOwed({ ...UNDATED, ...change }, day, LADDER_DEFAULT))).toBe(expected);
  });

  it('is silent where the plan says so', () => {
    expect(remindersOwed(UNDATED, '2023-06-30', { ...LADDER_DEFAULT, monthly: false })).toEqual([]);
  });

  it.each([
    ['2023-01-31', '2023-02-28', 1],
    ['2023-01-30', '2023-02-28', 1],
    ['2023-01-29', '2023-02-27', 0],
    ['2023-02-28', '2023-03-27', 0],
    ['2023-02-28', '2023-03-28', 1],
    ['2023-12-31', '2024-02-29', 2],
    ['2023-05-05', '2023-05-04', 0],
  ])('counts the full months from %s to %s', (from, to, expected) => {
    expect(fullMonths(from, to)).toBe(expected);
  });
});

describe(`the ladder over generated days (seed ${SEED})`, () => {
  const dates = fc.integer({ min: 0, max: 6_000 }).map((days) => addDays('2020-01-01', days));
  const settings = fc
    .record({
      dueIn7: fc.boolean(),
      dueIn3: fc.boolean(),
      dueIn1: fc.boolean(),
      repeatDays: fc.integer({ min: 1, max: 31 }),
      days: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })),
      monthly: fc.boolean(),
    })
    .map(({ days, ...rest }): LadderSettings => {
      const [headFromDay = 1, standingFromDay = 1, steeringFromDay = 1] = [...days].sort((a, b) => a - b);
      return { ...rest, headFromDay, standingFromDay, steeringFromDay };
    });
  const check = (property: fc.IProperty<never> | fc.IProperty<unknown>, numRuns = 300): void => {
    fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns });
  };

  /** The rule told day by day, as an official would: what was last said by the day, and who has been reached. */
  function model(dueOn: string, day: string, ladder: LadderSettings): string[] {
    const late = daysBetween(dueOn, day);
    let said: string | null = null;
    for (let at = -7; at <= late; at++) {
      if (at === -7 && ladder.dueIn7) said = 'due_in_7/0';
      if (at === -3 && ladder.dueIn3) said = 'due_in_3/0';
      if (at === -1 && ladder.dueIn1) said = 'due_in_1/0';
      if (at === 1) said = 'overdue_1/0';
      if (at > 1 && (at - 1) % ladder.repeatDays === 0) said = `overdue_weekly/${(at - 1) / ladder.repeatDays}`;
    }
    if (said === null) return [];
    const reached = [
      'agency_officer',
      ...(late >= ladder.headFromDay ? ['agency_head'] : []),
      ...(late >= ladder.standingFromDay ? ['standing'] : []),
      ...(late >= ladder.steeringFromDay ? ['steering'] : []),
    ];
    return reached.map((recipient) => `${said} ${recipient}`);
  }

  it('says what the model says', () => {
    check(
      fc.property(dates, fc.integer({ min: -20, max: 400 }), settings, (dueOn, after, ladder) => {
        const day = addDays(dueOn, after);
        const owed = remindersOwed({ ...FACTS, dueOn }, day, ladder);
        expect(owed.map(({ kind, step, recipient }) => `${kind}/${step} ${recipient}`)).toEqual(
          model(dueOn, day, ladder),
        );
      }) as never,
    );
  });

  it('tells each person of each step once, whatever days are treated in whatever order', () => {
    check(
      fc.property(
        dates,
        settings,
        fc.array(fc.integer({ min: -10, max: 120 }), { maxLength: 60 }),
        (dueOn, ladder, offsets) => {
          // Days out of order and repeated: a clock that was set back and forward.
          const made = new Set<string>();
          const rows: string[] = [];
          for (const offset of offsets) {
            for (const one of remindersOwed({ ...FACTS, dueOn }, addDays(dueOn, offset), ladder)) {
              const key = JSON.stringify(one);
              if (!made.has(key)) rows.push(key);
              made.add(key);
            }
          }
          expect(rows).toHaveLength(made.size);
          const every = new Set(
            Array.from({ length: 131 }, (_, at) =>
              remindersOwed({ ...FACTS, dueOn }, addDays(dueOn, at - 10), ladder).map((one) => JSON.stringify(one)),
            ).flat(),
          );
          for (const key of rows) expect(every.has(key)).toBe(true);
        },
      ) as never,
    );
  });

  it('never floods: after any stand-still one rung is told, to four at most', () => {
    check(
      fc.property(dates, fc.integer({ min: -10, max: 1_000 }), settings, (dueOn, after, ladder) => {
        const owed = remindersOwed({ ...FACTS, dueOn }, addDays(dueOn, after), ladder);
        expect(new Set(owed.map(({ kind, step }) => `${kind}/${step}`)).size).toBeLessThanOrEqual(1);
        expect(owed.length).toBeLessThanOrEqual(4);
      }) as never,
    );
  });

  it.each(['0001-01-01', '1904-02-29', '9999-12-31'])('has no rung around %s, which is a slip of the pen', (day) => {
    expect([...dueDateRungs(day, LADDER_DEFAULT), ...monthlyRungs(day, LADDER_DEFAULT)]).toEqual([]);
  });

  it('stands in the tables for SQL as it is', () => {
    check(
      fc.property(dates, fc.integer({ min: -10, max: 900 }), settings, (on, after, ladder) => {
        const day = addDays(on, after);
        const dated = dueDateRungs(day, ladder).find((rung) => rung.on === on);
        expect(dated ?? null).toEqual(rungOfDueDate(on, day, ladder) && { on, ...rungOfDueDate(on, day, ladder) });
        const monthly = monthlyRungs(day, ladder).filter((rung) => rung.on === on);
        expect(monthly).toEqual(
          (['silent_month', 'undated_month'] as const).flatMap((kind) => {
            const rung = rungOfSilence(kind, on, day, ladder);
            return rung ? [{ on, ...rung }] : [];
          }),
        );
      }) as never,
      // Each makes two tables of years.
      15,
    );
  });
});
