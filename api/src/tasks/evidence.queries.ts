import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { EvidenceDto, EvidenceListQuery, EvidencePageDto } from './assignment.dto.js';
import { readsEveryAgency } from './assignment.policy.js';
import { personalDataWarnings } from './domain/personal-data.js';

type Row = Omit<EvidenceDto, 'warnings'>;

const EVIDENCE = `
  SELECT e.id, e.assignment_id AS "assignmentId", a.task_id AS "taskId", t.number AS "taskNumber", t.title AS "taskTitle",
    a.agency_id AS "agencyId", g.name AS "agencyName", e.deliverable_id AS "deliverableId", e.number,
    e.issued_on AS "issuedOn", e.abstract, e.state, pu.display_name AS "proposedByName",
    e.proposed_at AS "proposedAt", du.display_name AS "decidedByName", e.decided_at AS "decidedAt",
    e.decision_reason AS "decisionReason", e.self_confirmed AS "selfConfirmed"
  FROM evidence e JOIN assignments a ON a.id = e.assignment_id JOIN tasks t ON t.id = a.task_id
  JOIN agencies g ON g.id = a.agency_id
  LEFT JOIN users pu ON pu.id = e.proposed_by LEFT JOIN users du ON du.id = e.decided_by`;

/**
 * Which rows an actor reads: confirmed documents are everybody's; proposed and refused ones the own agency's, its
 * parent's, and those's who read every agency.
 */
const READABLE = `(e.state = 'confirmed' OR $1 OR a.agency_id = $2 OR g.parent_id = $2)`;

/** Reads of evidence; every one of them knows who asks. */
@Injectable()
export class EvidenceQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All readable documents of an assignment, newest first. */
  async ofAssignment(assignmentId: string, actor: Actor): Promise<EvidenceDto[]> {
    const rows: Row[] = await this.dataSource.query(
      `${EVIDENCE} WHERE ${READABLE} AND e.assignment_id = $3 ORDER BY e.proposed_at DESC, e.id`,
      [readsEveryAgency(actor), actor.agencyId, assignmentId],
    );
    return rows.map(present);
  }

  async one(id: string, actor: Actor, manager: EntityManager = this.dataSource.manager): Promise<EvidenceDto | null> {
    const rows: Row[] = await manager.query(`${EVIDENCE} WHERE ${READABLE} AND e.id = $3`, [
      readsEveryAgency(actor),
      actor.agencyId,
      id,
    ]);
    return rows[0] ? present(rows[0]) : null;
  }

  /** Readable documents, the longest waiting first: the desk of whoever decides. */
  async list(query: EvidenceListQuery, actor: Actor): Promise<EvidencePageDto> {
    const { limit, cursor, ...filters } = query;
    const parameters: unknown[] = [readsEveryAgency(actor), actor.agencyId];
    const conditions = [READABLE];
    // From the plan's leads (nobody else hands in documents) to theirs: in the order of waiting one would walk through
    // those of all other plans.
    if (query.planId) {
      const plan = `$${parameters.push(query.planId)}`;
      conditions.push(
        `e.assignment_id = ANY(ARRAY(SELECT l.id FROM assignments l WHERE l.plan_id = ${plan} AND l.role = 'lead'))`,
      );
    }
    // One state is an equality: behind it `evidence_waiting` has the rows in the order of the list.
    if (query.state?.length === 1) conditions.push(`e.state = $${parameters.push(query.state[0])}`);
    else if (query.state) conditions.push(`e.state = ANY($${parameters.push(query.state)}::text[])`);
    if (cursor) {
      const [at, id] = decodeCursor(cursor, filters, 2);
      conditions.push(`(e.proposed_at, e.id) > ($${parameters.push(at)}::timestamptz, $${parameters.push(id)}::uuid)`);
    }
    const rows: (Row & { place: string })[] = await this.dataSource.query(
      `${EVIDENCE.replace('SELECT', 'SELECT e.proposed_at::text AS place,')}
       WHERE ${conditions.join(' AND ')} ORDER BY e.proposed_at, e.id LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ place: _, ...row }) => present(row)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.place, last.id], filters) : null,
    };
  }
}

const present = (row: Row): EvidenceDto => ({
  ...row,
  warnings: personalDataWarnings(`${row.number} ${row.abstract}`),
});
