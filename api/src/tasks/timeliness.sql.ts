import { type OverdueBand, TIMELINESS } from '@plan/shared/vocabulary/timeliness';
import { OVERDUE_BAND_DAYS } from './domain/timeliness.js';

/*
 * The rules of domain/timeliness.ts once more, as SQL for lists and sums. The two stand side by side, and
 * timeliness.sql.spec.ts holds them equal over generated cases.
 */

const RANK = Object.fromEntries(TIMELINESS.map((word, index) => [word, index])) as Record<
  (typeof TIMELINESS)[number],
  number
>;

/** SQL array of the words, worst first: a rank of 0 is the first. */
export const TIMELINESS_WORDS = `ARRAY[${TIMELINESS.map((word) => `'${word}'`).join(',')}]`;

/** Condition that a number of days overdue lies in one of the bands; 0 lies in none. */
export const inOverdueBands = (days: string, bands: readonly OverdueBand[]): string =>
  `(${bands
    .map((band) => {
      const [from, to] = OVERDUE_BAND_DAYS[band];
      return to === null ? `${days} >= ${from}` : `${days} BETWEEN ${from} AND ${to}`;
    })
    .join(' OR ')})`;

/** The word of a rank. */
export const timelinessWord = (rank: string): string => `(${TIMELINESS_WORDS})[${rank} + 1]`;

/** Rank (0 worst) of one lead assignment as of a day; the least rank of a task's leads is the task's. */
export function timelinessRank(
  facts: { dueOn: string; completedOn: string; cancelledOn: string },
  asOf: string,
  dueSoonDays: string,
): string {
  const { dueOn, completedOn, cancelledOn } = facts;
  return `CASE
    WHEN ${cancelledOn} <= ${asOf} THEN ${RANK.cancelled}
    WHEN ${completedOn} <= ${asOf} THEN
      CASE WHEN ${dueOn} IS NULL OR ${completedOn} <= ${dueOn} THEN ${RANK.completed_on_time} ELSE ${RANK.completed_late} END
    WHEN ${dueOn} IS NULL THEN ${RANK.no_deadline}
    WHEN ${asOf} > ${dueOn} THEN ${RANK.overdue}
    WHEN ${dueOn} - ${asOf} <= ${dueSoonDays} THEN ${RANK.due_soon}
    ELSE ${RANK.on_track} END`;
}

/**
 * `LEFT JOIN LATERAL … d`: the last change of the date of an assignment (alias `a`) that counts on the day. The
 * condition on `due_date_changed` spares the look-up for all that kept their first date.
 */
export const assignmentDateChange = (asOf: string): string => `
  LEFT JOIN LATERAL (
    SELECT c.nominal_due_on, c.due_on FROM due_date_changes c
    WHERE a.due_date_changed AND c.task_id = a.task_id AND c.effective_on <= ${asOf}
      AND (c.assignment_id IS NULL OR c.assignment_id = a.id)
    ORDER BY c.effective_on DESC, c.id DESC LIMIT 1) d ON a.due_date_changed`;

/** Due date of an assignment `a` with its change `d`. */
export const ASSIGNMENT_DUE_ON = 'COALESCE(d.due_on, a.due_on)';

/** `LEFT JOIN LATERAL … td`: the same for a task (alias `t`) as a whole. */
export const taskDateChange = (asOf: string): string => `
  LEFT JOIN LATERAL (
    SELECT c.nominal_due_on, c.due_on, c.explanation FROM due_date_changes c
    WHERE t.due_date_changed AND c.task_id = t.id AND c.assignment_id IS NULL AND c.effective_on <= ${asOf}
    ORDER BY c.effective_on DESC, c.id DESC LIMIT 1) td ON t.due_date_changed`;

export const TASK_DUE_ON = 'COALESCE(td.due_on, t.due_on)';

/**
 * `CROSS JOIN LATERAL … r`: how a task `t` of plan `p` stands as of a day, with its change of date `td` joined before:
 * `rank`, `completed_on`, `done`, `total`, and `overdue_days` (of its worst lead; 0 when nothing is overdue);
 * `first_rank` and `first_overdue_days` against the first dates, `last_due_on` of its leads, `judged_due_on` of its worst
 * one, and how many requests for a
 * later date are `pending`.
 */
export const taskRollUp = (asOf: string): string => {
  const rank = timelinessRank(
    { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
    asOf,
    'p.due_soon_days',
  );
  const firstRank = timelinessRank(
    { dueOn: 'a.due_on', completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
    asOf,
    'p.due_soon_days',
  );
  const firstAlone = timelinessRank(
    { dueOn: 't.due_on', completedOn: 'NULL::date', cancelledOn: 'NULL::date' },
    asOf,
    'p.due_soon_days',
  );
  const alone = timelinessRank(
    { dueOn: TASK_DUE_ON, completedOn: 'NULL::date', cancelledOn: 'NULL::date' },
    asOf,
    'p.due_soon_days',
  );
  return `
  CROSS JOIN LATERAL (
    SELECT COALESCE(min(l.rank), ${alone}) AS rank,
           count(*) FILTER (WHERE l.rank <> ${RANK.cancelled})::int AS total,
           count(*) FILTER (WHERE l.rank IN (${RANK.completed_late}, ${RANK.completed_on_time}))::int AS done,
           CASE WHEN bool_and(l.rank IN (${RANK.completed_late}, ${RANK.completed_on_time})) FILTER (WHERE l.rank <> ${RANK.cancelled})
                THEN max(l.completed_on) FILTER (WHERE l.rank <> ${RANK.cancelled}) END AS completed_on,
           CASE WHEN count(*) = 0 AND ${alone} = ${RANK.overdue} THEN ${asOf} - ${TASK_DUE_ON}
                ELSE COALESCE(max(${asOf} - l.due_on) FILTER (WHERE l.rank = ${RANK.overdue}), 0) END AS overdue_days,
           COALESCE(min(l.first_rank), ${firstAlone}) AS first_rank,
           CASE WHEN count(*) = 0 AND ${firstAlone} = ${RANK.overdue} THEN ${asOf} - t.due_on
                ELSE COALESCE(max(${asOf} - l.first_due_on) FILTER (WHERE l.first_rank = ${RANK.overdue}), 0) END AS first_overdue_days,
           max(l.due_on) FILTER (WHERE l.rank <> ${RANK.cancelled}) AS last_due_on,
           COALESCE((array_agg(l.due_on ORDER BY l.rank, l.due_on))[1], CASE WHEN count(*) = 0 THEN ${TASK_DUE_ON} END) AS judged_due_on,
           count(*) FILTER (WHERE l.pending)::int AS pending
    FROM (SELECT ${rank} AS rank, ${firstRank} AS first_rank, a.completed_on, ${ASSIGNMENT_DUE_ON} AS due_on,
                 a.due_on AS first_due_on, a.extension_pending @> ${asOf} AS pending
          FROM assignments a ${assignmentDateChange(asOf)}
          WHERE a.task_id = t.id AND a.role = 'lead') l
  ) r`;
};

/**
 * How the tasks and lead assignments of plan $1 stand as of day $2, for tasks of the origins $3: one row
 * `{tasks: [{groupId, kind, timeliness, overdueDays, firstTimeliness}], leads: [{timeliness, firstTimeliness, pending, count}], groups: [{id, numeral, title}]}`;
 * no row when there is no such plan.
 */
export const PLAN_STANDINGS = `
  WITH p AS (SELECT * FROM plans WHERE id = $1)
  SELECT
    COALESCE((
      SELECT json_agg(json_build_object('groupId', t.group_id, 'kind', t.deadline_kind,
               'timeliness', ${timelinessWord('r.rank')}, 'overdueDays', r.overdue_days,
               'firstTimeliness', ${timelinessWord('r.first_rank')}) ORDER BY t.position)
      FROM tasks t ${taskDateChange('$2::date')} ${taskRollUp('$2::date')}
      WHERE t.plan_id = p.id AND t.origin = ANY($3::text[])), '[]') AS tasks,
    COALESCE((
      SELECT json_agg(json_build_object('timeliness', ${timelinessWord('l.rank')},
               'firstTimeliness', ${timelinessWord('l.first_rank')}, 'pending', l.pending, 'count', l.count))
      FROM (SELECT s.rank, s.first_rank, s.pending, count(*)::int AS count
            FROM (SELECT ${timelinessRank(
              { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
              '$2::date',
              'p.due_soon_days',
            )} AS rank, ${timelinessRank(
              { dueOn: 'a.due_on', completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
              '$2::date',
              'p.due_soon_days',
            )} AS first_rank, a.extension_pending @> $2::date AS pending
                  FROM assignments a JOIN tasks t ON t.id = a.task_id ${assignmentDateChange('$2::date')}
                  WHERE t.plan_id = p.id AND a.role = 'lead' AND t.origin = ANY($3::text[])) s
            GROUP BY s.rank, s.first_rank, s.pending) l), '[]') AS leads,
    COALESCE((
      SELECT json_agg(json_build_object('id', g.id, 'numeral', g.numeral, 'title', g.title) ORDER BY g.position)
      FROM task_groups g WHERE g.plan_id = p.id), '[]') AS groups
  FROM p`;

/** The lead assignments of plan $1 that are overdue as of day $2, in the order of the plan, of the origins $3. */
export const OVERDUE_LEADS = `
  SELECT t.number AS "taskNumber", t.title AS "taskTitle", g.name AS "agencyName", l.due_on AS "dueOn",
         $2::date - l.due_on AS "overdueDays"
  FROM (SELECT a.task_id, a.agency_id, ${ASSIGNMENT_DUE_ON} AS due_on, ${timelinessRank(
    { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
    '$2::date',
    'p.due_soon_days',
  )} AS rank
        FROM assignments a JOIN plans p ON p.id = a.plan_id ${assignmentDateChange('$2::date')}
        WHERE a.plan_id = $1 AND a.role = 'lead') l
  JOIN tasks t ON t.id = l.task_id JOIN agencies g ON g.id = l.agency_id
  WHERE l.rank = ${RANK.overdue} AND t.origin = ANY($3::text[])
  ORDER BY t.position, g.name COLLATE "vi-x-icu"`;
