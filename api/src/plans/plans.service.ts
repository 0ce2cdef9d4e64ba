import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { invalidField, notFound } from '../platform/http/problem.js';
import { LADDER_DEFAULT, type LadderSettings, ladderClimbs } from './domain/ladder-settings.js';
import type { PlanSettingsInput } from './plan.dto.js';
import { PlanEntity } from './plan.entity.js';
import type { PlanDependent } from './plan-settings.port.js';
import { TaskGroupEntity } from './task-group.entity.js';

export interface NewPlan {
  importId: string;
  number: string | null;
  issuedOn: string | null;
  title: string;
  year: number;
  issuingBody: string | null;
  place: string | null;
  signerName: string | null;
  signerTitle: string | null;
  legalBases: string[];
  recipients: string[];
  groups: { numeral: string; title: string }[];
  /** The sample's plan is public. */
  public: boolean;
}

/** Plans, their groups and settings. */
@Injectable()
export class PlansService {
  private readonly dependents: PlanDependent[] = [];

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  register(dependent: PlanDependent): void {
    this.dependents.push(dependent);
  }

  /**
   * Makes a plan with its groups. The scheduler's rounds leave a plan alone whose year was over when it was confirmed.
   * @returns the plan's id and those of its groups, in their order
   */
  async create(manager: EntityManager, plan: NewPlan, actor: Actor): Promise<{ planId: string; groupIds: string[] }> {
    const { groups, ...columns } = plan;
    const saved = await manager.save(PlanEntity, {
      ...columns,
      confirmedAt: this.clock.now(),
      automaticRounds: plan.year >= Number(this.clock.today().slice(0, 4)),
    });
    const groupIds: string[] = [];
    for (const [index, group] of groups.entries()) {
      const { id } = await manager.save(TaskGroupEntity, { planId: saved.id, position: index + 1, ...group });
      groupIds.push(id);
    }
    await this.events.append(manager, actor, {
      type: 'plan.confirmed',
      subjectType: 'plan',
      subjectId: saved.id,
      planId: saved.id,
      after: { number: plan.number, title: plan.title, year: plan.year, importId: plan.importId },
    });
    return { planId: saved.id, groupIds };
  }

  async changeSettings(id: string, version: number, input: PlanSettingsInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const plan = await manager.findOne(PlanEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!plan) throw notFound('kế hoạch');
      checkVersion(plan.version, version);
      const before = settingsOf(plan);
      const settings = { ...before, ...input, ladder: keptLadder({ ...before, ...input }) };
      checkReporting(settings);
      await manager.update(PlanEntity, { id }, settings);
      await this.events.append(manager, actor, {
        type: 'plan.settings_changed',
        subjectType: 'plan',
        subjectId: id,
        planId: id,
        before,
        after: settings,
      });
      for (const dependent of this.dependents) await dependent.settingsChanged(manager, id, actor);
    });
  }
}

const settingsOf = ({
  moveToWorkingDay,
  dueSoonDays,
  automaticRounds,
  public: isPublic,
  reportingFrom,
  reportingTo,
  reportFrequency,
  reportDay,
  reportWindowDay,
  extensionDeciders,
  ladder,
}: PlanEntity): Required<PlanSettingsInput> => ({
  moveToWorkingDay,
  dueSoonDays,
  automaticRounds,
  public: isPublic,
  reportingFrom,
  reportingTo,
  reportFrequency,
  reportDay,
  reportWindowDay,
  extensionDeciders,
  ladder,
});

/**
 * The ladder as it is stored: null for the usual one, so that plans that say the same are treated together.
 * @throws DomainError when somebody above would be told before somebody below
 */
function keptLadder({ ladder }: Required<PlanSettingsInput>): LadderSettings | null {
  if (!ladder) return null;
  if (!ladderClimbs(ladder)) {
    throw invalidField(
      '/ladder/steeringFromDay',
      'range',
      'Thủ trưởng cơ quan được báo trước, rồi đến cơ quan thường trực, rồi đến Ban Chỉ đạo.',
    );
  }
  const words = Object.keys(LADDER_DEFAULT) as (keyof LadderSettings)[];
  return words.every((word) => ladder[word] === LADDER_DEFAULT[word]) ? null : ladder;
}

/** A report that is due before its data window has ended, or months in the wrong order, cannot be meant. */
function checkReporting(settings: Required<PlanSettingsInput>): void {
  if (settings.reportDay < settings.reportWindowDay) {
    throw invalidField('/reportDay', 'range', 'Ngày báo cáo phải từ ngày chốt số liệu trở đi.');
  }
  if (settings.reportingFrom && settings.reportingTo && settings.reportingFrom > settings.reportingTo) {
    throw invalidField('/reportingTo', 'range', 'Tháng cuối không được trước tháng đầu.');
  }
}
