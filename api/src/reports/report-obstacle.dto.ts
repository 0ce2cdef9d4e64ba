import { ApiProperty } from '@nestjs/swagger';
import {
  OBSTACLE_KINDS,
  OBSTACLE_LEVELS,
  type ObstacleKind,
  type ObstacleLevel,
} from '@plan/shared/vocabulary/obstacles';
import { DateField, TextField, UuidField, WordField } from '../platform/http/fields.js';

export class ReportObstacleInput {
  @UuidField({ description: 'The line of the report' })
  assignmentId: string;

  @WordField({ description: 'What stands in the way', words: OBSTACLE_KINDS, name: 'ObstacleKind' })
  kind: ObstacleKind;

  @TextField({ description: 'The obstacle; what the line says by default', max: 5_000, optional: true })
  text?: string;

  @WordField({
    description: 'The level able to solve it',
    words: OBSTACLE_LEVELS,
    name: 'ObstacleLevel',
    optional: true,
    nullable: true,
  })
  levelAble?: ObstacleLevel | null;

  @UuidField({ description: 'Of whom help is asked', optional: true, nullable: true })
  askedOfAgencyId?: string | null;

  @DateField({ description: 'By when it is wanted', optional: true, nullable: true })
  wantedBy?: string | null;
}

export class RaisedObstacleDto {
  @ApiProperty({ format: 'uuid', description: 'At `GET /obstacles/{id}`' })
  obstacleId: string;
}
