import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { DataSource, type EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import { asksExtensionFor as speaksFor } from '../tasks/assignment-reader.service.js';
import { nextState, refusalOf } from './domain/life-cycle.js';
import { sidesOf } from './obstacle.policy.js';
import type { ObstacleForwardInput, ObstacleInput } from './obstacle-act.dto.js';
import { lockFor, lockMany, type ObstacleFacts } from './obstacle-facts.js';

/** Takes an obstacle off the Steering Committee's list from today on. */
export const OFF_STEERING = `with_steering - datemultirange(daterange((clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, NULL))`;
const ON_STEERING = OFF_STEERING.replace(' - ', ' + ');

/** Raising obstacles, and all that is done with them before a conclusion. */
@Injectable()
export class ObstaclesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** An agency says what stands in its way. @returns the id */
  async raise(input: ObstacleInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await this.checkNamed(manager, input);
      const { agencyId } = actor;
      if (agencyId === null || !speaksFor(actor, agencyId)) {
        throw new DomainError('auth.forbidden', 'Chỉ người của một cơ quan mới nêu vướng mắc cho cơ quan mình.');
      }
      if (input.assignmentId) await this.checkOwn(manager, input.planId, input.assignmentId, agencyId);
      return this.insert(manager, { ...input, agencyId, reportId: null }, actor);
    });
  }

  /**
   * Raises what an entry of a report tells, once for each report and assignment: asked again, it is the one that was
   * raised before. The caller has checked that the actor writes the report.
   * @returns the id
   * @throws DomainError `request.invalid` at `/askedOfAgencyId` for an agency that is none
   */
  async raiseFromReport(
    manager: EntityManager,
    input: ObstacleInput & { agencyId: string; reportId: string; assignmentId: string },
    actor: Actor,
  ): Promise<string> {
    await this.checkNamed(manager, input);
    const [before] = await manager.query<{ id: string }[]>(
      'SELECT id FROM obstacles WHERE report_id = $1 AND assignment_id = $2',
      [input.reportId, input.assignmentId],
    );
    return before?.id ?? this.insert(manager, input, actor);
  }

  /** The standing agency, or the agency that it was forwarded to, answers. */
  async answer(id: string, version: number, text: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const facts = await lockFor(manager, 'answer', id, version, actor);
      await manager.query(
        `UPDATE obstacles SET state = $2, answer_text = $3, answered_by_label = $4, answered_at = clock_timestamp(),
           version = version + 1 WHERE id = $1`,
        [id, nextState(facts.state, 'answer'), text, actor.label],
      );
      await this.tell(manager, actor, 'obstacle.answered', facts, { text });
    });
  }

  /** The standing agency forwards to an agency or to the Steering Committee. */
  async forward(id: string, version: number, input: ObstacleForwardInput, actor: Actor): Promise<void> {
    const act = input.to === 'agency' ? 'forward_agency' : 'forward_steering';
    await this.dataSource.transaction(async (manager) => {
      const facts = await lockFor(manager, act, id, version, actor);
      const toAgencyName = input.to === 'agency' ? await this.agencyName(manager, input.agencyId) : 'Ban Chỉ đạo';
      await manager.query(
        `UPDATE obstacles SET state = $2, forwarded_to_agency_id = $3,
           with_steering = ${input.to === 'steering' ? ON_STEERING : OFF_STEERING}, version = version + 1
         WHERE id = $1`,
        [id, nextState(facts.state, act), input.to === 'agency' ? input.agencyId : null],
      );
      const text = input.note ? `Chuyển ${toAgencyName}: ${input.note}` : `Chuyển ${toAgencyName}`;
      await this.tell(manager, actor, 'obstacle.forwarded', facts, { toAgencyName, text });
    });
  }

  /** The asker says that it is solved. */
  async confirm(id: string, version: number, note: string | null, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const facts = await lockFor(manager, 'confirm', id, version, actor);
      await manager.query(
        'UPDATE obstacles SET state = $2, solved_at = clock_timestamp(), version = version + 1 WHERE id = $1',
        [id, nextState(facts.state, 'confirm')],
      );
      await this.tell(manager, actor, 'obstacle.confirmed', facts, { text: note });
    });
  }

  /** The asker says what is still in the way. */
  async reopen(id: string, version: number, reason: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const facts = await lockFor(manager, 'reopen', id, version, actor);
      await manager.query('UPDATE obstacles SET state = $2, solved_at = NULL, version = version + 1 WHERE id = $1', [
        id,
        nextState(facts.state, 'reopen'),
      ]);
      await this.tell(manager, actor, 'obstacle.reopened', facts, { reason });
    });
  }

  /** The standing agency makes several alike ones into one: they follow it from now on. All or none. */
  async merge(mainId: string, version: number, obstacleIds: readonly string[], actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const others = obstacleIds.map((each) => each.toLowerCase()).filter((each) => each !== mainId);
      const locked = await lockMany(manager, [mainId, ...others], actor);
      const main = await lockFor(manager, 'merge', mainId, version, actor);
      const faults = others.flatMap((id, index) => {
        const fault = mergeFault(
          main,
          locked.find((one) => one.id === id),
          actor,
        );
        return fault ? [{ pointer: `/obstacleIds/${index}`, code: 'value' as const, message: fault }] : [];
      });
      if (faults.length > 0 || others.length === 0) {
        const detail = 'Có vướng mắc không gộp được nên chưa vướng mắc nào được gộp. Hãy bỏ chọn những vướng mắc đó.';
        throw new DomainError('obstacle.not_mergeable', detail, faults);
      }
      // What was merged into those before follows the new main one as well.
      await manager.query('UPDATE obstacles SET main_id = $1 WHERE main_id = ANY($2::uuid[])', [mainId, others]);
      await manager.query(
        `UPDATE obstacles SET state = 'merged', main_id = $1, with_steering = ${OFF_STEERING}, version = version + 1
         WHERE id = ANY($2::uuid[])`,
        [mainId, others],
      );
      await manager.query('UPDATE obstacles SET version = version + 1 WHERE id = $1', [mainId]);
      await this.tell(manager, actor, 'obstacle.joined', main, { obstacleIds: others });
      for (const one of locked.filter(({ id }) => id !== mainId)) {
        await this.tell(manager, actor, 'obstacle.merged', one, { mainNumber: main.number });
      }
    });
  }

  async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    facts: Pick<ObstacleFacts, 'id' | 'number' | 'planId' | 'agencyId' | 'state'>,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'obstacle',
      subjectId: facts.id,
      planId: facts.planId,
      agencyId: facts.agencyId,
      before: { state: facts.state },
      after: { number: facts.number, ...after },
    });
  }

  private async insert(
    manager: EntityManager,
    input: ObstacleInput & { agencyId: string; reportId: string | null },
    actor: Actor,
  ): Promise<string> {
    const [made] = await manager.query<[{ id: string; number: number }]>(
      `INSERT INTO obstacles (plan_id, assignment_id, agency_id, report_id, kind, text, search_text, level_able,
                              asked_of_agency_id, wanted_by, raised_by_label, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) RETURNING id, number`,
      [
        input.planId,
        input.assignmentId ?? null,
        input.agencyId,
        input.reportId,
        input.kind,
        input.text,
        searchKey(input.text),
        input.levelAble ?? null,
        input.askedOfAgencyId ?? null,
        input.wantedBy ?? null,
        actor.label,
      ],
    );
    await this.events.append(manager, actor, {
      type: 'obstacle.raised',
      subjectType: 'obstacle',
      subjectId: made.id,
      planId: input.planId,
      agencyId: input.agencyId,
      after: {
        number: made.number,
        kind: input.kind,
        text: input.text,
        levelAble: input.levelAble ?? null,
        wantedBy: input.wantedBy ?? null,
      },
    });
    return made.id;
  }

  private async checkNamed(manager: EntityManager, { planId, askedOfAgencyId }: ObstacleInput): Promise<void> {
    const [plan] = await manager.query('SELECT 1 FROM plans WHERE id = $1', [planId]);
    if (!plan) throw invalidField('/planId', 'value', 'Không có kế hoạch này. Hãy chọn lại.');
    if (askedOfAgencyId) await this.agencyName(manager, askedOfAgencyId, '/askedOfAgencyId');
  }

  private async checkOwn(
    manager: EntityManager,
    planId: string,
    assignmentId: string,
    agencyId: string,
  ): Promise<void> {
    const [assignment] = await manager.query<{ planId: string; agencyId: string }[]>(
      'SELECT plan_id AS "planId", agency_id AS "agencyId" FROM assignments WHERE id = $1',
      [assignmentId],
    );
    if (!assignment) throw notFound('phân công');
    if (assignment.agencyId !== agencyId) {
      throw new DomainError('auth.forbidden', 'Phân công này của cơ quan khác. Hãy chọn phân công của cơ quan mình.');
    }
    if (assignment.planId !== planId.toLowerCase()) {
      throw invalidField('/assignmentId', 'value', 'Phân công không thuộc kế hoạch này. Hãy chọn lại.');
    }
  }

  private async agencyName(
    manager: EntityManager,
    id: string | null | undefined,
    pointer = '/agencyId',
  ): Promise<string> {
    const [agency] = id ? await manager.query<{ name: string }[]>('SELECT name FROM agencies WHERE id = $1', [id]) : [];
    if (!agency) throw invalidField(pointer, id ? 'value' : 'required', 'Hãy chọn một cơ quan có trong danh mục.');
    return agency.name;
  }
}

function mergeFault(main: ObstacleFacts, other: ObstacleFacts | undefined, actor: Actor): string | null {
  if (!other) return 'Không tìm thấy vướng mắc này.';
  if (other.planId !== main.planId) return `Vướng mắc số ${other.number} thuộc kế hoạch khác.`;
  const refusal = refusalOf('merge', other.state, sidesOf(actor, other));
  return refusal ? `Vướng mắc số ${other.number}: ${refusal.reason}` : null;
}
