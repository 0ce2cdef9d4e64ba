import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ContactService } from '../identity/contact.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { invalidField } from '../platform/http/problem.js';
import { MailRefusals } from '../platform/mail/mail-refusals.js';
import { MAIL_SETTINGS, type MailSettings } from '../platform/mail/mail-settings.js';
import { nameOf } from './digest-content.service.js';
import { minuteOf, timeOf, USUAL_MINUTE } from './domain/digest-time.js';
import type { NoticePreferencesDto, NoticePreferencesInput } from './notice.dto.js';

interface Preferences {
  digestMinute: number;
  digestByMail: boolean;
  urgentByMail: boolean;
  absentFromOn: string | null;
  absentToOn: string | null;
  version: number;
}

const USUAL: Preferences = {
  digestMinute: USUAL_MINUTE,
  digestByMail: true,
  urgentByMail: true,
  absentFromOn: null,
  absentToOn: null,
  version: 0,
};

const LONGEST_ABSENCE_DAYS = 366;

/** How people want to be told, and when they are absent. */
@Injectable()
export class NoticePreferencesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contacts: ContactService,
    private readonly refusals: MailRefusals,
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
  ) {}

  async of(manager: EntityManager, userId: string): Promise<Preferences> {
    const rows = await manager.query<Preferences[]>(
      `SELECT digest_minute AS "digestMinute", digest_by_mail AS "digestByMail", urgent_by_mail AS "urgentByMail",
              absent_from_on AS "absentFromOn", absent_to_on AS "absentToOn", version
       FROM notice_preferences WHERE user_id = $1`,
      [userId],
    );
    return rows[0] ?? USUAL;
  }

  async isAbsent(manager: EntityManager, userId: string, day: string): Promise<boolean> {
    const { absentFromOn, absentToOn } = await this.of(manager, userId);
    return absentFromOn !== null && absentToOn !== null && absentFromOn <= day && day <= absentToOn;
  }

  /** One's own, with what decides whether mail can come at all. */
  async read(
    userId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<NoticePreferencesDto & { version: number }> {
    const { digestMinute, ...rest } = await this.of(manager, userId);
    const person = await this.contacts.byId(manager, userId);
    const day = rest.absentFromOn && rest.absentFromOn > this.clock.today() ? rest.absentFromOn : this.clock.today();
    const deputies = await this.contacts.deputiesOf(manager, userId, day);
    const email = person?.email ?? null;
    return {
      ...rest,
      digestAt: timeOf(digestMinute),
      email,
      mailConfigured: this.settings.smtp !== null,
      addressRefusedAt: email === null ? null : await this.refusals.refusedAt(manager, email),
      deputies: deputies.map(nameOf),
    };
  }

  /** @throws DomainError `resource.stale`, `request.invalid` */
  async replace(
    actor: Actor,
    version: number,
    input: NoticePreferencesInput,
  ): Promise<NoticePreferencesDto & { version: number }> {
    const userId = actor.id ?? '';
    checkAbsence(input, this.clock.today());
    return this.dataSource.transaction(async (manager) => {
      // Two forms of one person, before there is a row to lock.
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`notice-preferences:${userId}`]);
      const before = await this.of(manager, userId);
      checkVersion(before.version, version);
      await manager.query(
        `INSERT INTO notice_preferences (user_id, digest_minute, digest_by_mail, urgent_by_mail, absent_from_on, absent_to_on)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (user_id) DO UPDATE SET digest_minute = $2, digest_by_mail = $3, urgent_by_mail = $4,
           absent_from_on = $5, absent_to_on = $6, version = notice_preferences.version + 1`,
        [
          userId,
          minuteOf(input.digestAt),
          input.digestByMail,
          input.urgentByMail,
          input.absentFromOn,
          input.absentToOn,
        ],
      );
      await this.events.append(manager, actor, {
        type: 'user.notice_preferences_changed',
        subjectType: 'user',
        subjectId: userId,
        before: told(before),
        after: told(await this.of(manager, userId)),
      });
      return this.read(userId, manager);
    });
  }
}

const told = ({ digestMinute, version: _, ...rest }: Preferences) => ({ ...rest, digestAt: timeOf(digestMinute) });

function checkAbsence({ absentFromOn, absentToOn }: NoticePreferencesInput, today: string): void {
  if (absentFromOn === null && absentToOn === null) return;
  if (absentFromOn === null) throw invalidField('/absentFromOn', 'required', 'Hãy nhập ngày bắt đầu vắng mặt.');
  if (absentToOn === null) throw invalidField('/absentToOn', 'required', 'Hãy nhập ngày cuối vắng mặt.');
  if (absentToOn < absentFromOn) {
    throw invalidField('/absentToOn', 'range', 'Ngày cuối vắng mặt không thể trước ngày đầu.');
  }
  if (absentToOn < today)
    throw invalidField('/absentToOn', 'range', 'Ngày cuối vắng mặt đã qua; hãy bỏ trống cả hai ngày.');
  if ((Date.parse(absentToOn) - Date.parse(absentFromOn)) / 86_400_000 > LONGEST_ABSENCE_DAYS) {
    throw invalidField('/absentToOn', 'range', 'Báo vắng mặt dài nhất một năm.');
  }
}
