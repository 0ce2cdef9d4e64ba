import type { ReportAct, ReportState } from '@plan/shared/vocabulary/report-states';
import fc from 'fast-check';
import { dayFromToday, manyReports, readReport } from '../../test/factories/reports.js';
import { API, etagOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

/*
 * The life cycle as a model: random acts of an officer, a head and a reviewer, one after another and against each
 * other, on reports of the real application. The model below is written by hand from the rules and shares no code with
 * the product. fast-check prints the seed and the shortest story that fails.
 */

type Who = 'officer' | 'head' | 'reviewer' | 'stranger';

const LEADS: Record<ReportState, Partial<Record<ReportAct, ReportState>>> = {
  draft: { save: 'draft', submit: 'submitted' },
  submitted: { withdraw: 'draft', begin_review: 'submitted', accept: 'accepted', return: 'returned' },
  returned: { save: 'returned', submit: 'submitted' },
  accepted: { correct: 'draft' },
};
const MAY: Record<ReportAct, readonly Who[]> = {
  save: ['officer', 'head'],
  submit: ['head'],
  withdraw: ['head'],
  correct: ['head'],
  begin_review: ['reviewer'],
  accept: ['reviewer'],
  return: ['reviewer'],
};
const PATHS: Record<ReportAct, string> = {
  save: 'entries',
  submit: 'submissions',
  withdraw: 'withdrawals',
  correct: 'corrections',
  begin_review: 'review-starts',
  accept: 'reviews',
  return: 'reviews',
};

interface Attempt {
  who: Who;
  act: ReportAct;
  /** For a submission: whether a reason for being late comes with it. */
  reason: boolean;
}

/** What a report is, by the rules. */
class Model {
  state: ReportState = 'draft';
  reviewStarted = false;
  /** The due date is over; every submission of this test comes today. */
  pastDue = false;
  locked = false;
  fates: ('standing' | 'returned' | 'withdrawn')[] = [];
  saves = 0;
  reviews = 0;
  corrections = 0;

  /** Whether the attempt succeeds when it comes now, with the version that is now. */
  allows({ who, act, reason }: Attempt): boolean {
    if (!MAY[act].includes(who) || LEADS[this.state][act] === undefined) return false;
    if (act === 'withdraw' && this.reviewStarted) return false;
    if (this.locked && ['save', 'submit', 'withdraw', 'correct'].includes(act)) return false;
    return !(act === 'submit' && this.pastDue && !this.fates.includes('standing') && !reason);
  }

  apply({ act }: Attempt): void {
    this.state = LEADS[this.state][act] as ReportState;
    this.reviewStarted = act === 'begin_review';
    if (act === 'save') this.saves += 1;
    if (act === 'submit') this.fates.push('standing');
    if (act === 'withdraw') this.fates[this.fates.length - 1] = 'withdrawn';
    if (act === 'return') this.fates[this.fates.length - 1] = 'returned';
    if (act === 'accept' || act === 'return') this.reviews += 1;
    if (act === 'correct') this.corrections += 1;
  }

  get judged(): number | null {
    const at = this.fates.indexOf('standing');
    return at < 0 ? null : at + 1;
  }

  get current(): number | null {
    const at = this.fates.lastIndexOf('standing');
    return at < 0 ? null : at + 1;
  }
}

const attempts: fc.Arbitrary<Attempt> = fc.record({
  who: fc.constantFrom<Who>('officer', 'head', 'head', 'reviewer', 'reviewer', 'stranger'),
  act: fc.constantFrom<ReportAct>(
    'save',
    'submit',
    'submit',
    'withdraw',
    'begin_review',
    'accept',
    'return',
    'correct',
  ),
  reason: fc.boolean(),
});

const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: attempts.map((attempt) => ({ kind: 'one' as const, attempt })) },
    { weight: 5, arbitrary: fc.tuple(attempts, attempts).map((pair) => ({ kind: 'race' as const, pair })) },
    { weight: 1, arbitrary: fc.constantFrom('due', 'lock', 'open').map((what) => ({ kind: 'clock' as const, what })) },
  ),
  { minLength: 4, maxLength: 14 },
);

const ROUNDS = 25;

describe('the life of a report, with everybody acting at once', () => {
  let app: TestApp;
  let agents: Record<Who, Agent>;
  let reports: { id: string; periodId: string }[];

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    agents = {
      officer: await app.as('soyte'),
      head: await app.as('soyte.head'),
      reviewer: await app.as('congan'),
      stranger: await app.as('quynhon.head'),
    };
    // A fresh one for each round and each step of shrinking.
    reports = await manyReports(app, 'Sở Y tế', 400);
  }, 120_000);
  afterAll(() => app.close());

  async function send(report: string, { who, act, reason }: Attempt, etag: string): Promise<number> {
    const bodies: Partial<Record<ReportAct, object>> = {
      save: { nothingNew: true },
      submit: reason ? { lateReasonCode: 'staff', lateReasonText: 'Thay cán bộ' } : {},
      accept: { decision: 'accept' },
      return: { decision: 'return', reason: 'Thiếu số liệu' },
      correct: { reason: 'Sai số liệu' },
    };
    const path = `${API}/reports/${report}/${PATHS[act]}`;
    const request = act === 'save' ? agents[who].put(path) : agents[who].post(path);
    return (await request.set('If-Match', etag).send(bodies[act] ?? {})).status;
  }

  async function setClock(periodId: string, model: Model, what: string): Promise<void> {
    model.pastDue = what !== 'open';
    model.locked = what === 'lock';
    const [due, lock] = what === 'open' ? [10, 20] : what === 'due' ? [-1, 20] : [-10, -1];
    await app.dataSource.query('UPDATE reporting_periods SET due_on = $2, lock_on = $3 WHERE id = $1', [
      periodId,
      await dayFromToday(app, due as number),
      await dayFromToday(app, lock as number),
    ]);
  }

  async function expectAsModel(report: string, model: Model): Promise<void> {
    const body = await readReport(agents.reviewer, report);
    expect({
      state: body.state,
      submissionCount: body.submissionCount,
      currentNumber: body.currentNumber,
      reviewStarted: body.reviewStartedAt !== null,
      late: body.late,
      overdue: body.overdue,
    }).toEqual({
      state: model.state,
      submissionCount: model.fates.length,
      currentNumber: model.current,
      reviewStarted: model.reviewStarted,
      late: model.judged !== null && model.pastDue,
      overdue: model.judged === null && model.pastDue,
    });
    const [row] = await app.dataSource.query('SELECT judged_number FROM reports WHERE id = $1', [report]);
    expect(row.judged_number).toBe(model.judged);
  }

  /** Each effect has its event, and nothing else has. */
  async function expectEvents(report: string, model: Model): Promise<void> {
    const rows = await app.dataSource.query(
      `SELECT (SELECT count(*)::int FROM report_submissions WHERE report_id = $1) AS versions,
              (SELECT count(*)::int FROM report_reviews WHERE report_id = $1) AS reviews,
              count(*) FILTER (WHERE type = 'report.submitted')::int AS submitted,
              count(*) FILTER (WHERE type = 'report.saved')::int AS saved,
              count(*) FILTER (WHERE type IN ('report.accepted', 'report.returned'))::int AS reviewed,
              count(*) FILTER (WHERE type = 'report.withdrawn')::int AS withdrawn,
              count(*) FILTER (WHERE type = 'report.correction_opened')::int AS corrected
       FROM events WHERE subject_id = $1`,
      [report],
    );
    expect(rows).toEqual([
      {
        versions: model.fates.length,
        reviews: model.reviews,
        submitted: model.fates.length,
        saved: model.saves,
        reviewed: model.reviews,
        withdrawn: model.fates.filter((fate) => fate === 'withdrawn').length,
        corrected: model.corrections,
      },
    ]);
  }

  /** Two at once with the same version: what the model allows happens once, and the other is told so. */
  async function race(report: string, model: Model, pair: readonly [Attempt, Attempt]): Promise<void> {
    const etag = await etagOf(agents.reviewer, `/reports/${report}`);
    const [first, second] = await Promise.all(pair.map((attempt) => send(report, attempt, etag)));
    const won = [first, second].map((status) => status === 200);
    // Taking up a review names no version: it may come before or after the other act.
    const free = pair.some(({ act }) => act === 'begin_review');
    const orders = [
      [0, 1],
      [1, 0],
    ] as const;
    const possible = orders.filter((order) => {
      const probe = Object.assign(new Model(), model, { fates: [...model.fates] });
      let moved = false;
      return order.every((index) => {
        const attempt = pair[index] as Attempt;
        const current = attempt.act === 'begin_review' || !moved;
        const succeeds = current && probe.allows(attempt);
        if (succeeds) {
          // Taken up twice, the second time changes nothing.
          if (attempt.act !== 'begin_review' || !probe.reviewStarted) moved = true;
          probe.apply(attempt);
        }
        return succeeds === won[index];
      });
    });
    expect({ free, won, possible: possible.length > 0 }).toEqual({ free, won, possible: true });
    for (const index of possible[0] as readonly [0 | 1, 0 | 1]) if (won[index]) model.apply(pair[index]);
  }

  it('is that of the model', async () => {
    let next = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const { id, periodId } = reports[next % reports.length] as { id: string; periodId: string };
        next += 1;
        const model = new Model();
        await setClock(periodId, model, 'open');
        for (const step of story) {
          if (step.kind === 'clock') await setClock(periodId, model, step.what);
          else if (step.kind === 'race') await race(id, model, step.pair);
          else {
            const etag = await etagOf(agents.reviewer, `/reports/${id}`);
            const expected = model.allows(step.attempt);
            const status = await send(id, step.attempt, etag);
            expect({ ...step.attempt, state: model.state, done: status === 200, failed: status >= 500 }).toEqual({
              ...step.attempt,
              state: model.state,
              done: expected,
              failed: false,
            });
            if (expected) model.apply(step.attempt);
          }
          await expectAsModel(id, model);
        }
        await expectEvents(id, model);
      }),
      { numRuns: ROUNDS, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: false },
    );
  }, 300_000);
});
