import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { AnnouncedDayEntity } from './announced-day.entity.js';
import type { AnnouncedDayInput, CalendarChangeInput } from './calendar.dto.js';
import type { CalendarDependent, DueDateMove, PeriodMove } from './change-preview.port.js';
import { formatDate } from './domain/calendar-date.js';
import { type AnnouncedDay, WorkingCalendar } from './domain/working-calendar.js';

/** How long a process trusts its copy of the announced days, in milliseconds; another replica may change them. */
const TRUSTED_FOR = 1_000;

/** The one calendar of days off, and the only way to change it. */
@Injectable()
export class CalendarService {
  private readonly dependents: CalendarDependent[] = [];
  private copy: { calendar: WorkingCalendar; until: number } | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  register(dependent: CalendarDependent): void {
    this.dependents.push(dependent);
  }

  /** The calendar as it stands; inside a transaction give its manager, and the rows are read there. */
  async current(manager?: EntityManager): Promise<WorkingCalendar> {
    if (manager) return new WorkingCalendar(await this.announced(manager));
    const now = Date.now();
    if (!this.copy || this.copy.until < now) {
      this.copy = {
        calendar: new WorkingCalendar(await this.announced(this.dataSource.manager)),
        until: now + TRUSTED_FOR,
      };
    }
    return this.copy.calendar;
  }

  /** The announced days of a year, in order. */
  async announcedDays(year: number): Promise<AnnouncedDayEntity[]> {
    return this.dataSource.manager
      .createQueryBuilder(AnnouncedDayEntity, 'day')
      .where('day.on BETWEEN :from AND :to', { from: `${year}-01-01`, to: `${year}-12-31` })
      .orderBy('day.on')
      .getMany();
  }

  /** One announced day, or null. */
  async announcedDay(id: string): Promise<AnnouncedDayEntity | null> {
    return this.dataSource.manager.findOneBy(AnnouncedDayEntity, { id });
  }

  /** Which due dates a change would move; nothing is written. */
  async preview(change: CalendarChangeInput): Promise<{ moves: DueDateMove[]; periods: PeriodMove[] }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const removed = new Set(change.removeIds ?? []);
      const rows = await manager.find(AnnouncedDayEntity);
      const kept: AnnouncedDay[] = rows.filter((row) => !removed.has(row.id));
      const calendar = new WorkingCalendar([...kept, ...(change.add ?? [])]);
      const moves = [];
      const periods = [];
      for (const dependent of this.dependents) {
        moves.push(...(await dependent.preview(manager, calendar)));
        periods.push(...((await dependent.previewPeriods?.(manager, calendar)) ?? []));
      }
      return { moves, periods };
    });
  }

  /** Adds an announced day and moves the due dates that depend on it. */
  async announce(input: AnnouncedDayInput, actor: Actor): Promise<AnnouncedDayEntity> {
    return this.change(async (manager) => {
      if (await manager.existsBy(AnnouncedDayEntity, { on: input.on })) {
        throw new DomainError(
          'calendar.day_taken',
          `Ngày ${formatDate(input.on)} đã có thông báo. Hãy xóa thông báo cũ trước khi thêm thông báo mới.`,
        );
      }
      const day = await manager.save(AnnouncedDayEntity, { ...input });
      await this.events.append(manager, actor, {
        type: 'announced_day.added',
        subjectType: 'announced_day',
        subjectId: day.id,
        after: input,
      });
      return day;
    }, actor);
  }

  /** Takes an announced day away again. */
  async withdraw(id: string, version: number, actor: Actor): Promise<void> {
    await this.change(async (manager) => {
      const day = await manager.findOneBy(AnnouncedDayEntity, { id });
      if (!day) throw notFound('ngày được thông báo');
      checkVersion(day.version, version);
      await manager.delete(AnnouncedDayEntity, { id });
      await this.events.append(manager, actor, {
        type: 'announced_day.withdrawn',
        subjectType: 'announced_day',
        subjectId: id,
        before: { on: day.on, kind: day.kind, name: day.name, source: day.source },
      });
    }, actor);
  }

  /** One change at a time: a second one would compute its moves from a calendar that the first is changing. */
  private async change<T>(write: (manager: EntityManager) => Promise<T>, actor: Actor): Promise<T> {
    const result = await this.dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE announced_days IN SHARE ROW EXCLUSIVE MODE');
      const written = await write(manager);
      const calendar = await this.current(manager);
      for (const dependent of this.dependents) await dependent.apply(manager, calendar, actor);
      return written;
    });
    this.copy = null;
    return result;
  }

  private async announced(manager: EntityManager): Promise<AnnouncedDay[]> {
    return manager.query('SELECT "on", kind, name, source FROM announced_days ORDER BY "on"');
  }
}
