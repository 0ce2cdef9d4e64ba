import { Body, Controller, Get, Header, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { holds } from '../platform/auth/permission.guard.js';
import { Clock } from '../platform/clock/clock.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { dueDateOf } from './domain/due-date.js';
import { readDeadline } from './domain/read-deadline.js';
import { DueDateService } from './due-date.service.js';
import {
  AsOfQuery,
  DeadlineDto,
  DeadlineReadingQuery,
  HistoryDto,
  NewDueDateInput,
  TaskDetailDto,
  TaskListQuery,
  TaskPageDto,
} from './task.dto.js';
import { TaskQueries } from './task.queries.js';
import { TaskHistoryQueries } from './task-history.queries.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('tasks')
@Controller()
export class TaskController {
  constructor(
    private readonly tasks: TaskQueries,
    private readonly histories: TaskHistoryQueries,
    private readonly dueDates: DueDateService,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  @Get('tasks')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({ summary: 'Tasks as of a day', permission: 'tasks.read', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: TaskPageDto })
  async list(@Query() query: TaskListQuery): Promise<string> {
    return this.tasks.list(query);
  }

  @Get('tasks/:id')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({ summary: 'One task as of a day', permission: 'tasks.read', errors: ['resource.not_found'] })
  @ApiIdParam('The task')
  @ApiOkResponse({ type: TaskDetailDto })
  async one(
    @IdParam() id: string,
    @Query() { asOf }: AsOfQuery,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.answer(id, asOf, actor, request, response);
  }

  @Get('tasks/:id/history')
  @Endpoint({
    summary: 'What happened to a task, newest first',
    permission: 'tasks.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The task')
  @ApiOkResponse({ type: HistoryDto })
  async history(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<HistoryDto> {
    if (!(await this.tasks.one(id))) throw notFound('nhiệm vụ');
    return this.histories.ofTask(id, actor);
  }

  @Post('tasks/:id/due-dates')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Set a later due date of a task, citing the document; the dates before it stay',
    permission: 'tasks.edit',
    idempotent: true,
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The task')
  @ApiCreatedResponse({ type: TaskDetailDto })
  async setDueDate(
    @IdParam() id: string,
    @Body() input: NewDueDateInput,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    await this.dueDates.setTaskDueDate(id, input, actor);
    response.setHeader('Location', `/api/v1/tasks/${id}`);
    return this.answer(id, undefined, actor, request, response);
  }

  @Get('deadline-readings')
  @Endpoint({ summary: 'How the words of a deadline are read', permission: 'tasks.read' })
  @ApiOkResponse({ type: DeadlineDto })
  async readDeadline(@Query() { text, year }: DeadlineReadingQuery): Promise<DeadlineDto> {
    const reading = readDeadline(text, year ?? Number(this.clock.today().slice(0, 4)));
    const due = dueDateOf(reading, await this.calendar.current(), true, text);
    return { kind: reading.kind, startOn: reading.startOn, ...due, unsure: reading.unsure };
  }

  private async answer(
    id: string,
    asOf: string | undefined,
    actor: Actor,
    request: Request,
    response: Response,
  ): Promise<string | undefined> {
    const found = await this.tasks.one(id, asOf);
    if (!found) throw notFound('nhiệm vụ');
    const actions = holds(actor.roles, 'tasks.edit') ? ['set_due_date'] : [];
    const body = `${found.body.slice(0, -1)},"allowedActions":${JSON.stringify(actions)}}`;
    return answerWithEtag(request, response, found.version, body);
  }
}
