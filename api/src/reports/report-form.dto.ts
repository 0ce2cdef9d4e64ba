import { ApiProperty } from '@nestjs/swagger';
import { REPORT_ENTRY_STATES, type ReportEntryState } from '@plan/shared/vocabulary/report-states';
import { WordField } from '../platform/http/fields.js';

export class ReportFormQuery {
  @WordField({
    description: 'Only looks the file through: answers what would change and writes nothing',
    words: ['true', 'false'],
    name: 'ReportFormDryRun',
    optional: true,
  })
  dryRun?: 'true' | 'false';
}

export class ReportFormEntryDto {
  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 100 })
  progressPercent: number | null;

  @ApiProperty({ enum: REPORT_ENTRY_STATES, enumName: 'ReportEntryState', nullable: true })
  state: ReportEntryState | null;

  @ApiProperty()
  resultText: string;

  @ApiProperty()
  obstacleText: string;

  @ApiProperty()
  nextText: string;

  @ApiProperty({ description: '"Không phát sinh"' })
  nothingNew: boolean;
}

export class ReportFormResultDto {
  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ type: 'integer', description: 'Version of the report after this call' })
  version: number;

  @ApiProperty({ description: 'Whether the entries were written' })
  saved: boolean;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version from which the form was downloaded; lower than the current one: somebody wrote since',
  })
  madeFromVersion: number | null;

  @ApiProperty({ type: [String], description: 'Ids of the assignments whose entries differ from the draft' })
  changed: string[];

  @ApiProperty({
    type: [ReportFormEntryDto],
    description: 'Every entry as the form says it, in the order of the report',
  })
  lines: ReportFormEntryDto[];
}
