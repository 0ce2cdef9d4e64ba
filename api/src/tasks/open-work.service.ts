import { Injectable } from '@nestjs/common';
import { TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import type { EntityManager } from 'typeorm';
import { ASSIGNMENT_DUE_ON, assignmentDateChange, timelinessRank, timelinessWord } from './timeliness.sql.js';

/** A lead assignment with a due date that is not completed. */
export interface OpenLead {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
  dueOn: string;
  timeliness: Extract<Timeliness, 'overdue' | 'due_soon' | 'on_track'>;
}

export interface WaitingEvidence {
  assignmentId: string;
  taskId: string;
  taskNumber: number | null;
  taskTitle: string;
  agencyName: string;
  /** Number and date of the document. */
  number: string;
  issuedOn: string;
}

/** What a scope leaves out: plans whose year was over when they were confirmed are no business of daily rounds. */
export interface WorkScope {
  day: string;
  automaticOnly: boolean;
}

const RANK = timelinessRank(
  { dueOn: ASSIGNMENT_DUE_ON, completedOn: 'a.completed_on', cancelledOn: 'a.cancelled_on' },
  '$1::date',
  'p.due_soon_days',
);
const rankOf = (word: Timeliness): number => TIMELINESS.indexOf(word);

const OPEN_LEADS = (condition: string): string => `
  SELECT a.id, a.task_id, a.agency_id, ${ASSIGNMENT_DUE_ON} AS due_on, ${RANK} AS rank
  FROM assignments a JOIN tasks k ON k.id = a.task_id JOIN plans p ON p.id = k.plan_id ${assignmentDateChange('$1::date')}
  WHERE a.role = 'lead' AND (NOT $2 OR p.automatic_rounds) AND ${condition}`;

/** What is still to be done as of a day, for those who are told of it. */
@Injectable()
export class OpenWorkService {
  /** The open lead assignments of an agency that have a due date, the earliest first. */
  async leadsOf(manager: EntityManager, agencyId: string, { day, automaticOnly }: WorkScope): Promise<OpenLead[]> {
    return manager.query(
      `SELECT l.id AS "assignmentId", l.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle",
              l.due_on AS "dueOn", ${timelinessWord('l.rank')} AS timeliness
       FROM (${OPEN_LEADS('a.agency_id = $3')}) l JOIN tasks t ON t.id = l.task_id
       WHERE l.rank <= ${rankOf('on_track')} AND l.due_on IS NOT NULL
       ORDER BY l.due_on, t.position, l.id`,
      [day, automaticOnly, agencyId],
    );
  }

  /** How much is overdue in all plans together, in their annexes: the same figure as the summaries have. */
  async overdue(
    manager: EntityManager,
    { day, automaticOnly }: WorkScope,
  ): Promise<{ leads: number; agencies: number }> {
    const [row] = await manager.query<[{ leads: number; agencies: number }]>(
      `SELECT count(*)::int AS leads, count(DISTINCT l.agency_id)::int AS agencies
       FROM (${OPEN_LEADS(`k.origin = 'annex'`)}) l WHERE l.rank = ${rankOf('overdue')}`,
      [day, automaticOnly],
    );
    return row;
  }

  /** Documents that wait for confirmation, the oldest first: how many, and the first few. */
  async waitingEvidence(
    manager: EntityManager,
    { day, automaticOnly }: WorkScope,
    atMost: number,
  ): Promise<{ count: number; items: WaitingEvidence[] }> {
    const rows = await manager.query<(WaitingEvidence & { count: number })[]>(
      `SELECT a.id AS "assignmentId", a.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle",
              g.name AS "agencyName", e.number, e.issued_on AS "issuedOn", count(*) OVER ()::int AS count
       FROM evidence e JOIN assignments a ON a.id = e.assignment_id JOIN tasks t ON t.id = a.task_id
         JOIN agencies g ON g.id = a.agency_id JOIN plans p ON p.id = a.plan_id
       WHERE e.state = 'proposed' AND (NOT $2 OR p.automatic_rounds)
         AND (e.proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1::date
       ORDER BY e.proposed_at, e.id LIMIT $3`,
      [day, automaticOnly, atMost],
    );
    return { count: rows[0]?.count ?? 0, items: rows.map(({ count: _, ...item }) => item) };
  }

  /** Where a document of an agency belongs; null when there is none. */
  async placeOfEvidence(
    manager: EntityManager,
    evidenceId: string,
  ): Promise<{ assignmentId: string; taskId: string; taskNumber: number | null; taskTitle: string } | null> {
    const rows = await manager.query(
      `SELECT a.id AS "assignmentId", a.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle"
       FROM evidence e JOIN assignments a ON a.id = e.assignment_id JOIN tasks t ON t.id = a.task_id WHERE e.id = $1`,
      [evidenceId],
    );
    return rows[0] ?? null;
  }
}
