import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/current-actor.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Endpoint } from '../http/endpoint.js';
import { PageQuery } from '../http/fields.js';
import { JobRegistry, type JobRun } from './job-registry.js';
import { JobRunDto, JobRunInput, JobRunsDto, JobStandingsDto } from './job-run.dto.js';

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

@ApiTags('jobs')
@Controller('jobs')
export class JobController {
  constructor(private readonly registry: JobRegistry) {}

  @Get()
  @Endpoint({
    summary: 'How every job of the scheduler stands: last run, next one, what it owes, progress of a run under way',
    permission: 'jobs.read',
  })
  @ApiOkResponse({ type: JobStandingsDto })
  async list(): Promise<JobStandingsDto> {
    return this.registry.standings();
  }
}
