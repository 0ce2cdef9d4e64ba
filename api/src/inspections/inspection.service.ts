import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import { TrackedTasksService } from '../tasks/tracked-tasks.service.js';
import { refusalOfVisitState } from './domain/visit-states.js';
import type {
  InspectionChangeInput,
  NewFindingInput,
  NewInspectionInput,
  NewRemedyInput,
  NewVisitInput,
  VisitChangeInput,
} from './inspection.dto.js';
import {
  InspectionEntity,
  InspectionFindingEntity,
  InspectionRemedyEntity,
  InspectionVisitEntity,
} from './inspection.entity.js';
import { InspectionQueries } from './inspection.queries.js';

/** Plans inspections, records what visits found, and orders remedies. */
@Injectable()
export class InspectionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queries: InspectionQueries,
    private readonly tracked: TrackedTasksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** @returns the new id */
  async plan(input: NewInspectionInput, actor: Actor): Promise<string> {
    checkDays(input.fromOn, input.toOn);
    return this.dataSource.transaction(async (manager) => {
      const [plan] = await manager.query<unknown[]>('SELECT 1 FROM plans WHERE id = $1', [input.planId]);
      if (!plan) throw invalidField('/planId', 'value', 'Không có kế hoạch này. Hãy chọn lại kế hoạch.');
      const { id } = await manager.save(InspectionEntity, input);
      await this.tell(manager, actor, 'inspection.planned', { id, planId: input.planId }, null, undefined, {
        title: input.title,
        basisText: input.basisText,
        fromOn: input.fromOn,
        toOn: input.toOn,
      });
      return id;
    });
  }

  /** @throws DomainError `resource.not_found`, `resource.stale`, `request.invalid` when a visit would lie outside */
  async change(id: string, version: number, input: InspectionChangeInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const inspection = await this.lock(manager, id);
      checkVersion(inspection.version, version);
      const { title, basisText, fromOn, toOn } = { ...inspection, ...given(input) };
      checkDays(fromOn, toOn);
      const [outside] = await manager.query<unknown[]>(
        'SELECT 1 FROM inspection_visits WHERE inspection_id = $1 AND NOT (on_day BETWEEN $2 AND $3) LIMIT 1',
        [id, fromOn, toOn],
      );
      if (outside) {
        throw invalidField(
          '/toOn',
          'range',
          'Có cuộc kiểm tra nằm ngoài khoảng ngày này. Hãy sửa ngày của cuộc đó trước.',
        );
      }
      await manager.update(InspectionEntity, { id }, { title, basisText, fromOn, toOn });
      const before = {
        title: inspection.title,
        basisText: inspection.basisText,
        fromOn: inspection.fromOn,
        toOn: inspection.toOn,
      };
      await this.tell(manager, actor, 'inspection.changed', inspection, null, before, {
        title,
        basisText,
        fromOn,
        toOn,
      });
    });
  }

  /** @returns the id of the visit */
  async planVisit(inspectionId: string, input: NewVisitInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const inspection = await this.lock(manager, inspectionId);
      checkWithin(inspection, input.onDay);
      const agencyName = await this.agencyName(manager, input.agencyId, '/agencyId');
      const { id } = await manager.save(InspectionVisitEntity, { ...input, inspectionId });
      await this.tell(manager, actor, 'inspection.visit_planned', inspection, input.agencyId, undefined, {
        visitId: id,
        agencyName,
        onDay: input.onDay,
        teamText: input.teamText,
      });
      return id;
    });
  }

  /** @throws DomainError `inspection.not_in_state` */
  async changeVisit(id: string, version: number, input: VisitChangeInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { visit, inspection } = await this.lockVisit(manager, id);
      checkVersion(visit.version, version);
      const { onDay, teamText, state, conclusionText } = { ...visit, ...given(input) };
      checkWithin(inspection, onDay);
      const refusal = refusalOfVisitState({ state: visit.state, onDay }, state, conclusionText, this.clock.today());
      if (refusal) throw new DomainError('inspection.not_in_state', refusal);
      await manager.update(InspectionVisitEntity, { id }, { onDay, teamText, state, conclusionText });
      const before = {
        onDay: visit.onDay,
        teamText: visit.teamText,
        state: visit.state,
        conclusionText: visit.conclusionText,
      };
      const after = { visitId: id, onDay, teamText, state, conclusionText };
      await this.tell(manager, actor, 'inspection.visit_changed', inspection, visit.agencyId, before, after);
    });
  }

  /** Only of a visit that was held. @returns the id of its visit */
  async recordFinding(visitId: string, input: NewFindingInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const { visit, inspection } = await this.lockVisit(manager, visitId);
      if (visit.state !== 'held') {
        throw new DomainError('inspection.not_in_state', 'Hãy ghi cuộc này là đã kiểm tra trước khi ghi kết quả.');
      }
      const taskId = input.taskId ?? null;
      if (taskId && !(await this.queries.taskOfPlan(manager, taskId, inspection.planId))) {
        throw invalidField('/taskId', 'value', 'Nhiệm vụ này không thuộc kế hoạch của đợt kiểm tra.');
      }
      const { id } = await manager.save(InspectionFindingEntity, {
        visitId,
        taskId,
        kind: input.kind,
        text: input.text,
        recordedByLabel: actor.label,
      });
      const after = { findingId: id, visitId, findingKind: input.kind, text: input.text, taskId };
      await this.tell(manager, actor, 'inspection.finding_recorded', inspection, visit.agencyId, undefined, after);
      return visitId;
    });
  }

  /** Makes a tracked assignment of the responsible agency. @returns the id of the visit */
  async orderRemedy(findingId: string, input: NewRemedyInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const [finding] = await manager.query<{ visitId: string }[]>(
        'SELECT visit_id AS "visitId" FROM inspection_findings WHERE id = $1',
        [findingId],
      );
      if (!finding) throw notFound('kết quả kiểm tra');
      const { visit, inspection } = await this.lockVisit(manager, finding.visitId);
      if (input.dueOn < visit.onDay) {
        throw invalidField('/dueOn', 'range', 'Hạn khắc phục không thể trước ngày kiểm tra.');
      }
      const leadAgencyId = input.responsibleAgencyId ?? visit.agencyId;
      const agencyName = await this.agencyName(manager, leadAgencyId, '/responsibleAgencyId');
      const { assignmentId, taskId, dueOn } = await this.tracked.create(
        manager,
        { planId: inspection.planId, origin: 'inspection', title: input.text, leadAgencyId, nominalDueOn: input.dueOn },
        actor,
      );
      await manager.insert(InspectionRemedyEntity, { findingId, assignmentId });
      const after = { findingId, assignmentId, taskId, agencyName, text: input.text, dueOn };
      await this.tell(manager, actor, 'inspection.remedy_ordered', inspection, leadAgencyId, undefined, after);
      return visit.id;
    });
  }

  private async lock(manager: EntityManager, id: string): Promise<InspectionEntity> {
    const found = await manager.findOne(InspectionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw notFound('kế hoạch kiểm tra');
    return found;
  }

  private async lockVisit(
    manager: EntityManager,
    id: string,
  ): Promise<{ visit: InspectionVisitEntity; inspection: InspectionEntity }> {
    const visit = await manager.findOne(InspectionVisitEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!visit) throw notFound('cuộc kiểm tra');
    return { visit, inspection: await manager.findOneByOrFail(InspectionEntity, { id: visit.inspectionId }) };
  }

  private async agencyName(manager: EntityManager, id: string, pointer: string): Promise<string> {
    const [agency] = await manager.query<{ name: string }[]>('SELECT name FROM agencies WHERE id = $1', [id]);
    if (!agency) throw invalidField(pointer, 'value', 'Không có cơ quan này. Hãy chọn lại trong danh mục.');
    return agency.name;
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    inspection: { id: string; planId: string },
    agencyId: string | null,
    before: object | undefined,
    after: object,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'inspection',
      subjectId: inspection.id,
      planId: inspection.planId,
      agencyId,
      before,
      after,
    });
  }
}

/** What the request says, without what it leaves out. */
const given = <T extends object>(input: T): Partial<T> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>;

function checkDays(fromOn: string, toOn: string): void {
  if (toOn < fromOn) throw invalidField('/toOn', 'range', 'Ngày cuối không thể trước ngày đầu.');
}

function checkWithin({ fromOn, toOn }: { fromOn: string; toOn: string }, onDay: string): void {
  if (onDay < fromOn || onDay > toOn) {
    throw invalidField('/onDay', 'range', 'Ngày kiểm tra phải nằm trong thời gian của đợt kiểm tra.');
  }
}
