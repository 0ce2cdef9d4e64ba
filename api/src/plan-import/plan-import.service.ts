import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { DataSource, type EntityManager } from 'typeorm';
import { AgencyDirectoryService } from '../agencies/agency-directory.service.js';
import { dateInVietnam, formatDate } from '../calendar/domain/calendar-date.js';
import { PlansService } from '../plans/plans.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { CreateTasksService, type NewTask } from '../tasks/create-tasks.service.js';
import type { ImportEdits } from './domain/import-edits.js';
import type { ImportPreview, PreviewDuty, PreviewTask } from './domain/preview-plan.js';
import type { PlanImportDto } from './import-preview.dto.js';
import { PlanImportEntity } from './plan-import.entity.js';
import { previewDto } from './preview-dto.js';
import { ReadImportService } from './read-import.service.js';

/** Documents on their way to becoming plans. */
@Injectable()
export class PlanImportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: ReadImportService,
    private readonly directory: AgencyDirectoryService,
    private readonly plans: PlansService,
    private readonly tasks: CreateTasksService,
    private readonly events: EventLog,
  ) {}

  /** Keeps an uploaded document with what was understood of it. One that cannot be read is not kept. */
  async upload(fileName: string, source: Buffer, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await this.reader.read(manager, source, {});
      const saved = await manager.save(PlanImportEntity, {
        fileName,
        source,
        digest: createHash('sha256').update(source).digest('hex'),
        edits: {},
        planId: null,
        createdBy: actor.id,
      });
      await this.tell(manager, actor, 'plan_import.uploaded', saved.id, undefined, { fileName, bytes: source.length });
      return saved.id;
    });
  }

  /** What is understood now: the directory may have learnt since. A confirmed import shows what it was confirmed as. */
  async preview(id: string): Promise<{ preview: PlanImportDto; version: number }> {
    const { manager } = this.dataSource;
    const found = await this.find(manager, id);
    const { version } = found;
    if (found.confirmedPreview) return { preview: found.confirmedPreview as PlanImportDto, version };
    return { preview: await this.understand(manager, found), version };
  }

  private async understand(manager: EntityManager, found: PlanImportEntity): Promise<PlanImportDto> {
    const reading = await this.reader.read(manager, found.source, found.edits as ImportEdits);
    reading.preview.warnings.unshift(...(await this.sameDocument(manager, found)));
    return previewDto(found, reading);
  }

  /** Replaces a person's answers and corrections. */
  async edit(id: string, version: number, edits: ImportEdits, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const found = await this.find(manager, id, true);
      checkVersion(found.version, version);
      if (found.planId) throw alreadyConfirmed();
      await this.reader.read(manager, found.source, edits);
      await manager.update(PlanImportEntity, { id }, { edits });
      await this.tell(manager, actor, 'plan_import.edited', id, found.edits, edits);
    });
  }

  /**
   * Makes the plan, the whole of it or nothing; the same import confirmed again gives the same plan.
   * @returns the plan's id, and whether this call made it
   */
  async confirm(id: string, actor: Actor, options: { public: boolean }): Promise<{ planId: string; created: boolean }> {
    return this.dataSource.transaction(async (manager) => {
      const found = await this.find(manager, id, true);
      if (found.planId) return { planId: found.planId, created: false };
      const edits = found.edits as ImportEdits;
      const reading = await this.reader.read(manager, found.source, edits);
      const planId = await this.makePlan(manager, found, reading.preview, options.public, actor);
      found.planId = planId;
      const confirmedPreview = await this.understand(manager, found);
      await this.rememberNames(manager, edits, actor, id);
      await manager.update(PlanImportEntity, { id }, { planId, confirmedPreview });
      return { planId, created: true };
    });
  }

  private async makePlan(
    manager: EntityManager,
    found: PlanImportEntity,
    preview: ImportPreview,
    isPublic: boolean,
    actor: Actor,
  ): Promise<string> {
    const { plan } = preview;
    const { planId, groupIds } = await this.plans.create(
      manager,
      {
        importId: found.id,
        number: plan.number,
        issuedOn: plan.issuedOn,
        title: plan.title,
        year: plan.year,
        issuingBody: plan.issuingBody,
        place: plan.place,
        signerName: plan.signer?.name ?? null,
        signerTitle: plan.signer?.title ?? null,
        legalBases: plan.legalBases,
        recipients: plan.recipients,
        groups: preview.groups.map(({ numeral, title }) => ({ numeral, title })),
        public: isPublic,
      },
      actor,
    );
    const duties = preview.standingDuties.filter((duty) => duty.accepted);
    await this.tasks.create(
      manager,
      planId,
      [...preview.tasks.map((task) => annexTask(task, groupIds)), ...duties.map(dutyTask)],
      actor,
    );
    return planId;
  }

  /** The person's answers become aliases, so that the next plan knows the names. */
  private async rememberNames(
    manager: EntityManager,
    edits: ImportEdits,
    actor: Actor,
    importId: string,
  ): Promise<void> {
    for (const { text, agencyId, groupId } of edits.names ?? []) {
      const owner = agencyId
        ? { kind: 'agency' as const, id: agencyId }
        : { kind: 'group' as const, id: groupId as string };
      if (!(await this.directory.rememberAlias(manager, owner, text))) continue;
      await this.events.append(manager, actor, {
        type: 'agency.alias_learnt',
        subjectType: owner.kind === 'agency' ? 'agency' : 'agency_group',
        subjectId: owner.id,
        after: { alias: text, importId },
      });
    }
  }

  private async sameDocument(manager: EntityManager, found: PlanImportEntity): Promise<ImportPreview['warnings']> {
    const others = await manager
      .createQueryBuilder(PlanImportEntity, 'other')
      .where('other.digest = :digest AND other.id <> :id', { digest: found.digest, id: found.id })
      // Of a later upload only an import that is still open hears, and only when that one became a plan before it.
      .andWhere('(other.createdAt < :createdAt OR (:open AND other.planId IS NOT NULL))', {
        createdAt: found.createdAt,
        open: found.planId === null,
      })
      .orderBy('other.createdAt', 'ASC')
      .getMany();
    const first = others[0];
    if (!first) return [];
    const on = formatDate(dateInVietnam(first.createdAt));
    const became = others.some((other) => other.planId) ? ' và đã thành kế hoạch' : '';
    const message = `Chính văn bản này đã được tải lên ngày ${on}${became}. Nếu không định lập kế hoạch thứ hai, hãy mở lại bản đã có.`;
    return [{ code: 'plan.same_document', row: null, message }];
  }

  private async find(manager: EntityManager, id: string, lock = false): Promise<PlanImportEntity> {
    const query = manager
      .createQueryBuilder(PlanImportEntity, 'import')
      .addSelect(['import.source', 'import.confirmedPreview'])
      .where('import.id = :id', { id });
    const found = await (lock ? query.setLock('pessimistic_write') : query).getOne();
    if (!found) throw notFound('văn bản đã tải lên');
    return found;
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    id: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    await this.events.append(manager, actor, { type, subjectType: 'plan_import', subjectId: id, before, after });
  }
}

const annexTask = (task: PreviewTask, groupIds: readonly string[]): NewTask => ({
  groupId: task.groupIndex === null ? null : (groupIds[task.groupIndex] ?? null),
  origin: 'annex',
  position: task.position,
  number: task.number,
  title: task.title,
  leadText: task.leadText,
  coordinateText: task.coordinateText,
  deliverables: task.deliverables,
  deadlineText: task.deadlineText,
  deadline: task.deadline,
  unresolvedSides: task.unresolvedSides,
  assignments: task.assignments.map(({ agencyId, role, viaGroupId }) => ({ agencyId, role, viaGroupId })),
});

const dutyTask = (duty: PreviewDuty, index: number): NewTask => ({
  groupId: null,
  origin: 'section_iv',
  position: index + 1,
  number: index + 1,
  title: duty.title,
  leadText: duty.leadText,
  coordinateText: duty.coordinateText,
  deliverables: [],
  deadlineText: duty.deadlineText,
  deadline: duty.deadline,
  unresolvedSides: duty.unresolvedSides,
  assignments: duty.assignments.map(({ agencyId, role, viaGroupId }) => ({ agencyId, role, viaGroupId })),
});

const alreadyConfirmed = (): DomainError =>
  new DomainError(
    'plan_import.confirmed',
    'Văn bản này đã thành kế hoạch, không sửa ở đây được nữa. Hãy mở kế hoạch để sửa từng nhiệm vụ.',
  );
