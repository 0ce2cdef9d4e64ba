import type { CalendarDate } from '../../calendar/domain/calendar-date.js';

/** What became of a submission. */
export type SubmissionFate = 'standing' | 'returned' | 'withdrawn';

export interface SubmissionFacts {
  /** 1, 2, … in the order in which they came. */
  number: number;
  /** The calendar day in Asia/Ho_Chi_Minh on which it arrived; for one handed in elsewhere its true day. */
  receivedOn: CalendarDate;
  fate: SubmissionFate;
}

/**
 * The submission by which lateness is judged: the first that was not returned afterwards, nor taken back by the agency
 * itself. Null while none stands: a report that was returned and not handed in again counts as not submitted.
 */
export function judgedSubmission<T extends SubmissionFacts>(submissions: readonly T[]): T | null {
  return first(submissions.filter(({ fate }) => fate === 'standing'));
}

/** The newest submission that stands: what the agency has to say. */
export function currentSubmission<T extends SubmissionFacts>(submissions: readonly T[]): T | null {
  const standing = submissions.filter(({ fate }) => fate === 'standing');
  return standing.reduce<T | null>((best, next) => (best && best.number > next.number ? best : next), null);
}

function first<T extends SubmissionFacts>(submissions: readonly T[]): T | null {
  return submissions.reduce<T | null>((best, next) => (best && best.number < next.number ? best : next), null);
}

/** A due date ends with its day: what arrived on it is on time. */
export const isLate = (receivedOn: CalendarDate, dueOn: CalendarDate): boolean => receivedOn > dueOn;

/**
 * Whether a new submission makes its report late, and so needs a reason. A correction of one that stands does not: the
 * first decides.
 */
export function needsLateReason(
  earlier: readonly SubmissionFacts[],
  receivedOn: CalendarDate,
  dueOn: CalendarDate,
): boolean {
  return judgedSubmission(earlier) === null && isLate(receivedOn, dueOn);
}
