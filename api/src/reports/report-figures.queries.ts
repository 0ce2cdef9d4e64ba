import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { notFound } from '../platform/http/problem.js';
import { groupedBy, RANKING_FORMULA, type RateCounts, ranked, ratesOf, scoreOf, sumOf } from './domain/rates.js';
import { readable, readableParameters } from './report.policy.js';
import type { PeriodRatesDto, PlanRatesDto, RankingDto, RankingQuery, ReportMatrixDto } from './report-figures.dto.js';
import { acceptedBy, handedInBy, lateBy, MEMBERSHIP, overdueBy, standingBy, stateBy } from './report-standing.sql.js';

/** The day that is asked for, in every statement here. */
const DAY = '$2::date';

interface ReportCounts extends RateCounts {
  periodId: string;
  agencyId: string;
  agencyName: string;
  agencyLevel: AgencyLevel;
  groupIds: string[];
}

/**
 * Per report, what the periods had by the end of day $2: a report counts from the day of the submission by which it is
 * judged, so a return takes it back for the days before too.
 */
const countsOf = (periods: string): string => `
  SELECT r.period_id AS "periodId", r.agency_id AS "agencyId", g.name AS "agencyName", g.level AS "agencyLevel",
         1 AS expected, ${handedInBy(DAY)}::int AS submitted,
         (${handedInBy(DAY)} AND r.submitted_on <= p.due_on)::int AS "submittedOnTime", ${acceptedBy(DAY)}::int AS accepted,
         COALESCE((SELECT c.updated_count FROM (${standingBy(DAY)}) c), 0) AS "updatedEntries",
         (SELECT count(*)::int FROM report_entries e WHERE e.report_id = r.id) AS "expectedEntries",
         ARRAY(SELECT DISTINCT m.group_id FROM agency_group_members m WHERE ${MEMBERSHIP}) AS "groupIds"
  FROM reporting_periods p JOIN reports r ON r.period_id = p.id AND r.removed_at IS NULL
  JOIN agencies g ON g.id = r.agency_id
  WHERE ${periods} ORDER BY g.name COLLATE "vi-x-icu", g.id`;

const COUNTS_OF_PERIOD = countsOf('p.id = $1');
const COUNTS_OF_PLAN = countsOf(`p.plan_id = $1 AND r.plan_id = $1 AND p.window_start_on <= ${DAY}`);

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
    return { periodId, asOf, ...(await this.shares(await this.counts(periodId, asOf))) };
  }

  /**
   * The same over all periods of a plan whose data window had opened, and for each of them.
   * @throws DomainError `resource.not_found`
   */
  async planRates(planId: string, day: string | undefined): Promise<PlanRatesDto> {
    await this.checkPlan(planId);
    const asOf = day ?? this.clock.today();
    const periods = await this.periods(planId, asOf);
    const rows: ReportCounts[] = await this.dataSource.query(COUNTS_OF_PLAN, [planId, asOf]);
    const byPeriod = groupedBy(rows, (row) => row.periodId);
    return {
      planId,
      asOf,
      ...(await this.shares(rows)),
      byPeriod: periods.map(({ id, label, dueOn }) => ({
        periodId: id,
        label,
        dueOn,
        ...ratesOf(sumOf(byPeriod.get(id) ?? [])),
      })),
    };
  }

  /** Agencies by score, with the formula in words. */
  async ranking(periodId: string, query: RankingQuery): Promise<RankingDto> {
    const asOf = query.asOf ?? this.clock.today();
    const rows = agencyRates(
      (await this.counts(periodId, asOf)).filter(
        ({ agencyLevel }) => !query.level || query.level.includes(agencyLevel),
      ),
    );
    return {
      periodId,
      asOf,
      formula: RANKING_FORMULA,
      items: ranked(rows.map((row) => ({ ...row, score: scoreOf(row) }))),
    };
  }

  /** Agencies × periods of a plan, for a heat map that is also a table. */
  async matrix(planId: string, day: string | undefined, actor: Actor): Promise<ReportMatrixDto> {
    await this.checkPlan(planId);
    const asOf = day ?? this.clock.today();
    const rows: ReportMatrixDto['rows'] = await this.dataSource.query(
      `SELECT r.agency_id AS "agencyId", g.name AS "agencyName", g.level AS "agencyLevel",
              json_agg(json_build_object('periodId', r.period_id,
                'reportId', CASE WHEN ${readable(3)} THEN r.id END, 'state', ${stateBy(DAY)},
                'submitted', ${handedInBy(DAY)}, 'late', ${lateBy(DAY)}, 'overdue', ${overdueBy(DAY)},
                'submittedOn', CASE WHEN ${handedInBy(DAY)} THEN r.submitted_on END) ORDER BY p.window_start_on, p.label) AS cells
       FROM reports r JOIN reporting_periods p ON p.id = r.period_id JOIN agencies g ON g.id = r.agency_id
       WHERE r.plan_id = $1 AND p.plan_id = $1 AND r.removed_at IS NULL AND p.window_start_on <= ${DAY}
       GROUP BY r.agency_id, g.name, g.level ORDER BY g.name COLLATE "vi-x-icu", r.agency_id`,
      [planId, asOf, ...readableParameters(actor)],
    );
    return { planId, asOf, periods: await this.periods(planId, asOf), rows };
  }

  /** The periods of a plan whose data window had opened, in order. */
  private periods(planId: string, asOf: string): Promise<ReportMatrixDto['periods']> {
    return this.dataSource.query(
      `SELECT id, label, due_on AS "dueOn", lock_on AS "lockOn" FROM reporting_periods
       WHERE plan_id = $1 AND window_start_on <= ${DAY} ORDER BY window_start_on, label`,
      [planId, asOf],
    );
  }

  private async shares(rows: readonly ReportCounts[]): Promise<Shares> {
    const groups: { id: string; name: string }[] = await this.dataSource.query(
      `SELECT id, name FROM agency_groups ORDER BY name COLLATE "vi-x-icu"`,
    );
    return {
      total: ratesOf(sumOf(rows)),
      byAgency: agencyRates(rows),
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

  private async checkPlan(planId: string): Promise<void> {
    const [plan] = await this.dataSource.query<unknown[]>('SELECT 1 FROM plans WHERE id = $1', [planId]);
    if (!plan) throw notFound('kế hoạch');
  }

  private async counts(periodId: string, asOf: string): Promise<ReportCounts[]> {
    const rows: ReportCounts[] = await this.dataSource.query(COUNTS_OF_PERIOD, [periodId, asOf]);
    if (rows.length === 0) {
      const [period] = await this.dataSource.query<unknown[]>('SELECT 1 FROM reporting_periods WHERE id = $1', [
        periodId,
      ]);
      if (!period) throw notFound('kỳ báo cáo');
    }
    return rows;
  }
}

type Shares = Pick<PeriodRatesDto, 'total' | 'byAgency' | 'byLevel' | 'byGroup'>;

/** In the order in which the agencies come first. */
const agencyRates = (rows: readonly ReportCounts[]): PeriodRatesDto['byAgency'] =>
  [...groupedBy(rows, ({ agencyId }) => agencyId).values()].map((some) => {
    const { agencyId, agencyName, agencyLevel } = some[0] as ReportCounts;
    return { agencyId, agencyName, agencyLevel, ...ratesOf(sumOf(some)) };
  });
