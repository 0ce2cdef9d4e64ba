import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import type { ExtensionAct } from '@plan/shared/vocabulary/extensions';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { AssignmentDatesService } from '../tasks/assignment-dates.service.js';
import { readsAgency } from '../tasks/assignment-reader.service.js';
import { nextState } from './domain/life-cycle.js';
import {
  checkAskable,
  checkDate,
  inOrderOfLocks,
  type LockedExtension,
  reasonMissing,
  refuseUnlessAllowed,
} from './extension.acts.js';
import type {
  BulkExtensionInput,
  BulkExtensionResultDto,
  ExtensionDecisionInput,
  ExtensionInput,
} from './extension.dto.js';
import { documentText } from './extension.queries.js';

/** Rolls a dry run or a bulk with a refusal back, with its results. */
class RolledBack extends Error {
  constructor(readonly results: BulkExtensionResultDto[]) {
    super('rolled back');
  }
}

/** Requests for later dates, and the decisions on them. */
@Injectable()
export class ExtensionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly dates: AssignmentDatesService,
    private readonly events: EventLog,
  ) {}

  /** An agency asks for a later date, before the due date or after it. @returns the id of the request */
  async ask(assignmentId: string, input: ExtensionInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const assignment = await this.dates.lock(manager, assignmentId);
      checkAskable(assignment, input, actor);
      const [made] = await manager.query<[{ id: string; number: number }]>(
        `INSERT INTO extensions (plan_id, assignment_id, agency_id, new_due_on, due_on_when_asked, reason, asked_by, asked_by_label, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) RETURNING id, number`,
        [
          assignment.planId,
          assignment.id,
          assignment.agencyId,
          input.newDueOn,
          assignment.dueOn,
          input.reason,
          actor.kind === 'user' ? actor.id : null,
          actor.label,
        ],
      );
      await this.dates.beginPending(manager, assignment);
      await this.events.append(manager, actor, {
        type: 'extension.asked',
        subjectType: 'extension',
        subjectId: made.id,
        planId: assignment.planId,
        agencyId: assignment.agencyId,
        after: {
          number: made.number,
          newDueOn: input.newDueOn,
          dueOn: assignment.dueOn,
          reason: input.reason,
          assignmentId,
        },
      });
      return made.id;
    });
  }

  /** The standing agency or the Steering Committee, as the plan says, grants or refuses. */
  async decide(id: string, version: number, input: ExtensionDecisionInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction((manager) => this.decideIn(manager, id, version, input, actor));
  }

  /** Decides many alike, all or none. @returns the results by index */
  async decideMany(input: BulkExtensionInput, actor: Actor): Promise<BulkExtensionResultDto[]> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const results = new Array<BulkExtensionResultDto>(input.items.length);
        for (const { extensionId, version, index } of await inOrderOfLocks(manager, input.items)) {
          results[index] = await this.oneOfMany(manager, extensionId, version, index, input, actor);
        }
        if (input.dryRun || results.some(({ ok }) => !ok)) throw new RolledBack(results);
        return results;
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      if (input.dryRun) return error.results;
      const failed = error.results.filter(({ ok }) => !ok);
      throw new DomainError(
        'extension.bulk_refused',
        `Có ${failed.length}/${error.results.length} đề nghị không quyết định được nên chưa đề nghị nào được quyết định. Hãy bỏ chọn hoặc tải lại những đề nghị đó.`,
        failed.slice(0, 100).map(({ index, detail }) => ({
          pointer: `/items/${index}`,
          code: 'value' as const,
          message: detail ?? '',
        })),
      );
    }
  }

  /** The agency takes its request back before it is decided. */
  async withdraw(id: string, version: number, reason: string | null, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const extension = await this.lock(manager, id, version, actor);
      refuseUnlessAllowed('withdraw', extension, actor);
      await this.close(manager, extension, 'withdraw', { reason, changeId: null, selfDecided: false }, actor);
      await this.tell(manager, actor, 'extension.withdrawn', extension, { reason });
    });
  }

  private async oneOfMany(
    manager: EntityManager,
    extensionId: string,
    version: number,
    index: number,
    input: BulkExtensionInput,
    actor: Actor,
  ): Promise<BulkExtensionResultDto> {
    try {
      const dueOn = await this.decideIn(manager, extensionId, version, input, actor);
      return { index, extensionId, ok: true, dueOn, code: null, detail: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { index, extensionId, ok: false, dueOn: null, code: error.code, detail: error.detail };
    }
  }

  /** @returns the due date that counts from now on; null when refused */
  private async decideIn(
    manager: EntityManager,
    id: string,
    version: number,
    input: ExtensionDecisionInput,
    actor: Actor,
  ): Promise<string | null> {
    const extension = await this.lock(manager, id, version, actor);
    refuseUnlessAllowed(input.decision, extension, actor);
    const reason = input.reason || null;
    const selfDecided = actor.agencyId === extension.agencyId;
    if (input.decision === 'refuse') {
      if (!reason) throw reasonMissing();
      await this.close(manager, extension, 'refuse', { reason, changeId: null, selfDecided }, actor);
      await this.tell(manager, actor, 'extension.refused', extension, { reason, selfDecided });
      return null;
    }
    const newDueOn = input.newDueOn ?? extension.newDueOn;
    checkDate(newDueOn, extension.assignment.dueOn);
    const { changeId, dueOn } = await this.dates.setDueDate(
      manager,
      extension.assignment,
      {
        nominalDueOn: newDueOn,
        documentText: documentText(extension.number),
        reason: reason ?? 'Đồng ý theo đề nghị của cơ quan',
      },
      actor,
    );
    await this.close(manager, extension, 'grant', { reason, changeId, selfDecided }, actor);
    await this.tell(manager, actor, 'extension.granted', extension, { dueOn, reason, selfDecided });
    return dueOn;
  }

  private async close(
    manager: EntityManager,
    extension: LockedExtension,
    act: ExtensionAct,
    closing: { reason: string | null; changeId: number | null; selfDecided: boolean },
    actor: Actor,
  ): Promise<void> {
    await manager.query(
      `UPDATE extensions SET state = $2, closed_by_label = $3, closed_at = clock_timestamp(), closing_reason = $4,
         due_date_change_id = $5, self_decided = $6, version = version + 1
       WHERE id = $1`,
      [
        extension.id,
        nextState(extension.state, act),
        actor.label,
        closing.reason,
        closing.changeId,
        closing.selfDecided,
      ],
    );
    await this.dates.endPending(manager, extension.assignment);
  }

  /**
   * The request and its assignment, locked, in the version that the actor has read.
   * @throws DomainError `resource.not_found`, `resource.stale`
   */
  private async lock(manager: EntityManager, id: string, version: number, actor: Actor): Promise<LockedExtension> {
    const [found] = await manager.query<{ assignmentId: string; agencyId: string; parentAgencyId: string | null }[]>(
      `SELECT x.assignment_id AS "assignmentId", x.agency_id AS "agencyId", g.parent_id AS "parentAgencyId"
       FROM extensions x JOIN agencies g ON g.id = x.agency_id WHERE x.id = $1`,
      [id],
    );
    if (!found || !readsAgency(actor, found)) throw notFound('đề nghị gia hạn');
    // The assignment first, as one who asks does.
    const assignment = await this.dates.lock(manager, found.assignmentId);
    await manager.query('SELECT 1 FROM extensions WHERE id = $1 FOR UPDATE', [id]);
    const [row] = await manager.query<[Omit<LockedExtension, 'assignment'>]>(
      `SELECT x.id, x.number, x.state, x.version, x.agency_id AS "agencyId", x.new_due_on AS "newDueOn",
              p.extension_deciders AS deciders
       FROM extensions x JOIN plans p ON p.id = x.plan_id WHERE x.id = $1`,
      [id],
    );
    checkVersion(row.version, version);
    return { ...row, assignment };
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    extension: LockedExtension,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'extension',
      subjectId: extension.id,
      planId: extension.assignment.planId,
      agencyId: extension.agencyId,
      before: { dueOn: extension.assignment.dueOn, newDueOn: extension.newDueOn },
      after: { number: extension.number, ...after, assignmentId: extension.assignment.id },
    });
  }
}
