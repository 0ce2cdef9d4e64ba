import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import type { ConfirmationInput, EvidenceInput } from './assignment.dto.js';
import { AssignmentEntity } from './assignment.entity.js';
import { proposesFor } from './assignment.policy.js';
import { DeliverableEntity } from './deliverable.entity.js';
import { EvidenceEntity } from './evidence.entity.js';

type LockedAssignment = Pick<
  AssignmentEntity,
  'id' | 'taskId' | 'planId' | 'agencyId' | 'role' | 'completedOn' | 'cancelledOn' | 'version'
> & { today: string };

/** Evidence and the completion that it proves. */
@Injectable()
export class EvidenceService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** An agency hands in the document that proves completion; it counts once the standing agency confirmed it. */
  async propose(assignmentId: string, input: EvidenceInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const assignment = await this.lock(manager, assignmentId);
      if (!proposesFor(actor, assignment.agencyId)) {
        throw new DomainError(
          'auth.forbidden',
          'Chỉ cơ quan được giao (hoặc cơ quan thường trực nộp thay) mới nộp tài liệu cho phân công này.',
        );
      }
      if (assignment.role !== 'lead') {
        throw new DomainError(
          'assignment.not_lead',
          'Cơ quan phối hợp không nộp tài liệu minh chứng; kết quả được ghi nhận ở cơ quan chủ trì.',
        );
      }
      if (assignment.cancelledOn) throw cancelled(assignment);
      checkIssuedOn(input.issuedOn, assignment.today);
      await this.checkDeliverable(manager, assignment.taskId, input.deliverableId);
      const [evidence] = await manager.query<[{ id: string }]>(
        `INSERT INTO evidence (assignment_id, deliverable_id, number, issued_on, abstract, state, proposed_by)
         VALUES ($1, $2, $3, $4, $5, 'proposed', $6) RETURNING id`,
        [assignmentId, input.deliverableId ?? null, input.number, input.issuedOn, input.abstract, actor.id],
      );
      await this.tell(manager, actor, 'evidence.proposed', evidence.id, assignment, null, input);
      return evidence.id;
    });
  }

  /**
   * The standing agency confirms or refuses. The date on the confirmed document becomes the day of completion;
   * refusing a confirmed one reopens the assignment.
   */
  async decide(assignmentId: string, version: number, input: ConfirmationInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const assignment = await this.lock(manager, assignmentId);
      checkVersion(assignment.version, version);
      if (input.decision === 'refuse' && !input.reason) {
        const message = 'Hãy nêu lý do không chấp nhận để cơ quan biết cần bổ sung gì.';
        throw new DomainError('evidence.reason_missing', message, [{ pointer: '/reason', code: 'required', message }]);
      }
      const evidence = await this.chosen(manager, assignmentId, input.evidenceId);
      if (input.decision === 'confirm') await this.confirm(manager, assignment, evidence, input, actor);
      else await this.refuse(manager, assignment, evidence, input, actor);
    });
  }

  private async confirm(
    manager: EntityManager,
    assignment: LockedAssignment,
    evidence: EvidenceEntity,
    input: ConfirmationInput,
    actor: Actor,
  ): Promise<void> {
    if (assignment.cancelledOn) throw cancelled(assignment);
    if (evidence.state !== 'proposed') throw notDecidable('Tài liệu này đã được xét trước đó. Hãy tải lại trang.');
    if (assignment.completedOn) {
      throw notDecidable('Phân công đã có tài liệu được xác nhận. Muốn thay, hãy không chấp nhận tài liệu cũ trước.');
    }
    const selfConfirmed = actor.agencyId === assignment.agencyId;
    await this.close(manager, evidence, 'confirmed', input.reason ?? null, selfConfirmed, actor);
    await manager.update(AssignmentEntity, { id: assignment.id }, { completedOn: evidence.issuedOn });
    await this.tell(
      manager,
      actor,
      'evidence.confirmed',
      evidence.id,
      assignment,
      { state: evidence.state, completedOn: null },
      {
        state: 'confirmed',
        completedOn: evidence.issuedOn,
        number: evidence.number,
        reason: input.reason ?? null,
        selfConfirmed,
      },
    );
    await this.takeFlagsBack(manager, assignment, evidence, actor);
  }

  private async refuse(
    manager: EntityManager,
    assignment: LockedAssignment,
    evidence: EvidenceEntity,
    input: ConfirmationInput,
    actor: Actor,
  ): Promise<void> {
    if (evidence.state === 'refused') throw notDecidable('Tài liệu này đã bị từ chối trước đó. Hãy tải lại trang.');
    const reopens = evidence.state === 'confirmed';
    await this.close(manager, evidence, 'refused', input.reason ?? null, false, actor);
    // An UPDATE also without a change of date: a decision always raises the version.
    await manager.update(
      AssignmentEntity,
      { id: assignment.id },
      { completedOn: reopens ? null : assignment.completedOn },
    );
    await this.tell(
      manager,
      actor,
      reopens ? 'evidence.confirmation_withdrawn' : 'evidence.refused',
      evidence.id,
      assignment,
      { state: evidence.state, completedOn: assignment.completedOn },
      {
        state: 'refused',
        completedOn: reopens ? null : assignment.completedOn,
        number: evidence.number,
        reason: input.reason,
      },
    );
  }

  /** A completion within the date makes flags untrue that were raised while nobody knew of it; they stay as history. */
  private async takeFlagsBack(
    manager: EntityManager,
    assignment: LockedAssignment,
    evidence: EvidenceEntity,
    actor: Actor,
  ): Promise<void> {
    const [flags] = await manager.query<[{ id: string; kind: string; dueOn: string }[], number]>(
      `UPDATE assignment_flags SET taken_back_at = clock_timestamp(), taken_back_reason = $3
       WHERE assignment_id = $1 AND taken_back_at IS NULL
         AND ((kind = 'overdue' AND due_on >= $2) OR (kind = 'due_soon' AND raised_on > $2))
       RETURNING id, kind, due_on AS "dueOn"`,
      [
        assignment.id,
        evidence.issuedOn,
        `Đã hoàn thành ngày ${formatDate(evidence.issuedOn)} theo văn bản ${evidence.number}`,
      ],
    );
    for (const flag of flags) {
      await this.events.append(manager, actor, {
        type: 'assignment.flag_taken_back',
        subjectType: 'assignment',
        subjectId: assignment.id,
        planId: assignment.planId,
        agencyId: assignment.agencyId,
        before: { kind: flag.kind, dueOn: flag.dueOn },
        after: { completedOn: evidence.issuedOn },
      });
    }
  }

  private async close(
    manager: EntityManager,
    evidence: EvidenceEntity,
    state: 'confirmed' | 'refused',
    reason: string | null,
    selfConfirmed: boolean,
    actor: Actor,
  ): Promise<void> {
    await manager.query(
      `UPDATE evidence SET state = $2, decided_by = $3, decided_at = clock_timestamp(), decision_reason = $4, self_confirmed = $5
       WHERE id = $1`,
      [evidence.id, state, actor.id, reason, selfConfirmed],
    );
  }

  private async chosen(
    manager: EntityManager,
    assignmentId: string,
    evidenceId?: string | null,
  ): Promise<EvidenceEntity> {
    const evidence = evidenceId
      ? await manager.findOneBy(EvidenceEntity, { id: evidenceId, assignmentId })
      : await manager.findOne(EvidenceEntity, {
          where: { assignmentId, state: 'proposed' },
          order: { proposedAt: 'DESC', id: 'ASC' },
        });
    if (evidence) return evidence;
    if (evidenceId) {
      throw invalidField('/evidenceId', 'value', 'Phân công này không có tài liệu đó. Hãy chọn lại trong danh sách.');
    }
    throw new DomainError(
      'evidence.none_proposed',
      'Chưa có tài liệu nào chờ xác nhận. Cơ quan cần nộp số, ngày và trích yếu văn bản trước.',
    );
  }

  /** The row, locked, and today by the database's clock: one way there and back, since every write waits for it. */
  private async lock(manager: EntityManager, id: string): Promise<LockedAssignment> {
    const [assignment] = await manager.query<LockedAssignment[]>(
      `SELECT id, task_id AS "taskId", plan_id AS "planId", agency_id AS "agencyId", role,
              completed_on AS "completedOn", cancelled_on AS "cancelledOn", version,
              (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today
       FROM assignments WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!assignment) throw notFound('phân công');
    return assignment;
  }

  private async checkDeliverable(manager: EntityManager, taskId: string, deliverableId?: string | null): Promise<void> {
    if (deliverableId && !(await manager.existsBy(DeliverableEntity, { id: deliverableId, taskId }))) {
      throw invalidField('/deliverableId', 'value', 'Sản phẩm này không thuộc nhiệm vụ. Hãy chọn lại.');
    }
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: string,
    evidenceId: string,
    assignment: LockedAssignment,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'evidence',
      subjectId: evidenceId,
      planId: assignment.planId,
      agencyId: assignment.agencyId,
      before: before ?? undefined,
      after,
    });
  }
}

function checkIssuedOn(issuedOn: string, today: string): void {
  if (issuedOn <= today) return;
  const message = `Ngày ban hành ${formatDate(issuedOn)} ở tương lai. Hãy nhập ngày ghi trên văn bản đã ban hành.`;
  throw new DomainError('evidence.issued_in_future', message, [{ pointer: '/issuedOn', code: 'future', message }]);
}

const cancelled = (assignment: LockedAssignment): DomainError =>
  new DomainError(
    'assignment.cancelled',
    `Phân công đã hủy từ ngày ${formatDate(assignment.cancelledOn as string)}. Nếu hủy nhầm, hãy báo cơ quan thường trực.`,
  );

const notDecidable = (detail: string): DomainError => new DomainError('evidence.not_decidable', detail);
