import type { JobName, JobTrigger } from '@plan/shared/vocabulary/jobs';
import type { EntityManager } from 'typeorm';
import type { JobCounts } from './job.js';

interface FinishedRun {
  day: string;
  trigger: JobTrigger;
  startedAt: string;
  finishedAt: string;
  counts: JobCounts | null;
  failed: boolean;
}

export interface JobStanding {
  name: JobName;
  hour: number;
  /** The next calendar day that it treats by itself. */
  nextDay: string;
  /** When; in the past when it is owed and waits for the next bell. */
  nextAt: Date;
  /** Days that should be done by now and are not. */
  owedDays: number;
  lastRun: FinishedRun | null;
  running: { day: string; trigger: JobTrigger; startedAt: string; done: number; total: number | null } | null;
}

/** As the API writes an instant: RFC 3339 in UTC with milliseconds. */
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Each job with the day that it treats next, its newest run, and what it does now: only a run under way holds the
 * job's lock, and a killed one does not.
 */
const STANDINGS = `
  SELECT j.name, j.hour, j.owed AS "owedDays", n.day::text AS "nextDay",
         (n.day + make_interval(hours => j.hour)) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS "nextAt",
         (SELECT json_build_object('day', r.day, 'trigger', r.trigger, 'startedAt', ${instant('r.started_at')},
                   'finishedAt', ${instant('r.finished_at')}, 'counts', r.counts, 'failed', r.failure IS NOT NULL)
          FROM job_runs r WHERE r.job = j.name ORDER BY r.started_at DESC, r.id DESC LIMIT 1) AS "lastRun",
         (SELECT json_build_object('day', p.day, 'trigger', p.trigger, 'startedAt', ${instant('p.started_at')}, 'done', p.done,
                   'total', p.total)
          FROM job_progress p
          WHERE p.job = j.name AND EXISTS (
            SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND (l.classid::bigint << 32 | l.objid::bigint) = hashtext('job:' || j.name)::bigint)) AS running
  FROM jsonb_to_recordset($1::jsonb) AS j (name text, hour int, owed int, "firstOwed" date)
  CROSS JOIN LATERAL (
    SELECT coalesce(j."firstOwed", $2::date + CASE WHEN $3::int >= j.hour THEN 1 ELSE 0 END) AS day
  ) n
  ORDER BY j.hour, j.name`;

/**
 * Reads how the jobs stand.
 * @param jobs with the days that each owes, oldest first
 * @param now day and hour (0–23) in Asia/Ho_Chi_Minh
 */
export async function standingsOf(
  manager: EntityManager,
  jobs: readonly { name: JobName; hour: number; owed: readonly string[] }[],
  now: { day: string; hour: number },
): Promise<{ lastBellAt: Date | null; items: JobStanding[] }> {
  const given = jobs.map(({ name, hour, owed }) => ({ name, hour, owed: owed.length, firstOwed: owed[0] ?? null }));
  const items = await manager.query<JobStanding[]>(STANDINGS, [JSON.stringify(given), now.day, now.hour]);
  const [bell] = await manager.query<{ rungAt: Date }[]>(
    `SELECT rung_at AS "rungAt" FROM scheduler_bells WHERE name = 'scheduler'`,
  );
  return { lastBellAt: bell?.rungAt ?? null, items };
}
