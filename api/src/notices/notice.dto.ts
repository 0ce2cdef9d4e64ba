import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  CALENDAR_FEED_KINDS,
  type CalendarFeedKind,
  DIGEST_SECTIONS,
  type DigestSection,
  NOTICE_KINDS,
  type NoticeKind,
} from '@plan/shared/vocabulary/notices';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID, Matches } from 'class-validator';
import { BooleanField, DateField, FlagParam, PageQuery, WordField } from '../platform/http/fields.js';

export class NoticeListQuery extends PageQuery {
  @FlagParam({ description: 'Only those that are not read yet' })
  unread?: boolean;
}

class DigestLineDto {
  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'What more is to be said, e.g. the agency' })
  detail: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day on which it is due' })
  dueOn: string | null;

  @ApiProperty({ description: 'Path of the page where it is done' })
  link: string;
}

class DigestSectionDto {
  @ApiProperty({ enum: DIGEST_SECTIONS, enumName: 'DigestSection' })
  section: DigestSection;

  @ApiProperty({ type: [DigestLineDto], description: 'At most 20' })
  lines: DigestLineDto[];

  @ApiProperty({ type: 'integer', description: 'How many more there were' })
  more: number;

  @ApiProperty({ description: 'Path of the page that has them all' })
  moreLink: string;
}

class DigestPartDto {
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The absent person whose deputy one is; null for oneself',
  })
  onBehalfOf: string | null;

  @ApiProperty({ type: [DigestSectionDto] })
  sections: DigestSectionDto[];
}

class DigestDto {
  @ApiProperty({ format: 'date', description: 'As of which day' })
  day: string;

  @ApiProperty({ type: [DigestPartDto] })
  parts: DigestPartDto[];
}

export class NoticeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: NOTICE_KINDS, enumName: 'NoticeKind' })
  kind: NoticeKind;

  @ApiProperty()
  title: string;

  @ApiProperty({ description: 'One or two sentences more; may be empty' })
  body: string;

  @ApiProperty({ description: 'Path of the page where it is seen to' })
  link: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The absent person for whom one is told' })
  onBehalfOf: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  readAt: string | null;

  @ApiProperty({ type: DigestDto, nullable: true, description: 'Of a digest: what was owed when it was made' })
  digest: DigestDto | null;
}

export class NoticePageDto {
  @ApiProperty({ type: [NoticeDto], description: 'Unread ones first, then the newest' })
  items: NoticeDto[];

  @ApiProperty({ type: 'integer', description: 'All that are not read yet' })
  unreadCount: number;

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class NoticeReadingsInput {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    maxItems: 200,
    uniqueItems: true,
    description: 'One’s own notices that were read; those of others are passed over. An empty list is all of one’s own',
  })
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  ids: string[];
}

export class UnreadDto {
  @ApiProperty({ type: 'integer', description: 'All that are not read yet' })
  unreadCount: number;
}

const TIME = /^([01]\d|2[0-3]):[03]0$/;

const TimeField = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ description, pattern: TIME.source, example: '07:30' }), Matches(TIME));

export class NoticePreferencesInput {
  @TimeField('Hour at which the daily digest comes, full or half, on the clock of Vietnam')
  digestAt: string;

  @BooleanField({ description: 'Whether the digest also comes by mail; in the bell it always is' })
  digestByMail: boolean;

  @BooleanField({ description: 'Whether urgent notices also come by mail; in the bell they always are' })
  urgentByMail: boolean;

  @DateField({ description: 'First day of an absence: one’s deputies of those days are told too', nullable: true })
  absentFromOn: string | null;

  @DateField({ description: 'Its last day; both are null without an absence', nullable: true })
  absentToOn: string | null;
}

export class NoticePreferencesDto {
  @ApiProperty({ pattern: TIME.source, description: 'Hour of the daily digest on the clock of Vietnam' })
  digestAt: string;

  @ApiProperty()
  digestByMail: boolean;

  @ApiProperty()
  urgentByMail: boolean;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  absentFromOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  absentToOn: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'One’s address; an administrator changes it' })
  email: string | null;

  @ApiProperty({ description: 'Whether the system sends mail at all' })
  mailConfigured: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Since when the address is known not to receive mail: nothing more is sent there',
  })
  addressRefusedAt: string | null;

  @ApiProperty({ type: [String], description: 'Who is one’s deputy on the first day of the absence, else today' })
  deputies: string[];
}

export class NewCalendarFeedInput {
  @WordField({
    description: 'One’s own calendar, or that of one’s agency (by its head)',
    words: CALENDAR_FEED_KINDS,
    name: 'CalendarFeedKind',
  })
  kind: CalendarFeedKind;
}

export class CalendarFeedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: CALENDAR_FEED_KINDS, enumName: 'CalendarFeedKind' })
  kind: CalendarFeedKind;

  @ApiProperty({ description: 'The person or the agency' })
  name: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'About an hour exact' })
  lastReadAt: string | null;
}

export class NewCalendarFeedDto extends CalendarFeedDto {
  @ApiProperty({ format: 'uri', description: 'The secret address; shown this once, the system keeps its hash alone' })
  url: string;
}

export class CalendarFeedListDto {
  @ApiProperty({ type: [CalendarFeedDto], description: 'One’s own, and of one’s agency if one is its head' })
  items: CalendarFeedDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null' })
  nextCursor: string | null;
}
