import { Injectable } from '@nestjs/common';
import type { EventSubject, EventType } from '@plan/shared/vocabulary/event-types';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { type EventProof, MANY } from './event-proof.js';

export interface NewEvent {
  type: EventType;
  subjectType: EventSubject;
  subjectId: string;
  planId?: string | null;
  agencyId?: string | null;
  before?: unknown;
  after?: unknown;
}

/** The append-only log of changes: audit, history and outbox all read from here. */
@Injectable()
export class EventLog {
  /** @param proof absent where no key is given: tests of other things */
  constructor(private readonly proof?: EventProof) {}

  /**
   * Writes one event in the transaction of the change that it tells of.
   * @param manager the transaction's manager: an event outside a transaction could outlive a rolled-back change
   */
  async append(manager: EntityManager, actor: Actor, event: NewEvent): Promise<void> {
    if (!manager.queryRunner?.isTransactionActive) throw new Error(`event ${event.type} outside a transaction`);
    await manager.query(
      `INSERT INTO events (type, subject_type, subject_id, plan_id, agency_id, actor_kind, actor_id, actor_label,
                           on_behalf_of_id, on_behalf_of_label, via, request_id, address, before, after, digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        event.type,
        event.subjectType,
        event.subjectId,
        event.planId ?? null,
        event.agencyId ?? null,
        actor.kind,
        actor.id,
        actor.label,
        actor.onBehalfOf?.id ?? null,
        actor.onBehalfOf?.label ?? null,
        actor.via,
        actor.requestId,
        actor.address,
        event.before === undefined ? null : JSON.stringify(event.before),
        event.after === undefined ? null : JSON.stringify(event.after),
        this.proof?.make(event.type) ?? null,
      ],
    );
  }

  /** What `events.digest` takes where one statement writes many events of a type, within one transaction. */
  digestForMany(type: EventType): Buffer | null {
    return this.proof?.make(type, MANY) ?? null;
  }
}
