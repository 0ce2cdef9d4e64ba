import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { readsEveryAgency } from './assignment.policy.js';
import type { HistoryDto } from './task.dto.js';

/** What happened to evidence before it was confirmed is the agency's own business. */
const KEPT_TO_AGENCY = ['evidence.proposed', 'evidence.refused', 'evidence.confirmation_withdrawn'];
const MOST = 200;

/** The history of a task from the event log: its own events and those of its assignments and evidence. */
@Injectable()
export class TaskHistoryQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async ofTask(taskId: string, actor: Actor): Promise<HistoryDto> {
    const items = await this.dataSource.query(
      `WITH subjects AS (
         SELECT 'task' AS type, $1::uuid AS id
         UNION ALL SELECT 'assignment', a.id FROM assignments a WHERE a.task_id = $1
         UNION ALL SELECT 'evidence', e.id FROM evidence e JOIN assignments a ON a.id = e.assignment_id
           WHERE a.task_id = $1 AND a.role = 'lead')
       SELECT e.id, e.at, e.type, e.actor_label AS "actorLabel", g.name AS "agencyName", e.before, e.after
       FROM subjects s JOIN events e ON e.subject_type = s.type AND e.subject_id = s.id
       LEFT JOIN agencies g ON g.id = e.agency_id
       WHERE NOT e.type = ANY($2) OR $3 OR e.agency_id = $4 OR g.parent_id = $4
       ORDER BY e.id DESC LIMIT ${MOST}`,
      [taskId, KEPT_TO_AGENCY, readsEveryAgency(actor), actor.agencyId],
    );
    return { items, nextCursor: null };
  }
}
