import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { EventLog } from '../platform/events/event-log.js';
import type { Job, JobCounts, JobScope } from '../platform/jobs/job.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { type Period, periodsOf, reportingMonths } from './domain/periods.js';
import { INSERT_PERIODS, OPEN_REPORTS, REPORTED_PLANS } from './open-periods.sql.js';

interface ReportedPlan {
  id: string;
  year: number;
  confirmedOn: string;
  reportingFrom: string | null;
  reportingTo: string | null;
  frequency: ReportFrequency;
  reportDay: number;
  windowDay: number;
  moveToWorkingDay: boolean;
}

/** Opens every period whose data window has opened, with one draft for each agency. Once: the unique keys hold it. */
@Injectable()
export class OpenPeriodsJob implements Job, OnModuleInit {
  readonly name = 'open-periods';
  readonly hour = 0;

  constructor(
    private readonly registry: JobRegistry,
    private readonly calendar: CalendarService,
    private readonly events: EventLog,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async run(manager: EntityManager, day: string, scope: JobScope): Promise<JobCounts> {
    const plans: ReportedPlan[] = await manager.query(REPORTED_PLANS, [scope.automaticOnly]);
    const calendar = await this.calendar.current(manager);
    const due = plans.flatMap((plan) => {
      const months = reportingMonths(plan);
      if (!months) return [];
      return periodsOf(plan, months, calendar)
        .filter((period) => period.windowStartOn <= day)
        .map((period): Period & { planId: string; frequency: string } => ({
          ...period,
          planId: plan.id,
          frequency: plan.frequency,
        }));
    });
    const opened: { id: string }[] = await manager.query(INSERT_PERIODS, [JSON.stringify(due), day]);
    if (opened.length === 0) return { created: 0, byKind: { periods: 0, reports: 0 } };
    const [counts] = await manager.query<{ reports: number }[]>(OPEN_REPORTS, [
      opened.map(({ id }) => id),
      day,
      this.events.digestForMany('reporting_period.opened'),
      this.events.digestForMany('report.opened'),
    ]);
    const reports = counts?.reports ?? 0;
    return { created: opened.length + reports, byKind: { periods: opened.length, reports } };
  }
}
