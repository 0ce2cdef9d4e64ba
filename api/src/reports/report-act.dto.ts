import { ApiProperty } from '@nestjs/swagger';
import { LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import {
  OFF_SYSTEM_MEANS,
  type OffSystemMeans,
  REPORT_ENTRY_STATES,
  REVIEW_DECISIONS,
  type ReportEntryState,
  type ReviewDecision,
} from '@plan/shared/vocabulary/report-states';
import { ArrayMaxSize, IsArray, IsUUID, ValidateIf } from 'class-validator';
import {
  BooleanField,
  DateField,
  IntegerField,
  ObjectsField,
  TextField,
  UuidField,
  WordField,
} from '../platform/http/fields.js';

/** Lines of one report at most; the largest agency of a province has about forty. */
const MOST_ENTRIES = 500;

export class EntryInput {
  @UuidField({ description: 'The assignment that the line is about' })
  assignmentId: string;

  @IntegerField({ description: 'Progress in percent', min: 0, max: 100, optional: true, nullable: true })
  progressPercent?: number | null;

  @WordField({
    description: 'How it stands',
    words: REPORT_ENTRY_STATES,
    name: 'ReportEntryState',
    optional: true,
    nullable: true,
  })
  state?: ReportEntryState | null;

  @TextField({ description: 'Results', max: 5_000, optional: true })
  resultText?: string;

  @TextField({ description: 'Obstacles', max: 5_000, optional: true })
  obstacleText?: string;

  @TextField({ description: 'Next steps', max: 5_000, optional: true })
  nextText?: string;

  @BooleanField({ description: '“Không phát sinh”: nothing new since the last report', optional: true })
  nothingNew?: boolean;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    required: false,
    description: 'Uploaded files of this line, in order; absent keeps those that it has. Ten a report at most',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(10)
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}

export class EntriesInput {
  @ObjectsField(EntryInput, {
    description: 'The whole list: what it leaves out is no longer in the report. May be absent with `nothingNew`',
    max: MOST_ENTRIES,
    optional: true,
  })
  entries?: EntryInput[];

  @BooleanField({ description: '“Không phát sinh” for the whole report', optional: true })
  nothingNew?: boolean;
}

export class SubmissionInput {
  @WordField({
    description: 'Why it is late; needed when it is',
    words: LATE_REASONS,
    name: 'LateReason',
    optional: true,
    nullable: true,
  })
  lateReasonCode?: LateReason | null;

  @TextField({ description: 'The same in words; needed when late', max: 2_000, optional: true, nullable: true })
  lateReasonText?: string | null;

  @TextField({ description: 'A note to the reviewer', max: 2_000, optional: true, nullable: true })
  note?: string | null;
}

export class OffSystemInput extends SubmissionInput {
  @DateField({ description: 'The true day on which it was handed in' })
  receivedOn: string;

  @WordField({ description: 'By which means', words: OFF_SYSTEM_MEANS, name: 'OffSystemMeans' })
  means: OffSystemMeans;

  @UuidField({ description: 'The scan: an uploaded file', optional: true, nullable: true })
  scanFileId?: string | null;

  @ObjectsField(EntryInput, {
    description: 'What it says; the draft as it stands by default',
    max: MOST_ENTRIES,
    optional: true,
  })
  entries?: EntryInput[];
}

export class WithdrawalInput {
  @TextField({ description: 'Why', max: 2_000, optional: true, nullable: true })
  reason?: string | null;
}

export class CorrectionInput {
  @TextField({ description: 'What was wrong in the accepted report', max: 2_000 })
  reason: string;
}

export class EntryReasonInput {
  @UuidField({ description: 'The line' })
  assignmentId: string;

  @TextField({ description: 'What is to be mended in it', max: 2_000 })
  reason: string;
}

export class ReviewInput {
  @WordField({ description: 'Accept or return', words: REVIEW_DECISIONS, name: 'ReviewDecision' })
  decision: ReviewDecision;

  @TextField({
    description: 'Why; needed to return, unless single lines have reasons',
    max: 2_000,
    optional: true,
    nullable: true,
  })
  reason?: string | null;

  @ObjectsField(EntryReasonInput, { description: 'Reasons for single lines', max: MOST_ENTRIES, optional: true })
  entryReasons?: EntryReasonInput[];
}

export class BulkReviewItemInput {
  @UuidField({ description: 'The report' })
  reportId: string;

  @IntegerField({ description: 'The version that was read', min: 1, max: 2_000_000_000 })
  version: number;
}

export class BulkReviewInput {
  @ObjectsField(BulkReviewItemInput, { description: 'At most 500', max: 500, min: 1 })
  items: BulkReviewItemInput[];

  @WordField({ description: 'Accept or return all of them', words: REVIEW_DECISIONS, name: 'ReviewDecision' })
  decision: ReviewDecision;

  @TextField({ description: 'Why; needed to return', max: 2_000, optional: true, nullable: true })
  reason?: string | null;

  @BooleanField({ description: 'Only say what would happen', optional: true })
  dryRun?: boolean;
}

export class BulkReviewResultDto {
  @ApiProperty({ type: 'integer', description: 'Place in `items`' })
  index: number;

  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty()
  ok: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Code of the refusal' })
  code: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why not, in Vietnamese' })
  detail: string | null;
}

export class BulkReviewDto {
  @ApiProperty({ description: 'True when nothing was written' })
  dryRun: boolean;

  @ApiProperty({ type: [BulkReviewResultDto] })
  results: BulkReviewResultDto[];
}

export class CommentInput {
  @TextField({ description: 'What one has to say', max: 4_000 })
  text: string;

  @UuidField({ description: 'The line that it is about; the whole report by default', optional: true, nullable: true })
  assignmentId?: string | null;

  @UuidField({ description: 'The comment that it answers', optional: true, nullable: true })
  replyToId?: string | null;
}
