import type { LadderSettings } from '../plans/domain/ladder-settings.js';
import type { OwedReportsService } from '../reports/owed-reports.service.js';
import type { OpenLeadsService } from '../tasks/open-leads.service.js';
import { type DatedRung, dueDateRungs, monthlyRungs } from './domain/ladder.js';

/** Column list of what a reminder says; the unique key is over these without plan and agency. */
const COLUMNS = 'plan_id, subject_type, assignment_id, report_id, agency_id, kind, due_on, step, recipient_role';
const KEY = 'assignment_id, report_id, kind, due_on, step, recipient_role';

/** Where the rungs of one day stand among the parameters; `rungTables` makes their values. */
interface DayParameters {
  day: string;
  dueDates: string;
  months: string;
}

/**
 * The two tables of rungs of a day as JSON objects, by due date and by kind and day. A look-up by key costs the same for
 * each row whatever the planner believes; joined as rows, it took their few for fewer and compared each with each.
 */
export const rungTables = (day: string, ladder: LadderSettings): [string, string] => {
  const rung = ({ kind, step, recipients }: DatedRung) => ({ kind, step, recipients });
  return [
    JSON.stringify(Object.fromEntries(dueDateRungs(day, ladder).map((one) => [one.on, rung(one)]))),
    JSON.stringify(Object.fromEntries(monthlyRungs(day, ladder).map((one) => [`${one.kind} ${one.on}`, rung(one)]))),
  ];
};

/** The plan's first day: that of its confirmation, or New Year when it was confirmed in another year. */
export const PLAN_FROM = `CASE WHEN extract(year FROM p.confirmed_at AT TIME ZONE 'Asia/Ho_Chi_Minh') = p.year
  THEN (p.confirmed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ELSE make_date(p.year, 1, 1) END`;

/** The last day of the months that are reported on. */
const PLAN_UNTIL = `(to_date(COALESCE(p.reporting_to, p.year || '-12') || '-01', 'YYYY-MM-DD') + interval '1 month - 1 day')::date`;

/** What waits for somebody to set its date; AWAITS_DATE of the ladder. */
const AWAITS_DATE = `l.deadline_kind IN ('external', 'unspecified')`;

/**
 * The statements of the job `remind` and of its preview. The rule of the ladder comes in as a table of rungs, one a due
 * date: here each is only looked up for what is owed.
 */
export class RemindSql {
  constructor(
    private readonly leads: OpenLeadsService,
    private readonly reports: OwedReportsService,
  ) {}

  /** The reminders that should exist on a day in the plans of `treated`. */
  owed({ day, dueDates, months }: DayParameters): string {
    return `
      SELECT plan_id, subject_type, assignment_id, report_id, agency_id, rung->>'kind' AS kind, due_on,
             (rung->>'step')::int AS step, recipient_role
      FROM (
        SELECT l.plan_id, 'assignment' AS subject_type, l.id AS assignment_id, NULL::uuid AS report_id, l.agency_id,
               l.due_on, ${dueDates}::jsonb -> l.due_on::text AS rung
        FROM (${this.leads.select(day)}) l JOIN treated p ON p.id = l.plan_id
        UNION ALL
        SELECT l.plan_id, 'assignment', l.id, NULL, l.agency_id, NULL,
               ${months}::jsonb -> (CASE WHEN ${AWAITS_DATE} THEN 'undated_month ' ELSE 'silent_month ' END
                 || GREATEST(p.from_on, l.start_on,
                      CASE WHEN NOT ${AWAITS_DATE} THEN ${this.reports.lastReportedOn('l.id', day)} END)::text)
        FROM (${this.leads.select(day)}) l JOIN treated p ON p.id = l.plan_id
        WHERE l.due_on IS NULL AND ${day} <= p.until_on
        UNION ALL
        SELECT r.plan_id, 'report', NULL, r.id, r.agency_id, r.due_on, ${dueDates}::jsonb -> r.due_on::text
        FROM (${this.reports.select(day)}) r JOIN treated p ON p.id = r.plan_id
      ) o CROSS JOIN LATERAL jsonb_array_elements_text(o.rung->'recipients') AS recipient_role
      WHERE o.rung IS NOT NULL`;
  }

  /** `WITH treated`: the plans of a run, or the one of a preview. */
  treated(condition: string): string {
    return `treated AS (SELECT p.id, ${PLAN_FROM} AS from_on, ${PLAN_UNTIL} AS until_on FROM plans p WHERE ${condition})`;
  }

  /**
   * Makes what should exist on the day $1 and does not yet, with one event for each subject and step. Rungs of the day
   * in $2 and $3, the ladder of the plans in $4 (null: the usual one), whether only those of the automatic rounds in $5,
   * what proves the events about assignments and about reports in $6 and $7.
   */
  get make(): string {
    return `
      WITH ${this.treated(OF_LADDER)}, made AS (
        INSERT INTO reminders (${COLUMNS}, on_day)
        SELECT ${COLUMNS}, $1::date FROM (${this.owed({ day: '$1::date', dueDates: '$2', months: '$3' })}) owed
        ORDER BY assignment_id, report_id, recipient_role
        ON CONFLICT (assignment_id, report_id, remedy_id, kind, due_on, step, recipient_role) DO NOTHING
        RETURNING ${COLUMNS}
      ), told AS (
        INSERT INTO events (type, subject_type, subject_id, plan_id, agency_id, actor_kind, actor_label, via, after,
                            digest)
        SELECT m.subject_type || '.reminded', m.subject_type, COALESCE(m.assignment_id, m.report_id), m.plan_id,
               m.agency_id, 'job', 'Tiến trình remind', 'job',
               jsonb_strip_nulls(jsonb_build_object('kind', m.kind, 'dueOn', m.due_on, 'day', $1::date, 'step', m.step,
                 'recipients', jsonb_agg(m.recipient_role ORDER BY array_position(${RECIPIENT_ORDER}, m.recipient_role)))),
               CASE m.subject_type WHEN 'assignment' THEN $6::bytea ELSE $7::bytea END
        FROM made m
        GROUP BY m.subject_type, m.assignment_id, m.report_id, m.plan_id, m.agency_id, m.kind, m.due_on, m.step
        ORDER BY m.assignment_id, m.report_id
      )
      SELECT kind, count(*)::int AS created FROM made GROUP BY kind`;
  }

  /**
   * How many reminders should have been made on the missed day $1 and are out of date on day $6: not made, and no
   * longer owed then. Rungs of day $1 in $2 and $3, of day $6 in $7 and $8.
   */
  get outOfDate(): string {
    return `
      WITH ${this.treated(OF_LADDER)}
      SELECT count(*)::int AS skipped FROM (
        SELECT ${KEY} FROM (${this.owed({ day: '$1::date', dueDates: '$2', months: '$3' })}) missed
        EXCEPT SELECT ${KEY} FROM (${this.owed({ day: '$6::date', dueDates: '$7', months: '$8' })}) still
        EXCEPT SELECT ${KEY} FROM reminders
      ) gone`;
  }
}

const RECIPIENT_ORDER = `ARRAY['agency_officer', 'agency_head', 'standing', 'steering']`;

/** The plans of ladder $4, all or ($5) only those that are switched on. */
const OF_LADDER = `p.ladder IS NOT DISTINCT FROM $4::jsonb AND (p.automatic_rounds OR NOT $5::boolean)`;
