import { ApiProperty } from '@nestjs/swagger';
import {
  OBSTACLE_ACTS,
  OBSTACLE_KINDS,
  OBSTACLE_LEVELS,
  OBSTACLE_STATES,
  type ObstacleAct,
  type ObstacleKind,
  type ObstacleLevel,
  type ObstacleState,
} from '@plan/shared/vocabulary/obstacles';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery, TextField, UuidField, UuidsParam, WordsParam } from '../platform/http/fields.js';
import { AssignmentDto } from '../tasks/assignment-reader.service.js';

export class ObstacleListQuery extends PageQuery {
  @UuidField({ description: 'Obstacles in this plan', optional: true })
  planId?: string;

  @UuidField({ description: 'Obstacles in this assignment', optional: true })
  assignmentId?: string;

  @UuidsParam({ description: 'Agencies that raised them' })
  agencyId?: string[];

  @WordsParam({ description: 'States', words: OBSTACLE_STATES, name: 'ObstacleState' })
  state?: ObstacleState[];

  @WordsParam({ description: 'Kinds', words: OBSTACLE_KINDS, name: 'ObstacleKind' })
  kind?: ObstacleKind[];

  @WordsParam({ description: 'Level able to solve them', words: OBSTACLE_LEVELS, name: 'ObstacleLevel' })
  levelAble?: ObstacleLevel[];

  @TextField({ description: 'Words of the text, with or without diacritics', max: 200, optional: true })
  q?: string;

  @ApiProperty({
    description: 'raisedAt, wantedBy, agency; `-` for descending; comma between; -raisedAt by default',
    required: false,
    example: 'wantedBy',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

export class ObstacleActionDto {
  @ApiProperty({ enum: OBSTACLE_ACTS, enumName: 'ObstacleAct' })
  action: ObstacleAct;

  @ApiProperty()
  allowed: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why not, in Vietnamese' })
  reason: string | null;
}

export class MainObstacleDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: OBSTACLE_STATES, enumName: 'ObstacleState' })
  state: ObstacleState;
}

export class ObstacleDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'Running number, by which people cite it' })
  number: number;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Null: about the plan as a whole' })
  assignmentId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  taskId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  taskTitle: string | null;

  @ApiProperty({ format: 'uuid', description: 'Who raised it' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The report whose entry raised it' })
  reportId: string | null;

  @ApiProperty({ enum: OBSTACLE_KINDS, enumName: 'ObstacleKind' })
  kind: ObstacleKind;

  @ApiProperty()
  text: string;

  @ApiProperty({ enum: OBSTACLE_LEVELS, enumName: 'ObstacleLevel', nullable: true, description: 'Able to solve it' })
  levelAble: ObstacleLevel | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Of whom the agency asks help' })
  askedOfAgencyId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  askedOfAgencyName: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'By when the agency wants it solved' })
  wantedBy: string | null;

  @ApiProperty({ enum: OBSTACLE_STATES, enumName: 'ObstacleState' })
  state: ObstacleState;

  @ApiProperty()
  raisedByName: string;

  @ApiProperty({ format: 'date-time' })
  raisedAt: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'To which agency it was forwarded last' })
  forwardedToAgencyId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  forwardedToAgencyName: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  answerText: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  answeredByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  answeredAt: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the Steering Committee concluded' })
  conclusion: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;

  @ApiProperty({ type: AssignmentDto, nullable: true, description: 'The assignment that the conclusion made, today' })
  solution: AssignmentDto | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'When the asker confirmed' })
  solvedAt: string | null;

  @ApiProperty({ type: MainObstacleDto, nullable: true, description: 'The one that it was merged into and follows' })
  main: MainObstacleDto | null;

  @ApiProperty({ type: 'integer', description: 'How many were merged into it' })
  mergedCount: number;

  @ApiProperty({ type: [String], description: 'What a person should look at again, in Vietnamese' })
  warnings: string[];

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: [ObstacleActionDto] })
  allowedActions: ObstacleActionDto[];
}

export class ObstaclePageDto {
  @ApiProperty({ type: [ObstacleDto] })
  items: ObstacleDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class AlikeObstacleDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  agencyName: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'integer', description: 'How alike the words are, in percent; 100 for those merged already' })
  likeness: number;
}

export class ObstacleStepDto {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ description: 'Kind of event; its Vietnamese label is in the vocabulary' })
  type: string;

  @ApiProperty({ description: 'Who did it, as called then' })
  actorLabel: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'What was said' })
  text: string | null;
}

export class ObstacleDetailDto extends ObstacleDto {
  @ApiProperty({ type: [ObstacleStepDto], description: 'What happened to it, the oldest first' })
  steps: ObstacleStepDto[];

  @ApiProperty({ type: [AlikeObstacleDto], description: 'Open ones in like words, for whoever merges; else empty' })
  alike: AlikeObstacleDto[];

  @ApiProperty({ type: [AlikeObstacleDto], description: 'Those merged into it' })
  merged: AlikeObstacleDto[];
}
