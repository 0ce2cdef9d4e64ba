import { Body, Controller, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { holds } from '../platform/auth/permission.guard.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import {
  AssignmentDetailDto,
  AssignmentPageDto,
  CancellationInput,
  ConfirmationInput,
  EvidenceDto,
  EvidenceInput,
  EvidenceListQuery,
  EvidencePageDto,
} from './assignment.dto.js';
import { asksExtensionFor, decidesEvidence, proposesFor, readsAgency } from './assignment.policy.js';
import { type AssignmentFacts, AssignmentQueries } from './assignment.queries.js';
import { DueDateService } from './due-date.service.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceService } from './evidence.service.js';
import { AsOfQuery, AssignmentListQuery } from './task.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('assignments')
@Controller()
export class AssignmentController {
  constructor(
    private readonly assignments: AssignmentQueries,
    private readonly evidence: EvidenceQueries,
    private readonly evidenceService: EvidenceService,
    private readonly dueDates: DueDateService,
  ) {}

  @Get('assignments')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Assignments as of a day, one row an agency',
    permission: 'tasks.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: AssignmentPageDto })
  async list(@Query() query: AssignmentListQuery): Promise<string> {
    return this.assignments.list(query);
  }

  @Get('assignments/:id')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({ summary: 'One assignment as of a day', permission: 'tasks.read', errors: ['resource.not_found'] })
  @ApiIdParam('The assignment')
  @ApiOkResponse({ type: AssignmentDetailDto })
  async one(
    @IdParam() id: string,
    @Query() { asOf }: AsOfQuery,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const { body, version } = await this.detail(id, actor, asOf);
    return answerWithEtag(request, response, version, body);
  }

  @Get('assignments/:id/evidence')
  @Endpoint({
    summary: 'Documents of an assignment that the caller may read, newest first',
    permission: 'evidence.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The assignment')
  @ApiOkResponse({ type: EvidencePageDto })
  async evidenceOf(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<EvidencePageDto> {
    if (!(await this.assignments.one(id))) throw notFound('phân công');
    return { items: await this.evidence.ofAssignment(id, actor), nextCursor: null };
  }

  @Post('assignments/:id/evidence')
  @Endpoint({
    summary: 'Hand in the document that proves completion',
    permission: 'evidence.propose',
    idempotent: true,
    errors: ['resource.not_found', 'assignment.not_lead', 'assignment.cancelled', 'evidence.issued_in_future'],
  })
  @ApiIdParam('The assignment')
  @ApiCreatedResponse({ type: EvidenceDto })
  async propose(
    @IdParam() id: string,
    @Body() input: EvidenceInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EvidenceDto> {
    const evidence = await this.evidence.one(await this.evidenceService.propose(id, input, actor), actor);
    if (!evidence) throw notFound('tài liệu');
    response.setHeader('Location', `/api/v1/evidence/${evidence.id}`);
    response.setHeader('ETag', etagOf(1, JSON.stringify(evidence)));
    return evidence;
  }

  @Post('assignments/:id/confirmation')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Confirm completion by a document, or refuse it with a reason',
    permission: 'evidence.decide',
    idempotent: true,
    errors: [
      'resource.not_found',
      'evidence.none_proposed',
      'evidence.not_decidable',
      'evidence.reason_missing',
      'assignment.cancelled',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The assignment')
  @ApiOkResponse({ type: AssignmentDetailDto })
  async decide(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ConfirmationInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    await this.evidenceService.decide(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post('assignments/:id/cancellation')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Cancel an assignment from a day on',
    permission: 'tasks.edit',
    idempotent: true,
    errors: ['resource.not_found', 'assignment.cancelled', 'assignment.completed'],
  })
  @ApiIdParam('The assignment')
  @ApiOkResponse({ type: AssignmentDetailDto })
  async cancel(
    @IdParam() id: string,
    @Body() input: CancellationInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    await this.dueDates.cancel(id, input, actor);
    return this.changed(id, actor, response);
  }

  @Get('evidence')
  @Endpoint({
    summary: 'Documents that the caller may read, the longest waiting first',
    permission: 'evidence.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: EvidencePageDto })
  async evidenceList(@Query() query: EvidenceListQuery, @CurrentActor() actor: Actor): Promise<EvidencePageDto> {
    return this.evidence.list(query, actor);
  }

  @Get('evidence/:id')
  @Endpoint({ summary: 'One document', permission: 'evidence.read', errors: ['resource.not_found'] })
  @ApiIdParam('The document')
  @ApiOkResponse({ type: EvidenceDto })
  async evidenceOne(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EvidenceDto | undefined> {
    const evidence = await this.evidence.one(id, actor);
    if (!evidence) throw notFound('tài liệu');
    // A document itself never changes; what is decided of it is part of the digest.
    return answerWithEtag(request, response, 1, JSON.stringify(evidence)) === undefined ? undefined : evidence;
  }

  private async changed(id: string, actor: Actor, response: Response): Promise<string> {
    const { body, version } = await this.detail(id, actor);
    response.setHeader('ETag', etagOf(version, body));
    return body;
  }

  private async detail(id: string, actor: Actor, asOf?: string): Promise<{ body: string; version: number }> {
    const facts = await this.assignments.one(id, asOf);
    if (!facts) throw notFound('phân công');
    const more = {
      cancelReason: facts.cancelReason,
      evidenceWaiting: readsAgency(actor, facts) ? facts.waiting : 0,
      allowedActions: actionsOf(facts, actor),
    };
    return { body: `${facts.body.slice(0, -1)},${JSON.stringify(more).slice(1)}`, version: facts.version };
  }
}

function actionsOf(facts: AssignmentFacts, actor: Actor): AssignmentDetailDto['allowedActions'] {
  if (facts.cancelled) return [];
  const lead = facts.role === 'lead';
  return [
    ...(lead && proposesFor(actor, facts.agencyId) ? (['propose_evidence'] as const) : []),
    ...(lead && decidesEvidence(actor) && facts.waiting > 0 && !facts.completed ? (['confirm'] as const) : []),
    ...(lead && decidesEvidence(actor) && (facts.waiting > 0 || facts.completed) ? (['refuse'] as const) : []),
    ...(holds(actor.roles, 'tasks.edit') && !facts.completed ? (['cancel'] as const) : []),
    ...(lead && asksExtensionFor(actor, facts.agencyId) && facts.extensible && !facts.completed
      ? (['ask_extension'] as const)
      : []),
  ];
}
