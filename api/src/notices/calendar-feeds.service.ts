import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { CALENDAR_FEED_KIND_LABELS, type CalendarFeedKind } from '@plan/shared/vocabulary/notices';
import { DataSource, type EntityManager } from 'typeorm';
import { ContactService } from '../identity/contact.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { MAIL_SETTINGS, type MailSettings } from '../platform/mail/mail-settings.js';
import { periodName } from '../reports/domain/periods.js';
import { PendingReportsService } from '../reports/pending-reports.service.js';
import { OpenWorkService } from '../tasks/open-work.service.js';
import { assignmentUid, type CalendarEntry, calendarFile, reportUid } from './calendar-file.js';
import { taskName } from './domain/digest.js';
import type { CalendarFeedDto, NewCalendarFeedDto } from './notice.dto.js';

/** An instant as the contract writes it: RFC 3339 in UTC with milliseconds. */
const instant = (sql: string): string => `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const FEED = `f.id, CASE WHEN f.user_id IS NULL THEN 'agency' ELSE 'person' END AS kind,
  COALESCE(u.display_name, a.name) AS name, ${instant('f.created_at')} AS "createdAt", ${instant('f.last_read_at')} AS "lastReadAt"`;
const FROM = 'calendar_feeds f LEFT JOIN users u ON u.id = f.user_id LEFT JOIN agencies a ON a.id = f.agency_id';
/** Feeds that this person rules: one's own ($1), and those of the agency whose head one is ($2, null for others). */
const RULED = '(f.user_id = $1 OR f.agency_id = $2)';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

interface Owner {
  userId: string | null;
  agencyId: string | null;
}

/** Secret addresses for calendar programs, and what stands under them. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contacts: ContactService,
    private readonly work: OpenWorkService,
    private readonly reports: PendingReportsService,
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
  ) {}

  async list(actor: Actor): Promise<CalendarFeedDto[]> {
    return this.dataSource.query(
      `SELECT ${FEED} FROM ${FROM} WHERE ${RULED} AND f.revoked_at IS NULL ORDER BY f.agency_id NULLS FIRST`,
      [actor.id, headedAgency(actor)],
    );
  }

  /** Makes an address; the one before it ends. */
  async open(actor: Actor, kind: CalendarFeedKind): Promise<NewCalendarFeedDto> {
    const owner = ownerOf(actor, kind);
    const token = randomBytes(32).toString('base64url');
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
        `calendar-feed:${owner.userId ?? owner.agencyId}`,
      ]);
      const [before] = await manager.query<{ id: string }[]>(
        'SELECT id FROM calendar_feeds WHERE revoked_at IS NULL AND (user_id = $1 OR agency_id = $2)',
        [owner.userId, owner.agencyId],
      );
      if (before) await this.end(manager, actor, before.id, kind);
      const [row] = await manager.query<[{ id: string }]>(
        'INSERT INTO calendar_feeds (user_id, agency_id, token_hash, created_by) VALUES ($1, $2, $3, $4) RETURNING id',
        [owner.userId, owner.agencyId, hashOf(token), actor.id],
      );
      await this.events.append(manager, actor, {
        type: 'calendar_feed.opened',
        subjectType: 'calendar_feed',
        subjectId: row.id,
        agencyId: owner.agencyId,
        after: { kind },
      });
      const [feed] = await manager.query<[CalendarFeedDto]>(`SELECT ${FEED} FROM ${FROM} WHERE f.id = $1`, [row.id]);
      return { ...feed, url: `${this.settings.publicUrl}/api/v1/calendars/${token}.ics` };
    });
  }

  /** Ends an address; ending an ended one changes nothing. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [feed] = await manager.query<{ userId: string | null; revoked: boolean }[]>(
        `SELECT f.user_id AS "userId", f.revoked_at IS NOT NULL AS revoked FROM calendar_feeds f
         WHERE ${RULED} AND f.id = $3 FOR UPDATE`,
        [actor.id, headedAgency(actor), id],
      );
      if (!feed) throw notFound('địa chỉ lịch');
      if (!feed.revoked) await this.end(manager, actor, id, feed.userId === null ? 'agency' : 'person');
    });
  }

  /**
   * The calendar under a token, as iCalendar text.
   * @throws DomainError `resource.not_found` for a token that is none or was revoked, or whose person is disabled
   */
  async file(token: string): Promise<string> {
    const { manager } = this.dataSource;
    const [feed] = await manager.query<(Owner & { id: string; createdAt: Date; agencyName: string | null })[]>(
      `SELECT f.id, f.user_id AS "userId", f.agency_id AS "agencyId", f.created_at AS "createdAt", a.name AS "agencyName"
       FROM ${FROM} WHERE f.token_hash = $1 AND f.revoked_at IS NULL`,
      [hashOf(token)],
    );
    const person = feed?.userId ? await this.contacts.byId(manager, feed.userId) : null;
    if (!feed || (feed.userId && !person)) throw notFound('lịch');
    await manager.query(
      `UPDATE calendar_feeds SET last_read_at = clock_timestamp()
       WHERE id = $1 AND (last_read_at IS NULL OR last_read_at < clock_timestamp() - interval '1 hour')`,
      [feed.id],
    );
    const works = person?.roles.some((role) => role === 'agency_head' || role === 'agency_officer');
    const agencyId = feed.agencyId ?? (works ? (person?.agencyId ?? null) : null);
    const entries = agencyId === null ? [] : await this.entriesOf(manager, agencyId);
    const name = feed.agencyName
      ? `Hạn Đề án 06 – ${feed.agencyName}`
      : `Hạn Đề án 06 – ${CALENDAR_FEED_KIND_LABELS.person}`;
    return calendarFile(name, entries, feed.createdAt);
  }

  /** What is still to be done and handed in. No name of a person stands in it: the address may get about. */
  private async entriesOf(manager: EntityManager, agencyId: string): Promise<CalendarEntry[]> {
    const scope = { day: this.clock.today(), automaticOnly: false };
    const { publicUrl } = this.settings;
    const leads = await this.work.leadsOf(manager, agencyId, scope);
    const reports = await this.reports.of(manager, agencyId, scope);
    return [
      ...leads.map(({ assignmentId, taskId, taskNumber, taskTitle, dueOn }) => ({
        uid: assignmentUid(assignmentId),
        on: dueOn,
        summary: `Hạn: ${taskName(taskNumber, taskTitle)}`,
        link: `${publicUrl}/nhiem-vu/${taskId}?phan=${assignmentId}`,
      })),
      ...reports.map(({ reportId, periodLabel, dueOn }) => ({
        uid: reportUid(reportId),
        on: dueOn,
        summary: `Hạn: Báo cáo ${periodName(periodLabel)}`,
        link: `${publicUrl}/bao-cao/${reportId}`,
      })),
    ];
  }

  private async end(manager: EntityManager, actor: Actor, id: string, kind: CalendarFeedKind): Promise<void> {
    await manager.query('UPDATE calendar_feeds SET revoked_at = clock_timestamp() WHERE id = $1', [id]);
    await this.events.append(manager, actor, {
      type: 'calendar_feed.revoked',
      subjectType: 'calendar_feed',
      subjectId: id,
      before: { kind },
    });
  }
}

const headedAgency = (actor: Actor): string | null => (actor.roles.has('agency_head') ? actor.agencyId : null);

function ownerOf(actor: Actor, kind: CalendarFeedKind): Owner {
  if (kind === 'person') return { userId: actor.id, agencyId: null };
  if (!actor.roles.has('agency_head')) {
    throw new DomainError(
      'auth.forbidden',
      'Chỉ thủ trưởng tạo được địa chỉ lịch của cơ quan. Bạn có thể tạo lịch của mình.',
    );
  }
  if (!actor.agencyId) {
    throw new DomainError(
      'calendar_feed.no_agency',
      'Tài khoản chưa gắn cơ quan. Hãy nhờ quản trị hệ thống gắn cơ quan.',
    );
  }
  return { userId: null, agencyId: actor.agencyId };
}
