import { ApiProperty } from '@nestjs/swagger';
import { ASSIGNMENT_ROLES, type AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import {
  OFF_SYSTEM_MEANS,
  type OffSystemMeans,
  REPORT_CHANNELS,
  REVIEW_DECISIONS,
  type ReportChannel,
  type ReviewDecision,
} from '@plan/shared/vocabulary/report-states';
import { IntegerParam } from '../platform/http/fields.js';
import { EntryReasonDto, EntryWordsDto } from './report.dto.js';

export const FATES = ['standing', 'returned', 'withdrawn'] as const;

export class SubmissionDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ format: 'date-time', description: 'When it arrived, by the database’s clock' })
  receivedAt: string;

  @ApiProperty({ format: 'date', description: 'The day that counts; of one handed in elsewhere its true day' })
  receivedOn: string;

  @ApiProperty({ format: 'date', description: 'The due date as it was then' })
  dueOn: string;

  @ApiProperty({ description: 'Whether it made its report late when it came' })
  late: boolean;

  @ApiProperty({ enum: LATE_REASONS, enumName: 'LateReason', nullable: true })
  lateReasonCode: LateReason | null;

  @ApiProperty({ type: 'string', nullable: true })
  lateReasonText: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  note: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Of a correction after acceptance' })
  correctionReason: string | null;

  @ApiProperty({ enum: REPORT_CHANNELS, enumName: 'ReportChannel' })
  channel: ReportChannel;

  @ApiProperty({ enum: OFF_SYSTEM_MEANS, enumName: 'OffSystemMeans', nullable: true })
  offSystemMeans: OffSystemMeans | null;

  @ApiProperty()
  submittedByName: string;

  @ApiProperty({ description: 'SHA-256 of the content’s canonical JSON (keys sorted, no white space), in hex' })
  sha256: string;

  @ApiProperty({ enum: FATES, enumName: 'SubmissionFate', description: 'What became of it' })
  fate: (typeof FATES)[number];

  @ApiProperty({ enum: REVIEW_DECISIONS, enumName: 'ReviewDecision', nullable: true })
  decision: ReviewDecision | null;

  @ApiProperty({ type: 'string', nullable: true })
  reason: string | null;

  @ApiProperty({ type: [EntryReasonDto] })
  entryReasons: EntryReasonDto[];

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Of the decision or withdrawal' })
  decidedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;

  @ApiProperty({ type: 'integer' })
  updatedCount: number;

  @ApiProperty({ type: 'integer' })
  unchangedCount: number;

  @ApiProperty({ type: 'integer' })
  warningCount: number;
}

export class SubmissionsDto {
  @ApiProperty({ type: [SubmissionDto], description: 'The newest first' })
  items: SubmissionDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all are one page' })
  nextCursor: string | null;
}

export class ContentFileDto {
  @ApiProperty({ format: 'uuid', description: 'Content at `GET /files/{id}`' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ description: 'SHA-256 of the bytes, in hex' })
  sha256: string;
}

export class ContentEntryDto extends EntryWordsDto {
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

  @ApiProperty()
  unchanged: boolean;

  @ApiProperty({ type: [ContentFileDto] })
  files: ContentFileDto[];
}

export class ReportContentDto {
  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty()
  planTitle: string;

  @ApiProperty()
  periodLabel: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty({ description: 'As it was called then' })
  agencyName: string;

  @ApiProperty()
  nothingNew: boolean;

  @ApiProperty({ type: [ContentEntryDto] })
  entries: ContentEntryDto[];

  @ApiProperty({ type: ContentFileDto, nullable: true, description: 'Of a report that was handed in elsewhere' })
  scan: ContentFileDto | null;
}

export class SubmissionDetailDto extends SubmissionDto {
  @ApiProperty({ type: ReportContentDto, description: 'For ever as it was submitted' })
  content: ReportContentDto;
}

export class DifferencesQuery {
  @IntegerParam({ description: 'Number of the earlier version; the one before `to` by default', min: 1, max: 10_000 })
  from?: number;

  @IntegerParam({ description: 'Number of the later version; the newest by default', min: 1, max: 10_000 })
  to?: number;
}

export class FieldDifferenceDto {
  @ApiProperty()
  field: string;

  @ApiProperty({ description: 'In Vietnamese' })
  label: string;

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }], nullable: true })
  before: string | number | boolean | null;

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }], nullable: true })
  after: string | number | boolean | null;
}

export class EntryDifferenceDto {
  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty({ enum: ['added', 'removed', 'changed'] })
  kind: 'added' | 'removed' | 'changed';

  @ApiProperty({ type: [FieldDifferenceDto] })
  fields: FieldDifferenceDto[];
}

export class DifferencesDto {
  @ApiProperty({ type: 'integer' })
  from: number;

  @ApiProperty({ type: 'integer' })
  to: number;

  @ApiProperty({ type: [EntryDifferenceDto], description: 'Entries that differ, in the order of the plan' })
  entries: EntryDifferenceDto[];
}

export class ReceiptQuery {
  @IntegerParam({ description: 'Number of the version; the newest by default', min: 1, max: 10_000 })
  number?: number;
}

export class ReceiptDto {
  @ApiProperty({ description: 'Number of the receipt' })
  receiptNumber: string;

  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  planTitle: string;

  @ApiProperty()
  periodLabel: string;

  @ApiProperty()
  periodName: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt: string;

  @ApiProperty({ format: 'date' })
  receivedOn: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty()
  late: boolean;

  @ApiProperty({ enum: LATE_REASONS, enumName: 'LateReason', nullable: true })
  lateReasonCode: LateReason | null;

  @ApiProperty({ type: 'string', nullable: true })
  lateReasonText: string | null;

  @ApiProperty({ enum: REPORT_CHANNELS, enumName: 'ReportChannel' })
  channel: ReportChannel;

  @ApiProperty({ enum: OFF_SYSTEM_MEANS, enumName: 'OffSystemMeans', nullable: true })
  offSystemMeans: OffSystemMeans | null;

  @ApiProperty()
  submittedByName: string;

  @ApiProperty({ type: 'integer', description: 'Lines' })
  entryCount: number;

  @ApiProperty({ type: 'integer', description: 'Files attached to the lines' })
  fileCount: number;

  @ApiProperty({ description: 'SHA-256 of the content, in hex: `GET /reports/{id}/submissions/{number}`' })
  sha256: string;

  @ApiProperty({ enum: FATES, enumName: 'SubmissionFate' })
  fate: (typeof FATES)[number];
}
