import { ApiProperty } from '@nestjs/swagger';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { REPORT_STATES, type ReportState } from '@plan/shared/vocabulary/report-states';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  DateField,
  FlagParam,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordsParam,
} from '../platform/http/fields.js';

export class ReportListQuery extends PageQuery {
  @UuidField({ description: 'Reports on this plan', optional: true })
  planId?: string;

  @UuidsParam({ description: 'Reporting periods' })
  periodId?: string[];

  @UuidsParam({ description: 'Agencies' })
  agencyId?: string[];

  @UuidsParam({ description: 'Collective names of agencies, with their members as of the due date' })
  groupId?: string[];

  @WordsParam({ description: 'Levels of agencies', words: AGENCY_LEVELS, name: 'AgencyLevel' })
  level?: AgencyLevel[];

  @WordsParam({ description: 'States', words: REPORT_STATES, name: 'ReportState' })
  state?: ReportState[];

  @FlagParam({ description: 'true: those handed in and not returned since; false: the others' })
  submitted?: boolean;

  @FlagParam({ description: 'true: those accepted, also while they are being corrected; false: the others' })
  accepted?: boolean;

  @FlagParam({ description: 'true: those handed in late; false: those handed in on time' })
  late?: boolean;

  @FlagParam({ description: 'true: those not handed in though the due date is over' })
  overdue?: boolean;

  @FlagParam({ description: 'true: those with contradictory entries; false: those without' })
  contradictory?: boolean;

  @FlagParam({ description: 'true: those in which nothing is new; false: those that bring news' })
  unchanged?: boolean;

  @DateField({
    description:
      'How everything stood at the end of this day, by everything known now, with the same figures as the rates of that day; today by default',
    optional: true,
  })
  asOf?: string;

  @TextField({ description: 'Words of the agency’s name, with or without diacritics', max: 200, optional: true })
  q?: string;

  @ApiProperty({
    description: 'agency, submittedAt, dueOn; `-` for descending; comma between; dueOn,agency by default',
    required: false,
    example: 'submittedAt',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

export class ReportRowDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ example: '2026-12' })
  periodLabel: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  agencyLevel: AgencyLevel;

  @ApiProperty({ enum: REPORT_STATES, enumName: 'ReportState' })
  state: ReportState;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ format: 'date', description: 'The last day on which this agency may submit' })
  lastDayOn: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  submittedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  submittedOn: string | null;

  @ApiProperty({ description: 'Handed in after the due date' })
  late: boolean;

  @ApiProperty({ description: 'Not handed in, and the due date is over' })
  overdue: boolean;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  acceptedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  savedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  reviewStartedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  correctionReason: string | null;

  @ApiProperty({ type: 'integer', description: 'Lines expected' })
  entryCount: number;

  @ApiProperty({ type: 'integer', description: 'Lines with news since last month, of what was submitted' })
  updatedCount: number;

  @ApiProperty({ type: 'integer', description: 'Lines that say the same as last month' })
  unchangedCount: number;

  @ApiProperty({ type: 'integer', description: 'Lines that contradict themselves, last month or another side' })
  warningCount: number;

  @ApiProperty({ type: 'integer', description: 'How often it was urged in writing' })
  urgingCount: number;
}

export class ReportPageDto {
  @ApiProperty({ type: [ReportRowDto] })
  items: ReportRowDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class OwedQuery extends PageQuery {
  @UuidField({ description: 'Of this plan', optional: true })
  planId?: string;

  @UuidField({ description: 'By this agency', optional: true })
  agencyId?: string;

  @DateField({
    description: 'What was owed at the end of this day, by everything known now; today by default',
    optional: true,
  })
  asOf?: string;
}

export class OwedRowDto {
  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ example: '2026-12' })
  periodLabel: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: REPORT_STATES, enumName: 'ReportState' })
  state: ReportState;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ format: 'date' })
  lastDayOn: string;

  @ApiProperty({ type: 'integer', description: 'Calendar days since the due date; negative before it' })
  daysLate: number;

  @ApiProperty({ description: 'False when it can no longer be handed in without an exception' })
  open: boolean;

  @ApiProperty({ type: 'integer', description: 'How often it was urged in writing' })
  urgingCount: number;
}

export class OwedDto {
  @ApiProperty({ format: 'date', description: 'The day asked for; today by the database’s clock' })
  asOf: string;

  @ApiProperty({ type: [OwedRowDto], description: 'The longest owed first' })
  items: OwedRowDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
