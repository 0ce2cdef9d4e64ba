import { ApiProperty } from '@nestjs/swagger';
import { EXTENSION_DECIDERS, type ExtensionDecider } from '@plan/shared/vocabulary/extensions';
import { REPORT_FREQUENCIES, type ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { BooleanField, IntegerField, IntegerParam, MonthField, PageQuery, WordField } from '../platform/http/fields.js';
import type { LadderSettings } from './domain/ladder-settings.js';

export class PlanListQuery extends PageQuery {
  @IntegerParam({ description: 'Year of the plan', min: 2000, max: 2100 })
  year?: number;
}

/** When reminders are due and from which day late who is told. */
export class LadderDto implements LadderSettings {
  @BooleanField({ description: 'Whether the officer is reminded seven calendar days before the due date' })
  dueIn7: boolean;

  @BooleanField({ description: 'Three days before' })
  dueIn3: boolean;

  @BooleanField({ description: 'One day before' })
  dueIn1: boolean;

  @IntegerField({ description: 'After the first day late, again every so many days', min: 1, max: 31 })
  repeatDays: number;

  @IntegerField({ description: 'Day late (1: the day after) from which the head is told', min: 1, max: 365 })
  headFromDay: number;

  @IntegerField({
    description: 'Day late from which the standing agency is told; not before the head',
    min: 1,
    max: 365,
  })
  standingFromDay: number;

  @IntegerField({
    description: 'Day late from which the Steering Committee is told; not before the standing agency',
    min: 1,
    max: 365,
  })
  steeringFromDay: number;

  @BooleanField({ description: 'Whether what has no due date is reminded of every month' })
  monthly: boolean;
}

export class PlanSettingsDto {
  @ApiProperty({
    description: 'Whether a due date on a day off moves to the next working day (Civil Code 2015, article 148.5)',
  })
  moveToWorkingDay: boolean;

  @ApiProperty({ type: 'integer', description: 'Days before the due date from which an open assignment is due soon' })
  dueSoonDays: number;

  @ApiProperty({ description: 'Whether the scheduler’s own rounds treat this plan' })
  automaticRounds: boolean;

  @ApiProperty({ description: 'Whether its lists may be read without signing in' })
  public: boolean;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '2026-03',
    description: 'First month that is reported on; null for the month in which the plan was confirmed',
  })
  reportingFrom: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '2026-12',
    description: 'Last month that is reported on; null for the December of the plan’s year',
  })
  reportingTo: string | null;

  @ApiProperty({ enum: REPORT_FREQUENCIES, enumName: 'ReportFrequency' })
  reportFrequency: ReportFrequency;

  @ApiProperty({ type: 'integer', description: 'Day of the period’s last month on which its reports are due' })
  reportDay: number;

  @ApiProperty({ type: 'integer', description: 'First day of the data window; it ends the day before that day' })
  reportWindowDay: number;

  @ApiProperty({ enum: EXTENSION_DECIDERS, enumName: 'ExtensionDecider', description: 'Who decides on extensions' })
  extensionDeciders: ExtensionDecider;

  @ApiProperty({ type: LadderDto, description: 'The reminder ladder' })
  ladder: LadderDto;
}

export class PlanDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Number of the decision; null until issued' })
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

  @ApiProperty({ type: [String], description: 'Căn cứ' })
  legalBases: string[];

  @ApiProperty({ type: [String], description: 'Nơi nhận' })
  recipients: string[];

  @ApiProperty({ format: 'date-time' })
  confirmedAt: string;

  @ApiProperty({ type: 'integer', description: 'Tasks of the annex' })
  taskCount: number;

  @ApiProperty({ type: PlanSettingsDto })
  settings: PlanSettingsDto;
}

export class PlanPageDto {
  @ApiProperty({ type: [PlanDto] })
  items: PlanDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class TaskGroupDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'II' })
  numeral: string;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  taskCount: number;
}

export class TaskGroupsDto {
  @ApiProperty({ type: [TaskGroupDto] })
  items: TaskGroupDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all groups are one page' })
  nextCursor: string | null;
}

export class PlanSettingsInput {
  @BooleanField({ description: 'Move due dates on days off to the next working day', optional: true })
  moveToWorkingDay?: boolean;

  @IntegerField({
    description: 'Days before the due date from which an open assignment is due soon',
    min: 0,
    max: 90,
    optional: true,
  })
  dueSoonDays?: number;

  @BooleanField({ description: 'Let the scheduler’s own rounds treat this plan', optional: true })
  automaticRounds?: boolean;

  @BooleanField({ description: 'Let its lists be read without signing in', optional: true })
  public?: boolean;

  @MonthField({
    description: 'First month that is reported on, YYYY-MM; null for the month of the confirmation',
    optional: true,
    nullable: true,
  })
  reportingFrom?: string | null;

  @MonthField({
    description: 'Last month that is reported on, YYYY-MM; null for the December of the plan’s year',
    optional: true,
    nullable: true,
  })
  reportingTo?: string | null;

  @WordField({
    description: 'How often; periods that are open already stay',
    words: REPORT_FREQUENCIES,
    name: 'ReportFrequency',
    optional: true,
  })
  reportFrequency?: ReportFrequency;

  @IntegerField({ description: 'Day of the month on which reports are due', min: 1, max: 28, optional: true })
  reportDay?: number;

  @IntegerField({ description: 'First day of the data window', min: 1, max: 28, optional: true })
  reportWindowDay?: number;

  @WordField({
    description: 'Who decides on extensions',
    words: EXTENSION_DECIDERS,
    name: 'ExtensionDecider',
    optional: true,
  })
  extensionDeciders?: ExtensionDecider;

  @ApiProperty({
    type: LadderDto,
    required: false,
    nullable: true,
    description: 'The whole reminder ladder; null for the usual one',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => LadderDto)
  ladder?: LadderDto | null;
}
