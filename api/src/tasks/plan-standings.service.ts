import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { TaskOrigin } from '@plan/shared/vocabulary/assignments';
import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import type { Timeliness } from '@plan/shared/vocabulary/timeliness';
import { DataSource } from 'typeorm';
import { OVERDUE_LEADS, PLAN_STANDINGS } from './timeliness.sql.js';

export interface PlanStandings {
  tasks: {
    groupId: string | null;
    kind: DeadlineKind;
    timeliness: Timeliness;
    overdueDays: number;
    /** Against the first dates. */
    firstTimeliness: Timeliness;
  }[];
  leads: {
    timeliness: Timeliness;
    firstTimeliness: Timeliness;
    /** A request for a later date waits. */
    pending: boolean;
    count: number;
  }[];
  groups: { id: string; numeral: string; title: string }[];
}

export interface OverdueLead {
  taskNumber: number | null;
  taskTitle: string;
  agencyName: string;
  dueOn: string;
  /** Calendar days since the due date. */
  overdueDays: number;
}

/** How all tasks and lead assignments of a plan stand as of a day: the ground of every figure. */
@Injectable()
export class PlanStandingsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @returns null when there is no such plan */
  async of(planId: string, asOf: string, origins: readonly TaskOrigin[]): Promise<PlanStandings | null> {
    const rows = await this.dataSource.query<PlanStandings[]>(PLAN_STANDINGS, [planId, asOf, origins]);
    return rows[0] ?? null;
  }

  /** Who is overdue with what as of a day. */
  async overdueLeads(planId: string, asOf: string, origins: readonly TaskOrigin[]): Promise<OverdueLead[]> {
    return this.dataSource.query(OVERDUE_LEADS, [planId, asOf, origins]);
  }
}
