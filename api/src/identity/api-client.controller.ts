import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  ApiClientChangeInput,
  ApiClientDto,
  ApiClientsDto,
  IssuedApiKeyDto,
  NewApiClientInput,
  NewApiKeyInput,
} from './api-client.dto.js';
import { ApiClientQueries } from './api-client.queries.js';
import { ApiClientService, type Versioned } from './api-client.service.js';

function answer(response: Response, { client, version }: Versioned<ApiClientDto>): ApiClientDto {
  response.setHeader('ETag', etagOf(version, JSON.stringify(client)));
  return client;
}

@ApiTags('api-clients')
@Controller('api-clients')
export class ApiClientController {
  constructor(
    private readonly clients: ApiClientService,
    private readonly queries: ApiClientQueries,
  ) {}

  @Get()
  @Endpoint({ summary: 'Other systems that may call, with their keys', permission: 'api_clients.manage' })
  @ApiOkResponse({ type: ApiClientsDto })
  async list(): Promise<ApiClientsDto> {
    return { items: await this.queries.list(), nextCursor: null };
  }

  @Get(':id')
  @Endpoint({ summary: 'One system', permission: 'api_clients.manage', errors: ['resource.not_found'] })
  @ApiIdParam('The API client')
  @ApiOkResponse({ type: ApiClientDto })
  async one(
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApiClientDto | undefined> {
    const found = await this.queries.one(id);
    if (!found) throw notFound('hệ thống kết nối');
    const known = answerWithEtag(request, response, found.version, JSON.stringify(found.client)) === undefined;
    return known ? undefined : found.client;
  }

  @Post()
  @Endpoint({
    summary: 'Let another system in; its first key is a call of its own',
    permission: 'api_clients.manage',
    idempotent: true,
    errors: ['api_client.name_taken', 'resource.conflict'],
  })
  @ApiCreatedResponse({ type: ApiClientDto })
  async create(
    @Body() input: NewApiClientInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApiClientDto> {
    const created = await this.clients.create(input, actor);
    response.setHeader('Location', `/api/v1/api-clients/${created.client.id}`);
    return answer(response, created);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change a system’s name, scopes, agency or limit; shut it out or let it in again',
    permission: 'api_clients.manage',
    errors: ['resource.not_found', 'api_client.name_taken', 'resource.conflict'],
    ifMatch: true,
  })
  @ApiIdParam('The API client')
  @ApiOkResponse({ type: ApiClientDto })
  async change(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ApiClientChangeInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApiClientDto> {
    return answer(response, await this.clients.change(id, version, input, actor));
  }

  @Post(':id/keys')
  @Endpoint({
    summary: 'Issue a key, shown in full this once; with replacesKeyId a rotation in which both are good for a while',
    permission: 'api_clients.manage',
    idempotent: true,
    errors: ['resource.not_found', 'api_client.disabled', 'api_client.too_many_keys', 'api_client.key_unusable'],
  })
  @ApiIdParam('The API client')
  @ApiCreatedResponse({ type: IssuedApiKeyDto })
  async issueKey(
    @IdParam() id: string,
    @Body() input: NewApiKeyInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedApiKeyDto> {
    const key = await this.clients.issueKey(id, input, actor);
    response.setHeader('Location', `/api/v1/api-clients/${id}`);
    return key;
  }

  @Delete(':id/keys/:keyId')
  @HttpCode(204)
  @Endpoint({
    summary: 'Revoke a key: it opens nothing from the next request on',
    description: 'If-Match takes the ETag of the API client, of which its keys are part.',
    permission: 'api_clients.manage',
    errors: ['resource.not_found', 'api_client.key_unusable'],
    ifMatch: true,
  })
  @ApiIdParam('The API client')
  @ApiIdParam('The key', 'keyId')
  @ApiNoContentResponse()
  async revokeKey(
    @IdParam() id: string,
    @IdParam('keyId') keyId: string,
    @IfMatch() version: number,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.clients.revokeKey(id, keyId, version, actor);
  }
}
