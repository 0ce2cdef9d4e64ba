import { ApiProperty } from '@nestjs/swagger';
import {
  EXTENSION_ACTS,
  EXTENSION_DECISIONS,
  EXTENSION_STATES,
  type ExtensionAct,
  type ExtensionDecision,
  type ExtensionState,
} from '@plan/shared/vocabulary/extensions';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  BooleanField,
  DateField,
  IntegerField,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordField,
  WordsParam,
} from '../platform/http/fields.js';
import { AssignmentDto } from '../tasks/assignment-reader.service.js';

export class ExtensionListQuery extends PageQuery {
  @UuidField({ description: 'Requests on this plan', optional: true })
  planId?: string;

  @UuidField({ description: 'Requests for this assignment', optional: true })
  assignmentId?: string;

  @UuidsParam({ description: 'Agencies that ask' })
  agencyId?: string[];

  @WordsParam({ description: 'States', words: EXTENSION_STATES, name: 'ExtensionState' })
  state?: ExtensionState[];

  @TextField({
    description: 'Words of the task or of the agency’s name, with or without diacritics',
    max: 200,
    optional: true,
  })
  q?: string;

  @ApiProperty({
    description: 'askedAt, newDueOn, agency, taskNumber; `-` for descending; comma between; -askedAt by default',
    required: false,
    example: '-askedAt',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

export class ExtensionActionDto {
  @ApiProperty({ enum: EXTENSION_ACTS, enumName: 'ExtensionAct' })
  action: ExtensionAct;

  @ApiProperty()
  allowed: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why not, in Vietnamese' })
  reason: string | null;
}

export class ExtensionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'Running number, by which people cite the request' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: EXTENSION_STATES, enumName: 'ExtensionState' })
  state: ExtensionState;

  @ApiProperty({ format: 'date', description: 'The last day that is asked for, as it was asked' })
  newDueOn: string;

  @ApiProperty({ format: 'date', description: 'The date that was in force when it was asked' })
  dueOnWhenAsked: string;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description:
      'The day that decides, moved to a working day: the one granted, or what granting as asked would give; null when refused or withdrawn',
  })
  dueOn: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'How that day came about, in one line' })
  explanation: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'From which day the granted date counts',
  })
  effectiveOn: string | null;

  @ApiProperty({ description: 'Why the agency asks' })
  reason: string;

  @ApiProperty({ description: 'Who asked, as called then' })
  askedByName: string;

  @ApiProperty({ format: 'date-time' })
  askedAt: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who decided or withdrew, as called then' })
  closedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  closedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why it was granted, refused or withdrawn' })
  closingReason: string | null;

  @ApiProperty({ description: 'The decider’s own agency had asked (tự quyết định)' })
  selfDecided: boolean;

  @ApiProperty({ type: 'integer', description: 'For decisions on many at once' })
  version: number;

  @ApiProperty({ type: AssignmentDto, description: 'How the assignment stands today' })
  assignment: AssignmentDto;

  @ApiProperty({ type: [String], description: 'What a person should look at before deciding, in Vietnamese' })
  warnings: string[];

  @ApiProperty({ type: [ExtensionActionDto] })
  allowedActions: ExtensionActionDto[];
}

export class ExtensionPageDto {
  @ApiProperty({ type: [ExtensionDto] })
  items: ExtensionDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class AssignmentDateDto {
  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'From which day; null: the first date' })
  effectiveOn: string | null;

  @ApiProperty({ format: 'date' })
  nominalDueOn: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty()
  explanation: string;

  @ApiProperty({ type: 'string', nullable: true })
  documentText: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;

  @ApiProperty({ description: 'A date of the whole task, not of this assignment alone' })
  ofTask: boolean;
}

export class ExtensionDetailDto extends ExtensionDto {
  @ApiProperty({ type: [AssignmentDateDto], description: 'Every date of the assignment, the first one first' })
  dates: AssignmentDateDto[];
}

export class ExtensionInput {
  @DateField({ description: 'The last day that is asked for; later than the due date in force' })
  newDueOn: string;

  @TextField({ description: 'Why more time is needed', max: 2_000 })
  reason: string;
}

export class ExtensionDecisionInput {
  @WordField({ description: 'Grant or refuse', words: EXTENSION_DECISIONS, name: 'ExtensionDecision' })
  decision: ExtensionDecision;

  @TextField({ description: 'Why; needed to refuse', max: 2_000, optional: true, nullable: true })
  reason?: string | null;

  @DateField({
    description: 'Another last day than was asked for; the one asked for by default. Only to grant',
    optional: true,
    nullable: true,
  })
  newDueOn?: string | null;
}

export class ExtensionWithdrawalInput {
  @TextField({ description: 'Why', max: 2_000, optional: true, nullable: true })
  reason?: string | null;
}

export class BulkExtensionItemInput {
  @UuidField({ description: 'The request' })
  extensionId: string;

  @IntegerField({ description: 'The version that was read', min: 1, max: 2_000_000_000 })
  version: number;
}

export class BulkExtensionInput extends ExtensionDecisionInput {
  @ApiProperty({ type: [BulkExtensionItemInput], description: 'At most 500' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @IsObject({ each: true })
  @Type(() => BulkExtensionItemInput)
  items: BulkExtensionItemInput[];

  @BooleanField({ description: 'Only say what would happen', optional: true })
  dryRun?: boolean;
}

export class BulkExtensionResultDto {
  @ApiProperty({ type: 'integer', description: 'Place in `items`' })
  index: number;

  @ApiProperty({ format: 'uuid' })
  extensionId: string;

  @ApiProperty()
  ok: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'The date that counts (or would) after granting',
  })
  dueOn: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the refusal' })
  code: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why not, in Vietnamese' })
  detail: string | null;
}

export class BulkExtensionDto {
  @ApiProperty({ description: 'True when nothing was written' })
  dryRun: boolean;

  @ApiProperty({ type: [BulkExtensionResultDto] })
  results: BulkExtensionResultDto[];
}
