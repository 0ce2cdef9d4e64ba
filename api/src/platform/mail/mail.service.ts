import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { BounceOutcome } from '@plan/shared/vocabulary/mail';
import { DataSource } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { EventLog } from '../events/event-log.js';
import { DomainError, notFound } from '../http/problem.js';
import { type RecipientStatus, readDeliveryStatus } from './domain/delivery-status.js';
import { MailRefusals } from './mail-refusals.js';

/** Days that a mail which is sent again by hand may take. */
const RETRY_DAYS = 3;

/** What people and the mailbox reader do about outgoing mail. */
@Injectable()
export class MailService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly refusals: MailRefusals,
  ) {}

  /** Puts a dead mail in line again under its Message-ID, and tries its address again. */
  async retry(id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [mail] = await manager.query<{ state: string; toAddress: string }[]>(
        'SELECT state, to_address AS "toAddress" FROM mails WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!mail) throw notFound('thư');
      if (mail.state !== 'dead') {
        throw new DomainError('mail.not_dead', 'Chỉ thư không gửi được mới cần gửi lại. Hãy tải lại danh sách.');
      }
      await manager.query('DELETE FROM mail_refusals WHERE address = $1', [mail.toAddress]);
      await manager.query(
        `UPDATE mails SET state = 'waiting', next_at = clock_timestamp(),
           expires_at = greatest(expires_at, clock_timestamp() + interval '${RETRY_DAYS} days')
         WHERE id = $1`,
        [id],
      );
      await this.events.append(manager, actor, {
        type: 'mail.retried',
        subjectType: 'mail',
        subjectId: id,
        before: { state: 'dead' },
        after: { state: 'waiting', email: mail.toAddress },
      });
    });
  }

  /**
   * A delivery report that came back to the sender's mailbox. Only our own Message-ID makes it count: anybody can write
   * a report about an address.
   * @throws DomainError `mail.bounce_unreadable`
   */
  async bounce(raw: string, actor: Actor): Promise<BounceOutcome> {
    const report = readDeliveryStatus(raw);
    if (!report) {
      throw new DomainError(
        'mail.bounce_unreadable',
        'Nội dung không phải thư báo giao nhận (multipart/report, RFC 3464). Hãy gửi nguyên văn thư, kể cả phần đầu thư.',
      );
    }
    return this.dataSource.transaction(async (manager) => {
      const [mail] = await manager.query<{ id: string; toAddress: string }[]>(
        'SELECT id, to_address AS "toAddress" FROM mails WHERE message_id = $1 FOR UPDATE',
        [report.messageId],
      );
      const status = report.recipients.find(({ address }) => address === mail?.toAddress);
      if (!mail || !status) return 'unknown_mail';
      if (!failsForGood(status)) return 'not_a_failure';
      const words = status.diagnostic || status.status;
      await manager.query(
        `UPDATE mails SET state = 'dead', failure = 'bounced', failure_text = $2, lease_id = NULL, leased_until = NULL
         WHERE id = $1`,
        [mail.id, words.slice(0, 300)],
      );
      await this.refusals.mark(mail.id, mail.toAddress, 'report', words, actor, manager);
      return 'address_marked';
    });
  }
}

/** Permanent, and not for a full mailbox (5.2.2) or a policy (5.7.x): those say nothing against the address. */
const failsForGood = ({ action, status }: RecipientStatus): boolean =>
  action === 'failed' && status.startsWith('5.') && status !== '5.2.2' && !status.startsWith('5.7.');
