import { ApiProperty } from '@nestjs/swagger';
import { ExtensionDto } from '../extensions/pending-extensions.service.js';
import { DateField, UuidField } from '../platform/http/fields.js';
import { ObstacleDto } from './obstacle.dto.js';

export class AgendaQuery {
  @UuidField({ description: 'The plan' })
  planId: string;

  @DateField({ description: 'As of this calendar day in Asia/Ho_Chi_Minh; today by default', optional: true })
  asOf?: string;
}

export class AgendaItemDto {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  assignmentId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  reportId: string | null;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ description: 'What it is about' })
  title: string;

  @ApiProperty({ description: 'Why it stands on the list, in Vietnamese' })
  detail: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ format: 'date', description: 'From which day it stands on the list' })
  sinceOn: string;
}

export class AgendaDto {
  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: [ObstacleDto], description: 'Obstacles that wait for the Steering Committee' })
  obstacles: ObstacleDto[];

  @ApiProperty({ type: [ExtensionDto], description: 'Requests for later dates that it may decide' })
  extensions: ExtensionDto[];

  @ApiProperty({ type: [AgendaItemDto], description: 'What was urged three times in writing' })
  urged: AgendaItemDto[];
}
