import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** How far assignments are by accepted reports: the progress of an assignment moves by nothing else but evidence. */
@Injectable()
export class ReportedProgressService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Percent by the newest accepted report, for those that have one. */
  async of(assignmentIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ assignmentId: string; percent: number }[]>(
      `SELECT DISTINCT ON (e.assignment_id) e.assignment_id AS "assignmentId", e.accepted_progress_percent AS percent
       FROM report_entries e JOIN reports r ON r.id = e.report_id JOIN reporting_periods p ON p.id = r.period_id
       WHERE e.assignment_id = ANY($1::uuid[]) AND e.accepted_progress_percent IS NOT NULL
       ORDER BY e.assignment_id, p.window_start_on DESC`,
      [assignmentIds],
    );
    return new Map(rows.map(({ assignmentId, percent }) => [assignmentId, percent]));
  }
}
