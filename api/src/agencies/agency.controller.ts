import { Body, Controller, Get, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  AgencyChangeInput,
  AgencyDto,
  AgencyGroupDto,
  AgencyGroupsDto,
  AgencyListQuery,
  AgencyPageDto,
  GroupMembersInput,
  NewAgencyInput,
} from './agency.dto.js';
import { AgencyQueries } from './agency.queries.js';
import { AgencyService } from './agency.service.js';

/** Sets the ETag and gives the resource without its version, which lives in the ETag alone. */
function answer<T extends { version: number }>(response: Response, { version, ...resource }: T): Omit<T, 'version'> {
  response.setHeader('ETag', etagOf(version, JSON.stringify(resource)));
  return resource;
}

@ApiTags('agencies')
@Controller()
export class AgencyController {
  constructor(
    private readonly agencies: AgencyService,
    private readonly queries: AgencyQueries,
  ) {}

  @Get('agencies')
  @Endpoint({ summary: 'Agencies by name', permission: 'agencies.read', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: AgencyPageDto })
  async list(@Query() query: AgencyListQuery): Promise<AgencyPageDto> {
    return this.queries.list(query);
  }

  @Get('agencies/:id')
  @Endpoint({ summary: 'One agency', permission: 'agencies.read', errors: ['resource.not_found'] })
  @ApiIdParam('The agency')
  @ApiOkResponse({ type: AgencyDto })
  async one(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const found = await this.queries.one(id);
    if (!found) throw notFound('cơ quan');
    const { version, ...agency } = found;
    return answerWithEtag(request, response, version, JSON.stringify(agency)) === undefined ? undefined : agency;
  }

  @Post('agencies')
  @Endpoint({
    summary: 'Add an agency',
    description: 'The standing agency may too: an import can name an agency that the directory does not know yet.',
    permission: 'agencies.create',
    idempotent: true,
    errors: ['agency.name_taken', 'agency.alias_taken', 'resource.conflict'],
  })
  @ApiCreatedResponse({ type: AgencyDto })
  async create(
    @Body() input: NewAgencyInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgencyDto> {
    const agency = await this.agencies.create(input, actor);
    response.setHeader('Location', `/api/v1/agencies/${agency.id}`);
    return answer(response, agency);
  }

  @Patch('agencies/:id')
  @Endpoint({
    summary: 'Change an agency; end it with a date and successors',
    permission: 'agencies.edit',
    errors: [
      'resource.not_found',
      'agency.name_taken',
      'agency.alias_taken',
      'agency.succession_invalid',
      'resource.conflict',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The agency')
  @ApiOkResponse({ type: AgencyDto })
  async change(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: AgencyChangeInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgencyDto> {
    return answer(response, await this.agencies.change(id, version, input, actor));
  }

  @Get('agency-groups')
  @Endpoint({ summary: 'Collective names with their members', permission: 'agencies.read' })
  @ApiOkResponse({ type: AgencyGroupsDto })
  async groups(): Promise<AgencyGroupsDto> {
    return { items: await this.queries.groups(), nextCursor: null };
  }

  @Get('agency-groups/:id')
  @Endpoint({ summary: 'One collective name', permission: 'agencies.read', errors: ['resource.not_found'] })
  @ApiIdParam('The group')
  @ApiOkResponse({ type: AgencyGroupDto })
  async group(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const found = await this.queries.group(id);
    if (!found) throw notFound('nhóm cơ quan');
    const { version, ...group } = found;
    return answerWithEtag(request, response, version, JSON.stringify(group)) === undefined ? undefined : group;
  }

  @Put('agency-groups/:id/members')
  @Endpoint({
    summary: 'Replace the members of a collective name',
    permission: 'agencies.edit',
    errors: ['resource.not_found', 'resource.conflict'],
    ifMatch: true,
  })
  @ApiIdParam('The group')
  @ApiOkResponse({ type: AgencyGroupDto })
  async setMembers(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: GroupMembersInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgencyGroupDto> {
    await this.agencies.setMembers(id, version, input, actor);
    const group = await this.queries.group(id);
    if (!group) throw notFound('nhóm cơ quan');
    return answer(response, group);
  }
}
