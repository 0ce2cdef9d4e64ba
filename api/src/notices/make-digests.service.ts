import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { ContactService } from '../identity/contact.service.js';
import { jobActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { EventLog } from '../platform/events/event-log.js';
import type { JobCounts } from '../platform/jobs/job.js';
import { LOGGER } from '../platform/logging/logger.js';
import { DigestContentService, DigestRound } from './digest-content.service.js';
import { countOf } from './domain/digest.js';
import { minuteInVietnam, USUAL_MINUTE } from './domain/digest-time.js';

/** Whom a digest can concern. */
const ROLES: readonly Role[] = ['agency_head', 'agency_officer', 'standing', 'monitor', 'steering'];
const BATCH = 200;

/** `sent`: had something to be told; `nothing`: needed not be told; null: was dealt with elsewhere. */
type Outcome = 'sent' | 'nothing' | null;

/** Makes the digest of each person once a day, at the person's hour. What goes out of it, the event log tells the mail. */
@Injectable()
export class MakeDigestsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contacts: ContactService,
    private readonly contents: DigestContentService,
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Everybody whose hour has come today and who has no digest of today. Safe in any number of processes at once. */
  async makeDue(): Promise<JobCounts> {
    const now = this.clock.now();
    const round = new DigestRound(this.clock.today(), true);
    const counts = { sent: 0, nothing: 0 };
    let after: string | null = null;
    for (;;) {
      const people: string[] = await this.due(this.dataSource.manager, round.day, minuteInVietnam(now), after);
      for (const userId of people) {
        const outcome = await this.makeOne(userId, round);
        if (outcome) counts[outcome] += 1;
      }
      if (people.length < BATCH) return { created: counts.sent, byKind: counts };
      after = people.at(-1) as string;
    }
  }

  /** Everybody for a day that a person asked for, whatever the hour; in the transaction of that run. */
  async makeAll(manager: EntityManager, day: string): Promise<JobCounts> {
    const round = new DigestRound(day, false);
    const counts = { sent: 0, nothing: 0 };
    let after: string | null = null;
    for (;;) {
      const people: string[] = await this.due(manager, day, 1_440, after);
      for (const userId of people) {
        const outcome = await this.make(manager, userId, round);
        if (outcome) counts[outcome] += 1;
      }
      if (people.length < BATCH) return { created: counts.sent, byKind: counts };
      after = people.at(-1) as string;
    }
  }

  private async due(manager: EntityManager, day: string, minute: number, after: string | null): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT u.id FROM users u LEFT JOIN notice_preferences n ON n.user_id = u.id
       WHERE u.roles && $1::text[] AND (u.disabled_at IS NULL OR u.disabled_at > now())
         AND COALESCE(n.digest_minute, ${USUAL_MINUTE}) <= $2 AND ($3::uuid IS NULL OR u.id > $3)
         AND NOT EXISTS (SELECT 1 FROM digests d WHERE d.user_id = u.id AND d.day = $4)
       ORDER BY u.id LIMIT ${BATCH}`,
      [ROLES, minute, after, day],
    );
    return rows.map(({ id }) => id);
  }

  /** One person's fault leaves the others alone; the next round tries again. */
  private async makeOne(userId: string, round: DigestRound): Promise<Outcome> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const [turn] = await manager.query<{ free: boolean }[]>(
          'SELECT pg_try_advisory_xact_lock(hashtext($1)) AS free',
          [`digest:${userId}`],
        );
        return turn?.free ? this.make(manager, userId, round) : null;
      });
    } catch (error) {
      this.logger.error({ err: error }, 'a digest failed; it is tried again at the next round');
      return null;
    }
  }

  private async make(manager: EntityManager, userId: string, round: DigestRound): Promise<Outcome> {
    const [digest] = await manager.query<{ id: string }[]>(
      'INSERT INTO digests (user_id, day) VALUES ($1, $2) ON CONFLICT (user_id, day) DO NOTHING RETURNING id',
      [userId, round.day],
    );
    const person = digest && (await this.contacts.byId(manager, userId));
    if (!digest || !person) return null;
    const content = await this.contents.of(manager, person, round);
    const items = countOf(content);
    if (items === 0) return 'nothing';
    await manager.query('UPDATE digests SET content = $2, items = $3 WHERE id = $1', [
      digest.id,
      JSON.stringify(content),
      items,
    ]);
    await this.events.append(manager, jobActor('digest'), {
      type: 'digest.made',
      subjectType: 'digest',
      subjectId: digest.id,
      after: { day: round.day, items, userId },
    });
    return 'sent';
  }
}
