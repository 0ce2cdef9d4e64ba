import { ApiProperty } from '@nestjs/swagger';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { ASSIGNMENT_ROLES, type AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { FILE_TYPES, type FileType } from '@plan/shared/vocabulary/files';
import {
  REPORT_ACTS,
  REPORT_ENTRY_STATES,
  REPORT_STATES,
  type ReportAct,
  type ReportEntryState,
  type ReportState,
} from '@plan/shared/vocabulary/report-states';
import { REPORT_WARNINGS, type ReportWarning } from '@plan/shared/vocabulary/report-warnings';

export class EntryWordsDto {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 100 })
  progressPercent: number | null;

  @ApiProperty({ enum: REPORT_ENTRY_STATES, enumName: 'ReportEntryState', nullable: true })
  state: ReportEntryState | null;

  @ApiProperty({ description: 'Results' })
  resultText: string;

  @ApiProperty({ description: 'Obstacles' })
  obstacleText: string;

  @ApiProperty({ description: 'Next steps' })
  nextText: string;

  @ApiProperty({ description: '“Không phát sinh”' })
  nothingNew: boolean;
}

export class EntryEvidenceDto {
  @ApiProperty()
  number: string;

  @ApiProperty({ format: 'date' })
  issuedOn: string;

  @ApiProperty()
  abstract: string;

  @ApiProperty({ enum: ['proposed', 'confirmed'] })
  state: 'proposed' | 'confirmed';
}

export class EntryExtensionDto {
  @ApiProperty({ type: 'integer', description: 'Number of the request' })
  number: number;

  @ApiProperty({ enum: ['pending', 'granted', 'refused'] })
  state: 'pending' | 'granted' | 'refused';

  @ApiProperty({ format: 'date', description: 'The date that was granted or asked for' })
  newDueOn: string;
}

export class EntryFileDto {
  @ApiProperty({ format: 'uuid', description: 'Content at `GET /files/{id}`' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: 'integer' })
  bytes: number;

  @ApiProperty({ enum: FILE_TYPES, enumName: 'FileType' })
  type: FileType;

  @ApiProperty({ description: 'SHA-256 of the bytes, in hex' })
  sha256: string;
}

export class ReportEntryDto extends EntryWordsDto {
  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty({ enum: ASSIGNMENT_ROLES, enumName: 'AssignmentRole' })
  role: AssignmentRole;

  @ApiProperty({ description: 'Words of the plan' })
  deadlineText: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  completedOn: string | null;

  @ApiProperty({ description: 'The assignment was cancelled after the period opened' })
  cancelled: boolean;

  @ApiProperty({ description: 'Says the same as the last report, or “Không phát sinh”' })
  unchanged: boolean;

  @ApiProperty({ type: EntryWordsDto, nullable: true, description: 'What the last submitted report said' })
  last: EntryWordsDto | null;

  @ApiProperty({ type: [EntryEvidenceDto], description: 'Documents handed in since the data window opened' })
  evidence: EntryEvidenceDto[];

  @ApiProperty({
    type: [EntryExtensionDto],
    description: 'Later due dates asked for or decided on since the data window opened',
  })
  extensions: EntryExtensionDto[];

  @ApiProperty({ type: [EntryFileDto], description: 'Attached to this line' })
  files: EntryFileDto[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'Progress by the last accepted report' })
  reportedProgressPercent: number | null;
}

export class UnlistedEntryDto {
  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;
}

export class ReportWarningDto {
  @ApiProperty({ enum: REPORT_WARNINGS, enumName: 'ReportWarning' })
  code: ReportWarning;

  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ description: 'In Vietnamese, with what to look at' })
  message: string;
}

export class ReportActionDto {
  @ApiProperty({ enum: REPORT_ACTS, enumName: 'ReportAct' })
  action: ReportAct;

  @ApiProperty()
  allowed: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why not, in Vietnamese' })
  reason: string | null;
}

export class EntryReasonDto {
  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty()
  reason: string;
}

export class ReturnedDto {
  @ApiProperty({ type: 'integer', description: 'The version that was returned' })
  submissionNumber: number;

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;

  @ApiProperty({ type: [EntryReasonDto] })
  entryReasons: EntryReasonDto[];

  @ApiProperty({ format: 'date-time' })
  decidedAt: string;

  @ApiProperty()
  decidedByName: string;
}

export class ReportPeriodDto {
  @ApiProperty({ example: '2026-12' })
  label: string;

  @ApiProperty({ example: 'tháng 12/2026' })
  name: string;

  @ApiProperty({ format: 'date' })
  windowStartOn: string;

  @ApiProperty({ format: 'date' })
  windowEndOn: string;

  @ApiProperty({ format: 'date', description: 'On time until the end of this day' })
  dueOn: string;

  @ApiProperty({ format: 'date', description: 'Submissions end with this day' })
  lockOn: string;

  @ApiProperty({ description: 'How the due date came about' })
  explanation: string;
}

export class ReportDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  periodId: string;

  @ApiProperty({ type: ReportPeriodDto })
  period: ReportPeriodDto;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty()
  planTitle: string;

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

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Of the submission that is judged' })
  submittedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day that counts for being on time' })
  submittedOn: string | null;

  @ApiProperty({
    description: 'By the first submission that was not returned afterwards; false while none stands, see `overdue`',
  })
  late: boolean;

  @ApiProperty({ description: 'Not handed in, and the due date is over' })
  overdue: boolean;

  @ApiProperty({ description: '“Không phát sinh” for the whole report' })
  nothingNew: boolean;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'When the draft was last saved' })
  savedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  savedByName: string | null;

  @ApiProperty({ description: 'Nobody has saved yet: the entries are last month’s words and this month’s documents' })
  prefilled: boolean;

  @ApiProperty({ type: 'integer' })
  submissionCount: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The newest submission that stands' })
  currentNumber: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  acceptedNumber: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  acceptedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  reviewStartedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why an accepted report is being corrected' })
  correctionReason: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'A granted exception' })
  exceptionUntilOn: string | null;

  @ApiProperty({ format: 'date', description: 'The last day on which this agency may submit' })
  lastDayOn: string;

  @ApiProperty({ description: 'No longer expected' })
  removed: boolean;

  @ApiProperty({ description: 'With whom the report is now, in Vietnamese' })
  withWhom: string;

  @ApiProperty({ type: [ReportEntryDto] })
  entries: ReportEntryDto[];

  @ApiProperty({ type: [UnlistedEntryDto], description: 'Assignments that the agency left out' })
  unlisted: UnlistedEntryDto[];

  @ApiProperty({ type: [ReportWarningDto], description: 'To be looked at again; never blocks' })
  warnings: ReportWarningDto[];

  @ApiProperty({ type: ReturnedDto, nullable: true, description: 'The last return, until it is handed in again' })
  returned: ReturnedDto | null;

  @ApiProperty({ type: [ReportActionDto] })
  allowedActions: ReportActionDto[];
}
