import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../http/endpoint.js';
import { FeedPageDto, FeedQuery } from './event.dto.js';
import { EventFeedQueries } from './event-feed.queries.js';

@ApiTags('events')
@Controller('events')
export class EventFeedController {
  constructor(private readonly feed: EventFeedQueries) {}

  @Get()
  @Endpoint({
    summary: 'Change feed: every committed event once, oldest first, none skipped',
    description:
      'Ask again with `after` = `nextCursor`, also when `items` was empty. An event shows up once no transaction that began before it still runs, mostly at once.',
    permission: 'events.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: FeedPageDto })
  async page(@Query() { after, limit }: FeedQuery): Promise<FeedPageDto> {
    return this.feed.page(after, limit);
  }
}
