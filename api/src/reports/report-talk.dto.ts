import { ApiProperty } from '@nestjs/swagger';
import {
  COMMENT_SIDES,
  type CommentSide,
  REPORT_STATES,
  type ReportState,
} from '@plan/shared/vocabulary/report-states';
import { EntryWordsDto } from './report.dto.js';

export class CommentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  assignmentId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  replyToId: string | null;

  @ApiProperty({ enum: COMMENT_SIDES, enumName: 'CommentSide' })
  side: CommentSide;

  @ApiProperty()
  text: string;

  @ApiProperty()
  writtenByName: string;

  @ApiProperty({ format: 'date-time' })
  writtenAt: string;

  @ApiProperty({ type: [String], description: 'What a person should look at again, in Vietnamese' })
  warnings: string[];
}

export class CommentsDto {
  @ApiProperty({ type: [CommentDto], description: 'The oldest first' })
  items: CommentDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all are one page' })
  nextCursor: string | null;
}

export class CommuneEntryDto extends EntryWordsDto {
  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;
}

export class CommuneReportDto {
  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: REPORT_STATES, enumName: 'ReportState' })
  state: ReportState;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  submittedAt: string | null;

  @ApiProperty()
  late: boolean;

  @ApiProperty()
  overdue: boolean;

  @ApiProperty({ type: [CommuneEntryDto], description: 'What its submitted report says; empty while none stands' })
  entries: CommuneEntryDto[];
}

export class CommuneReportsDto {
  @ApiProperty({ type: [CommuneReportDto] })
  items: CommuneReportDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all are one page' })
  nextCursor: string | null;
}
