import { ApiProperty } from '@nestjs/swagger';
import {
  BOUNCE_OUTCOMES,
  type BounceOutcome,
  MAIL_FAILURES,
  MAIL_REFUSAL_WAYS,
  MAIL_STATES,
  type MailFailure,
  type MailRefusalWay,
  type MailState,
} from '@plan/shared/vocabulary/mail';
import { PageQuery, TextField, WordsParam } from '../http/fields.js';

export class MailListQuery extends PageQuery {
  @WordsParam({ description: 'Where the mail stands', words: MAIL_STATES, name: 'MailState' })
  state?: MailState[];

  @TextField({ description: 'Part of an address or a subject', max: 100, optional: true })
  q?: string;
}

export class MailDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The address' })
  to: string;

  @ApiProperty()
  subject: string;

  @ApiProperty({ enum: MAIL_STATES, enumName: 'MailState' })
  state: MailState;

  @ApiProperty({ type: 'integer', description: 'Sendings begun' })
  attempts: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Next attempt; only while it waits',
  })
  nextAt: string | null;

  @ApiProperty({ format: 'date-time', description: 'Not sent any more from then on: what it says is out of date' })
  expiresAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'When the mail server took it' })
  sentAt: string | null;

  @ApiProperty({
    enum: MAIL_FAILURES,
    enumName: 'MailFailure',
    nullable: true,
    description: 'Why the last attempt failed',
  })
  failure: MailFailure | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The mail server’s own words' })
  failureText: string | null;

  @ApiProperty({ description: 'Whether it can be sent again by hand' })
  canRetry: boolean;
}

class MailCountsDto implements Record<MailState, number> {
  @ApiProperty({ type: 'integer' })
  waiting: number;

  @ApiProperty({ type: 'integer' })
  leased: number;

  @ApiProperty({ type: 'integer' })
  sent: number;

  @ApiProperty({ type: 'integer' })
  dead: number;
}

export class MailPageDto {
  @ApiProperty({ description: 'Whether a mail server is configured; without one mail is kept and waits' })
  configured: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Sender of all mail; null without a mail server' })
  sender: string | null;

  @ApiProperty({ type: MailCountsDto, description: 'All mails by state, whatever the filters' })
  counts: MailCountsDto;

  @ApiProperty({ type: [MailDto], description: 'The newest first' })
  items: MailDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class MailRefusalDto {
  @ApiProperty()
  address: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ enum: MAIL_REFUSAL_WAYS, enumName: 'MailRefusalWay' })
  way: MailRefusalWay;

  @ApiProperty({ description: 'The refusing server’s own words' })
  reason: string;
}

export class MailRefusalPageDto {
  @ApiProperty({ type: [MailRefusalDto], description: 'The newest first' })
  items: MailRefusalDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class BounceInput {
  @TextField({
    description:
      'A delivery status report (RFC 3464) as it came in: the raw text with its headers. It counts only for a mail of this system, by its Message-ID, and for the address that the mail went to.',
    max: 500_000,
  })
  message: string;
}

export class BounceResultDto {
  @ApiProperty({
    enum: BOUNCE_OUTCOMES,
    enumName: 'BounceOutcome',
    description:
      '`address_marked`: no further mail goes there; `not_a_failure`: delayed, delivered, or a failure that may pass; `unknown_mail`: not about a mail of this system',
  })
  outcome: BounceOutcome;
}
