import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import type { EntityManager } from 'typeorm';
import { type Contact, ContactService } from '../identity/contact.service.js';
import { Clock } from '../platform/clock/clock.js';
import { type MailComposer, MailComposers, type MailDraft, type MailEvent } from '../platform/mail/mail-composers.js';
import { MAIL_SETTINGS, type MailSettings } from '../platform/mail/mail-settings.js';
import { OpenWorkService } from '../tasks/open-work.service.js';
import { calendarFile, entriesOfDigest } from './calendar-file.js';
import { nameOf } from './digest-content.service.js';
import { type DigestContent, digestInShort } from './domain/digest.js';
import { digestMail, urgentMail } from './domain/mail-words.js';
import { type NoticeWords, noticeWords, TOLD_AT_ONCE } from './domain/urgent-words.js';
import { NoticePreferencesService } from './notice-preferences.service.js';

const DIGEST_LIVES_FOR_HOURS = 20;
const URGENT_LIVES_FOR_HOURS = 72;
/** An event that is read so late is told in the page alone: by mail it would be no news. */
const NEWS_FOR_MS = 3 * 24 * 3_600_000;

/** Makes notices and mail of committed events: the digests of the day, and what an agency is told at once. */
@Injectable()
export class NoticeComposer implements MailComposer, OnModuleInit {
  readonly types = ['digest.made', ...TOLD_AT_ONCE] as unknown as readonly EventType[];

  constructor(
    private readonly composers: MailComposers,
    private readonly contacts: ContactService,
    private readonly preferences: NoticePreferencesService,
    private readonly work: OpenWorkService,
    private readonly clock: Clock,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, event: MailEvent): Promise<MailDraft[]> {
    return event.type === 'digest.made' ? this.ofDigest(manager, event) : this.atOnce(manager, event);
  }

  private async ofDigest(manager: EntityManager, event: MailEvent): Promise<MailDraft[]> {
    const [digest] = await manager.query<{ userId: string; content: DigestContent }[]>(
      'SELECT user_id AS "userId", content FROM digests WHERE id = $1 AND content IS NOT NULL',
      [event.subjectId],
    );
    const person = digest && (await this.contacts.byId(manager, digest.userId));
    if (!digest || !person) return [];
    const { content } = digest;
    const words = { kind: 'digest' as const, title: `Việc trong ngày: ${digestInShort(content)}`, body: '', link: '/' };
    await this.keep(manager, event, person, words, null, event.subjectId);
    const { digestByMail } = await this.preferences.of(manager, person.userId);
    if (!digestByMail || !person.email || this.isOld(event)) return [];
    const entries = entriesOfDigest(content, this.settings.publicUrl);
    return [
      {
        recipient: person.userId,
        to: person.email,
        ...digestMail(content, person, this.settings.publicUrl),
        ics: entries.length > 0 ? calendarFile('Hạn trong tóm tắt', entries, event.at) : undefined,
        livesForHours: DIGEST_LIVES_FOR_HOURS,
      },
    ];
  }

  private async atOnce(manager: EntityManager, event: MailEvent): Promise<MailDraft[]> {
    if (!event.agencyId) return [];
    const place = event.type.startsWith('evidence.') ? await this.work.placeOfEvidence(manager, event.subjectId) : null;
    const words = noticeWords(event, place);
    if (!words) return [];
    const drafts: MailDraft[] = [];
    for (const [person, principal] of await this.readers(manager, event.agencyId)) {
      // Whoever decided it oneself needs not be told.
      if (person.userId === event.actorId) continue;
      const onBehalfOf = principal && nameOf(principal);
      await this.keep(manager, event, person, words, onBehalfOf, null);
      const { urgentByMail } = await this.preferences.of(manager, person.userId);
      if (!words.urgent || !urgentByMail || !person.email || this.isOld(event)) continue;
      drafts.push({
        recipient: person.userId,
        to: person.email,
        ...urgentMail({ ...words, onBehalfOf }, person, this.settings.publicUrl),
        livesForHours: URGENT_LIVES_FOR_HOURS,
      });
    }
    return drafts;
  }

  /** The people of an agency, and the deputies of those who are absent; everybody once. */
  private async readers(manager: EntityManager, agencyId: string): Promise<[Contact, Contact | null][]> {
    const people = await this.contacts.ofAgency(manager, agencyId, ['agency_head', 'agency_officer']);
    const readers = new Map<string, [Contact, Contact | null]>(people.map((person) => [person.userId, [person, null]]));
    const today = this.clock.today();
    for (const person of people) {
      if (!(await this.preferences.isAbsent(manager, person.userId, today))) continue;
      for (const deputy of await this.contacts.deputiesOf(manager, person.userId, today)) {
        if (!readers.has(deputy.userId)) readers.set(deputy.userId, [deputy, person]);
      }
    }
    return [...readers.values()];
  }

  private async keep(
    manager: EntityManager,
    event: MailEvent,
    person: Contact,
    { kind, title, body, link }: Pick<NoticeWords, 'kind' | 'title' | 'body' | 'link'>,
    onBehalfOf: string | null,
    digestId: string | null,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO notices (user_id, event_id, kind, title, body, link, on_behalf_of_label, digest_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (event_id, user_id) DO NOTHING`,
      [person.userId, event.id, kind, title, body, link, onBehalfOf, digestId],
    );
  }

  private isOld({ at }: MailEvent): boolean {
    return this.clock.now().getTime() - at.getTime() > NEWS_FOR_MS;
  }
}
