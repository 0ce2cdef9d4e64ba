import { ApiProperty } from '@nestjs/swagger';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { URGING_CANDIDATE_KINDS, type UrgingCandidateKind } from '@plan/shared/vocabulary/urgings';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  DateField,
  FlagParam,
  IntegerParam,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordsParam,
} from '../platform/http/fields.js';

export class UrgingCandidateQuery extends PageQuery {
  @UuidField({ description: 'The plan' })
  planId: string;

  @DateField({ description: 'As of this day; today by default', optional: true })
  asOf?: string;

  @UuidsParam({ description: 'Agencies' })
  agencyId?: string[];

  @WordsParam({ description: 'Levels of agencies', words: AGENCY_LEVELS, name: 'AgencyLevel' })
  level?: AgencyLevel[];

  @WordsParam({ description: 'Why', words: URGING_CANDIDATE_KINDS, name: 'UrgingCandidateKind' })
  kind?: UrgingCandidateKind[];

  @IntegerParam({ description: 'At least so many days late', min: 0, max: 10_000 })
  daysLateFrom?: number;

  @IntegerParam({ description: 'Urged in writing at least so often', min: 0, max: 1_000 })
  urgingsFrom?: number;

  @FlagParam({ description: 'true: those whose last urging was not answered; false: the others' })
  unanswered?: boolean;

  @TextField({ description: 'Words of the agency’s name, with or without diacritics', max: 200, optional: true })
  q?: string;

  @ApiProperty({
    description: 'daysLate, urgingCount, agency, dueOn; `-` for descending; comma between; -daysLate,agency by default',
    required: false,
    example: '-urgingCount',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

export class UrgingCandidateDto {
  @ApiProperty({ format: 'uuid', description: 'The assignment or the report' })
  id: string;

  @ApiProperty({ enum: URGING_CANDIDATE_KINDS, enumName: 'UrgingCandidateKind', description: 'Why it stands here' })
  kind: UrgingCandidateKind;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  assignmentId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  reportId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  taskId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ description: 'Name of the task or of the report' })
  title: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  agencyLevel: AgencyLevel;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ type: 'integer', description: 'Calendar days since the due date; 0 for what has none' })
  daysLate: number;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'When the agency last handed in a report that speaks of it; null for never, and for a report',
  })
  lastReportedOn: string | null;

  @ApiProperty({ type: 'integer', description: 'How often it was urged in writing, to this day' })
  urgingCount: number;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  lastUrgedOn: string | null;

  @ApiProperty({ description: 'Whether its last urging waits for an answer' })
  unanswered: boolean;
}

export class UrgingCandidatePageDto {
  @ApiProperty({ type: [UrgingCandidateDto] })
  items: UrgingCandidateDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: 'integer', description: 'Rows of all pages' })
  total: number;

  @ApiProperty({ type: 'integer', description: 'Agencies among them' })
  agencies: number;
}
