import { ApiProperty } from '@nestjs/swagger';
import { JOB_TRIGGERS, JOBS, type JobName, type JobTrigger } from '@plan/shared/vocabulary/jobs';
import { DateField, WordField } from '../http/fields.js';

export class JobRunInput {
  @WordField({ description: 'The job', words: JOBS, name: 'JobName' })
  job: JobName;

  @DateField({ description: 'The calendar day to treat, in Asia/Ho_Chi_Minh' })
  day: string;
}

export class JobCountsDto {
  @ApiProperty({ type: 'integer', description: 'New effects of this run; a second run of the same day has 0' })
  created: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'New effects by kind' })
  byKind: Record<string, number>;

  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Of a missed day: what was out of date and left out; absent for jobs that skip nothing',
  })
  skipped?: number;
}

export class JobRunDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: JOBS, enumName: 'JobName' })
  job: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ enum: JOB_TRIGGERS, enumName: 'JobTrigger' })
  trigger: JobTrigger;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;

  @ApiProperty({ type: JobCountsDto, nullable: true, description: 'Null when the run failed' })
  counts: JobCountsDto | null;

  @ApiProperty({ description: 'Whether the run failed; it is tried again at the next bell' })
  failed: boolean;
}

export class JobRunsDto {
  @ApiProperty({ type: [JobRunDto] })
  items: JobRunDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class JobLastRunDto {
  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ enum: JOB_TRIGGERS, enumName: 'JobTrigger' })
  trigger: JobTrigger;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ format: 'date-time' })
  finishedAt: string;

  @ApiProperty({ type: JobCountsDto, nullable: true, description: 'Null when the run failed' })
  counts: JobCountsDto | null;

  @ApiProperty()
  failed: boolean;
}

export class JobRunningDto {
  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ enum: JOB_TRIGGERS, enumName: 'JobTrigger' })
  trigger: JobTrigger;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: 'integer', description: 'Parts of the work that are behind' })
  done: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'All parts; null while nobody can say' })
  total: number | null;
}

export class JobStandingDto {
  @ApiProperty({ enum: JOBS, enumName: 'JobName' })
  name: JobName;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 24,
    description: 'Due from this hour on, Asia/Ho_Chi_Minh; 24 for a job that keeps hours of its own within the day',
  })
  hour: number;

  @ApiProperty({ format: 'date', description: 'The calendar day that it treats next by itself' })
  nextDay: string;

  @ApiProperty({ format: 'date-time', description: 'When; in the past when it waits for the next bell' })
  nextAt: Date;

  @ApiProperty({ type: 'integer', description: 'Days that should be done by now and are not' })
  owedDays: number;

  @ApiProperty({ type: JobLastRunDto, nullable: true })
  lastRun: JobLastRunDto | null;

  @ApiProperty({ type: JobRunningDto, nullable: true, description: 'The run that is under way, in whatever process' })
  running: JobRunningDto | null;
}

export class JobStandingsDto {
  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When a scheduler last rang, once a minute; null when none ever did',
  })
  lastBellAt: Date | null;

  @ApiProperty({ type: [JobStandingDto], description: 'In the order of their hours' })
  items: JobStandingDto[];
}
