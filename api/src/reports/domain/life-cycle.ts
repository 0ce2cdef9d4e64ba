import { REPORT_ACTS, REPORT_STATES, type ReportAct, type ReportState } from '@plan/shared/vocabulary/report-states';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { formatDate } from '../../calendar/domain/calendar-date.js';
import { periodName } from './periods.js';

/** A report's next state after an act, or in words why the act has no place in its state. */
type Outcome = { next: ReportState } | { refused: string };

const to = (next: ReportState): Outcome => ({ next });
const no = (refused: string): Outcome => ({ refused });

const NOT_SUBMITTED = 'Báo cáo chưa được nộp.';
const RETURNED = 'Báo cáo đã trả lại, đang chờ cơ quan nộp lại.';
const ACCEPTED = 'Báo cáo đã được chấp nhận. Nếu có sai sót, cơ quan mở đính chính và nêu lý do.';

/** The whole life of a report: every state, every act. */
const TABLE: Record<ReportState, Record<ReportAct, Outcome>> = {
  draft: {
    save: to('draft'),
    submit: to('submitted'),
    withdraw: no(NOT_SUBMITTED),
    begin_review: no(NOT_SUBMITTED),
    accept: no(NOT_SUBMITTED),
    return: no(NOT_SUBMITTED),
    correct: no('Báo cáo chưa được chấp nhận; hãy sửa thẳng trong bản đang soạn.'),
  },
  submitted: {
    save: no('Báo cáo đã nộp. Muốn sửa, hãy rút về (khi chưa được xét) hoặc chờ trả lại.'),
    submit: no('Báo cáo đã nộp, đang chờ xét; không cần nộp lại.'),
    withdraw: to('draft'),
    begin_review: to('submitted'),
    accept: to('accepted'),
    return: to('returned'),
    correct: no('Báo cáo chưa được chấp nhận. Muốn sửa, hãy rút về (khi chưa được xét) hoặc chờ trả lại.'),
  },
  returned: {
    save: to('returned'),
    submit: to('submitted'),
    withdraw: no('Báo cáo đã trả lại cho cơ quan; hãy sửa và nộp lại.'),
    begin_review: no(RETURNED),
    accept: no(RETURNED),
    return: no(RETURNED),
    correct: no('Báo cáo đang ở cơ quan; hãy sửa thẳng rồi nộp lại.'),
  },
  accepted: {
    save: no(ACCEPTED),
    submit: no(ACCEPTED),
    withdraw: no(ACCEPTED),
    begin_review: no('Báo cáo đã được chấp nhận.'),
    accept: no('Báo cáo đã được chấp nhận.'),
    return: no('Báo cáo đã được chấp nhận, không trả lại được. Hãy đề nghị cơ quan đính chính.'),
    correct: to('draft'),
  },
};

/** Whose act it is. */
const SIDE_OF: Record<ReportAct, 'writer' | 'submitter' | 'reviewer'> = {
  save: 'writer',
  submit: 'submitter',
  withdraw: 'submitter',
  begin_review: 'reviewer',
  accept: 'reviewer',
  return: 'reviewer',
  correct: 'submitter',
};

/** Locking ends what the agency does; a review may go on after it. */
const ENDS_WITH_LOCK: ReadonlySet<ReportAct> = new Set(['save', 'submit', 'withdraw', 'correct']);

/** What decides, beside the state, whether an act is allowed. */
export interface ReportFacts {
  state: ReportState;
  /** "2026-12". */
  periodLabel: string;
  /** No longer expected in this period. */
  removed: boolean;
  /** A reviewer has taken up the version that waits. */
  reviewStarted: boolean;
  /** Submissions end with this day. */
  lockOn: CalendarDate;
  /** An exception for this agency, until the end of that day. */
  exceptionUntilOn: CalendarDate | null;
}

/** What an actor is to a report. */
export interface ReportSides {
  /** Writes in the agency's name. */
  writer: boolean;
  /** Submits in the agency's name. */
  submitter: boolean;
  reviewer: boolean;
}

export type LifeCycleCode =
  | 'auth.forbidden'
  | 'report.not_in_state'
  | 'report.locked'
  | 'report.review_started'
  | 'report.not_expected';

export interface Refusal {
  code: LifeCycleCode;
  /** In Vietnamese, with what to do. */
  reason: string;
}

/** The state after the act. Throws RangeError when the act has no place in the state: ask `refusalOf` first. */
export function nextState(state: ReportState, act: ReportAct): ReportState {
  const outcome = TABLE[state][act];
  if ('refused' in outcome) throw new RangeError(`${act} in ${state}`);
  return outcome.next;
}

/** Why this act is not allowed now; null when it is. `today` is the calendar day in Asia/Ho_Chi_Minh. */
export function refusalOf(act: ReportAct, facts: ReportFacts, sides: ReportSides, today: CalendarDate): Refusal | null {
  const notYours = sideRefusal(act, sides);
  if (notYours) return { code: 'auth.forbidden', reason: notYours };
  if (facts.removed) {
    const reason = 'Cơ quan đã được đưa ra khỏi danh sách phải báo cáo kỳ này; không cần làm gì thêm.';
    return { code: 'report.not_expected', reason };
  }
  const outcome = TABLE[facts.state][act];
  if ('refused' in outcome) return { code: 'report.not_in_state', reason: outcome.refused };
  if (act === 'withdraw' && facts.reviewStarted) {
    const reason = 'Báo cáo đang được xét nên không rút về được. Hãy đề nghị cơ quan thường trực trả lại.';
    return { code: 'report.review_started', reason };
  }
  if (ENDS_WITH_LOCK.has(act) && today > lastDayOf(facts)) {
    const reason = `Kỳ báo cáo ${periodName(facts.periodLabel)} đã khóa sổ từ hết ngày ${formatDate(lastDayOf(facts))}. Nếu cần nộp hoặc sửa, hãy đề nghị cơ quan thường trực cho nộp bổ sung.`;
    return { code: 'report.locked', reason };
  }
  return null;
}

/** The last day on which the agency may submit: the lock, or the day of its exception if that is later. */
export function lastDayOf(facts: Pick<ReportFacts, 'lockOn' | 'exceptionUntilOn'>): CalendarDate {
  return facts.exceptionUntilOn !== null && facts.exceptionUntilOn > facts.lockOn
    ? facts.exceptionUntilOn
    : facts.lockOn;
}

/** Every act with whether it is allowed now, and why not. */
export function allowedActions(
  facts: ReportFacts,
  sides: ReportSides,
  today: CalendarDate,
): { action: ReportAct; allowed: boolean; reason: string | null }[] {
  return REPORT_ACTS.map((action) => {
    const refusal = refusalOf(action, facts, sides, today);
    return { action, allowed: refusal === null, reason: refusal?.reason ?? null };
  });
}

function sideRefusal(act: ReportAct, sides: ReportSides): string | null {
  const side = SIDE_OF[act];
  if (sides[side]) return null;
  if (side === 'reviewer') return 'Việc xét báo cáo dành cho cơ quan thường trực, Tổ giúp việc.';
  if (side === 'submitter' && sides.writer) {
    return 'Cán bộ soạn nội dung; việc này do thủ trưởng cơ quan thực hiện.';
  }
  return 'Báo cáo này của cơ quan khác.';
}

/** Stops the start when the table leaves a state and act undecided, or a state that no act leads to. */
export function checkLifeCycle(): void {
  const reached = new Set<ReportState>(['draft']);
  for (const state of REPORT_STATES) {
    for (const act of REPORT_ACTS) {
      const outcome = TABLE[state]?.[act];
      if (!outcome) throw new Error(`The life cycle of reports does not decide ${act} in ${state}`);
      if ('next' in outcome) reached.add(outcome.next);
    }
  }
  const lost = REPORT_STATES.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`The life cycle of reports never reaches ${lost.join(', ')}`);
}
