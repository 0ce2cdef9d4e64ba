import {
  EXTENSION_ACTS,
  EXTENSION_STATES,
  type ExtensionAct,
  type ExtensionDecider,
  type ExtensionState,
} from '@plan/shared/vocabulary/extensions';
import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { formatDate } from '../../calendar/domain/calendar-date.js';

/** A request's next state after an act, or in words why the act has no place in its state. */
type Outcome = { next: ExtensionState } | { refused: string };

const GRANTED = 'Đề nghị đã được đồng ý. Nếu cần thêm thời gian, cơ quan gửi đề nghị mới.';
const REFUSED = 'Đề nghị đã có quyết định không gia hạn. Nếu có lý do mới, cơ quan gửi đề nghị mới.';
const WITHDRAWN = 'Cơ quan đã rút đề nghị này.';
const closed = (reason: string): Record<ExtensionAct, Outcome> => ({
  grant: { refused: reason },
  refuse: { refused: reason },
  withdraw: { refused: reason },
});

/** The whole life of a request: every state, every act. What is closed stays closed; a new request is a new one. */
const TABLE: Record<ExtensionState, Record<ExtensionAct, Outcome>> = {
  pending: { grant: { next: 'granted' }, refuse: { next: 'refused' }, withdraw: { next: 'withdrawn' } },
  granted: closed(GRANTED),
  refused: closed(REFUSED),
  withdrawn: closed(WITHDRAWN),
};

export interface ExtensionFacts {
  state: ExtensionState;
  /** The plan's setting. */
  deciders: ExtensionDecider;
  completedOn: CalendarDate | null;
  cancelledOn: CalendarDate | null;
}

/** What an actor is to a request. */
export interface ExtensionSides {
  /** Asks in the agency's name. */
  asker: boolean;
  standing: boolean;
  steering: boolean;
}

export type ExtensionCode =
  | 'auth.forbidden'
  | 'extension.not_in_state'
  | 'assignment.completed'
  | 'assignment.cancelled';

export interface Refusal {
  code: ExtensionCode;
  /** In Vietnamese, with what to do. */
  reason: string;
}

/** The state after the act. Throws RangeError when the act has no place in the state: ask `refusalOf` first. */
export function nextState(state: ExtensionState, act: ExtensionAct): ExtensionState {
  const outcome = TABLE[state][act];
  if ('refused' in outcome) throw new RangeError(`${act} in ${state}`);
  return outcome.next;
}

/** Why this act is not allowed now; null when it is. */
export function refusalOf(act: ExtensionAct, facts: ExtensionFacts, sides: ExtensionSides): Refusal | null {
  const notYours = sideRefusal(act, facts.deciders, sides);
  if (notYours) return { code: 'auth.forbidden', reason: notYours };
  const outcome = TABLE[facts.state][act];
  if ('refused' in outcome) return { code: 'extension.not_in_state', reason: outcome.refused };
  if (act === 'grant') return closedAssignment(facts);
  return null;
}

/** Every act with whether it is allowed now, and why not. */
export function allowedActions(
  facts: ExtensionFacts,
  sides: ExtensionSides,
): { action: ExtensionAct; allowed: boolean; reason: string | null }[] {
  return EXTENSION_ACTS.map((action) => {
    const refusal = refusalOf(action, facts, sides);
    return { action, allowed: refusal === null, reason: refusal?.reason ?? null };
  });
}

/** A later date is of use only to what is still open. */
export function closedAssignment(facts: Pick<ExtensionFacts, 'completedOn' | 'cancelledOn'>): Refusal | null {
  if (facts.cancelledOn !== null) {
    const reason = `Phân công đã hủy từ ngày ${formatDate(facts.cancelledOn)}, không cần gia hạn.`;
    return { code: 'assignment.cancelled', reason };
  }
  if (facts.completedOn !== null) {
    const reason = `Phân công đã hoàn thành ngày ${formatDate(facts.completedOn)}, không cần gia hạn.`;
    return { code: 'assignment.completed', reason };
  }
  return null;
}

/** Why a date cannot be the new one; null when it can. Both are days as they are said, before they move. */
export function dateRefusal(newDueOn: CalendarDate, dueOn: CalendarDate | null): string | null {
  if (dueOn === null || newDueOn > dueOn) return null;
  return `Hạn mới ${formatDate(newDueOn)} phải sau hạn đang áp dụng là ${formatDate(dueOn)}.`;
}

/** What a person should look at before deciding. */
export function dateWarnings(newDueOn: CalendarDate, today: CalendarDate): string[] {
  if (newDueOn >= today) return [];
  return [`Hạn xin gia hạn ${formatDate(newDueOn)} đã qua: nếu đồng ý, phân công vẫn quá hạn.`];
}

function sideRefusal(act: ExtensionAct, deciders: ExtensionDecider, sides: ExtensionSides): string | null {
  if (act === 'withdraw') return sides.asker ? null : 'Chỉ cơ quan đã đề nghị mới rút được đề nghị.';
  if ((sides.standing && deciders !== 'steering') || (sides.steering && deciders !== 'standing')) return null;
  if (sides.standing) return 'Theo cài đặt của kế hoạch, việc gia hạn do Ban Chỉ đạo quyết định.';
  if (sides.steering) return 'Theo cài đặt của kế hoạch, việc gia hạn do cơ quan thường trực quyết định.';
  return 'Việc gia hạn do cơ quan thường trực hoặc Ban Chỉ đạo quyết định.';
}

/** Stops the start when the table leaves a state and act undecided, or a state that no act leads to. */
export function checkLifeCycle(): void {
  const reached = new Set<ExtensionState>(['pending']);
  for (const state of EXTENSION_STATES) {
    for (const act of EXTENSION_ACTS) {
      const outcome = TABLE[state]?.[act];
      if (!outcome) throw new Error(`The life cycle of extensions does not decide ${act} in ${state}`);
      if ('next' in outcome) reached.add(outcome.next);
    }
  }
  const lost = EXTENSION_STATES.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`The life cycle of extensions never reaches ${lost.join(', ')}`);
}
