/** The plans that a run treats: all by hand, in the scheduler's own rounds ($1) those that are switched on. */
export const REPORTED_PLANS = `
  SELECT p.id, p.year, (p.confirmed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "confirmedOn",
         p.reporting_from AS "reportingFrom", p.reporting_to AS "reportingTo", p.report_frequency AS frequency,
         p.report_day AS "reportDay", p.report_window_day AS "windowDay", p.move_to_working_day AS "moveToWorkingDay"
  FROM plans p WHERE p.automatic_rounds OR NOT $1::boolean ORDER BY p.id`;

/** Periods of the JSON list $1 that are not there yet, opened on day $2. */
export const INSERT_PERIODS = `
  INSERT INTO reporting_periods (plan_id, label, frequency, last_month, window_start_on, window_end_on, nominal_due_on,
                                 due_on, lock_on, explanation, opened_on)
  SELECT "planId", label, frequency, "lastMonth", "windowStartOn", "windowEndOn", "nominalDueOn", "dueOn", "lockOn",
         explanation, $2
  FROM jsonb_to_recordset($1::jsonb) AS n ("planId" uuid, label text, frequency text, "lastMonth" text,
         "windowStartOn" date, "windowEndOn" date, "nominalDueOn" date, "dueOn" date, "lockOn" date, explanation text)
  ORDER BY "planId", "windowStartOn"
  ON CONFLICT (plan_id, label) DO NOTHING
  RETURNING id`;

/** The assignments `a` that are reported on as of day `day`: the monthly report itself is no task (section IV). */
export const reportedAssignments = (day: string): string =>
  `(a.cancelled_on IS NULL OR a.cancelled_on > ${day}) AND EXISTS (
     SELECT 1 FROM tasks t WHERE t.id = a.task_id AND t.origin <> 'section_iv')`;

/**
 * One draft for every agency with an assignment of either role in the plans of the new periods $1, as of day $2, with
 * a line for each of its assignments, and an event each ($3 and $4 prove them): what a period expects is fixed by this one statement.
 */
export const OPEN_REPORTS = `
  WITH opened AS (
    SELECT id, plan_id, label, due_on, lock_on FROM reporting_periods WHERE id = ANY($1::uuid[])
  ), expected AS (
    SELECT o.id AS period_id, a.plan_id, a.agency_id, a.id AS assignment_id
    FROM opened o JOIN assignments a ON a.plan_id = o.plan_id WHERE ${reportedAssignments('$2::date')}
  ), made AS (
    INSERT INTO reports (period_id, plan_id, agency_id)
    SELECT DISTINCT period_id, plan_id, agency_id FROM expected ORDER BY period_id, agency_id
    ON CONFLICT (period_id, agency_id) DO NOTHING
    RETURNING id, period_id, plan_id, agency_id
  ), lines AS (
    INSERT INTO report_entries (report_id, assignment_id)
    SELECT m.id, e.assignment_id
    FROM made m JOIN expected e ON e.period_id = m.period_id AND e.agency_id = m.agency_id
  ), told_periods AS (
    INSERT INTO events (type, subject_type, subject_id, plan_id, actor_kind, actor_label, via, after, digest)
    SELECT 'reporting_period.opened', 'reporting_period', o.id, o.plan_id, 'job', 'Tiến trình open-periods', 'job',
           jsonb_build_object('label', o.label, 'dueOn', o.due_on, 'lockOn', o.lock_on, 'day', $2::date,
             'expected', (SELECT count(*) FROM made m WHERE m.period_id = o.id)), $3::bytea
    FROM opened o ORDER BY o.id
  ), told_reports AS (
    INSERT INTO events (type, subject_type, subject_id, plan_id, agency_id, actor_kind, actor_label, via, after, digest)
    SELECT 'report.opened', 'report', m.id, m.plan_id, m.agency_id, 'job', 'Tiến trình open-periods', 'job',
           jsonb_build_object('periodId', m.period_id, 'label', o.label), $4::bytea
    FROM made m JOIN opened o ON o.id = m.period_id ORDER BY m.id
  )
  SELECT count(*)::int AS reports FROM made`;
