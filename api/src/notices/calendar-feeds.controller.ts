import { createHash } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiParam,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarFeedListDto, NewCalendarFeedDto, NewCalendarFeedInput } from './notice.dto.js';

@ApiTags('calendar feeds')
@Controller()
export class CalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get('calendar-feeds')
  @Endpoint({ summary: 'One’s calendar addresses, without the secret', permission: 'notices.own' })
  @ApiOkResponse({ type: CalendarFeedListDto })
  async list(@CurrentActor() actor: Actor): Promise<CalendarFeedListDto> {
    return { items: await this.feeds.list(actor), nextCursor: null };
  }

  @Post('calendar-feeds')
  @Endpoint({
    summary: 'Make a calendar address; the one before it ends',
    permission: 'notices.own',
    idempotent: true,
    errors: ['calendar_feed.no_agency'],
  })
  @ApiCreatedResponse({ type: NewCalendarFeedDto })
  async open(
    @Body() { kind }: NewCalendarFeedInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewCalendarFeedDto> {
    const feed = await this.feeds.open(actor, kind);
    response.setHeader('Location', `/api/v1/calendar-feeds/${feed.id}`);
    response.setHeader('ETag', etagOf(1, feed.id));
    return feed;
  }

  @Delete('calendar-feeds/:id')
  @HttpCode(204)
  @Endpoint({
    summary: 'End a calendar address',
    description: 'Ending is all that can happen to it, so no If-Match; ending an ended one changes nothing.',
    permission: 'notices.own',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The address')
  @ApiNoContentResponse()
  async revoke(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.feeds.revoke(actor, id);
  }

  @Get('calendars/:token.ics')
  @Endpoint({
    summary: 'Due dates of assignments and reports as iCalendar, for calendar programs',
    description: 'All-day entries of what is not done yet, each under an id that stays. No names of people.',
    permission: 'public',
    errors: ['resource.not_found'],
  })
  @ApiParam({
    name: 'token',
    description: 'The secret of the address',
    schema: { type: 'string', minLength: 1, maxLength: 100 },
  })
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const text = await this.feeds.file(token);
    response.setHeader('X-Robots-Tag', 'noindex');
    const version = createHash('sha256').update(text).digest().readUInt32BE(0);
    if (answerWithEtag(request, response, version, text) === undefined) {
      response.end();
      return;
    }
    response.type('text/calendar; charset=utf-8').send(text);
  }
}
