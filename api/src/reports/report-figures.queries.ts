import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { notFound } from '../platform/http/problem.js';
import { RANKING_FORMULA, type RateCounts, ranked, ratesOf, scoreOf, sumOf } from './domain/rates.js';
import { readable, readableParameters } from './report.policy.js';
import type { PeriodRatesDto, RankingDto, RankingQuery, ReportMatrixDto } from './report-figures.dto.js';

interface AgencyCounts extends RateCounts {
  agencyId: string;
  agencyName: string;
  agencyLevel: AgencyLevel;
  groupIds: string[];
}

/**
 * Per agency, what period $1 expected and had by the end of day $2: a report counts from the day of the submission by
 * which it is judged, so a return takes it back for the days before too.
 */
const AGENCY_COUNTS = `
  SELECT r.agency_id AS "agencyId", g.name AS "agencyName", g.level AS "agencyLevel", 1 AS expected,
         (s.handed_in)::int AS submitted, (s.handed_in AND r.submitted_on <= p.due_on)::int AS "submittedOnTime",
         (s.handed_in AND r.accepted_number IS NOT NULL
           AND (r.accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2::date)::int AS accepted,
         CASE WHEN s.handed_in THEN COALESCE((
           SELECT l.updated_count FROM report_submissions l
           LEFT JOIN report_reviews v ON v.report_id = l.report_id AND v.submission_number = l.number
           LEFT JOIN report_withdrawals w ON w.report_id = l.report_id AND w.submission_number = l.number
           WHERE l.report_id = r.id AND l.received_on <= $2::date AND v.decision IS DISTINCT FROM 'return' AND w.report_id IS NULL
           ORDER BY l.number DESC LIMIT 1), 0) ELSE 0 END AS "updatedEntries",
         (SELECT count(*)::int FROM report_entries e WHERE e.report_id = r.id) AS "expectedEntries",
         ARRAY(SELECT DISTINCT m.group_id FROM agency_group_members m
               WHERE m.agency_id = r.agency_id AND m.valid_from <= p.due_on
                 AND (m.valid_to IS NULL OR m.valid_to >= p.due_on)) AS "groupIds"
  FROM reporting_periods p JOIN reports r ON r.period_id = p.id AND r.removed_at IS NULL
  JOIN agencies g ON g.id = r.agency_id
  CROSS JOIN LATERAL (SELECT COALESCE(r.submitted_on <= $2::date, false) AS handed_in) s
  WHERE p.id = $1 ORDER BY g.name COLLATE "vi-x-icu", g.id`;

/** The figures of reporting: rates, rankings and the matrix of agencies and periods. */
@Injectable()
export class ReportFiguresQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `resource.not_found` */
  async rates(periodId: string, day: string | undefined): Promise<PeriodRatesDto> {
    const asOf = day ?? this.clock.today();
    const rows = await this.counts(periodId, asOf);
    const groups: { id: string; name: string }[] = await this.dataSource.query(
      `SELECT id, name FROM agency_groups ORDER BY name COLLATE "vi-x-icu"`,
    );
    return {
      periodId,
      asOf,
      total: ratesOf(sumOf(rows)),
      byAgency: rows.map(agencyRates),
      byLevel: AGENCY_LEVELS.flatMap((level) => {
        const some = rows.filter(({ agencyLevel }) => agencyLevel === level);
        return some.length > 0 ? [{ level, ...ratesOf(sumOf(some)) }] : [];
      }),
      byGroup: groups.flatMap(({ id, name }) => {
        const some = rows.filter(({ groupIds }) => groupIds.includes(id));
        return some.length > 0 ? [{ groupId: id, groupName: name, ...ratesOf(sumOf(some)) }] : [];
      }),
    };
  }

  /** Agencies by score, with the formula in words. */
  async ranking(periodId: string, query: RankingQuery): Promise<RankingDto> {
    const asOf = query.asOf ?? this.clock.today();
    const rows = (await this.counts(periodId, asOf))
      .filter(({ agencyLevel }) => !query.level || query.level.includes(agencyLevel))
      .map(agencyRates);
    return {
      periodId,
      asOf,
      formula: RANKING_FORMULA,
      items: ranked(rows.map((row) => ({ ...row, score: scoreOf(row) }))),
    };
  }

  /** Agencies × periods of a plan, for a heat map that is also a table. */
  async matrix(planId: string, actor: Actor): Promise<ReportMatrixDto> {
    const [plan] = await this.dataSource.query<unknown[]>('SELECT 1 FROM plans WHERE id = $1', [planId]);
    if (!plan) throw notFound('kế hoạch');
    const periods: ReportMatrixDto['periods'] = await this.dataSource.query(
      `SELECT id, label, due_on AS "dueOn", lock_on AS "lockOn" FROM reporting_periods WHERE plan_id = $1
       ORDER BY window_start_on, label`,
      [planId],
    );
    const rows: ReportMatrixDto['rows'] = await this.dataSource.query(
      `SELECT r.agency_id AS "agencyId", g.name AS "agencyName", g.level AS "agencyLevel",
              json_agg(json_build_object('periodId', r.period_id,
                'reportId', CASE WHEN ${readable(1)} THEN r.id END, 'state', r.state,
                'submitted', r.judged_number IS NOT NULL, 'late', COALESCE(r.submitted_on > p.due_on, false),
                'overdue', r.judged_number IS NULL AND (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > p.due_on,
                'submittedOn', r.submitted_on) ORDER BY p.window_start_on, p.label) AS cells
       FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id
       WHERE r.plan_id = $3 AND p.plan_id = $3 AND r.removed_at IS NULL
       GROUP BY r.agency_id, g.name, g.level ORDER BY g.name COLLATE "vi-x-icu", r.agency_id`,
      [...readableParameters(actor), planId],
    );
    return { planId, periods, rows };
  }

  private async counts(periodId: string, asOf: string): Promise<AgencyCounts[]> {
    const rows: AgencyCounts[] = await this.dataSource.query(AGENCY_COUNTS, [periodId, asOf]);
    if (rows.length === 0) {
      const [period] = await this.dataSource.query<unknown[]>('SELECT 1 FROM reporting_periods WHERE id = $1', [
        periodId,
      ]);
      if (!period) throw notFound('kỳ báo cáo');
    }
    return rows;
  }
}

const agencyRates = ({
  agencyId,
  agencyName,
  agencyLevel,
  groupIds: _,
  ...counts
}: AgencyCounts): PeriodRatesDto['byAgency'][number] => ({ agencyId, agencyName, agencyLevel, ...ratesOf(counts) });
