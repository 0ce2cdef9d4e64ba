import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import { LADDER_DEFAULT } from './domain/ladder-settings.js';
import type { PlanDto, PlanListQuery, PlanPageDto, TaskGroupDto } from './plan.dto.js';

const PLAN = `
  p.id, p.number, p.issued_on AS "issuedOn", p.title, p.year, p.issuing_body AS "issuingBody", p.place,
  p.signer_name AS "signerName", p.signer_title AS "signerTitle", p.legal_bases AS "legalBases", p.recipients,
  p.confirmed_at AS "confirmedAt",
  (SELECT count(*)::int FROM tasks t WHERE t.plan_id = p.id AND t.origin = 'annex') AS "taskCount",
  json_build_object('moveToWorkingDay', p.move_to_working_day, 'dueSoonDays', p.due_soon_days,
    'automaticRounds', p.automatic_rounds, 'public', p.public, 'reportingFrom', p.reporting_from,
    'reportingTo', p.reporting_to, 'reportFrequency', p.report_frequency, 'reportDay', p.report_day,
    'reportWindowDay', p.report_window_day, 'extensionDeciders', p.extension_deciders,
    'ladder', COALESCE(p.ladder, '${JSON.stringify(LADDER_DEFAULT)}'::jsonb)) AS settings`;

/** Reads of plans. */
@Injectable()
export class PlanQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Plans, the newest year first. */
  async list(query: PlanListQuery): Promise<PlanPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: PlanDto[] = await this.dataSource.query(
      `SELECT ${PLAN} FROM plans p
       WHERE ($1::int IS NULL OR p.year = $1) AND ($2::int IS NULL OR (p.year, p.id) < ($2, $3::uuid))
       ORDER BY p.year DESC, p.id DESC LIMIT $4`,
      [query.year ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.year, last.id], filters) : null };
  }

  async one(id: string): Promise<(PlanDto & { version: number }) | null> {
    const rows = await this.dataSource.query(`SELECT ${PLAN}, p.version FROM plans p WHERE p.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async groups(planId: string): Promise<TaskGroupDto[]> {
    return this.dataSource.query(
      `SELECT g.id, g.numeral, g.position, g.title,
              (SELECT count(*)::int FROM tasks t WHERE t.group_id = g.id) AS "taskCount"
       FROM task_groups g WHERE g.plan_id = $1 ORDER BY g.position`,
      [planId],
    );
  }
}
