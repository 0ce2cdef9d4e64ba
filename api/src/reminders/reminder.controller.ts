import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { LadderPreviewDto, LadderPreviewInput, ReminderListQuery, ReminderPageDto } from './reminder.dto.js';
import { ReminderQueries } from './reminder.queries.js';

@ApiTags('reminders')
@Controller()
export class ReminderController {
  constructor(private readonly queries: ReminderQueries) {}

  @Get('reminders')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Endpoint({
    summary: 'What was told to whom, newest first: of the own agency, its communes, or of all',
    permission: 'reminders.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: ReminderPageDto })
  async list(@Query() query: ReminderListQuery, @CurrentActor() actor: Actor): Promise<string> {
    return this.queries.list(query, actor);
  }

  @Post('plans/:id/ladder-previews')
  @HttpCode(200)
  @Endpoint({
    summary: 'Whom a reminder ladder would tell of what on a day; nothing is written',
    permission: 'plans.edit',
    idempotent: false,
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The plan')
  @ApiOkResponse({ type: LadderPreviewDto })
  async preview(@IdParam() id: string, @Body() input: LadderPreviewInput): Promise<LadderPreviewDto> {
    return this.queries.preview(id, input);
  }
}
