import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { JOB_TRIGGERS, JOBS, type JobName, type JobTrigger } from '@plan/shared/vocabulary/jobs';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/current-actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Endpoint } from '../http/endpoint.js';
import { DateField, PageQuery, WordField } from '../http/fields.js';
import { JobRegistry, type JobRun } from './job-registry.js';

class JobRunInput {
  @WordField({ description: 'The job', words: JOBS, name: 'JobName' })
  job: JobName;

  @DateField({ description: 'The calendar day to treat, in Asia/Ho_Chi_Minh' })
  day: string;
}

class JobCountsDto {
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

class JobRunDto {
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

class JobRunsDto {
  @ApiProperty({ type: [JobRunDto] })
  items: JobRunDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

/** What failed inside stays in the log; the page learns that it did. */
const present = ({ failure, ...run }: JobRun): JobRunDto => ({ ...run, failed: failure !== null });

@ApiTags('jobs')
@Controller('job-runs')
export class JobRunController {
  constructor(private readonly registry: JobRegistry) {}

  @Get()
  @Endpoint({
    summary: 'Runs of the scheduler’s jobs, newest first',
    permission: 'jobs.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: JobRunsDto })
  async list(@Query() { limit, cursor }: PageQuery): Promise<JobRunsDto> {
    const after = cursor ? decodeCursor(cursor, {}, 2) : null;
    const rows = await this.registry.list(
      limit + 1,
      after ? { startedAt: String(after[0]), id: String(after[1]) } : undefined,
    );
    const items = rows.slice(0, limit).map(present);
    const last = items.at(-1);
    return {
      items,
      nextCursor:
        rows.length > limit && last ? encodeCursor([new Date(last.startedAt).toISOString(), last.id], {}) : null,
    };
  }

  @Post()
  @HttpCode(200)
  @Endpoint({
    summary: 'Run a job for one day, for every plan; answers when done',
    permission: 'jobs.run',
    idempotent: false,
    errors: ['job.unknown', 'job.running'],
  })
  @ApiOkResponse({ type: JobRunDto })
  async run(@Body() { job, day }: JobRunInput, @CurrentActor() actor: Actor): Promise<JobRunDto> {
    return present(await this.registry.runByHand(job, day, actor));
  }
}
