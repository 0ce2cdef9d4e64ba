import type { MailFailure, MailState } from '@plan/shared/vocabulary/mail';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One mail to one person, made of one event. It is the outbox and the record of what left. */
@Entity('mails')
@Index('mails_event', ['eventId', 'recipient'], { unique: true })
@Index('mails_message', ['messageId'], { unique: true })
@Index('mails_waiting', ['nextAt'], { where: "state = 'waiting'" })
@Index('mails_leased', ['leasedUntil'], { where: "state = 'leased'" })
@Index('mails_list', ['createdAt', 'id'])
@Index('mails_state', ['state', 'createdAt', 'id'])
export class MailEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** The event of the log that it tells of. */
  @Column({ type: 'bigint' })
  eventId: number;

  /** Names the recipient to the feature that wrote the mail: with the event it makes the mail once. */
  @Column({ type: 'text' })
  recipient: string;

  /** With its angle brackets; every repeated sending bears the same. */
  @Column({ type: 'text' })
  messageId: string;

  /** Lower case. */
  @Column({ type: 'text' })
  toAddress: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  html: string;

  /** An iCalendar file that goes along. */
  @Column({ type: 'text', nullable: true })
  ics: string | null;

  @Column({ type: 'text', default: 'waiting' })
  state: MailState;

  /** Sendings begun. */
  @Column({ type: 'int', default: 0 })
  attempts: number;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  nextAt: Date;

  /** Whose lease it is: a sender that was too slow finds another's here and leaves the row alone. */
  @Column({ type: 'uuid', nullable: true })
  leaseId: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  leasedUntil: Date | null;

  /** Why the last attempt failed. */
  @Column({ type: 'text', nullable: true })
  failure: MailFailure | null;

  /** The mail server's own words, at most 300 characters. */
  @Column({ type: 'text', nullable: true })
  failureText: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;

  /** Not sent any more from this instant on: what it says is out of date. */
  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  sentAt: Date | null;
}

/** How far the log has been read for mail: everything up to this event, in the order of the log. */
@Entity('mail_cursors')
export class MailCursorEntity {
  @Column({ type: 'text', primary: true })
  name: string;

  /** By its id, not its transaction: a restored log keeps ids and order under other transaction numbers. */
  @Column({ type: 'bigint', nullable: true })
  eventId: number | null;
}

/** An address that does not receive mail. No mail goes there until somebody tries it again or the person has another. */
@Entity('mail_refusals')
export class MailRefusalEntity {
  /** Lower case. */
  @Column({ type: 'text', primary: true })
  address: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at: Date;

  /** A word of MAIL_REFUSAL_WAYS. */
  @Column({ type: 'text' })
  way: string;

  /** The refusing server's own words. */
  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid' })
  @ForeignKey('mails')
  mailId: string;
}
