import { randomUUID } from 'node:crypto';
import { TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import fc from 'fast-check';
import { SEED_DEADLINES, WORKED_OVERDUE } from '../../test/golden/seed-deadlines.js';
import { createTestApp, type TestApp } from '../../test/harness/app.js';
import { addDays } from '../calendar/domain/calendar-date.js';
import { AssignmentQueries } from './assignment.queries.js';
import { daysOverdue, taskTimelinessOf, timelinessOf } from './domain/timeliness.js';
import { PlanStandingsService } from './plan-standings.service.js';
import { RAISE_FLAGS } from './raise-overdue.job.js';
import { TaskQueries } from './task.queries.js';

const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const TASKS = 300;
const FIRST_DAY = '2023-01-01';
const SPAN = 120;
/** What three plans call due soon. */
const DUE_SOON_DAYS = [0, 7, 30];

interface Lead {
  completedOn: string | null;
  cancelledOn: string | null;
}
interface Change {
  effectiveOn: string;
  dueOn: string;
  /** Whose date changed: the lead at this place, or the whole task's. */
  lead: number | null;
}
interface TaskCase {
  plan: number;
  dueOn: string | null;
  leads: Lead[];
  coordinators: Pick<Lead, 'cancelledOn'>[];
  changes: Change[];
}

const day = fc.nat(SPAN).map((offset) => addDays(FIRST_DAY, offset));
const rarely = (arbitrary: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const taskCase: fc.Arbitrary<TaskCase> = fc
  .record({
    plan: fc.nat(DUE_SOON_DAYS.length - 1),
    dueOn: fc.option(day, { nil: null, freq: 3 }),
    leads: fc.array(fc.record({ completedOn: fc.option(day, { nil: null }), cancelledOn: rarely(day) }), {
      maxLength: 4,
    }),
    coordinators: fc.array(fc.record({ cancelledOn: rarely(day) }), { maxLength: 2 }),
    // Few effective days, so that several changes of one day are generated too: the last one written counts.
    changes: fc.array(fc.record({ effectiveOn: day, dueOn: day, lead: fc.option(fc.nat(3), { nil: null }) }), {
      maxLength: 4,
    }),
  })
  .map((one) => ({
    ...one,
    changes: one.changes.filter(({ lead }) => lead === null || lead < one.leads.length),
  }));

interface Row {
  id: string;
  timeliness: Timeliness;
  completedOn: string | null;
  overdueDays: number;
  progress?: { done: number; total: number };
  dueOn?: string | null;
  deadline?: { dueOn: string | null };
  firstTimeliness: Timeliness;
  firstOverdueDays: number;
}

describe(`timeliness in SQL equals the pure rule (TEST_SEED=${SEED})`, () => {
  const cases = fc.sample(taskCase, { seed: SEED, numRuns: TASKS }).map((one) => ({
    ...one,
    id: randomUUID(),
    leadIds: one.leads.map(() => randomUUID()),
    coordinatorIds: one.coordinators.map(() => randomUUID()),
  }));
  type Case = (typeof cases)[number];
  const asOfDays = fc.sample(fc.integer({ min: -3, max: SPAN + 10 }), { seed: SEED, numRuns: 16 });
  const planIds = DUE_SOON_DAYS.map(() => randomUUID());
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
    await write(app, cases, planIds);
  });
  afterAll(() => app.close());

  // The model of a history of dates: the last change that counts on the day, else the first date.
  const dueOn = (one: TaskCase, lead: number | null, asOf: string): string | null =>
    one.changes
      .filter((change) => change.effectiveOn <= asOf && (change.lead === null || change.lead === lead))
      .reduce<Change | null>((last, change) => (last && last.effectiveOn > change.effectiveOn ? last : change), null)
      ?.dueOn ?? one.dueOn;
  const soon = (one: TaskCase): number => DUE_SOON_DAYS[one.plan] as number;
  const facts = (one: TaskCase, asOf: string) =>
    one.leads.map((lead, index) => ({ ...lead, dueOn: dueOn(one, index, asOf) }));

  /** Lateness against the first dates: as if no later one had been set. */
  const firstOf = (one: TaskCase, asOf: string): Pick<Row, 'firstTimeliness' | 'firstOverdueDays'> => {
    const leads = one.leads.map((lead) => ({ ...lead, dueOn: one.dueOn }));
    const late = leads.some((lead) => timelinessOf(lead, asOf, soon(one)) === 'overdue');
    return {
      firstTimeliness: taskTimelinessOf(leads, { dueOn: one.dueOn }, asOf, soon(one)).timeliness,
      firstOverdueDays: leads.length === 0 || late ? daysOverdue(one.dueOn, asOf) : 0,
    };
  };

  const taskRow = (one: Case, asOf: string): Row => {
    const leads = facts(one, asOf);
    const due = dueOn(one, null, asOf);
    const late = leads
      .filter((lead) => timelinessOf(lead, asOf, soon(one)) === 'overdue')
      .map((lead) => daysOverdue(lead.dueOn, asOf));
    return {
      id: one.id,
      ...taskTimelinessOf(leads, { dueOn: due }, asOf, soon(one)),
      overdueDays: leads.length === 0 ? daysOverdue(due, asOf) : Math.max(0, ...late),
      deadline: { dueOn: due },
      ...firstOf(one, asOf),
    };
  };
  const assignmentRows = (one: Case, asOf: string): Row[] => {
    const task = taskRow(one, asOf);
    const on = (date: string | null) => (date !== null && date <= asOf ? date : null);
    return [
      ...facts(one, asOf).map((lead, index) => {
        const timeliness = timelinessOf(lead, asOf, soon(one));
        return {
          id: one.leadIds[index] as string,
          timeliness,
          completedOn: on(lead.completedOn),
          overdueDays: timeliness === 'overdue' ? daysOverdue(lead.dueOn, asOf) : 0,
          dueOn: lead.dueOn,
          ...firstOf({ ...one, leads: [one.leads[index] as Lead] }, asOf),
        };
      }),
      ...one.coordinators.map((coordinator, index) => ({
        id: one.coordinatorIds[index] as string,
        timeliness: on(coordinator.cancelledOn) ? ('cancelled' as const) : task.timeliness,
        completedOn: on(coordinator.cancelledOn) ? null : task.completedOn,
        overdueDays: 0,
        dueOn: dueOn(one, null, asOf),
        firstTimeliness: on(coordinator.cancelledOn) ? ('cancelled' as const) : task.firstTimeliness,
        firstOverdueDays: 0,
      })),
    ];
  };

  const sorted = <T extends { id: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const pick = (keys: readonly (keyof Row)[]) => (row: Row) => Object.fromEntries(keys.map((key) => [key, row[key]]));
  const ofTask = (row: Row) => ({
    ...pick(['id', 'timeliness', 'completedOn', 'overdueDays', 'progress', 'firstTimeliness', 'firstOverdueDays'])(row),
    dueOn: row.deadline?.dueOn ?? null,
  });
  const ofAssignment = pick([
    'id',
    'timeliness',
    'completedOn',
    'overdueDays',
    'dueOn',
    'firstTimeliness',
    'firstOverdueDays',
  ]);

  describe.each(planIds.map((planId, plan) => ({ planId, plan, days: DUE_SOON_DAYS[plan] })))(
    'in a plan that calls $days days due soon',
    ({ planId, plan }) => {
      const mine = cases.filter((one) => one.plan === plan);
      const everything = { planId, limit: 10_000 };

      it('for lists of tasks and of assignments, however they are sorted', async () => {
        const tasks = app.app.get(TaskQueries, { strict: false });
        const assignments = app.app.get(AssignmentQueries, { strict: false });
        for (const asOf of asOfDays.map((offset) => addDays(FIRST_DAY, offset))) {
          // A sort by timeliness takes another path through the SQL than one by number.
          for (const sort of ['number', 'timeliness', '-dueOn']) {
            const { items } = JSON.parse(await tasks.list({ ...everything, asOf, sort }));
            expect([asOf, ...sorted<Row>(items).map(ofTask)]).toEqual([
              asOf,
              ...sorted(mine.map((one) => taskRow(one, asOf))).map(ofTask),
            ]);
          }
          for (const sort of ['number', 'timeliness']) {
            const { items } = JSON.parse(await assignments.list({ ...everything, asOf, sort }));
            expect([asOf, ...sorted<Row>(items).map(ofAssignment)]).toEqual([
              asOf,
              ...sorted(mine.flatMap((one) => assignmentRows(one, asOf))).map(ofAssignment),
            ]);
          }
        }
      });

      it('for the filter by timeliness', async () => {
        const tasks = app.app.get(TaskQueries, { strict: false });
        const assignments = app.app.get(AssignmentQueries, { strict: false });
        for (const asOf of asOfDays.slice(0, 6).map((offset) => addDays(FIRST_DAY, offset))) {
          for (const word of TIMELINESS) {
            const filters = { ...everything, asOf, timeliness: [word] };
            const ids = (text: string) => (JSON.parse(text).items as Row[]).map(({ id }) => id).sort();
            const expected = (rows: Row[]) => rows.filter((row) => row.timeliness === word).map(({ id }) => id);
            expect(ids(await tasks.list(filters))).toEqual(expected(mine.map((one) => taskRow(one, asOf))).sort());
            expect(ids(await assignments.list(filters))).toEqual(
              expected(mine.flatMap((one) => assignmentRows(one, asOf))).sort(),
            );
            const first = { ...everything, asOf, firstTimeliness: [word] };
            const expectedFirst = (rows: Row[]) =>
              rows
                .filter((row) => row.firstTimeliness === word)
                .map(({ id }) => id)
                .sort();
            expect(ids(await tasks.list(first))).toEqual(expectedFirst(mine.map((one) => taskRow(one, asOf))));
            expect(ids(await assignments.list(first))).toEqual(
              expectedFirst(mine.flatMap((one) => assignmentRows(one, asOf))),
            );
          }
        }
      });

      it('for the sums of a plan', async () => {
        const standings = app.app.get(PlanStandingsService, { strict: false });
        for (const asOf of asOfDays.map((offset) => addDays(FIRST_DAY, offset))) {
          const found = await standings.of(planId, asOf, ['annex']);
          expect(
            found?.tasks.map(({ timeliness, overdueDays, firstTimeliness }) => ({
              timeliness,
              overdueDays,
              firstTimeliness,
            })),
          ).toEqual(mine.map((one) => pick(['timeliness', 'overdueDays', 'firstTimeliness'])(taskRow(one, asOf))));
          const leads = mine.flatMap((one) =>
            assignmentRows(one, asOf)
              .slice(0, one.leads.length)
              .map((lead) => `${lead.timeliness} ${lead.firstTimeliness}`),
          );
          const counts = (found?.leads ?? []).map((lead) => [`${lead.timeliness} ${lead.firstTimeliness}`, lead.count]);
          expect(Object.fromEntries(counts)).toEqual(
            Object.fromEntries(
              [...new Set(leads)].map((words) => [words, leads.filter((lead) => lead === words).length]),
            ),
          );
        }
      });

      it('for one task and one assignment', async () => {
        const tasks = app.app.get(TaskQueries, { strict: false });
        const assignments = app.app.get(AssignmentQueries, { strict: false });
        for (const [index, one] of mine.slice(0, 30).entries()) {
          const asOf = addDays(FIRST_DAY, asOfDays[index % asOfDays.length] as number);
          expect(ofTask(JSON.parse((await tasks.one(one.id, asOf))?.body ?? '{}'))).toEqual(ofTask(taskRow(one, asOf)));
          for (const expected of assignmentRows(one, asOf)) {
            const found = await assignments.one(expected.id, asOf);
            expect(ofAssignment(JSON.parse(found?.body ?? '{}'))).toEqual(ofAssignment(expected));
          }
        }
      });
    },
  );

  it('for the flags of the scheduler', async () => {
    for (const asOf of asOfDays.slice(0, 8).map((offset) => addDays(FIRST_DAY, offset))) {
      const runner = app.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query(RAISE_FLAGS, [asOf, false, null]);
      const flags: { id: string; kind: string; dueOn: string }[] = await runner.query(
        `SELECT assignment_id AS id, kind, due_on AS "dueOn" FROM assignment_flags WHERE plan_id = ANY($1)`,
        [planIds],
      );
      await runner.rollbackTransaction();
      await runner.release();
      const expected = cases.flatMap((one) =>
        facts(one, asOf).flatMap((lead, index) => {
          const kind = timelinessOf(lead, asOf, soon(one));
          return kind === 'overdue' || kind === 'due_soon'
            ? [{ id: one.leadIds[index] as string, kind, dueOn: lead.dueOn as string }]
            : [];
        }),
      );
      expect(sorted(flags)).toEqual(sorted(expected));
    }
  });

  it.each(WORKED_OVERDUE)('for the worked day $asOf', async ({ asOf, tasks, leadAssignments }) => {
    const found = await app.app.get(PlanStandingsService, { strict: false }).of(await app.planId(), asOf, ['annex']);
    const expected = SEED_DEADLINES.map(({ dueOn }) =>
      timelinessOf({ dueOn, completedOn: null, cancelledOn: null }, asOf, 7),
    );
    expect(found?.tasks.map(({ timeliness }) => timeliness)).toEqual(expected);
    expect(expected.filter((timeliness) => timeliness === 'overdue')).toHaveLength(tasks);
    const overdue = found?.leads.filter(({ timeliness }) => timeliness === 'overdue');
    expect(overdue?.map(({ count }) => count)).toEqual([leadAssignments]);
  });
});

/** The cases as rows, written past the services: no date and no combination is out of reach. */
async function write(
  app: TestApp,
  cases: readonly (TaskCase & { id: string; leadIds: string[]; coordinatorIds: string[] })[],
  planIds: readonly string[],
): Promise<void> {
  const rows = async (sql: string, values: readonly unknown[]): Promise<void> => {
    if (values.length > 0) await app.dataSource.query(sql, [JSON.stringify(values)]);
  };
  for (const [index, planId] of planIds.entries()) {
    await app.dataSource.query(
      `WITH import AS (INSERT INTO plan_imports (file_name, digest, source, version) VALUES ('a.txt', $1, '', 1) RETURNING id)
       INSERT INTO plans (id, title, year, legal_bases, recipients, import_id, confirmed_at, due_soon_days, version)
       SELECT $1::uuid, 'Kế hoạch', 2023, '{}', '{}', id, now(), $2, 1 FROM import`,
      [planId, DUE_SOON_DAYS[index]],
    );
  }
  await rows(
    `INSERT INTO tasks (id, plan_id, origin, position, number, title, lead_text, coordinate_text, deadline_text,
                        deadline_kind, nominal_due_on, due_on, due_date_changed, deadline_explanation, search_text, version)
     SELECT id, "planId", 'annex', position, position, 'Nhiệm vụ', '', '', '', 'date', "dueOn", "dueOn", changed, '', '', 1
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "planId" uuid, position int, "dueOn" date, changed boolean)`,
    cases.map((one, index) => ({
      id: one.id,
      planId: planIds[one.plan],
      position: index + 1,
      dueOn: one.dueOn,
      changed: one.changes.some(({ lead }) => lead === null),
    })),
  );
  const agencies = await app.dataSource.query<{ id: string }[]>('SELECT id FROM agencies ORDER BY id LIMIT 6');
  await rows(
    `INSERT INTO assignments (id, task_id, plan_id, agency_id, role, nominal_due_on, due_on, due_date_changed, completed_on, cancelled_on, version)
     SELECT id, "taskId", "planId", "agencyId", role, "dueOn", "dueOn", changed, "completedOn", "cancelledOn", 1
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "taskId" uuid, "planId" uuid, "agencyId" uuid, role text, "dueOn" date,
                                             changed boolean, "completedOn" date, "cancelledOn" date)`,
    cases.flatMap((one) =>
      [
        ...one.leads.map((lead, index) => ({ ...lead, id: one.leadIds[index], role: 'lead', place: index })),
        ...one.coordinators.map((coordinator, index) => ({
          ...coordinator,
          completedOn: null,
          id: one.coordinatorIds[index],
          role: 'coordinate',
          place: null,
        })),
      ].map(({ place, ...assignment }, index) => ({
        ...assignment,
        taskId: one.id,
        planId: planIds[one.plan],
        agencyId: agencies[index]?.id,
        dueOn: one.dueOn,
        changed: one.changes.some(({ lead }) => lead === null || lead === place),
      })),
    ),
  );
  await rows(
    `INSERT INTO due_date_changes (task_id, assignment_id, effective_on, nominal_due_on, due_on, explanation, document_text, reason)
     SELECT "taskId", "assignmentId", "effectiveOn", "dueOn", "dueOn", '', '', ''
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("taskId" uuid, "assignmentId" uuid, "effectiveOn" date, "dueOn" date))
          WITH ORDINALITY AS r("taskId", "assignmentId", "effectiveOn", "dueOn", place) ORDER BY place`,
    cases.flatMap((one) =>
      one.changes.map(({ lead, ...change }) => ({
        ...change,
        taskId: one.id,
        assignmentId: lead === null ? null : one.leadIds[lead],
      })),
    ),
  );
}
