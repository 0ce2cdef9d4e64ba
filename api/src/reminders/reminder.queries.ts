import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { LADDER_DEFAULT, ladderClimbs } from '../plans/domain/ladder-settings.js';
import { PlanReaderService } from '../plans/plan-reader.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Keyset, pageText, readSort, type SortKey } from '../platform/http/keyset.js';
import { invalidField } from '../platform/http/problem.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import { RemindSql, rungTables } from './remind.sql.js';
import type {
  LadderPreviewCountDto,
  LadderPreviewDto,
  LadderPreviewInput,
  LadderPreviewRowDto,
  ReminderListQuery,
} from './reminder.dto.js';
import { readable, readableParameters } from './reminder.policy.js';

const MOST_PREVIEWED = 200;

const SORTS: Record<string, SortKey> = { onDay: { sql: 'm.on_day', type: 'date' } };

const ROW = `'id', m.id, 'planId', m.plan_id, 'subjectType', m.subject_type, 'assignmentId', m.assignment_id,
  'reportId', m.report_id, 'remedyId', m.remedy_id, 'taskId', a.task_id, 'taskNumber', t.number, 'taskTitle', t.title,
  'periodLabel', p.label, 'agencyId', m.agency_id, 'agencyName', g.name, 'kind', m.kind, 'dueOn', m.due_on,
  'onDay', m.on_day, 'step', m.step, 'recipientRole', m.recipient_role,
  'createdAt', to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What was told to whom, and what a ladder would tell. */
@Injectable()
export class ReminderQueries {
  private readonly sql: RemindSql;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly plans: PlanReaderService,
    leads: OpenLeadsService,
    reports: OwedReportsService,
  ) {
    this.sql = new RemindSql(leads, reports);
  }

  /** One page of the reminders that the actor may read, newest first, as JSON text. */
  async list(query: ReminderListQuery, actor: Actor): Promise<string> {
    const { limit, cursor, ...filters } = query;
    const keyset = new Keyset(readSort(undefined, ['onDay'], '-onDay'), SORTS, 'm.id', filters);
    const parameters: unknown[] = [...readableParameters(actor)];
    const conditions = [readable('m.agency_id', 1)];
    const add = (value: unknown, sql: (place: string) => string): void => {
      if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
    };
    add(query.planId, (place) => `m.plan_id = ${place}`);
    add(query.assignmentId, (place) => `m.assignment_id = ${place}`);
    add(query.reportId, (place) => `m.report_id = ${place}`);
    add(query.agencyId, (place) => `m.agency_id = ANY(${place}::uuid[])`);
    add(query.onDay, (place) => `m.on_day = ${place}`);
    add(query.kind, (place) => `m.kind = ANY(${place}::text[])`);
    add(query.recipientRole, (place) => `m.recipient_role = ANY(${place}::text[])`);
    conditions.push(keyset.after(cursor, parameters));
    const sql = `
      WITH page AS MATERIALIZED (
        SELECT m.id AS reminder_id, ${keyset.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place
        FROM reminders m WHERE ${conditions.join(' AND ')} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)})
      SELECT json_build_object(${ROW})::text AS row, page.*
      FROM page JOIN reminders m ON m.id = page.reminder_id JOIN agencies g ON g.id = m.agency_id
      LEFT JOIN assignments a ON a.id = m.assignment_id LEFT JOIN tasks t ON t.id = a.task_id
      LEFT JOIN reports r ON r.id = m.report_id LEFT JOIN reporting_periods p ON p.id = r.period_id
      ORDER BY page.place`;
    return pageText(await this.dataSource.query(sql, parameters), limit, keyset);
  }

  /**
   * Whom a ladder would tell of what on a day; nothing is written.
   * @throws DomainError `resource.not_found`, or `request.invalid` when somebody above would be told first
   */
  async preview(planId: string, { day, ladder: tried }: LadderPreviewInput): Promise<LadderPreviewDto> {
    const plan = await this.plans.one(planId);
    const ladder = tried === null ? LADDER_DEFAULT : (tried ?? plan.settings.ladder);
    if (!ladderClimbs(ladder)) {
      throw invalidField('/ladder/steeringFromDay', 'range', 'Cấp trên không được báo trước cấp dưới.');
    }
    const parameters = [day, ...rungTables(day, ladder), planId];
    const owed = this.sql.owed({ day: '$1::date', dueDates: '$2', months: '$3' });
    const treated = `WITH ${this.sql.treated('p.id = $4')}`;
    const counts: LadderPreviewCountDto[] = await this.dataSource.query(
      `${treated} SELECT kind, recipient_role AS "recipientRole", count(*)::int AS count, count(DISTINCT agency_id)::int AS agencies
       FROM (${owed}) o GROUP BY 1, 2`,
      parameters,
    );
    const items: LadderPreviewRowDto[] = await this.dataSource.query(
      `${treated}, told AS (
         SELECT o.subject_type, o.assignment_id, o.report_id, o.agency_id, o.kind, o.step, o.due_on,
                array_agg(o.recipient_role ORDER BY o.place) AS recipients, bool_and(m.id IS NOT NULL) AS sent
         FROM (SELECT o.*, array_position(ARRAY['agency_officer', 'agency_head', 'standing', 'steering'], o.recipient_role) AS place
               FROM (${owed}) o) o
         LEFT JOIN reminders m ON COALESCE(m.assignment_id, m.report_id) = COALESCE(o.assignment_id, o.report_id)
           AND m.plan_id = $4 AND m.kind = o.kind AND m.due_on IS NOT DISTINCT FROM o.due_on AND m.step = o.step
           AND m.recipient_role = o.recipient_role
         GROUP BY 1, 2, 3, 4, 5, 6, 7)
       SELECT o.subject_type AS "subjectType", COALESCE(o.assignment_id, o.report_id) AS "subjectId", t.number AS "taskNumber",
              t.title AS "taskTitle", p.label AS "periodLabel", o.agency_id AS "agencyId", g.name AS "agencyName", o.kind,
              o.step, o.due_on AS "dueOn", o.recipients, o.sent
       FROM told o JOIN agencies g ON g.id = o.agency_id
       LEFT JOIN assignments a ON a.id = o.assignment_id LEFT JOIN tasks t ON t.id = a.task_id
       LEFT JOIN reports r ON r.id = o.report_id LEFT JOIN reporting_periods p ON p.id = r.period_id
       ORDER BY o.due_on NULLS LAST, t.position, g.name COLLATE "vi-x-icu", 2 LIMIT ${MOST_PREVIEWED}`,
      parameters,
    );
    // The officer is told of whatever anybody is told of.
    const subjects = counts.reduce((sum, one) => sum + (one.recipientRole === 'agency_officer' ? one.count : 0), 0);
    return { day, ladder, subjects, counts, items };
  }
}
