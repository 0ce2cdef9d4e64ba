import { ApiProperty } from '@nestjs/swagger';
import { ASSIGNMENT_ROLES } from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { IMPORT_WARNING_CODES } from '@plan/shared/vocabulary/import-warnings';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsObject, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DateField, IntegerField, MayBeAbsent, TextField, UuidField, WordField } from '../platform/http/fields.js';

// -- what a person answers --------------------------------------------------------------------

class PlanEditInput {
  @TextField({ description: 'Number of the decision', max: 100, optional: true, nullable: true, min: 1 })
  number?: string | null;

  @DateField({ description: 'Date of the decision', optional: true, nullable: true })
  issuedOn?: string | null;

  @TextField({ description: 'Title', max: 2_000, optional: true, min: 1 })
  title?: string;

  @IntegerField({ description: 'Year of the plan', min: 2000, max: 2100, optional: true })
  year?: number;
}

class NameAnswerInput {
  @TextField({ description: 'The words of the plan that were not known', max: 500 })
  text: string;

  @UuidField({ description: 'The agency that they mean', optional: true })
  agencyId?: string;

  @UuidField({ description: 'The group that they mean', optional: true })
  groupId?: string;
}

class DeadlineEditInput {
  @WordField({ description: 'What the deadline means', words: DEADLINE_KINDS, name: 'DeadlineKind' })
  kind: DeadlineKind;

  @DateField({ description: 'First day', optional: true, nullable: true })
  startOn?: string | null;

  @DateField({ description: 'Last day as the words say it', optional: true, nullable: true })
  nominalDueOn?: string | null;
}

class TaskEditInput {
  @IntegerField({
    description: 'Place of the task in the annex, from 1; names the task',
    min: 1,
    max: 100_000,
    optional: true,
  })
  position?: number;

  @IntegerField({
    description: 'Without position: the number that names the task. With it: the task’s new number',
    min: 1,
    max: 100_000,
    optional: true,
  })
  number?: number;

  @TextField({ description: 'Content', max: 10_000, optional: true, min: 1 })
  title?: string;

  @TextField({ description: 'Lead side', max: 5_000, optional: true, min: 0 })
  leadText?: string;

  @TextField({ description: 'Coordinating side', max: 5_000, optional: true, min: 0 })
  coordinateText?: string;

  @ApiProperty({ type: [String], required: false, description: 'Deliverables' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  deliverables?: string[];

  @TextField({ description: 'Words of the deadline, read again', max: 500, optional: true, min: 0 })
  deadlineText?: string;

  @ApiProperty({ type: DeadlineEditInput, required: false, description: 'What the deadline means' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => DeadlineEditInput)
  deadline?: DeadlineEditInput;
}

/** Replaces all answers given so far: send the whole of them. */
export class ImportEditsInput {
  @ApiProperty({ type: PlanEditInput, required: false, description: 'The decision' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => PlanEditInput)
  plan?: PlanEditInput;

  @ApiProperty({ type: [NameAnswerInput], required: false, description: 'Answers for unknown names; kept as aliases' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NameAnswerInput)
  names?: NameAnswerInput[];

  @ApiProperty({ type: [TaskEditInput], required: false, description: 'Corrections of tasks' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => TaskEditInput)
  tasks?: TaskEditInput[];

  @ApiProperty({
    type: [Number],
    required: false,
    description: 'Indexes of the standing duties that become tasks; absent: all',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(1_000, { each: true })
  standingDuties?: number[];
}

// -- what was understood ----------------------------------------------------------------------

class NameMatchDto {
  @ApiProperty({ enum: ['agency', 'group'] })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Name in the directory' })
  name: string;

  @ApiProperty({ description: 'Words of the plan' })
  text: string;

  @ApiProperty({ enum: ['name', 'alias', 'spelling'], description: 'Why it was taken' })
  reason: string;

  @ApiProperty({ type: 'integer', description: 'Agencies that it stands for' })
  agencies: number;
}

class SideDto {
  @ApiProperty({ type: [NameMatchDto] })
  matches: NameMatchDto[];

  @ApiProperty({ type: [String], description: 'Words that match nothing' })
  unresolved: string[];
}

class ImportDeadlineDto {
  @ApiProperty({ enum: DEADLINE_KINDS, enumName: 'DeadlineKind' })
  kind: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  startOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  nominalDueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty()
  explanation: string;

  @ApiProperty()
  unsure: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why a person should look at it' })
  note: string | null;
}

class UnresolvedDto {
  @ApiProperty({ enum: ASSIGNMENT_ROLES, enumName: 'AssignmentRole' })
  role: string;

  @ApiProperty()
  text: string;
}

class SourceWordsDto {
  @ApiProperty()
  content: string;

  @ApiProperty()
  lead: string;

  @ApiProperty()
  coordinate: string;

  @ApiProperty()
  deliverable: string;

  @ApiProperty()
  deadline: string;
}

class ImportTaskDto {
  @ApiProperty({ type: 'integer', description: 'Place in the annex, from 1' })
  position: number;

  @ApiProperty({ type: 'integer', nullable: true })
  number: number | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'string', nullable: true })
  groupNumeral: string | null;

  @ApiProperty()
  leadText: string;

  @ApiProperty()
  coordinateText: string;

  @ApiProperty({ type: [String] })
  deliverables: string[];

  @ApiProperty()
  deadlineText: string;

  @ApiProperty({ type: ImportDeadlineDto })
  deadline: ImportDeadlineDto;

  @ApiProperty({ type: SideDto })
  lead: SideDto;

  @ApiProperty({ type: SideDto })
  coordinate: SideDto;

  @ApiProperty({ type: [UnresolvedDto] })
  unresolvedSides: UnresolvedDto[];

  @ApiProperty({ type: 'integer' })
  leadCount: number;

  @ApiProperty({ type: 'integer' })
  coordinateCount: number;

  @ApiProperty({ type: [Number], description: 'Lines of the document' })
  sourceRows: number[];

  @ApiProperty({ type: SourceWordsDto, description: 'The words of the document' })
  source: SourceWordsDto;

  @ApiProperty({ type: [String], description: 'Fields that a person changed' })
  edited: string[];
}

class StandingDutyDto {
  @ApiProperty({ type: 'integer', description: 'By which edits accept it' })
  index: number;

  @ApiProperty()
  title: string;

  @ApiProperty()
  section: string;

  @ApiProperty()
  leadText: string;

  @ApiProperty()
  coordinateText: string;

  @ApiProperty()
  deadlineText: string;

  @ApiProperty({ type: ImportDeadlineDto })
  deadline: ImportDeadlineDto;

  @ApiProperty({ type: 'integer' })
  leadCount: number;

  @ApiProperty({ type: 'integer' })
  coordinateCount: number;

  @ApiProperty({ description: 'Whether it becomes a task' })
  accepted: boolean;

  @ApiProperty({ description: 'The words of the document' })
  sourceText: string;
}

class ImportWarningDto {
  @ApiProperty({ enum: IMPORT_WARNING_CODES, enumName: 'ImportWarningCode' })
  code: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The task’s number; null for the plan as a whole' })
  row: number | null;

  @ApiProperty({ description: 'What is doubtful and what to do, in Vietnamese' })
  message: string;
}

class ImportPlanDto {
  @ApiProperty({ type: 'string', nullable: true })
  number: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: 'string', nullable: true })
  issuingBody: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  place: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  signerName: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  signerTitle: string | null;

  @ApiProperty({ type: [String] })
  legalBases: string[];

  @ApiProperty({ type: [String] })
  recipients: string[];

  @ApiProperty({ type: [Number], description: 'Numbers of tasks that the text claims' })
  claimedTaskCounts: number[];

  @ApiProperty({ type: [Number], description: 'Numbers of groups that the text claims' })
  claimedGroupCounts: number[];
}

class ImportGroupDto {
  @ApiProperty()
  numeral: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  taskCount: number;
}

class ImportCountsDto {
  @ApiProperty({ type: 'integer' })
  tasks: number;

  @ApiProperty({ type: 'integer' })
  groups: number;

  @ApiProperty({ type: 'integer', description: 'Lead assignments' })
  lead: number;

  @ApiProperty({ type: 'integer', description: 'Coordinating assignments' })
  coordinate: number;

  @ApiProperty({ type: 'integer', description: 'Agencies with an assignment' })
  agencies: number;
}

export const IMPORT_STATES = ['preview', 'confirmed'] as const;

export class PlanImportDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty({ enum: IMPORT_STATES, enumName: 'ImportState' })
  state: (typeof IMPORT_STATES)[number];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The plan that it became' })
  planId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: ImportPlanDto })
  plan: ImportPlanDto;

  @ApiProperty({ type: [ImportGroupDto] })
  groups: ImportGroupDto[];

  @ApiProperty({ type: [ImportTaskDto] })
  tasks: ImportTaskDto[];

  @ApiProperty({ type: [StandingDutyDto], description: 'Duties outside the annex, proposed apart' })
  standingDuties: StandingDutyDto[];

  @ApiProperty({ type: [ImportWarningDto] })
  warnings: ImportWarningDto[];

  @ApiProperty({ type: ImportCountsDto })
  counts: ImportCountsDto;

  @ApiProperty({ type: [String], description: 'Lines below the annex’s header that are no part of it' })
  unread: string[];

  @ApiProperty({ type: ImportEditsInput, description: 'The answers given so far' })
  edits: ImportEditsInput;
}

export class PlanImportRowDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty({ enum: IMPORT_STATES, enumName: 'ImportState' })
  state: (typeof IMPORT_STATES)[number];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The plan that it became' })
  planId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who uploaded it' })
  createdByName: string | null;
}

export class PlanImportPageDto {
  @ApiProperty({ type: [PlanImportRowDto] })
  items: PlanImportRowDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
