import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import { UrgedAssignmentsService } from '../tasks/urged-assignments.service.js';
import { answersFor } from './reminder.policy.js';
import type { UrgingAnswerItemInput, UrgingAnswersInput } from './urging.dto.js';

interface UrgingRow {
  id: string;
  planId: string;
  agencyId: string;
  number: number;
}

interface ItemRow {
  id: string;
  assignmentId: string | null;
  reportId: string | null;
  answered: boolean;
}

/** What an agency answers to an urging: why, and by when or with what document. */
@Injectable()
export class AnswerUrgingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly assignments: UrgedAssignmentsService,
  ) {}

  /** Answers items, all or none. An item is answered once: what the agency stated then stays stated. */
  async answer(id: string, { items }: UrgingAnswersInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const urging = await this.lock(manager, id, actor);
      const asked: ItemRow[] = await manager.query(
        `SELECT id, assignment_id AS "assignmentId", report_id AS "reportId", answered_at IS NOT NULL AS answered
         FROM urging_items WHERE urging_id = $1`,
        [id],
      );
      for (const [index, item] of items.entries()) {
        const row = await this.check(manager, item, `/items/${index}`, asked);
        row.answered = true;
        await this.write(manager, row.id, item, actor);
      }
      await manager.query('UPDATE urgings SET version = version + 1 WHERE id = $1', [id]);
      await this.events.append(manager, actor, {
        type: 'urging.answered',
        subjectType: 'urging',
        subjectId: id,
        planId: urging.planId,
        agencyId: urging.agencyId,
        after: {
          urgingNumber: urging.number,
          items: items.length,
          lateReasonCode: [...new Set(items.map(({ reasonCode }) => reasonCode))],
          newDueOn: items.flatMap(({ newDueOn }) => newDueOn ?? []),
          assignmentIds: items.flatMap(({ assignmentId }) => assignmentId ?? []),
          reportIds: items.flatMap(({ reportId }) => reportId ?? []),
          evidenceIds: items.flatMap(({ evidenceId }) => evidenceId ?? []),
        },
      });
    });
  }

  private async lock(manager: EntityManager, id: string, actor: Actor): Promise<UrgingRow> {
    const [urging] = await manager.query<UrgingRow[]>(
      `SELECT id, plan_id AS "planId", agency_id AS "agencyId", number FROM urgings WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!urging || !answersFor(actor, urging.agencyId)) throw notFound('công văn đôn đốc');
    return urging;
  }

  private async check(
    manager: EntityManager,
    item: UrgingAnswerItemInput,
    pointer: string,
    asked: readonly ItemRow[],
  ): Promise<ItemRow> {
    const { assignmentId, reportId, newDueOn, evidenceId } = item;
    const row = asked.find((one) =>
      assignmentId ? one.assignmentId === assignmentId.toLowerCase() : one.reportId === (reportId ?? '').toLowerCase(),
    );
    if (!row || (assignmentId && reportId)) {
      throw invalidField(pointer, 'value', 'Công văn này không nêu việc đó. Hãy tải lại.');
    }
    if (row.answered)
      throw new DomainError('urging.answered', 'Việc này đã được trả lời; nội dung đã gửi không đổi được.');
    if (!newDueOn && !evidenceId) {
      throw invalidField(
        `${pointer}/newDueOn`,
        'required',
        'Hãy nêu ngày sẽ hoàn thành, hoặc chọn tài liệu minh chứng.',
      );
    }
    if (newDueOn && newDueOn < this.clock.today()) {
      throw invalidField(`${pointer}/newDueOn`, 'range', 'Ngày sẽ hoàn thành phải từ hôm nay trở đi.');
    }
    if (evidenceId && !(assignmentId && (await this.assignments.hasEvidence(manager, assignmentId, evidenceId)))) {
      throw invalidField(`${pointer}/evidenceId`, 'value', 'Tài liệu này không thuộc nhiệm vụ, hoặc đã bị từ chối.');
    }
    return row;
  }

  private async write(
    manager: EntityManager,
    itemId: string,
    item: UrgingAnswerItemInput,
    actor: Actor,
  ): Promise<void> {
    await manager.query(
      `UPDATE urging_items SET answered_at = clock_timestamp(), answered_by = $2, answered_by_label = $3, reason_code = $4,
         new_due_on = $5, evidence_id = $6, answer_text = $7
       WHERE id = $1`,
      [itemId, actor.id, actor.label, item.reasonCode, item.newDueOn ?? null, item.evidenceId ?? null, item.text],
    );
  }
}
