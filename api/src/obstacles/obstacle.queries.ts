import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { likeText } from '../platform/database/like-text.js';
import { Keyset, readSort, type SortKey } from '../platform/http/keyset.js';
import { notFound } from '../platform/http/problem.js';
import { AssignmentReaderService } from '../tasks/assignment-reader.service.js';
import { personalDataWarnings } from '../tasks/domain/personal-data.js';
import { allowedActions } from './domain/life-cycle.js';
import type {
  AlikeObstacleDto,
  ObstacleDetailDto,
  ObstacleDto,
  ObstacleListQuery,
  ObstaclePageDto,
  ObstacleStepDto,
} from './obstacle.dto.js';
import { readable, readableParameters, sidesOf } from './obstacle.policy.js';

type Row = Omit<ObstacleDto, 'solution' | 'warnings' | 'allowedActions'> & { solutionAssignmentId: string | null };

const SORTS: Record<string, SortKey> = {
  raisedAt: { sql: 'x.number', type: 'int' },
  wantedBy: {
    sql: `COALESCE(x.wanted_by, '9999-12-31')`,
    descendingSql: `COALESCE(x.wanted_by, '0001-01-01')`,
    type: 'date',
  },
  agency: { sql: 'g.name COLLATE "vi-x-icu"', type: 'text' },
};

const COLUMNS = `x.id, x.number, x.plan_id AS "planId", x.assignment_id AS "assignmentId", t.id AS "taskId",
  t.number AS "taskNumber", t.title AS "taskTitle", x.agency_id AS "agencyId", g.name AS "agencyName",
  x.report_id AS "reportId", x.kind, x.text, x.level_able AS "levelAble", x.asked_of_agency_id AS "askedOfAgencyId",
  ask.name AS "askedOfAgencyName", x.wanted_by AS "wantedBy", x.state, x.raised_by_label AS "raisedByName",
  x.raised_at AS "raisedAt", x.forwarded_to_agency_id AS "forwardedToAgencyId", fwd.name AS "forwardedToAgencyName",
  x.answer_text AS "answerText", x.answered_by_label AS "answeredByName", x.answered_at AS "answeredAt", x.conclusion,
  x.decided_by_label AS "decidedByName", x.decided_at AS "decidedAt", x.solution_assignment_id AS "solutionAssignmentId",
  x.solved_at AS "solvedAt",
  CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'number', m.number, 'state', m.state) END AS main,
  (SELECT count(*)::int FROM obstacles c WHERE c.main_id = x.id) AS "mergedCount", x.version`;

const FROM = `FROM obstacles x JOIN agencies g ON g.id = x.agency_id
  LEFT JOIN assignments a ON a.id = x.assignment_id LEFT JOIN tasks t ON t.id = a.task_id
  LEFT JOIN agencies ask ON ask.id = x.asked_of_agency_id LEFT JOIN agencies fwd ON fwd.id = x.forwarded_to_agency_id
  LEFT JOIN obstacles m ON m.id = x.main_id`;

/** How alike two texts must be to be shown to whoever merges, of 1. */
const ALIKE = 0.3;
const MOST_ALIKE = 8;

/** Reads of obstacles; every one of them knows who asks. */
@Injectable()
export class ObstacleQueries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly assignments: AssignmentReaderService,
  ) {}

  /** One page of the obstacles that the actor may read. */
  async list(query: ObstacleListQuery, actor: Actor): Promise<ObstaclePageDto> {
    const { limit, cursor, ...filters } = query;
    const keyset = new Keyset(readSort(query.sort, Object.keys(SORTS), '-raisedAt'), SORTS, 'x.id', filters);
    const parameters: unknown[] = [...readableParameters(actor)];
    const conditions = [readable(1), ...listConditions(query, parameters)];
    conditions.push(keyset.after(cursor, parameters));
    const rows: (Row & Record<string, unknown>)[] = await this.dataSource.query(
      `SELECT ${COLUMNS}, ${keyset.select} ${FROM} WHERE ${conditions.join(' AND ')}
       ORDER BY ${keyset.orderBy} LIMIT $${parameters.push(limit + 1)}`,
      parameters,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await this.present(page, actor),
      nextCursor: rows.length > limit && last ? keyset.cursorAfter(last) : null,
    };
  }

  /** Those of a plan that waited for the Steering Committee on a day, the longest waiting first. */
  async withSteering(planId: string, asOf: string, actor: Actor): Promise<ObstacleDto[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${COLUMNS} ${FROM} WHERE ${readable(1)} AND x.plan_id = $3 AND x.with_steering @> $4::date
       ORDER BY x.wanted_by NULLS LAST, x.number`,
      [...readableParameters(actor), planId, asOf],
    );
    return this.present(rows, actor);
  }

  /**
   * One obstacle with its history.
   * @throws DomainError `resource.not_found` when it is missing or not the actor's to read
   */
  async one(id: string, actor: Actor): Promise<ObstacleDetailDto> {
    const rows: Row[] = await this.dataSource.query(`SELECT ${COLUMNS} ${FROM} WHERE ${readable(1)} AND x.id = $3`, [
      ...readableParameters(actor),
      id,
    ]);
    const [obstacle] = await this.present(rows, actor);
    if (!obstacle) throw notFound('vướng mắc');
    const merges = obstacle.allowedActions.some(({ action, allowed }) => action === 'merge' && allowed);
    return {
      ...obstacle,
      steps: await this.stepsOf(id),
      alike: merges ? await this.alike(obstacle) : [],
      merged: await this.mergedInto(id),
    };
  }

  private async present(rows: readonly Row[], actor: Actor): Promise<ObstacleDto[]> {
    const solutions = await this.assignments.many(
      rows.flatMap(({ solutionAssignmentId }) => (solutionAssignmentId ? [solutionAssignmentId] : [])),
    );
    return rows.map(({ solutionAssignmentId, ...row }) => ({
      ...withoutKeys(row),
      solution: solutionAssignmentId ? (solutions.get(solutionAssignmentId) ?? null) : null,
      warnings: personalDataWarnings(row.text),
      allowedActions: allowedActions(row.state, sidesOf(actor, row)),
    }));
  }

  private async stepsOf(id: string): Promise<ObstacleStepDto[]> {
    return this.dataSource.query(
      `SELECT at, type, actor_label AS "actorLabel",
              COALESCE(after->>'text', after->>'conclusion', after->>'reason', after->>'toAgencyName') AS text
       FROM events WHERE subject_type = 'obstacle' AND subject_id = $1 ORDER BY id`,
      [id],
    );
  }

  private async alike(to: ObstacleDto): Promise<AlikeObstacleDto[]> {
    return this.dataSource.query(
      `SELECT x.id, x.number, g.name AS "agencyName", x.text,
              round(100 * similarity(x.search_text, $2))::int AS likeness
       FROM obstacles x JOIN agencies g ON g.id = x.agency_id
       WHERE x.plan_id = $1 AND x.id <> $3 AND x.state IN ('open', 'with_agency', 'with_steering')
         AND similarity(x.search_text, $2) >= ${ALIKE}
       ORDER BY similarity(x.search_text, $2) DESC, x.number LIMIT ${MOST_ALIKE}`,
      [to.planId, searchKey(to.text), to.id],
    );
  }

  private async mergedInto(id: string): Promise<AlikeObstacleDto[]> {
    return this.dataSource.query(
      `SELECT x.id, x.number, g.name AS "agencyName", x.text, 100 AS likeness
       FROM obstacles x JOIN agencies g ON g.id = x.agency_id WHERE x.main_id = $1 ORDER BY x.number`,
      [id],
    );
  }
}

/** The sort values of a page are not part of its rows. */
const withoutKeys = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !/^k\d+$/.test(name))) as T;

function listConditions(query: ObstacleListQuery, parameters: unknown[]): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, sql: (place: string) => string): void => {
    if (value !== undefined) conditions.push(sql(`$${parameters.push(value)}`));
  };
  add(query.planId, (place) => `x.plan_id = ${place}`);
  add(query.assignmentId, (place) => `x.assignment_id = ${place}`);
  add(query.agencyId, (place) => `x.agency_id = ANY(${place}::uuid[])`);
  add(query.state, (place) => `x.state = ANY(${place}::text[])`);
  add(query.kind, (place) => `x.kind = ANY(${place}::text[])`);
  add(query.levelAble, (place) => `x.level_able = ANY(${place}::text[])`);
  if (query.q) add(likeText(searchKey(query.q)), (place) => `x.search_text LIKE '%' || ${place} || '%'`);
  return conditions;
}
