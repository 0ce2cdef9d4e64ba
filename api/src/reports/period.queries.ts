import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { periodName } from './domain/periods.js';
import type {
  PeriodDetailDto,
  PeriodDto,
  PeriodExceptionDto,
  PeriodExpectedChangeDto,
  PeriodListQuery,
  PeriodPageDto,
} from './period.dto.js';
import { readable, readableParameters } from './report.policy.js';

const PERIOD = `
  p.id, p.plan_id AS "planId", p.label, p.frequency, p.window_start_on AS "windowStartOn",
  p.window_end_on AS "windowEndOn", p.nominal_due_on AS "nominalDueOn", p.due_on AS "dueOn", p.lock_on AS "lockOn",
  p.explanation, p.opened_on AS "openedOn",
  (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > p.lock_on AS locked, c.expected, c.submitted, c.waiting`;

const FROM = `
  FROM reporting_periods p
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS expected, count(*) FILTER (WHERE r.judged_number IS NOT NULL)::int AS submitted,
           count(*) FILTER (WHERE r.state = 'submitted')::int AS waiting
    FROM reports r WHERE r.period_id = p.id AND r.removed_at IS NULL) c`;

/** Reads of reporting periods. */
@Injectable()
export class PeriodQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Periods, the newest first. */
  async list(query: PeriodListQuery): Promise<PeriodPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: Omit<PeriodDto, 'name'>[] = await this.dataSource.query(
      `SELECT ${PERIOD} ${FROM}
       WHERE ($1::uuid IS NULL OR p.plan_id = $1)
         AND ($2::date IS NULL OR (p.window_start_on, p.id) < ($2, $3::uuid))
       ORDER BY p.window_start_on DESC, p.id DESC LIMIT $4`,
      [query.planId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(named);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last ? encodeCursor([last.windowStartOn, last.id], filters) : null,
    };
  }

  /** @throws DomainError `resource.not_found` */
  async one(id: string, actor: Actor, manager: EntityManager = this.dataSource.manager): Promise<PeriodDetailDto> {
    const rows: Omit<PeriodDto, 'name'>[] = await manager.query(`SELECT ${PERIOD} ${FROM} WHERE p.id = $1`, [id]);
    if (!rows[0]) throw notFound('kỳ báo cáo');
    const parameters = [...readableParameters(actor), id];
    const exceptions: PeriodExceptionDto[] = await manager.query(
      `SELECT r.id, r.agency_id AS "agencyId", g.name AS "agencyName", r.until_on AS "untilOn", r.reason,
              u.display_name AS "grantedByName", r.granted_at AS "grantedAt"
       FROM period_exceptions r JOIN agencies g ON g.id = r.agency_id LEFT JOIN users u ON u.id = r.granted_by
       WHERE ${readable(1)} AND r.period_id = $3 ORDER BY r.granted_at DESC, r.id`,
      parameters,
    );
    const expectedChanges: PeriodExpectedChangeDto[] = await manager.query(
      `SELECT r.id, r.agency_id AS "agencyId", g.name AS "agencyName", r.change, r.reason,
              u.display_name AS "changedByName", r.changed_at AS "changedAt"
       FROM period_expected_changes r JOIN agencies g ON g.id = r.agency_id LEFT JOIN users u ON u.id = r.changed_by
       WHERE ${readable(1)} AND r.period_id = $3 ORDER BY r.changed_at DESC, r.id`,
      parameters,
    );
    return { ...named(rows[0]), exceptions, expectedChanges };
  }
}

const named = (row: Omit<PeriodDto, 'name'>): PeriodDto => ({ ...row, name: periodName(row.label) });
