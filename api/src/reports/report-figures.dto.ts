import { ApiProperty } from '@nestjs/swagger';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { REPORT_STATES, type ReportState } from '@plan/shared/vocabulary/report-states';
import { DateField, WordsParam } from '../platform/http/fields.js';

export class RatesQuery {
  @DateField({
    description: 'What was handed in by the end of this day, by everything known now; today by default',
    optional: true,
  })
  asOf?: string;
}

export class RatesDto {
  @ApiProperty({ type: 'integer', description: 'Reports expected' })
  expected: number;

  @ApiProperty({ type: 'integer', description: 'Handed in and not returned since' })
  submitted: number;

  @ApiProperty({ type: 'integer' })
  submittedOnTime: number;

  @ApiProperty({ type: 'integer' })
  accepted: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'submitted / expected, 0–1; null when nothing is' })
  completeness: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'submittedOnTime / expected, 0–1' })
  timeliness: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'Assignments with news in a standing submission / all expected ones, 0–1',
  })
  updateRate: number | null;
}

export class AgencyRatesDto extends RatesDto {
  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  agencyLevel: AgencyLevel;
}

export class LevelRatesDto extends RatesDto {
  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  level: AgencyLevel;
}

export class GroupRatesDto extends RatesDto {
  @ApiProperty({ format: 'uuid' })
  groupId: string;

  @ApiProperty()
  groupName: string;
}

export class PeriodRatesDto {
  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: RatesDto })
  total: RatesDto;

  @ApiProperty({ type: [AgencyRatesDto], description: 'By name' })
  byAgency: AgencyRatesDto[];

  @ApiProperty({ type: [LevelRatesDto] })
  byLevel: LevelRatesDto[];

  @ApiProperty({ type: [GroupRatesDto], description: 'By collective name; members as of the due date' })
  byGroup: GroupRatesDto[];
}

export class OnePeriodRatesDto extends RatesDto {
  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ example: '2026-12' })
  label: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;
}

export class PlanRatesDto {
  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: RatesDto, description: 'Over every period whose data window had opened' })
  total: RatesDto;

  @ApiProperty({ type: [OnePeriodRatesDto], description: 'In order' })
  byPeriod: OnePeriodRatesDto[];

  @ApiProperty({ type: [AgencyRatesDto], description: 'By name' })
  byAgency: AgencyRatesDto[];

  @ApiProperty({ type: [LevelRatesDto] })
  byLevel: LevelRatesDto[];

  @ApiProperty({ type: [GroupRatesDto], description: 'By collective name; members as of each due date' })
  byGroup: GroupRatesDto[];
}

export class RankingQuery extends RatesQuery {
  @WordsParam({ description: 'Only among agencies of these levels', words: AGENCY_LEVELS, name: 'AgencyLevel' })
  level?: AgencyLevel[];
}

export class RankingRowDto extends AgencyRatesDto {
  @ApiProperty({ type: 'integer', description: 'Equal scores share a rank; the next one skips' })
  rank: number;

  @ApiProperty({ description: '0–100, two decimals' })
  score: number;
}

export class RankingDto {
  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ description: 'How the score is made, in Vietnamese' })
  formula: string;

  @ApiProperty({ type: [RankingRowDto] })
  items: RankingRowDto[];
}

export class MatrixPeriodDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: '2026-12' })
  label: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ format: 'date' })
  lockOn: string;
}

export class MatrixCellDto {
  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Null when it is not the caller’s to read',
  })
  reportId: string | null;

  @ApiProperty({ enum: REPORT_STATES, enumName: 'ReportState' })
  state: ReportState;

  @ApiProperty()
  submitted: boolean;

  @ApiProperty({ description: 'Handed in after the due date' })
  late: boolean;

  @ApiProperty({ description: 'Not handed in, and the due date is over' })
  overdue: boolean;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  submittedOn: string | null;
}

export class MatrixRowDto {
  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  agencyLevel: AgencyLevel;

  @ApiProperty({ type: [MatrixCellDto], description: 'One for each period in which a report was expected' })
  cells: MatrixCellDto[];
}

export class ReportMatrixDto {
  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: [MatrixPeriodDto], description: 'Those whose data window had opened, in order' })
  periods: MatrixPeriodDto[];

  @ApiProperty({ type: [MatrixRowDto], description: 'By name' })
  rows: MatrixRowDto[];
}
