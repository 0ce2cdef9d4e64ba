import { ApiProperty } from '@nestjs/swagger';
import {
  EXPECTED_CHANGES,
  type ExpectedChange,
  REPORT_FREQUENCIES,
  type ReportFrequency,
} from '@plan/shared/vocabulary/report-periods';
import { DateField, PageQuery, TextField, UuidField, WordField } from '../platform/http/fields.js';

export class PeriodListQuery extends PageQuery {
  @UuidField({ description: 'Periods of this plan', optional: true })
  planId?: string;
}

export class PeriodDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ example: '2026-12', description: '2026-12, 2026-Q1, 2026-H1 or 2026' })
  label: string;

  @ApiProperty({ example: 'tháng 12/2026' })
  name: string;

  @ApiProperty({ enum: REPORT_FREQUENCIES, enumName: 'ReportFrequency' })
  frequency: ReportFrequency;

  @ApiProperty({ format: 'date', description: 'First day of the data window' })
  windowStartOn: string;

  @ApiProperty({ format: 'date', description: 'Last day of the data window' })
  windowEndOn: string;

  @ApiProperty({ format: 'date' })
  nominalDueOn: string;

  @ApiProperty({ format: 'date', description: 'On time until the end of this day' })
  dueOn: string;

  @ApiProperty({ format: 'date', description: 'Submissions end with this day' })
  lockOn: string;

  @ApiProperty({ description: 'How the due date came about' })
  explanation: string;

  @ApiProperty({ format: 'date', description: 'The day that the opening run treated' })
  openedOn: string;

  @ApiProperty({ description: 'Submissions have ended, but for exceptions' })
  locked: boolean;

  @ApiProperty({ type: 'integer', description: 'Reports that are expected' })
  expected: number;

  @ApiProperty({ type: 'integer' })
  submitted: number;

  @ApiProperty({ type: 'integer', description: 'Submitted and waiting for a review' })
  waiting: number;
}

export class PeriodPageDto {
  @ApiProperty({ type: [PeriodDto] })
  items: PeriodDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class PeriodExceptionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ format: 'date' })
  untilOn: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: 'string', nullable: true })
  grantedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  grantedAt: string;
}

export class PeriodExpectedChangeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: EXPECTED_CHANGES, enumName: 'ExpectedChange' })
  change: ExpectedChange;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: 'string', nullable: true })
  changedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  changedAt: string;
}

export class PeriodDetailDto extends PeriodDto {
  @ApiProperty({ type: [PeriodExceptionDto], description: 'Of the agencies that the caller may read; newest first' })
  exceptions: PeriodExceptionDto[];

  @ApiProperty({ type: [PeriodExpectedChangeDto], description: 'Changes of the expected set since the opening' })
  expectedChanges: PeriodExpectedChangeDto[];
}

export class ExceptionInput {
  @UuidField({ description: 'The agency that may submit after the lock' })
  agencyId: string;

  @DateField({ description: 'Until the end of this day' })
  untilOn: string;

  @TextField({ description: 'Why', max: 2_000 })
  reason: string;
}

export class ExpectedChangeInput {
  @UuidField({ description: 'The agency' })
  agencyId: string;

  @WordField({ description: 'Whether it is expected from now on', words: EXPECTED_CHANGES, name: 'ExpectedChange' })
  change: ExpectedChange;

  @TextField({ description: 'Why', max: 2_000 })
  reason: string;
}
