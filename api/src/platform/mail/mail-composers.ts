import { Injectable } from '@nestjs/common';
import type { EventType } from '@plan/shared/vocabulary/event-types';
import type { EntityManager } from 'typeorm';

/** A committed event, as those who write mail see it. */
export interface MailEvent {
  id: number;
  type: EventType;
  at: Date;
  subjectType: string;
  subjectId: string;
  planId: string | null;
  agencyId: string | null;
  actorId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface MailDraft {
  /** Names the recipient; one event makes at most one mail for it. */
  recipient: string;
  /** The address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** An iCalendar file that goes along as `lich.ics`. */
  ics?: string;
  /** Hours after which it is of no use any more. */
  livesForHours: number;
}

export interface MailComposer {
  types: readonly EventType[];
  /**
   * What a committed event has to tell to whom. Called once for each event, in the order of the log, in the
   * transaction that also writes the mails and how far the log was read: what it writes through `manager` is there
   * exactly once, too.
   */
  compose(manager: EntityManager, event: MailEvent): Promise<MailDraft[]>;
}

/** The port by which features, above the platform, say which events become mail. They register when they start. */
@Injectable()
export class MailComposers {
  private readonly byType = new Map<string, MailComposer[]>();

  register(composer: MailComposer): void {
    for (const type of composer.types) this.byType.set(type, [...(this.byType.get(type) ?? []), composer]);
  }

  get types(): string[] {
    return [...this.byType.keys()];
  }

  of(type: string): readonly MailComposer[] {
    return this.byType.get(type) ?? [];
  }
}
