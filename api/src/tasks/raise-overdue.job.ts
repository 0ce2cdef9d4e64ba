import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Job, JobCounts, JobScope } from '../platform/jobs/job.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { ASSIGNMENT_DUE_ON, assignmentDateChange, timelinessRank, timelinessWord } from './timeliness.sql.js';

const RANK = timelinessRank(
  { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
  '$1::date',
  'p.due_soon_days',
);

/**
 * One statement for all plans: who is due soon or overdue on the day and has no standing flag for this due date gets
 * one, and its event. It records what was seen; what is true is computed when read. Flags are of the annex, as every
 * figure is, and of what was concluded on obstacles; the standing duties of section IV stand apart.
 */
export const RAISE_FLAGS = `
  WITH seen AS (
    SELECT a.id, a.plan_id, a.agency_id, ${ASSIGNMENT_DUE_ON} AS due_on, ${timelinessWord(RANK)} AS kind
    FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN plans p ON p.id = a.plan_id ${assignmentDateChange('$1::date')}
    WHERE a.role = 'lead' AND t.origin IN ('annex', 'obstacle') AND (p.automatic_rounds OR NOT $2) AND ${RANK} IN (0, 1)
  ), raised AS (
    INSERT INTO assignment_flags (assignment_id, plan_id, kind, due_on, raised_on)
    SELECT id, plan_id, kind, due_on, $1 FROM seen ORDER BY id
    ON CONFLICT (assignment_id, kind, due_on) WHERE taken_back_at IS NULL DO NOTHING
    RETURNING assignment_id, plan_id, kind, due_on
  ), told AS (
    INSERT INTO events (type, subject_type, subject_id, plan_id, agency_id, actor_kind, actor_label, via, after)
    SELECT 'assignment.flag_raised', 'assignment', r.assignment_id, r.plan_id, s.agency_id, 'job', 'Tiến trình raise-overdue', 'job',
           jsonb_build_object('kind', r.kind, 'dueOn', r.due_on, 'day', $1::date)
    FROM raised r JOIN seen s ON s.id = r.assignment_id
  )
  SELECT kind, count(*)::int AS created FROM raised GROUP BY kind`;

/** Flags lead assignments that are due soon or overdue. Once each: the unique key of `assignment_flags` holds it. */
@Injectable()
export class RaiseOverdueJob implements Job, OnModuleInit {
  readonly name = 'raise-overdue';
  /** Just after midnight: yesterday's due dates have ended. */
  readonly hour = 0;

  constructor(private readonly registry: JobRegistry) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async run(manager: EntityManager, day: string, scope: JobScope): Promise<JobCounts> {
    const rows: { kind: string; created: number }[] = await manager.query(RAISE_FLAGS, [day, scope.automaticOnly]);
    const byKind: Record<string, number> = { due_soon: 0, overdue: 0 };
    for (const { kind, created } of rows) byKind[kind] = created;
    return { created: rows.reduce((sum, row) => sum + row.created, 0), byKind };
  }
}
