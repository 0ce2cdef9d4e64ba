import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { AgendaDto, AgendaQuery } from './agenda.dto.js';
import { AgendaService } from './agenda.service.js';

@ApiTags('obstacles')
@Controller()
export class AgendaController {
  constructor(private readonly agenda: AgendaService) {}

  @Get('committee-agenda')
  @Endpoint({
    summary: 'What the Steering Committee’s next meeting has before it, as of a day',
    permission: 'agenda.read',
    errors: ['resource.not_found'],
  })
  @ApiOkResponse({ type: AgendaDto })
  async read(@Query() { planId, asOf }: AgendaQuery, @CurrentActor() actor: Actor): Promise<AgendaDto> {
    return this.agenda.of(planId, asOf, actor);
  }
}
