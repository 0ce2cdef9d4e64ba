import { ApiProperty } from '@nestjs/swagger';
import { LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { URGING_ACTIONS, type UrgingAction } from '@plan/shared/vocabulary/urgings';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import {
  BooleanField,
  DateField,
  FlagParam,
  IntegerParam,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordField,
} from '../platform/http/fields.js';

export class UrgedItemInput {
  @UuidField({ description: 'The lead assignment; or `reportId`', optional: true })
  assignmentId?: string;

  @UuidField({ description: 'The report; or `assignmentId`', optional: true })
  reportId?: string;
}

export class UrgingsInput {
  @UuidField({ description: 'The plan' })
  planId: string;

  @ApiProperty({ type: [UrgedItemInput], description: 'At most 500; one urging is made for each of their agencies' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @IsObject({ each: true })
  @Type(() => UrgedItemInput)
  items: UrgedItemInput[];

  @TextField({ description: 'What the letter is about, after "V/v"', max: 300 })
  subject: string;

  @TextField({
    description:
      'The letter’s words, a paragraph a line; {cơ quan}, {số việc}, {ngày số liệu} and {hạn trả lời} are filled in for each agency',
    max: 8_000,
  })
  text: string;

  @DateField({ description: 'The last day for the answer; not before today' })
  answerBy: string;

  @DateField({ description: 'The day whose figures it states; today by default', optional: true })
  asOf?: string;

  @TextField({ description: 'Function of whoever signs', max: 200, optional: true, example: 'PHÓ GIÁM ĐỐC' })
  signerTitle?: string;

  @BooleanField({ description: 'Only show what would be sent', optional: true })
  dryRun?: boolean;
}

export class UrgingItemDto {
  @ApiProperty({ type: 'integer', description: 'Place in the letter’s list, from 1' })
  position: number;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  assignmentId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  reportId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  taskId: string | null;

  @ApiProperty({ description: 'As the letter names it' })
  title: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ type: 'integer', description: 'Calendar days late on the day of the figures' })
  daysLate: number;

  @ApiProperty({ type: 'integer', description: 'Which written urging of this item it is' })
  times: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Null while it waits for an answer',
  })
  answeredAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  answeredByLabel: string | null;

  @ApiProperty({ enum: LATE_REASONS, enumName: 'LateReason', nullable: true })
  reasonCode: LateReason | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day that the agency states' })
  newDueOn: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  evidenceId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  answerText: string | null;
}

export class UrgingRowDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ type: 'integer', description: 'Counts within the plan and the year' })
  number: number;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ format: 'uuid', description: 'The agency that is urged' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ format: 'date', description: 'When it was sent' })
  onDay: string;

  @ApiProperty({ format: 'date', description: 'The day of its figures' })
  asOf: string;

  @ApiProperty({ format: 'date', description: 'The last day for the answer' })
  answerBy: string;

  @ApiProperty()
  subject: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The agency that urges' })
  issuerName: string | null;

  @ApiProperty()
  sentByLabel: string;

  @ApiProperty({ type: 'integer' })
  itemCount: number;

  @ApiProperty({ type: 'integer' })
  answeredCount: number;

  @ApiProperty({ description: 'Not wholly answered, and the last day for the answer is over' })
  answerLate: boolean;
}

export class UrgingPageDto {
  @ApiProperty({ type: [UrgingRowDto] })
  items: UrgingRowDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class UrgingDto extends UrgingRowDto {
  @ApiProperty({ description: 'The letter’s words, a paragraph a line' })
  text: string;

  @ApiProperty()
  signerTitle: string;

  @ApiProperty({ type: [UrgingItemDto] })
  items: UrgingItemDto[];

  @ApiProperty({
    enum: URGING_ACTIONS,
    enumName: 'UrgingAction',
    isArray: true,
    description: 'What the caller may do now',
  })
  allowedActions: UrgingAction[];
}

export class UrgingListQuery extends PageQuery {
  @UuidField({ description: 'Of this plan', optional: true })
  planId?: string;

  @UuidsParam({ description: 'Agencies that are urged' })
  agencyId?: string[];

  @UuidField({ description: 'Which speak of this assignment', optional: true })
  assignmentId?: string;

  @UuidField({ description: 'Which speak of this report', optional: true })
  reportId?: string;

  @IntegerParam({ description: 'Sent in this year', min: 2000, max: 2200 })
  year?: number;

  @FlagParam({ description: 'true: those that wait for an answer; false: those wholly answered' })
  unanswered?: boolean;
}

export class SentUrgingDto {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Null in a dry run' })
  id: string | null;

  @ApiProperty({ type: 'integer', description: 'Its number; in a dry run the next one, which another may take first' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ description: 'The letter’s words to this agency' })
  text: string;

  @ApiProperty({ type: [UrgingItemDto] })
  items: UrgingItemDto[];

  @ApiProperty({ type: 'integer', description: 'Items that now stand on the Steering Committee’s list' })
  toCommittee: number;
}

export class SentUrgingsDto {
  @ApiProperty({ description: 'True when nothing was written' })
  dryRun: boolean;

  @ApiProperty({ type: [SentUrgingDto], description: 'One for each agency, by name' })
  urgings: SentUrgingDto[];
}

export class UrgingAnswerItemInput extends UrgedItemInput {
  @WordField({ description: 'Why it is late', words: LATE_REASONS, name: 'LateReason' })
  reasonCode: LateReason;

  @DateField({
    description: 'The day by which it will be done; today or later. This or `evidenceId`. It moves no due date',
    optional: true,
  })
  newDueOn?: string;

  @UuidField({ description: 'A document handed in for this assignment. This or `newDueOn`', optional: true })
  evidenceId?: string;

  @TextField({ description: 'What the agency has to say', max: 2_000 })
  text: string;
}

export class UrgingAnswersInput {
  @ApiProperty({ type: [UrgingAnswerItemInput], description: 'All or none; an item is answered once' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @IsObject({ each: true })
  @Type(() => UrgingAnswerItemInput)
  items: UrgingAnswerItemInput[];
}
