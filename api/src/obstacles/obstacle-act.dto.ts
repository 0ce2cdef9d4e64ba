import { ApiProperty } from '@nestjs/swagger';
import {
  FORWARD_TARGETS,
  type ForwardTarget,
  OBSTACLE_KINDS,
  OBSTACLE_LEVELS,
  type ObstacleKind,
  type ObstacleLevel,
} from '@plan/shared/vocabulary/obstacles';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { DateField, TextField, UuidField, WordField } from '../platform/http/fields.js';

export class ObstacleInput {
  @UuidField({ description: 'In which plan' })
  planId: string;

  @UuidField({ description: 'In which assignment of the own agency', optional: true, nullable: true })
  assignmentId?: string | null;

  @WordField({ description: 'What stands in the way', words: OBSTACLE_KINDS, name: 'ObstacleKind' })
  kind: ObstacleKind;

  @TextField({ description: 'The obstacle, and what is proposed', max: 5_000 })
  text: string;

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

export class ObstacleAnswerInput {
  @TextField({ description: 'The answer', max: 5_000 })
  text: string;
}

export class ObstacleForwardInput {
  @WordField({
    description: 'To an agency, or to the Steering Committee',
    words: FORWARD_TARGETS,
    name: 'ForwardTarget',
  })
  to: ForwardTarget;

  @UuidField({ description: 'To which agency; needed for an agency', optional: true, nullable: true })
  agencyId?: string | null;

  @TextField({ description: 'A word to go with it', max: 2_000, optional: true, nullable: true })
  note?: string | null;
}

export class ObstacleDecisionInput {
  @TextField({ description: 'What is concluded, as what is to be done', max: 5_000 })
  conclusion: string;

  @UuidField({ description: 'Who does it' })
  responsibleAgencyId: string;

  @DateField({ description: 'By when; it moves to a working day as the plan’s settings say' })
  dueOn: string;
}

export class ObstacleConfirmationInput {
  @TextField({ description: 'A word to go with it', max: 2_000, optional: true, nullable: true })
  note?: string | null;
}

export class ObstacleReopeningInput {
  @TextField({ description: 'What is still in the way', max: 2_000 })
  reason: string;
}

export class ObstacleMergeInput {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: 'Those to merge into this one',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  obstacleIds: string[];
}
