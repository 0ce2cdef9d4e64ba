import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LADDER_DEFAULT, type LadderSettings } from '../plans/domain/ladder-settings.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import type { Job, JobCounts, JobScope } from '../platform/jobs/job.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { OwedReportsService } from '../reports/owed-reports.service.js';
import { OpenLeadsService } from '../tasks/open-leads.service.js';
import { RemindSql, rungTables } from './remind.sql.js';

/**
 * Writes down what people are to be told on a day. Once each: the unique key of `reminders` holds it. A day that was
 * missed tells nobody of what is out of date by now; what still holds, the run of today tells.
 */
@Injectable()
export class RemindJob implements Job, OnModuleInit {
  readonly name = 'remind';
  /** Just after midnight: yesterday's due dates have ended, and whoever sends messages later in the day finds them. */
  readonly hour = 0;
  private readonly sql: RemindSql;

  constructor(
    private readonly registry: JobRegistry,
    private readonly clock: Clock,
    private readonly events: EventLog,
    leads: OpenLeadsService,
    reports: OwedReportsService,
  ) {
    this.sql = new RemindSql(leads, reports);
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  async run(manager: EntityManager, day: string, { automaticOnly }: JobScope): Promise<JobCounts> {
    const counts: Required<JobCounts> = { created: 0, byKind: {}, skipped: 0 };
    const today = this.clock.today();
    const missed = automaticOnly && day < today;
    const ladders: { ladder: LadderSettings | null }[] = await manager.query(
      'SELECT DISTINCT ladder FROM plans WHERE automatic_rounds OR NOT $1::boolean',
      [automaticOnly],
    );
    for (const { ladder } of ladders) {
      const plans = [ladder && JSON.stringify(ladder), automaticOnly];
      if (missed) counts.skipped += await this.countOutOfDate(manager, day, today, ladder, plans);
      else await this.make(manager, day, ladder, plans, counts);
    }
    return counts;
  }

  private async make(
    manager: EntityManager,
    day: string,
    ladder: LadderSettings | null,
    plans: unknown[],
    counts: JobCounts,
  ): Promise<void> {
    const rows: { kind: string; created: number }[] = await manager.query(this.sql.make, [
      day,
      ...rungsOf(day, ladder),
      ...plans,
      this.events.digestForMany('assignment.reminded'),
      this.events.digestForMany('report.reminded'),
    ]);
    for (const { kind, created } of rows) {
      counts.created += created;
      counts.byKind[kind] = (counts.byKind[kind] ?? 0) + created;
    }
  }

  private async countOutOfDate(
    manager: EntityManager,
    day: string,
    today: string,
    ladder: LadderSettings | null,
    plans: unknown[],
  ): Promise<number> {
    const [row] = await manager.query<{ skipped: number }[]>(this.sql.outOfDate, [
      day,
      ...rungsOf(day, ladder),
      ...plans,
      today,
      ...rungsOf(today, ladder),
    ]);
    return row?.skipped ?? 0;
  }
}

const rungsOf = (day: string, ladder: LadderSettings | null): [string, string] =>
  rungTables(day, ladder ?? LADDER_DEFAULT);
