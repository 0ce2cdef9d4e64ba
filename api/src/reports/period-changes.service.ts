import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import { DataSource, type EntityManager } from 'typeorm';
import { formatDate } from '../calendar/domain/calendar-date.js';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import { reportedAssignments } from './open-periods.sql.js';
import type { ExceptionInput, ExpectedChangeInput } from './period.dto.js';
import { PeriodExceptionEntity, PeriodExpectedChangeEntity } from './period-exception.entity.js';

interface LockedPeriod {
  id: string;
  planId: string;
  label: string;
  lockOn: string;
  today: string;
}

/** What is granted and changed after a period was opened; each with its reason. */
@Injectable()
export class PeriodChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** Lets one agency submit after the lock. The due date stays: what comes then is late all the same. */
  async grant(periodId: string, input: ExceptionInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const period = await this.lock(manager, periodId);
      if (input.untilOn <= period.lockOn || input.untilOn < period.today) {
        const message = `Kỳ khóa sổ ngày ${formatDate(period.lockOn)}; ngày cho nộp bổ sung phải sau đó và chưa qua.`;
        throw invalidField('/untilOn', 'range', message);
      }
      const [report] = await manager.query<{ id: string }[]>(
        'SELECT id FROM reports WHERE period_id = $1 AND agency_id = $2 AND removed_at IS NULL',
        [periodId, input.agencyId],
      );
      if (!report) throw notExpected();
      const saved = await manager.save(PeriodExceptionEntity, { ...input, periodId, grantedBy: actor.id });
      await manager.query('UPDATE reports SET version = version + 1 WHERE id = $1', [report.id]);
      await this.tell(manager, actor, 'reporting_period.exception_granted', period, input.agencyId, {
        exceptionId: saved.id,
        untilOn: input.untilOn,
        reason: input.reason,
      });
    });
  }

  /** Adds an agency to those that the period expects, or takes one out. */
  async changeExpected(periodId: string, input: ExpectedChangeInput, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const period = await this.lock(manager, periodId);
      const changed =
        input.change === 'add'
          ? await this.add(manager, period, input.agencyId)
          : await this.remove(manager, period, input.agencyId);
      if (!changed) {
        const detail =
          input.change === 'add'
            ? 'Cơ quan này đã có trong danh sách phải báo cáo của kỳ.'
            : 'Cơ quan này không có trong danh sách phải báo cáo của kỳ.';
        throw new DomainError('reporting_period.expected_unchanged', detail);
      }
      await manager.save(PeriodExpectedChangeEntity, { ...input, periodId, changedBy: actor.id });
      await this.tell(manager, actor, 'reporting_period.expected_changed', period, input.agencyId, {
        change: input.change,
        reason: input.reason,
      });
    });
  }

  private async add(manager: EntityManager, period: LockedPeriod, agencyId: string): Promise<boolean> {
    const [agency] = await manager.query<unknown[]>('SELECT 1 FROM agencies WHERE id = $1', [agencyId]);
    if (!agency) throw invalidField('/agencyId', 'value', 'Không có cơ quan này. Hãy chọn lại trong danh mục.');
    const rows = await manager.query<{ id: string }[]>(
      `INSERT INTO reports (period_id, plan_id, agency_id) VALUES ($1, $2, $3)
       ON CONFLICT (period_id, agency_id) DO UPDATE SET removed_at = NULL, version = reports.version + 1
         WHERE reports.removed_at IS NOT NULL
       RETURNING id`,
      [period.id, period.planId, agencyId],
    );
    if (!rows[0]) return false;
    await manager.query(
      `INSERT INTO report_entries (report_id, assignment_id)
       SELECT $1, a.id FROM assignments a
       WHERE a.plan_id = $2 AND a.agency_id = $3 AND ${reportedAssignments('$4::date')}
       ON CONFLICT (report_id, assignment_id) DO NOTHING`,
      [rows[0].id, period.planId, agencyId, period.today],
    );
    return true;
  }

  /** The report stays as history; it is neither expected nor counted. */
  private async remove(manager: EntityManager, period: LockedPeriod, agencyId: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE reports SET removed_at = clock_timestamp(), version = version + 1
       WHERE period_id = $1 AND agency_id = $2 AND removed_at IS NULL`,
      [period.id, agencyId],
    );
    return count > 0;
  }

  private async lock(manager: EntityManager, id: string): Promise<LockedPeriod> {
    const [period] = await manager.query<LockedPeriod[]>(
      `SELECT id, plan_id AS "planId", label, lock_on AS "lockOn",
              (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today
       FROM reporting_periods WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!period) throw notFound('kỳ báo cáo');
    return period;
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type: EventType,
    period: LockedPeriod,
    agencyId: string,
    after: object,
  ): Promise<void> {
    await this.events.append(manager, actor, {
      type,
      subjectType: 'reporting_period',
      subjectId: period.id,
      planId: period.planId,
      agencyId,
      after: { ...after, agencyId, label: period.label },
    });
  }
}

const notExpected = (): DomainError =>
  invalidField('/agencyId', 'value', 'Cơ quan này không có trong danh sách phải báo cáo của kỳ.');
