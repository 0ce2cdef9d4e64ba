import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { MailFailure } from '@plan/shared/vocabulary/mail';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../logging/logger.js';
import { backOff } from './domain/back-off.js';
import { readFailure, type SmtpError } from './domain/send-failure.js';
import { MailRefusals } from './mail-refusals.js';
import { MailTransport, type OutgoingMail } from './smtp-transport.js';

interface LeasedMail extends OutgoingMail {
  id: string;
  leaseId: string;
  attempts: number;
}

/** Longer than all the time-outs of one sending together: a mail whose sender lives is never sent by another. */
const LEASE_MINUTES = 5;
const AT_ONCE = 10;

/**
 * Sends what waits. A mail is leased before it goes out and marked after: a process that is killed between the two
 * leaves a lease that runs out, and the mail goes again under the same Message-ID.
 */
@Injectable()
export class MailSender {
  private closing = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transport: MailTransport,
    private readonly refusals: MailRefusals,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sends everything that is due. @returns how many the mail server took */
  async sendDue(): Promise<number> {
    let sent = 0;
    await this.buryExpired();
    while (!this.closing) {
      const mails = await this.lease();
      if (mails.length === 0) break;
      const results = await Promise.all(mails.map((mail) => this.sendOne(mail)));
      sent += results.filter(Boolean).length;
      // Where nothing gets through, the rest need not be tried one by one.
      if (results.every((result) => result === null)) break;
    }
    return sent;
  }

  /** Lets what is under way end; nothing new is begun. */
  stop(): void {
    this.closing = true;
  }

  private async lease(): Promise<LeasedMail[]> {
    const [rows] = await this.dataSource.query<[LeasedMail[], number]>(
      `UPDATE mails m SET state = 'leased', lease_id = $1, leased_until = clock_timestamp() + interval '${LEASE_MINUTES} minutes',
         attempts = attempts + 1
       WHERE id IN (
         SELECT id FROM mails
         WHERE (state = 'waiting' AND next_at <= clock_timestamp()) OR (state = 'leased' AND leased_until < clock_timestamp())
         ORDER BY next_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id, lease_id AS "leaseId", attempts, message_id AS "messageId", to_address AS "toAddress", subject, text, html, ics`,
      [randomUUID()],
    );
    return rows;
  }

  /** True when it was sent, false when its fate is settled otherwise, null when the line or the server is at fault. */
  private async sendOne(mail: LeasedMail): Promise<boolean | null> {
    if (await this.refusals.has(mail.toAddress)) {
      await this.bury(mail, 'address_marked', null);
      return false;
    }
    try {
      await this.transport.send(mail);
    } catch (error) {
      return this.failed(mail, error as SmtpError);
    }
    await this.settle(mail, `state = 'sent', sent_at = clock_timestamp(), failure = NULL, failure_text = NULL`, []);
    return true;
  }

  private async failed(mail: LeasedMail, error: SmtpError): Promise<false | null> {
    const { failure, final, addressRefused } = readFailure(error);
    const words = (error.response ?? error.message ?? '').replace(/\s+/g, ' ').slice(0, 300);
    this.logger.warn(
      { mail: mail.id, attempts: mail.attempts, failure, response: error.responseCode },
      'mail not sent',
    );
    if (!final) {
      await this.settle(
        mail,
        `state = 'waiting', next_at = clock_timestamp() + $3 * interval '1 millisecond', failure = $4, failure_text = $5`,
        [backOff(mail.attempts), failure, words],
      );
      return null;
    }
    await this.bury(mail, failure, words);
    if (addressRefused) await this.refusals.mark(mail.id, mail.toAddress, 'smtp', words);
    return false;
  }

  private bury(mail: LeasedMail, failure: MailFailure, words: string | null): Promise<void> {
    return this.settle(mail, `state = 'dead', failure = $3, failure_text = $4`, [failure, words]);
  }

  /** Only under one's own lease: who was too slow leaves the row to the one who has it now. */
  private async settle({ id, leaseId }: LeasedMail, change: string, values: unknown[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE mails SET ${change}, lease_id = NULL, leased_until = NULL WHERE id = $1 AND lease_id = $2`,
      [id, leaseId, ...values],
    );
  }

  /** The record of what was sent is kept for a season; what the mails said is nobody's for ever. */
  async forgetSent(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM mails m WHERE state = 'sent' AND created_at < clock_timestamp() - interval '90 days'
         AND NOT EXISTS (SELECT 1 FROM mail_refusals r WHERE r.mail_id = m.id)`,
    );
  }

  /** What could not be sent in its time would tell people of what is no longer so. */
  private async buryExpired(): Promise<void> {
    await this.dataSource.query(
      `UPDATE mails SET state = 'dead', failure = 'expired'
       WHERE state = 'waiting' AND next_at <= clock_timestamp() AND expires_at <= clock_timestamp()`,
    );
  }
}
