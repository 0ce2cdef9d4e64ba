import { Body, Controller, Get, HttpCode, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import {
  NoticeListQuery,
  NoticePageDto,
  NoticePreferencesDto,
  NoticePreferencesInput,
  NoticeReadingsInput,
  UnreadDto,
} from './notice.dto.js';
import { NoticeQueries } from './notice.queries.js';
import { NoticePreferencesService } from './notice-preferences.service.js';

/** One's own bell. Also while acting for somebody: notices are for the person, not for the right. */
@ApiTags('notices')
@Controller()
export class NoticesController {
  constructor(
    private readonly queries: NoticeQueries,
    private readonly preferences: NoticePreferencesService,
  ) {}

  @Get('notices')
  @Endpoint({ summary: 'One’s own notices', permission: 'notices.own', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: NoticePageDto })
  async list(@Query() query: NoticeListQuery, @CurrentActor() actor: Actor): Promise<NoticePageDto> {
    return this.queries.list(actor.id ?? '', query);
  }

  @Post('notices/readings')
  @HttpCode(200)
  @Endpoint({
    summary: 'Mark notices as read',
    description: 'Marking what is read already changes nothing.',
    permission: 'notices.own',
    idempotent: false,
  })
  @ApiOkResponse({ type: UnreadDto })
  async markRead(@Body() { ids }: NoticeReadingsInput, @CurrentActor() actor: Actor): Promise<UnreadDto> {
    await this.queries.markRead(actor.id ?? '', ids);
    return { unreadCount: await this.queries.unread(actor.id ?? '') };
  }

  @Get('notice-preferences')
  @Endpoint({ summary: 'How one is told, and one’s absence', permission: 'notices.own' })
  @ApiOkResponse({ type: NoticePreferencesDto })
  async read(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NoticePreferencesDto | undefined> {
    const { version, ...preferences } = await this.preferences.read(actor.id ?? '');
    const known = answerWithEtag(request, response, version, JSON.stringify(preferences)) === undefined;
    return known ? undefined : preferences;
  }

  @Put('notice-preferences')
  @Endpoint({ summary: 'Change how one is told, and one’s absence', permission: 'notices.own', ifMatch: true })
  @ApiOkResponse({ type: NoticePreferencesDto })
  async replace(
    @Body() input: NoticePreferencesInput,
    @IfMatch() version: number,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NoticePreferencesDto> {
    const { version: now, ...preferences } = await this.preferences.replace(actor, version, input);
    response.setHeader('ETag', etagOf(now, JSON.stringify(preferences)));
    return preferences;
  }
}
