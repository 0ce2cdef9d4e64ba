import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { FILE_TYPE_ENTRIES } from '@plan/shared/vocabulary/files';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { attachmentHeader } from '../platform/files/file-name.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { AnswerUrgingService } from './answer-urging.service.js';
import { SendUrgingsService } from './send-urgings.service.js';
import {
  SentUrgingsDto,
  UrgingAnswersInput,
  UrgingDto,
  UrgingListQuery,
  UrgingPageDto,
  UrgingsInput,
} from './urging.dto.js';
import { UrgingQueries } from './urging.queries.js';
import { UrgingCandidatePageDto, UrgingCandidateQuery } from './urging-candidate.dto.js';
import { UrgingCandidatesQueries } from './urging-candidates.queries.js';
import { UrgingLetterService } from './urging-letter.service.js';

@ApiTags('urgings')
@Controller()
export class UrgingController {
  constructor(
    private readonly candidates: UrgingCandidatesQueries,
    private readonly queries: UrgingQueries,
    private readonly sender: SendUrgingsService,
    private readonly answers: AnswerUrgingService,
    private readonly letters: UrgingLetterService,
  ) {}

  @Get('urging-candidates')
  @Endpoint({
    summary: 'What can be urged of a plan: overdue or silent assignments, reports that are late',
    permission: 'urgings.write',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: UrgingCandidatePageDto })
  async listCandidates(@Query() query: UrgingCandidateQuery): Promise<UrgingCandidatePageDto> {
    return this.candidates.list(query);
  }

  @Post('urgings')
  @Endpoint({
    summary: 'Urge in writing: one letter to each agency, numbered; all or none',
    description:
      'With `dryRun` it only shows the letters. An item can be urged as long as it stands among the candidates.',
    permission: 'urgings.write',
    idempotent: true,
    errors: ['resource.not_found', 'urging.refused'],
  })
  @ApiCreatedResponse({ type: SentUrgingsDto })
  @ApiOkResponse({ type: SentUrgingsDto, description: 'A dry run' })
  async send(
    @Body() input: UrgingsInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentUrgingsDto> {
    const sent = await this.sender.send(input, actor);
    if (sent.dryRun) response.status(200);
    else response.setHeader('Location', `/api/v1/urgings?planId=${input.planId}`);
    return sent;
  }

  @Get('urgings')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Endpoint({
    summary: 'Written urgings, the newest first: to the own agency, its communes, or to all',
    permission: 'reminders.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: UrgingPageDto })
  async list(@Query() query: UrgingListQuery, @CurrentActor() actor: Actor): Promise<string> {
    return this.queries.list(query, actor);
  }

  @Get('urgings/:id')
  @Endpoint({
    summary: 'One urging with its items and what was answered',
    permission: 'reminders.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The urging')
  @ApiOkResponse({ type: UrgingDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UrgingDto | undefined> {
    const { urging, version } = await this.queries.one(id, actor);
    return answerWithEtag(request, response, version, JSON.stringify(urging)) === undefined ? undefined : urging;
  }

  @Get('urgings/:id/letter.docx')
  @Endpoint({
    summary: 'The draft letter as Word, in the form of Decree 30/2020/NĐ-CP',
    permission: 'reminders.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The urging')
  @ApiProduces(FILE_TYPE_ENTRIES.docx.mediaType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async letter(@IdParam() id: string, @CurrentActor() actor: Actor, @Res() response: Response): Promise<void> {
    const { bytes, name, version } = await this.letters.write(id, actor);
    response.setHeader('Content-Type', FILE_TYPE_ENTRIES.docx.mediaType);
    response.setHeader('Content-Disposition', attachmentHeader(name));
    response.setHeader('ETag', etagOf(version, name));
    response.end(bytes);
  }

  @Post('urgings/:id/answers')
  @HttpCode(200)
  @Endpoint({
    summary: 'Answer an urging for the own agency: why, and by when or with what document',
    permission: 'urgings.answer',
    idempotent: true,
    errors: ['resource.not_found', 'urging.answered'],
  })
  @ApiIdParam('The urging')
  @ApiOkResponse({ type: UrgingDto })
  async answer(
    @IdParam() id: string,
    @Body() input: UrgingAnswersInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UrgingDto> {
    await this.answers.answer(id, input, actor);
    const { urging, version } = await this.queries.one(id, actor);
    response.setHeader('ETag', etagOf(version, JSON.stringify(urging)));
    return urging;
  }
}
