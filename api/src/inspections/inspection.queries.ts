import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import { notFound } from '../platform/http/problem.js';
import { type AssignmentStanding, AssignmentStandingsService } from '../tasks/assignment-standings.service.js';
import type {
  FindingDto,
  InspectionDetailDto,
  InspectionDto,
  InspectionListQuery,
  InspectionPageDto,
  VisitDto,
} from './inspection.dto.js';
import { managesInspections, readsEveryVisit } from './inspection.policy.js';

interface VisitRow extends VisitDto {
  version: number;
}
type FindingRow = Omit<FindingDto, 'remedies'> & { visitId: string; assignmentIds: string[] };

/** Visits `v` of an inspection that the actor reads: all, or those of the own agency and of the communes below it. */
const READABLE = (every: string, agency: string): string =>
  `(${every}::boolean OR v.agency_id IN (
     SELECT own.id FROM agencies own WHERE own.id = ${agency}::uuid OR own.parent_id = ${agency}::uuid))`;

const INSPECTION = `i.id, i.plan_id AS "planId", i.title, i.basis_text AS "basisText", i.from_on AS "fromOn", i.to_on AS "toOn"`;

const FINDINGS = `
  SELECT f.id, f.visit_id AS "visitId", f.kind, f.text, f.task_id AS "taskId", t.number AS "taskNumber",
         t.title AS "taskTitle", f.recorded_at AS "recordedAt", f.recorded_by_label AS "recordedByName",
         ARRAY(SELECT r.assignment_id FROM inspection_remedies r JOIN assignments a ON a.id = r.assignment_id
               JOIN tasks k ON k.id = a.task_id WHERE r.finding_id = f.id ORDER BY k.position) AS "assignmentIds"
  FROM inspection_findings f LEFT JOIN tasks t ON t.id = f.task_id
  WHERE f.visit_id = ANY($1::uuid[]) ORDER BY f.recorded_at, f.id`;

/** Reads inspections with their visits, findings and remedies. */
@Injectable()
export class InspectionQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly standings: AssignmentStandingsService,
    private readonly clock: Clock,
  ) {}

  /** Newest first; an agency sees those that visit it or its communes. */
  async list(query: InspectionListQuery, actor: Actor): Promise<InspectionPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows = await this.dataSource.query<Omit<InspectionDto, keyof Counts>[]>(
      `SELECT ${INSPECTION} FROM inspections i
       WHERE ($3::uuid IS NULL OR i.plan_id = $3)
         AND ($1::boolean AND $4::uuid IS NULL OR EXISTS (
           SELECT 1 FROM inspection_visits v WHERE v.inspection_id = i.id AND ${READABLE('$1', '$2')}
             AND ($4::uuid IS NULL OR v.agency_id = $4)))
         AND ($5::date IS NULL OR (i.from_on, i.id) < ($5::date, $6::uuid))
       ORDER BY i.from_on DESC, i.id DESC LIMIT $7`,
      [
        readsEveryVisit(actor),
        actor.agencyId,
        query.planId ?? null,
        query.agencyId ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const visits = await this.visitsOf(
      page.map(({ id }) => id),
      actor,
      query.asOf ?? this.clock.today(),
    );
    return {
      items: page.map((row) => ({ ...row, ...countsOf(visits.filter(({ inspectionId }) => inspectionId === row.id)) })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.fromOn, last.id], filters) : null,
    };
  }

  /** @throws DomainError `resource.not_found` when nothing of it is the actor's to read */
  async one(id: string, actor: Actor, asOf?: string): Promise<InspectionDetailDto & { version: number }> {
    const [row] = await this.dataSource.query<(Omit<InspectionDto, keyof Counts> & { version: number })[]>(
      `SELECT ${INSPECTION}, i.version FROM inspections i WHERE i.id = $1`,
      [id],
    );
    const visits = await this.visitsOf([id], actor, asOf ?? this.clock.today());
    if (!row || (visits.length === 0 && !readsEveryVisit(actor))) throw notFound('kế hoạch kiểm tra');
    const shown = visits.map(({ version: _, ...visit }) => visit);
    return { ...row, ...countsOf(visits), visits: shown, mayManage: managesInspections(actor) };
  }

  /** @throws DomainError `resource.not_found` */
  async visit(id: string, actor: Actor, asOf?: string): Promise<VisitRow> {
    const [row] = await this.dataSource.query<{ inspectionId: string }[]>(
      'SELECT inspection_id AS "inspectionId" FROM inspection_visits WHERE id = $1',
      [id],
    );
    const visits = row ? await this.visitsOf([row.inspectionId], actor, asOf ?? this.clock.today()) : [];
    const found = visits.find((visit) => visit.id === id);
    if (!found) throw notFound('cuộc kiểm tra');
    return found;
  }

  /** The title of the task, when it is one of the plan. */
  async taskOfPlan(manager: EntityManager, taskId: string, planId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM tasks WHERE id = $1 AND plan_id = $2', [taskId, planId]);
    return rows.length > 0;
  }

  private async visitsOf(inspectionIds: readonly string[], actor: Actor, asOf: string): Promise<VisitRow[]> {
    const visits = await this.dataSource.query<Omit<VisitRow, 'findings'>[]>(
      `SELECT v.id, v.inspection_id AS "inspectionId", v.agency_id AS "agencyId", g.name AS "agencyName",
              v.on_day AS "onDay", v.team_text AS "teamText", v.state, v.conclusion_text AS "conclusionText", v.version
       FROM inspection_visits v JOIN agencies g ON g.id = v.agency_id
       WHERE v.inspection_id = ANY($3::uuid[]) AND ${READABLE('$1', '$2')} ORDER BY v.on_day, g.name COLLATE "vi-x-icu", v.id`,
      [readsEveryVisit(actor), actor.agencyId, inspectionIds],
    );
    const findings = await this.dataSource.query<FindingRow[]>(FINDINGS, [visits.map(({ id }) => id)]);
    const remedies = await this.standings.of(
      findings.flatMap(({ assignmentIds }) => assignmentIds),
      asOf,
    );
    return visits.map((visit) => ({
      ...visit,
      findings: findings.filter(({ visitId }) => visitId === visit.id).map((finding) => present(finding, remedies)),
    }));
  }
}

const present = (
  { visitId: _, assignmentIds, ...finding }: FindingRow,
  remedies: ReadonlyMap<string, AssignmentStanding>,
): FindingDto => ({
  ...finding,
  remedies: assignmentIds.flatMap((id) => {
    const standing = remedies.get(id);
    if (!standing) return [];
    const { id: assignmentId, taskTitle: text, ...rest } = standing;
    return [{ assignmentId, text, ...rest }];
  }),
});

type Counts = Pick<InspectionDto, 'visitCount' | 'heldCount' | 'remedyCount' | 'overdueRemedyCount'>;

function countsOf(visits: readonly VisitDto[]): Counts {
  const remedies = visits.flatMap(({ findings }) => findings).flatMap((finding) => finding.remedies);
  return {
    visitCount: visits.length,
    heldCount: visits.filter(({ state }) => state === 'held').length,
    remedyCount: remedies.length,
    overdueRemedyCount: remedies.filter(({ timeliness }) => timeliness === 'overdue').length,
  };
}
