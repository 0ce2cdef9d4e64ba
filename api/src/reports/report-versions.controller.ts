import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { etagOf } from '../platform/http/etag.js';
import { notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { CommentReportService } from './comment-report.service.js';
import { CommentInput } from './report-act.dto.js';
import { CommentDto, CommentsDto, CommuneReportsDto } from './report-talk.dto.js';
import {
  DifferencesDto,
  DifferencesQuery,
  ReceiptDto,
  ReceiptQuery,
  SubmissionDetailDto,
  SubmissionsDto,
} from './report-versions.dto.js';
import { ReportVersionsQueries } from './report-versions.queries.js';

@ApiTags('reports')
@Controller('reports/:id')
export class ReportVersionsController {
  constructor(
    private readonly versions: ReportVersionsQueries,
    private readonly commenting: CommentReportService,
  ) {}

  @Get('submissions')
  @Endpoint({
    summary: 'The versions of a report and what became of each, the newest first',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: SubmissionsDto })
  async list(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<SubmissionsDto> {
    return { items: await this.versions.list(id, actor), nextCursor: null };
  }

  @Get('submissions/:number')
  @Endpoint({
    summary: 'One version as it was submitted, for ever',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiParam({ name: 'number', description: 'Number of the version', schema: { type: 'integer', minimum: 1 } })
  @ApiOkResponse({ type: SubmissionDetailDto })
  async one(
    @IdParam() id: string,
    @Param('number') number: string,
    @CurrentActor() actor: Actor,
  ): Promise<SubmissionDetailDto> {
    return this.versions.one(id, versionNumber(number), actor);
  }

  @Get('differences')
  @Endpoint({
    summary: 'What changed between two versions; the last two by default',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: DifferencesDto })
  async differences(
    @IdParam() id: string,
    @Query() query: DifferencesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<DifferencesDto> {
    return this.versions.differences(id, query, actor);
  }

  @Get('receipt')
  @Endpoint({
    summary: 'The receipt of a submission, to print',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReceiptDto })
  async receipt(
    @IdParam() id: string,
    @Query() { number }: ReceiptQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ReceiptDto> {
    return this.versions.receipt(id, number, actor);
  }

  @Get('communes')
  @Endpoint({
    summary: 'What the communes of a district hand in for the same period',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report of the district')
  @ApiOkResponse({ type: CommuneReportsDto })
  async communes(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<CommuneReportsDto> {
    return { items: await this.versions.communes(id, actor), nextCursor: null };
  }

  @Get('comments')
  @Endpoint({
    summary: 'Questions and answers about a report, the oldest first',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: CommentsDto })
  async comments(@IdParam() id: string, @CurrentActor() actor: Actor): Promise<CommentsDto> {
    return { items: await this.versions.comments(id, actor), nextCursor: null };
  }

  @Post('comments')
  @Endpoint({
    summary: 'Ask or answer; a reviewer who asks has taken the report up',
    idempotent: true,
    permission: 'reports.comment',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiCreatedResponse({ type: CommentDto })
  async comment(
    @IdParam() id: string,
    @Body() input: CommentInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommentDto> {
    const commentId = await this.commenting.add(id, input, actor);
    const comment = (await this.versions.comments(id, actor)).find((each) => each.id === commentId);
    if (!comment) throw notFound('trao đổi');
    response.setHeader('Location', `/api/v1/reports/${id}/comments`);
    response.setHeader('ETag', etagOf(1, JSON.stringify(comment)));
    return comment;
  }
}

/** What is no number of a version names nothing. */
function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound('lần nộp');
  return Number(text);
}
