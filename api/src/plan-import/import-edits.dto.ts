import { ApiProperty } from '@nestjs/swagger';
import { DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsObject, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DateField, IntegerField, MayBeAbsent, TextField, UuidField, WordField } from '../platform/http/fields.js';

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
