import { ApiProperty } from '@nestjs/swagger';
import {
  ACTOR_KINDS,
  type ActorKind,
  EVENT_SUBJECTS,
  EVENT_TYPES,
  EVENT_VIAS,
  type EventSubject,
  type EventType,
  type EventVia,
} from '@plan/shared/vocabulary/event-types';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { DateField, PageQuery, TextField, UuidField, WordsParam } from '../http/fields.js';

/** What every telling of an event has. */
export class FeedEventDto {
  @ApiProperty({ type: 'integer', description: 'Number of the event; unique, not without gaps' })
  id: number;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ description: 'What happened, `<subject>.<verb>`', example: 'evidence.confirmed' })
  type: string;

  @ApiProperty({ description: 'The event as a Vietnamese sentence' })
  text: string;

  @ApiProperty({ description: 'What it is about', example: 'evidence' })
  subjectType: string;

  @ApiProperty({ format: 'uuid' })
  subjectId: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  planId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The agency that it concerns' })
  agencyId: string | null;

  @ApiProperty({ enum: ACTOR_KINDS, enumName: 'ActorKind' })
  actorKind: ActorKind;

  @ApiProperty({ description: 'How the actor was called then' })
  actorLabel: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'For whom a deputy acted' })
  onBehalfOfLabel: string | null;

  @ApiProperty({ enum: EVENT_VIAS, enumName: 'EventVia' })
  via: EventVia;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'The changed fields before' })
  before: unknown;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'The changed fields after' })
  after: unknown;
}

export class FeedPageDto {
  @ApiProperty({ type: [FeedEventDto] })
  items: FeedEventDto[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The `after` of the next call, also at the end of the feed; null only while there is no event at all',
  })
  nextCursor: string | null;
}

export class FeedQuery {
  @ApiProperty({ description: '`nextCursor` of the call before; absent: from the first event on', required: false })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  after?: string;

  @ApiProperty({
    description: 'Events at most; more than 200 is cut to 200',
    required: false,
    type: 'integer',
    minimum: 1,
    default: 50,
  })
  @Type(() => String)
  @Transform(({ value }) => (/^-?\d{1,9}$/.test(String(value)) ? Math.min(Number(value), 200) : value))
  @IsOptional()
  @IsInt()
  @Min(1)
  limit: number = 50;
}

/** The filters of the audit search; all of them must hold. */
export class AuditFilterQuery extends PageQuery {
  @DateField({ description: 'First day, in Asia/Ho_Chi_Minh', optional: true })
  from?: string;

  @DateField({ description: 'Last day, itself included', optional: true })
  to?: string;

  @UuidField({ description: 'The person or API client who acted', optional: true })
  actorId?: string;

  @WordsParam({ description: 'What happened', words: EVENT_TYPES, name: 'EventType' })
  type?: EventType[];

  @WordsParam({ description: 'What it is about', words: EVENT_SUBJECTS, name: 'EventSubject' })
  subjectType?: EventSubject[];

  @UuidField({ description: 'The one object that it is about', optional: true })
  subjectId?: string;

  @UuidField({ description: 'The agency that it concerns', optional: true })
  agencyId?: string;

  @TextField({
    description: 'Words of the actor or of what stood there before or after, with or without diacritics',
    max: 200,
    min: 2,
    optional: true,
  })
  q?: string;
}

export class AuditEventDto extends FeedEventDto {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Null for a job and the system' })
  actorId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  onBehalfOfId: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Name of the agency that it concerns' })
  agencyName: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The id in the server’s log' })
  requestId: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The caller’s network address' })
  address: string | null;

  @ApiProperty({ description: 'Whether it is part of the sealed chain already; within a minute of its commit' })
  sealed: boolean;
}

export class AuditPageDto {
  @ApiProperty({ type: [AuditEventDto] })
  items: AuditEventDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
