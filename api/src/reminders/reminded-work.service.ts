import { Injectable } from '@nestjs/common';
import type { ReminderRecipient } from '@plan/shared/vocabulary/reminders';
import type { EntityManager } from 'typeorm';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';

/** Something late that has come up the ladder to somebody above the agency, and is still owed. */
export interface EscalatedWork {
  assignmentId: string | null;
  reportId: string | null;
  taskId: string | null;
  taskNumber: number | null;
  /** Of the task; null for a report. */
  title: string | null;
  /** Of the report's period; null for an assignment. */
  periodLabel: string | null;
  agencyName: string;
  dueOn: string;
  /** Written urgings so far. */
  urgingCount: number;
}

/** What has no due date and was silent for a month, and still is. */
export interface SilentWork {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  title: string;
  agencyName: string;
  kind: 'silent_month' | 'undated_month';
}

interface Scope {
  day: string;
  automaticOnly: boolean;
}

/** Reminders that were made by a day, as far as what they speak of is still owed on it. */
@Injectable()
export class RemindedWorkService {
  constructor(
    private readonly leads: OpenLeadsService,
    private readonly reports: OwedReportsService,
  ) {}

  /** What is late and was brought to this recipient: how much, and the first few, the longest late first. */
  async escalated(
    manager: EntityManager,
    recipient: Extract<ReminderRecipient, 'standing' | 'steering'>,
    { day, automaticOnly }: Scope,
    atMost: number,
  ): Promise<{ count: number; items: EscalatedWork[] }> {
    const told = (subject: string): string =>
      `EXISTS (SELECT 1 FROM reminders m WHERE m.${subject} = o.id AND m.recipient_role = $3 AND m.on_day <= $1::date)`;
    const rows = await manager.query<(EscalatedWork & { count: number })[]>(
      `SELECT w.*, g.name AS "agencyName", count(*) OVER ()::int AS count FROM (
         SELECT o.id AS "assignmentId", NULL::uuid AS "reportId", o.task_id AS "taskId", o.task_number AS "taskNumber",
                o.task_title AS title, NULL::text AS "periodLabel", o.due_on AS "dueOn", o.urging_count AS "urgingCount",
                o.agency_id, o.plan_id
         FROM (${this.leads.select('$1::date')}) o WHERE o.due_on < $1::date AND ${told('assignment_id')}
         UNION ALL
         SELECT NULL, o.id, NULL, NULL, NULL, o.label, o.due_on, o.urging_count, o.agency_id, o.plan_id
         FROM (${this.reports.select('$1::date', 'p.lock_on >= $1::date')}) o WHERE o.due_on < $1::date AND ${told('report_id')}
       ) w JOIN plans l ON l.id = w.plan_id JOIN agencies g ON g.id = w.agency_id
       WHERE NOT $2 OR l.automatic_rounds
       ORDER BY w."dueOn", g.name COLLATE "vi-x-icu", w."assignmentId", w."reportId" LIMIT $4`,
      [day, automaticOnly, recipient, atMost],
    );
    return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...item }) => item) };
  }

  /** What has no due date and of which nothing was heard since this recipient was last told, this month. */
  async silent(
    manager: EntityManager,
    recipients: readonly ReminderRecipient[],
    agencyId: string | null,
    { day, automaticOnly }: Scope,
  ): Promise<SilentWork[]> {
    return manager.query(
      `SELECT DISTINCT ON (o.task_position, o.id) o.id AS "assignmentId", o.task_id AS "taskId", o.task_number AS "taskNumber",
              o.task_title AS title, g.name AS "agencyName", m.kind
       FROM reminders m JOIN (${this.leads.select('$1::date')}) o ON o.id = m.assignment_id
         JOIN plans l ON l.id = o.plan_id JOIN agencies g ON g.id = o.agency_id
       WHERE m.kind IN ('silent_month', 'undated_month') AND m.recipient_role = ANY($3)
         AND m.on_day BETWEEN date_trunc('month', $1::date)::date AND $1::date
         AND ($4::uuid IS NULL OR m.agency_id = $4) AND o.due_on IS NULL AND (NOT $2 OR l.automatic_rounds)
         AND COALESCE(${this.reports.lastReportedOn('o.id', '$1::date')} < m.on_day, true)
       ORDER BY o.task_position, o.id, m.on_day DESC`,
      [day, automaticOnly, recipients, agencyId],
    );
  }

  /** How often each assignment and report of an agency was urged in writing by a day, by its id. */
  async urgingsOf(manager: EntityManager, agencyId: string, day: string): Promise<Map<string, number>> {
    const rows = await manager.query<{ id: string; times: number }[]>(
      `SELECT COALESCE(m.assignment_id, m.report_id) AS id, max(m.step)::int AS times FROM reminders m
       WHERE m.agency_id = $1 AND m.kind = 'urging' AND m.on_day <= $2::date AND m.remedy_id IS NULL
       GROUP BY 1`,
      [agencyId, day],
    );
    return new Map(rows.map(({ id, times }) => [id, times]));
  }
}
