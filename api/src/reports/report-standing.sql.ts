// How a report stood on a day, over the rows `r` of reports and `p` of their periods. The day is an SQL expression of a
// date. What is known now counts for the days before too: a return takes its submission back for all of them.

/** Today by the clock that decides. */
export const TODAY = `(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** The last day on which the agency may hand in. */
export const LAST_DAY = `GREATEST(p.lock_on, (
  SELECT x.until_on FROM period_exceptions x WHERE x.period_id = r.period_id AND x.agency_id = r.agency_id
  ORDER BY x.granted_at DESC LIMIT 1))`;

/** Handed in by the end of the day, and not returned since. Today's is written so that an index finds what is owed. */
export const handedInBy = (day: string): string =>
  day === TODAY ? '(r.judged_number IS NOT NULL)' : `COALESCE(r.submitted_on <= ${day}, false)`;

export const lateBy = (day: string): string => `COALESCE(${handedInBy(day)} AND r.submitted_on > p.due_on, false)`;

export const overdueBy = (day: string): string =>
  `(NOT ${handedInBy(day)} AND r.removed_at IS NULL AND ${day} > p.due_on)`;

/** Accepted by the end of the day; one that is being corrected stays so. */
export const acceptedBy = (day: string): string =>
  `(${handedInBy(day)} AND r.accepted_number IS NOT NULL AND ${inVietnam('r.accepted_at')} <= ${day})`;

/** The state on the day: today's own, before that what the days of the submission and of the decisions say. */
export const stateBy = (day: string): string => `CASE
  WHEN ${day} >= ${TODAY} THEN r.state
  WHEN ${acceptedBy(day)} THEN 'accepted'
  WHEN ${handedInBy(day)} THEN 'submitted'
  WHEN EXISTS (SELECT 1 FROM report_reviews v WHERE v.report_id = r.id AND v.decision = 'return'
               AND ${inVietnam('v.decided_at')} <= ${day}) THEN 'returned'
  ELSE 'draft' END`;

/** The newest submission that stands, of those that had come by the end of the day; no row where none had. */
export const standingBy = (day: string): string => `
  SELECT l.number, l.updated_count, l.unchanged_count, l.warning_count FROM report_submissions l
  LEFT JOIN report_reviews v ON v.report_id = l.report_id AND v.submission_number = l.number
  LEFT JOIN report_withdrawals w ON w.report_id = l.report_id AND w.submission_number = l.number
  WHERE l.report_id = r.id AND ${handedInBy(day)} AND l.received_on <= ${day}
    AND v.decision IS DISTINCT FROM 'return' AND w.report_id IS NULL
  ORDER BY l.number DESC LIMIT 1`;

/** Members `m` of collective names, as of the due date: what a period counts for a group does not change afterwards. */
export const MEMBERSHIP = `m.agency_id = r.agency_id AND m.valid_from <= p.due_on
  AND (m.valid_to IS NULL OR m.valid_to >= p.due_on)`;

function inVietnam(instant: string): string {
  return `(${instant} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
}
