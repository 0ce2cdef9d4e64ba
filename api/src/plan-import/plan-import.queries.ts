import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { PageQuery } from '../platform/http/fields.js';
import type { PlanImportPageDto, PlanImportRowDto } from './plan-import.dto.js';

/** Reads of uploaded documents, so that a person finds the preview again that was left half-way. */
@Injectable()
export class PlanImportQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Uploaded documents, newest first. */
  async list({ limit, cursor }: PageQuery): Promise<PlanImportPageDto> {
    const after = cursor ? decodeCursor(cursor, 'plan-imports', 2) : null;
    const rows: (PlanImportRowDto & { place: string })[] = await this.dataSource.query(
      `SELECT i.id, i.file_name AS "fileName", CASE WHEN i.plan_id IS NULL THEN 'preview' ELSE 'confirmed' END AS state,
              i.plan_id AS "planId", i.created_at AS "createdAt", u.display_name AS "createdByName",
              i.created_at::text AS place
       FROM plan_imports i LEFT JOIN users u ON u.id = i.created_by
       WHERE $1::timestamptz IS NULL OR (i.created_at, i.id) < ($1, $2::uuid)
       ORDER BY i.created_at DESC, i.id DESC LIMIT $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ place: _, ...row }) => row),
      nextCursor: rows.length > limit && last ? encodeCursor([last.place, last.id], 'plan-imports') : null,
    };
  }
}
