import { ApiProperty } from '@nestjs/swagger';
import {
  REMINDER_KINDS,
  REMINDER_RECIPIENTS,
  REMINDER_SUBJECTS,
  type ReminderKind,
  type ReminderRecipient,
  type ReminderSubject,
} from '@plan/shared/vocabulary/reminders';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { LadderDto } from '../plans/plan-reader.service.js';
import { DateField, PageQuery, UuidField, UuidsParam, WordsParam } from '../platform/http/fields.js';

export class ReminderListQuery extends PageQuery {
  @UuidField({ description: 'Of this plan', optional: true })
  planId?: string;

  @UuidField({ description: 'About this assignment', optional: true })
  assignmentId?: string;

  @UuidField({ description: 'About this report', optional: true })
  reportId?: string;

  @UuidsParam({ description: 'Agencies whose duty it is' })
  agencyId?: string[];

  @DateField({ description: 'Told on this day', optional: true })
  onDay?: string;

  @WordsParam({ description: 'Kinds', words: REMINDER_KINDS, name: 'ReminderKind' })
  kind?: ReminderKind[];

  @WordsParam({ description: 'Who is told', words: REMINDER_RECIPIENTS, name: 'ReminderRecipient' })
  recipientRole?: ReminderRecipient[];
}

export class ReminderDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ enum: REMINDER_SUBJECTS, enumName: 'ReminderSubject' })
  subjectType: ReminderSubject;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  assignmentId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  reportId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'A remedy after an inspection' })
  remedyId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The task of the assignment' })
  taskId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  taskTitle: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Period of the report', example: '2026-12' })
  periodLabel: string | null;

  @ApiProperty({ format: 'uuid', description: 'The agency whose duty it is' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: REMINDER_KINDS, enumName: 'ReminderKind' })
  kind: ReminderKind;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The due date that it speaks of' })
  dueOn: string | null;

  @ApiProperty({ format: 'date', description: 'The calendar day on which people are told' })
  onDay: string;

  @ApiProperty({
    type: 'integer',
    description:
      'Of `overdue_weekly` the week (1 from the eighth day late), of the monthly kinds the month as YYYYMM, of `urging` which written urging it is; otherwise 0',
  })
  step: number;

  @ApiProperty({ enum: REMINDER_RECIPIENTS, enumName: 'ReminderRecipient', description: 'Who is told' })
  recipientRole: ReminderRecipient;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class ReminderPageDto {
  @ApiProperty({ type: [ReminderDto] })
  items: ReminderDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class LadderPreviewInput {
  @DateField({ description: 'The calendar day to try' })
  day: string;

  @ApiProperty({
    type: LadderDto,
    required: false,
    nullable: true,
    description: 'A ladder to try; the plan’s by default',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => LadderDto)
  ladder?: LadderDto | null;
}

export class LadderPreviewCountDto {
  @ApiProperty({ enum: REMINDER_KINDS, enumName: 'ReminderKind' })
  kind: ReminderKind;

  @ApiProperty({ enum: REMINDER_RECIPIENTS, enumName: 'ReminderRecipient' })
  recipientRole: ReminderRecipient;

  @ApiProperty({ type: 'integer', description: 'Reminders' })
  count: number;

  @ApiProperty({ type: 'integer', description: 'Agencies whose duty it is' })
  agencies: number;
}

export class LadderPreviewRowDto {
  @ApiProperty({ enum: REMINDER_SUBJECTS, enumName: 'ReminderSubject' })
  subjectType: ReminderSubject;

  @ApiProperty({ format: 'uuid', description: 'The assignment or the report' })
  subjectId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  taskTitle: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  periodLabel: string | null;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: REMINDER_KINDS, enumName: 'ReminderKind' })
  kind: ReminderKind;

  @ApiProperty({ type: 'integer' })
  step: number;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ enum: REMINDER_RECIPIENTS, enumName: 'ReminderRecipient', isArray: true })
  recipients: ReminderRecipient[];

  @ApiProperty({ description: 'Whether all of them were told already' })
  sent: boolean;
}

export class LadderPreviewDto {
  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: LadderDto, description: 'The ladder that was tried' })
  ladder: LadderDto;

  @ApiProperty({ type: 'integer', description: 'Assignments and reports of which somebody is told' })
  subjects: number;

  @ApiProperty({ type: [LadderPreviewCountDto] })
  counts: LadderPreviewCountDto[];

  @ApiProperty({ type: [LadderPreviewRowDto], description: 'The first 200, the longest overdue first' })
  items: LadderPreviewRowDto[];
}
