import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Clock } from '../platform/clock/clock.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  AnnouncedDayDto,
  AnnouncedDayInput,
  AnnouncedDaysDto,
  CalendarChangeInput,
  CalendarChangePreviewDto,
  DaysOffDto,
  DaysOffQuery,
  WorkingDayDto,
  WorkingDayQuery,
} from './calendar.dto.js';
import { CalendarService } from './calendar.service.js';

type AnnouncedDay = Omit<AnnouncedDayDto, 'etag'> & { version: number };

// The fields in one order, whether the row was just saved or was read: the ETag is a digest of their text.
const present = ({ id, on, kind, name, source, version }: AnnouncedDay): AnnouncedDayDto => {
  const day = { id, on, kind, name, source };
  return { ...day, etag: etagOf(version, JSON.stringify(day)) };
};

@ApiTags('calendar')
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  @Get('days-off')
  @Endpoint({ summary: 'Named days off of a year', permission: 'calendar.read' })
  @ApiOkResponse({ type: DaysOffDto })
  async daysOff(@Query() query: DaysOffQuery): Promise<DaysOffDto> {
    const year = query.year ?? Number(this.clock.today().slice(0, 4));
    return { year, items: (await this.calendar.current()).namedDaysOff(year), nextCursor: null };
  }

  @Get('working-day')
  @Endpoint({ summary: 'Whether a day is worked, and to which day a limit on it moves', permission: 'calendar.read' })
  @ApiOkResponse({ type: WorkingDayDto })
  async workingDay(@Query() { on }: WorkingDayQuery): Promise<WorkingDayDto> {
    const calendar = await this.calendar.current();
    return { on, isWorkingDay: !calendar.isDayOff(on), ...calendar.moveToWorkingDay(on) };
  }

  @Get('announced-days')
  @Endpoint({ summary: 'Announced swaps of a year', permission: 'calendar.read' })
  @ApiOkResponse({ type: AnnouncedDaysDto })
  async announcedDays(@Query() query: DaysOffQuery): Promise<AnnouncedDaysDto> {
    const days = await this.calendar.announcedDays(query.year ?? Number(this.clock.today().slice(0, 4)));
    return { items: days.map(present), nextCursor: null };
  }

  @Get('announced-days/:id')
  @Endpoint({ summary: 'One announced day', permission: 'calendar.read', errors: ['resource.not_found'] })
  @ApiIdParam('The announced day')
  @ApiOkResponse({ type: AnnouncedDayDto })
  async announcedDay(
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnnouncedDayDto | undefined> {
    const found = await this.calendar.announcedDay(id);
    if (!found) throw notFound('ngày được thông báo');
    const { version, ...day } = found;
    return answerWithEtag(request, response, version, JSON.stringify(day)) === undefined ? undefined : present(found);
  }

  @Post('change-previews')
  @HttpCode(200)
  @Endpoint({
    summary: 'Which due dates a change of announced days would move',
    permission: 'calendar.edit',
    idempotent: false,
  })
  @ApiOkResponse({ type: CalendarChangePreviewDto })
  async preview(@Body() change: CalendarChangeInput): Promise<CalendarChangePreviewDto> {
    return this.calendar.preview(change);
  }

  @Post('announced-days')
  @Endpoint({
    summary: 'Add an announced day and move the due dates that depend on it',
    permission: 'calendar.edit',
    idempotent: true,
    errors: ['calendar.day_taken'],
  })
  @ApiCreatedResponse({ type: AnnouncedDayDto })
  async announce(
    @Body() input: AnnouncedDayInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnnouncedDayDto> {
    const day = present(await this.calendar.announce(input, actor));
    response.setHeader('Location', `/api/v1/calendar/announced-days/${day.id}`);
    response.setHeader('ETag', day.etag);
    return day;
  }

  @Delete('announced-days/:id')
  @HttpCode(204)
  @Endpoint({
    summary: 'Withdraw an announced day',
    permission: 'calendar.edit',
    errors: ['resource.not_found'],
    ifMatch: true,
  })
  @ApiIdParam('The announced day')
  @ApiNoContentResponse()
  async withdraw(@IdParam() id: string, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.calendar.withdraw(id, version, actor);
  }
}
