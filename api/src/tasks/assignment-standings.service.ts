import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Timeliness } from '@plan/shared/vocabulary/timeliness';
import { DataSource } from 'typeorm';
import { ASSIGNMENT_DUE_ON, assignmentDateChange, timelinessRank, timelinessWord } from './timeliness.sql.js';

export interface AssignmentStanding {
  id: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
  agencyId: string;
  agencyName: string;
  dueOn: string | null;
  completedOn: string | null;
  timeliness: Timeliness;
}

const STANDINGS = `
  SELECT a.id, a.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle", a.agency_id AS "agencyId",
         g.name AS "agencyName", ${ASSIGNMENT_DUE_ON} AS "dueOn",
         CASE WHEN a.completed_on <= $2::date THEN a.completed_on END AS "completedOn",
         ${timelinessWord(
           timelinessRank(
             { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
             '$2::date',
             'p.due_soon_days',
           ),
         )} AS timeliness
  FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN plans p ON p.id = a.plan_id
  JOIN agencies g ON g.id = a.agency_id ${assignmentDateChange('$2::date')}
  WHERE a.id = ANY($1::uuid[])`;

/** How single assignments stand as of a day, for features that point at them. */
@Injectable()
export class AssignmentStandingsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By id; unknown ids are left out. */
  async of(ids: readonly string[], asOf: string): Promise<Map<string, AssignmentStanding>> {
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource.query<AssignmentStanding[]>(STANDINGS, [ids, asOf]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
