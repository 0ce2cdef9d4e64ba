import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { MailRefusalWay } from '@plan/shared/vocabulary/mail';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, SYSTEM_ACTOR } from '../auth/actor.js';
import { EventLog } from '../events/event-log.js';

/** Which addresses do not receive mail. */
@Injectable()
export class MailRefusals {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  async has(address: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT 1 FROM mail_refusals WHERE address = $1', [address]);
    return rows.length > 0;
  }

  /** Since when an address is known not to receive mail, as the contract writes an instant; null when it is not. */
  async refusedAt(manager: EntityManager, address: string): Promise<string | null> {
    const [row] = await manager.query<{ at: Date }[]>('SELECT at FROM mail_refusals WHERE address = lower($1)', [
      address,
    ]);
    return row?.at.toISOString() ?? null;
  }

  /** Marks the address of a mail; once. @param reason the refusing server's own words */
  async mark(
    mailId: string,
    address: string,
    way: MailRefusalWay,
    reason: string,
    actor: Actor = SYSTEM_ACTOR,
    manager?: EntityManager,
  ): Promise<void> {
    if (!manager) {
      await this.dataSource.transaction((own) => this.mark(mailId, address, way, reason, actor, own));
      return;
    }
    const rows = await manager.query<unknown[]>(
      `INSERT INTO mail_refusals (address, way, reason, mail_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (address) DO NOTHING RETURNING address`,
      [address, way, reason.slice(0, 300), mailId],
    );
    if (rows.length === 0) return;
    await this.events.append(manager, actor, {
      type: 'mail.address_refused',
      subjectType: 'mail',
      subjectId: mailId,
      after: { email: address, refusedBy: way },
    });
  }
}
