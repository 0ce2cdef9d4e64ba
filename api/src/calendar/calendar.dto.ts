import { ApiProperty } from '@nestjs/swagger';
import {
  ANNOUNCED_DAY_KINDS,
  type AnnouncedDayKind,
  DAY_OFF_KINDS,
  type DayOffKind,
} from '@plan/shared/vocabulary/days-off';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { DateField, IntegerParam, MayBeAbsent, TextField, WordField } from '../platform/http/fields.js';

export class DaysOffQuery {
  @IntegerParam({ description: 'Calendar year; this year by default', min: 1900, max: 2200 })
  year?: number;
}

export class WorkingDayQuery {
  @DateField({ description: 'The nominal day', example: '2023-04-30' })
  on: string;
}

export class DayOffDto {
  @ApiProperty({ format: 'date' })
  on: string;

  @ApiProperty({ description: 'How the day is called', example: 'Giỗ Tổ Hùng Vương' })
  name: string;

  @ApiProperty({ enum: DAY_OFF_KINDS, enumName: 'DayOffKind' })
  kind: DayOffKind;

  @ApiProperty({ type: 'string', nullable: true, description: 'The article of law or the announcement behind it' })
  source: string | null;
}

export class DaysOffDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: [DayOffDto], description: 'Named days off in order; plain weekends are not listed' })
  items: DayOffDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: a year is one page' })
  nextCursor: string | null;
}

export class WorkingDayDto {
  @ApiProperty({ format: 'date' })
  on: string;

  @ApiProperty()
  isWorkingDay: boolean;

  @ApiProperty({ format: 'date', description: 'The first working day at or after it (Civil Code 2015, article 148.5)' })
  dueOn: string;

  @ApiProperty({ description: 'One line in Vietnamese', example: '30/4/2023 (Chủ nhật, nghỉ lễ) → 4/5/2023 (Thứ Năm)' })
  explanation: string;
}

export class AnnouncedDayInput {
  @DateField({ description: 'The day announced' })
  on: string;

  @WordField({ description: 'Off, or worked in exchange', words: ANNOUNCED_DAY_KINDS, name: 'AnnouncedDayKind' })
  kind: AnnouncedDayKind;

  @TextField({ description: 'What people call it', max: 200, example: 'Nghỉ hoán đổi dịp 30/4' })
  name: string;

  @TextField({ description: 'The announcement, as one would cite it', max: 300 })
  source: string;
}

export class AnnouncedDayDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  on: string;

  @ApiProperty({ enum: ANNOUNCED_DAY_KINDS, enumName: 'AnnouncedDayKind' })
  kind: AnnouncedDayKind;

  @ApiProperty()
  name: string;

  @ApiProperty()
  source: string;

  @ApiProperty({ description: 'ETag for If-Match', example: '"1.q5bWc0p2m3A1"' })
  etag: string;
}

export class AnnouncedDaysDto {
  @ApiProperty({ type: [AnnouncedDayDto] })
  items: AnnouncedDayDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: a year is one page' })
  nextCursor: string | null;
}

export class CalendarChangeInput {
  @ApiProperty({ type: [AnnouncedDayInput], required: false, description: 'Days that would be added' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(31)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnnouncedDayInput)
  add?: AnnouncedDayInput[];

  @ApiProperty({ type: 'string', format: 'uuid', isArray: true, required: false, description: 'Days that would go' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(31)
  @IsUUID(undefined, { each: true })
  removeIds?: string[];
}

export class DueDateMoveDto {
  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ type: 'integer' })
  taskNumber: number;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty({ format: 'date' })
  nominalDueOn: string;

  @ApiProperty({ format: 'date' })
  fromDueOn: string;

  @ApiProperty({ format: 'date' })
  toDueOn: string;

  @ApiProperty({ description: 'False when every lead of the task is done: its date moves in the record only' })
  open: boolean;
}

export class PeriodMoveDto {
  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ example: '2026-12' })
  label: string;

  @ApiProperty({ format: 'date' })
  nominalDueOn: string;

  @ApiProperty({ format: 'date' })
  fromDueOn: string;

  @ApiProperty({ format: 'date' })
  toDueOn: string;
}

export class CalendarChangePreviewDto {
  @ApiProperty({ type: [DueDateMoveDto], description: 'Due dates that would move' })
  moves: DueDateMoveDto[];

  @ApiProperty({ type: [PeriodMoveDto], description: 'Reporting periods whose due date would move' })
  periods: PeriodMoveDto[];
}
