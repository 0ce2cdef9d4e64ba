import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { jobActor } from '../auth/actor.js';
import { EventLog } from '../events/event-log.js';
import type { Job, JobCounts } from '../jobs/job.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { FileStore } from './file-store.port.js';

const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 500;

/**
 * Removes what nobody uses: files held for more than a day, content without a row (a process was killed between the
 * two), and content that came in and was never kept. It goes by the present, whatever day it is asked for, because
 * what was removed cannot be had again.
 */
@Injectable()
export class SweepFilesJob implements Job, OnModuleInit {
  readonly name = 'sweep-files';
  readonly hour = 2;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly store: FileStore,
    private readonly events: EventLog,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async run(_: EntityManager, __: string): Promise<JobCounts> {
    const byKind = {
      held: await this.sweepHeld(),
      without_row: await this.sweepWithoutRow(),
      incoming: await this.store.discardBefore(DAY_MS),
    };
    return { created: Object.values(byKind).reduce((sum, count) => sum + count, 0), byKind };
  }

  /**
   * The rows go first, in a transaction of their own that is over before the disk is touched: a run that fails later
   * may not bring back a row whose content is gone. Content left behind is without a row, and found the next time.
   */
  private async sweepHeld(): Promise<number> {
    let count = 0;
    for (;;) {
      const swept = await this.dataSource.transaction(async (manager) => {
        const [rows] = await manager.query<[{ id: string; name: string; agencyId: string | null }[], number]>(
          `DELETE FROM files WHERE id IN (
             SELECT id FROM files WHERE state = 'held' AND held_at < clock_timestamp() - interval '24 hours'
             ORDER BY held_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
           RETURNING id, name, agency_id AS "agencyId"`,
        );
        for (const { id, name, agencyId } of rows) {
          await this.events.append(manager, jobActor(this.name), {
            type: 'file.swept',
            subjectType: 'file',
            subjectId: id,
            agencyId,
            before: { name },
          });
        }
        return rows;
      });
      for (const { id } of swept) await this.store.remove(id);
      count += swept.length;
      if (swept.length < AT_ONCE) return count;
    }
  }

  private async sweepWithoutRow(): Promise<number> {
    let count = 0;
    let ids: string[] = [];
    const sweep = async (): Promise<void> => {
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT k.id FROM unnest($1::uuid[]) AS k (id) LEFT JOIN files f ON f.id = k.id WHERE f.id IS NULL`,
        [ids],
      );
      for (const { id } of rows) await this.store.remove(id);
      count += rows.length;
      ids = [];
    };
    for await (const id of this.store.keptBefore(DAY_MS)) {
      ids.push(id);
      if (ids.length >= AT_ONCE) await sweep();
    }
    if (ids.length > 0) await sweep();
    return count;
  }
}
