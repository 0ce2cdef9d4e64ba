import { REPORT_ACTS, REPORT_STATES, type ReportAct, type ReportState } from '@plan/shared/vocabulary/report-states';
import {
  allowedActions,
  checkLifeCycle,
  nextState,
  type ReportFacts,
  type ReportSides,
  refusalOf,
} from './life-cycle.js';

const facts = (state: ReportState, change: Partial<ReportFacts> = {}): ReportFacts => ({
  state,
  periodLabel: '2026-12',
  removed: false,
  reviewStarted: false,
  lockOn: '2026-12-31',
  exceptionUntilOn: null,
  ...change,
});
const NOBODY: ReportSides = { writer: false, submitter: false, reviewer: false };
const OFFICER = { ...NOBODY, writer: true };
const HEAD = { ...OFFICER, submitter: true };
const REVIEWER = { ...NOBODY, reviewer: true };
const BOTH = { writer: true, submitter: true, reviewer: true };
const IN_TIME = '2026-12-10';

/** The life cycle once more, by hand: where each act leads, and nowhere else. */
const LEADS: Record<ReportState, Partial<Record<ReportAct, ReportState>>> = {
  draft: { save: 'draft', submit: 'submitted' },
  submitted: { withdraw: 'draft', begin_review: 'submitted', accept: 'accepted', return: 'returned' },
  returned: { save: 'returned', submit: 'submitted' },
  accepted: { correct: 'draft' },
};

describe('the life cycle of a report', () => {
  it('is decided for every state and act, and reaches every state', () => {
    expect(checkLifeCycle).not.toThrow();
  });

  it.each(REPORT_STATES.flatMap((state) => REPORT_ACTS.map((act) => [state, act] as const)))(
    '%s × %s',
    (state, act) => {
      const next = LEADS[state][act];
      const refusal = refusalOf(act, facts(state), BOTH, IN_TIME);
      if (next) {
        expect(refusal).toBeNull();
        expect(nextState(state, act)).toBe(next);
      } else {
        expect(refusal).toEqual({ code: 'report.not_in_state', reason: expect.stringMatching(/\S.*\.$/) });
        expect(() => nextState(state, act)).toThrow(RangeError);
      }
    },
  );

  it.each([
    ['save', 'draft', [OFFICER, HEAD, BOTH], [NOBODY, REVIEWER]],
    ['submit', 'draft', [HEAD, BOTH], [NOBODY, OFFICER, REVIEWER]],
    ['withdraw', 'submitted', [HEAD, BOTH], [NOBODY, OFFICER, REVIEWER]],
    ['correct', 'accepted', [HEAD, BOTH], [NOBODY, OFFICER, REVIEWER]],
    ['begin_review', 'submitted', [REVIEWER, BOTH], [NOBODY, OFFICER, HEAD]],
    ['accept', 'submitted', [REVIEWER, BOTH], [NOBODY, OFFICER, HEAD]],
    ['return', 'submitted', [REVIEWER, BOTH], [NOBODY, OFFICER, HEAD]],
  ] as const)('%s is for its own side', (act, state, may, mayNot) => {
    for (const sides of may) expect(refusalOf(act, facts(state), sides, IN_TIME)).toBeNull();
    for (const sides of mayNot) {
      expect(refusalOf(act, facts(state), sides, IN_TIME)).toMatchObject({ code: 'auth.forbidden' });
    }
  });

  it('says to an officer that the head submits', () => {
    expect(refusalOf('submit', facts('draft'), OFFICER, IN_TIME)?.reason).toMatch(/thủ trưởng/);
    expect(refusalOf('submit', facts('draft'), NOBODY, IN_TIME)?.reason).toMatch(/cơ quan khác/);
  });

  it('is not taken back once a review has begun', () => {
    const begun = facts('submitted', { reviewStarted: true });
    expect(refusalOf('withdraw', begun, HEAD, IN_TIME)).toMatchObject({ code: 'report.review_started' });
    expect(refusalOf('accept', begun, REVIEWER, IN_TIME)).toBeNull();
  });

  describe('ends for the agency with the lock', () => {
    const acts = [
      ['save', 'draft'],
      ['submit', 'returned'],
      ['withdraw', 'submitted'],
      ['correct', 'accepted'],
    ] as const;

    it.each(acts)('%s in %s', (act, state) => {
      expect(refusalOf(act, facts(state), HEAD, '2026-12-31')).toBeNull();
      const refusal = refusalOf(act, facts(state), HEAD, '2027-01-01');
      expect(refusal?.code).toBe('report.locked');
      expect(refusal?.reason).toMatch(/tháng 12\/2026 đã khóa sổ từ hết ngày 31\/12\/2026/);
    });

    it.each(acts)('%s in %s, but for an exception until its day', (act, state) => {
      const excepted = facts(state, { exceptionUntilOn: '2027-01-05' });
      expect(refusalOf(act, excepted, HEAD, '2027-01-05')).toBeNull();
      expect(refusalOf(act, excepted, HEAD, '2027-01-06')?.code).toBe('report.locked');
    });

    it('while reviewers go on', () => {
      expect(refusalOf('accept', facts('submitted'), REVIEWER, '2027-02-01')).toBeNull();
      expect(refusalOf('return', facts('submitted'), REVIEWER, '2027-02-01')).toBeNull();
    });
  });

  it('is over for an agency that is no longer expected', () => {
    for (const act of REPORT_ACTS) {
      expect(refusalOf(act, facts('draft', { removed: true }), BOTH, IN_TIME)?.code).toBe('report.not_expected');
    }
  });

  it('tells every reader what is allowed, and why the rest is not', () => {
    const actions = allowedActions(facts('draft'), OFFICER, IN_TIME);
    expect(actions.map(({ action }) => action)).toEqual([...REPORT_ACTS]);
    for (const { allowed, reason } of actions) expect(reason === null).toBe(allowed);
    expect(actions.filter(({ allowed }) => allowed).map(({ action }) => action)).toEqual(['save']);
  });
});
