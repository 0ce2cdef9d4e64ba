import { ApiProperty } from '@nestjs/swagger';
import { IMPORT_STATES } from './import-preview.dto.js';

export class PlanImportRowDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty({ enum: IMPORT_STATES, enumName: 'ImportState' })
  state: (typeof IMPORT_STATES)[number];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The plan that it became' })
  planId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who uploaded it' })
  createdByName: string | null;
}

export class PlanImportPageDto {
  @ApiProperty({ type: [PlanImportRowDto] })
  items: PlanImportRowDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
