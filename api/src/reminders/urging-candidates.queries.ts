import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import { Clock } from '../platform/clock/clock.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, readSort, type SortKey } from '../platform/http/keyset.js';
import { periodName } from '../reports/domain/periods.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import type { UrgingCandidateDto, UrgingCandidatePageDto, UrgingCandidateQuery } from './urging-candidate.dto.js';
import { LAST_URGING, urgingCandidates } from './urging-candidates.sql.js';

const SORTS: Record<string, SortKey> = {
  daysLate: { sql: 'c.days_late', type: 'int' },
  urgingCount: { sql: 'c.urging_count', type: 'int' },
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
  dueOn: { sql: `COALESCE(c.due_on, '9999-12-31')`, descendingSql: `COALESCE(c.due_on, '0001-01-01')`, type: 'date' },
};

type Row = Omit<UrgingCandidateDto, 'title'> & { title: string | null; periodLabel: string | null };

/** What can be urged, with how late it is and how often it was urged. */
@Injectable()
export class UrgingCandidatesQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly leads: OpenLeadsService,
    private readonly reports: OwedReportsService,
  ) {}

  async list(query: UrgingCandidateQuery): Promise<UrgingCandidatePageDto> {
    const { limit, cursor, ...filters } = query;
    const asOf = query.asOf ?? this.clock.today();
    const keyset = new Keyset(readSort(query.sort, Object.keys(SORTS), '-daysLate,agency'), SORTS, 'c.id', {
      ...filters,
      asOf,
    });
    const parameters: unknown[] = [asOf, query.planId];
    const conditions = filterConditions(query, parameters);
    const found = `
      FROM (${urgingCandidates(this.leads, this.reports, '$1::date', '$2')}) c JOIN agencies g ON g.id = c.agency_id ${LAST_URGING}
      WHERE ${conditions.join(' AND ')}`;
    const [sums] = await this.dataSource.query<{ total: number; agencies: number }[]>(
      `SELECT count(*)::int AS total, count(DISTINCT c.agency_id)::int AS agencies ${found}`,
      parameters,
    );
    const after = keyset.after(cursor, parameters);
    const rows = await this.dataSource.query<(Row & Record<string, unknown>)[]>(
      `SELECT c.id, c.kind, c.assignment_id AS "assignmentId", c.report_id AS "reportId", c.task_id AS "taskId",
              c.task_number AS "taskNumber", c.title, c.period_label AS "periodLabel", c.agency_id AS "agencyId",
              g.name AS "agencyName", g.level AS "agencyLevel", c.due_on AS "dueOn", c.days_late AS "daysLate",
              c.last_reported_on AS "lastReportedOn", c.urging_count AS "urgingCount", u.on_day AS "lastUrgedOn",
              COALESCE(u.unanswered, false) AS unanswered, ${keyset.select}
       ${found} AND ${after} ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(present),
      nextCursor: rows.length > limit && last ? keyset.cursorAfter(last) : null,
      asOf,
      total: sums?.total ?? 0,
      agencies: sums?.agencies ?? 0,
    };
  }
}

function filterConditions(query: UrgingCandidateQuery, parameters: unknown[]): string[] {
  const conditions = ['true'];
  const add = (value: unknown, sql: (place: string) => string): void => {
    if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
  };
  add(query.agencyId, (place) => `c.agency_id = ANY(${place}::uuid[])`);
  add(query.level, (place) => `g.level = ANY(${place}::text[])`);
  add(query.kind, (place) => `c.kind = ANY(${place}::text[])`);
  add(query.daysLateFrom, (place) => `c.days_late >= ${place}`);
  add(query.urgingsFrom, (place) => `c.urging_count >= ${place}`);
  add(query.unanswered, (place) => `COALESCE(u.unanswered, false) = ${place}::boolean`);
  if (query.q) add(likeText(searchKey(query.q)), (place) => `g.search_text LIKE '%' || ${place} || '%'`);
  return conditions;
}

/** How a letter and a list name a report. */
export const reportTitle = (label: string): string => `Báo cáo ${periodName(label)}`;

function present(row: Row & Record<string, unknown>): UrgingCandidateDto {
  const { id, kind, assignmentId, reportId, taskId, taskNumber, agencyId, agencyName, agencyLevel } = row;
  const { dueOn, daysLate, lastReportedOn, urgingCount, lastUrgedOn, unanswered } = row;
  return {
    id,
    kind,
    assignmentId,
    reportId,
    taskId,
    taskNumber,
    title: row.title ?? reportTitle(row.periodLabel ?? ''),
    agencyId,
    agencyName,
    agencyLevel,
    dueOn,
    daysLate,
    lastReportedOn,
    urgingCount,
    lastUrgedOn,
    unanswered,
  };
}
