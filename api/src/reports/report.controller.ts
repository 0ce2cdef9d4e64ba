import { Body, Controller, Get, Header, HttpCode, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { ArrivedAt } from '../platform/clock/arrival.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { ReportDto } from './report.dto.js';
import { ReportQueries } from './report.queries.js';
import { ReportReader } from './report.reader.js';
import {
  BulkReviewDto,
  BulkReviewInput,
  CorrectionInput,
  EntriesInput,
  OffSystemInput,
  ReviewInput,
  SubmissionInput,
  WithdrawalInput,
} from './report-act.dto.js';
import { OwedDto, OwedQuery, ReportListQuery, ReportPageDto } from './report-list.dto.js';
import { ReviewReportService } from './review-report.service.js';
import { SaveEntriesService } from './save-entries.service.js';
import { SubmitReportService } from './submit-report.service.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('reports')
@Controller()
export class ReportController {
  constructor(
    private readonly queries: ReportQueries,
    private readonly reader: ReportReader,
    private readonly drafts: SaveEntriesService,
    private readonly submissions: SubmitReportService,
    private readonly reviews: ReviewReportService,
  ) {}

  @Get('reports')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Reports that the caller may read, by due date and agency',
    permission: 'reports.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: ReportPageDto })
  async list(@Query() query: ReportListQuery, @CurrentActor() actor: Actor): Promise<string> {
    return this.queries.list(query, actor);
  }

  @Get('reports/owed')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'Who owes a report right now, the longest owed first',
    permission: 'reports.read',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: OwedDto })
  async owed(@Query() query: OwedQuery, @CurrentActor() actor: Actor): Promise<string> {
    return this.queries.owed(query, actor);
  }

  @Get('reports/:id')
  @Header('Content-Type', JSON_TYPE)
  @Endpoint({
    summary: 'One report: its draft or what was handed in, and what the caller may do with it',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const report = await this.reader.one(id, actor);
    return answerWithEtag(request, response, report.version, JSON.stringify(report));
  }

  @Put('reports/:id/entries')
  @Endpoint({
    summary: 'Save the draft: replaces its entries',
    permission: 'reports.write',
    errors: [
      'resource.not_found',
      'report.not_in_state',
      'report.locked',
      'report.not_expected',
      'file.not_attachable',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async save(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: EntriesInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.drafts.save(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/submissions')
  @HttpCode(200)
  @Endpoint({
    summary: 'Submit the draft in the agency’s name',
    description: 'On time is what arrived before the end of the due date; a late one needs a coded reason and words.',
    idempotent: true,
    permission: 'reports.submit',
    errors: [
      'resource.not_found',
      'report.not_in_state',
      'report.locked',
      'report.not_expected',
      'report.late_reason_missing',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async submit(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: SubmissionInput,
    @ArrivedAt() arrivedAt: number,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.submissions.submit(id, version, input, arrivedAt, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/off-system-submissions')
  @HttpCode(200)
  @Endpoint({
    summary: 'Enter a report that was handed in outside the system, with its true day',
    idempotent: true,
    permission: 'reports.manage',
    errors: [
      'resource.not_found',
      'report.not_in_state',
      'report.locked',
      'report.not_expected',
      'report.late_reason_missing',
      'file.not_attachable',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async enter(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: OffSystemInput,
    @ArrivedAt() arrivedAt: number,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.submissions.enter(id, version, input, arrivedAt, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/withdrawals')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take the submitted version back before its review',
    idempotent: true,
    permission: 'reports.submit',
    errors: [
      'resource.not_found',
      'report.not_in_state',
      'report.locked',
      'report.not_expected',
      'report.review_started',
    ],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async withdraw(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: WithdrawalInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.reviews.withdraw(id, version, input.reason ?? null, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/corrections')
  @HttpCode(200)
  @Endpoint({
    summary: 'Open an accepted report for a correction; what was accepted stands until the new version is',
    idempotent: true,
    permission: 'reports.submit',
    errors: ['resource.not_found', 'report.not_in_state', 'report.locked', 'report.not_expected'],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async correct(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: CorrectionInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.reviews.correct(id, version, input.reason, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/review-starts')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take up the version that waits: the agency can no longer take it back',
    idempotent: true,
    permission: 'reports.review',
    errors: ['resource.not_found', 'report.not_in_state', 'report.not_expected'],
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async begin(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.reviews.begin(id, actor);
    return this.changed(id, actor, response);
  }

  @Post('reports/:id/reviews')
  @HttpCode(200)
  @Endpoint({
    summary: 'Accept a report, or return it with reasons',
    idempotent: true,
    permission: 'reports.review',
    errors: ['resource.not_found', 'report.not_in_state', 'report.not_expected', 'report.reason_missing'],
    ifMatch: true,
  })
  @ApiIdParam('The report')
  @ApiOkResponse({ type: ReportDto })
  async review(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() input: ReviewInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    await this.reviews.review(id, version, input, actor);
    return this.changed(id, actor, response);
  }

  @Post('report-reviews')
  @HttpCode(200)
  @Endpoint({
    summary: 'Accept or return many reports, all or none; with `dryRun` only say what would happen',
    idempotent: true,
    permission: 'reports.review',
    errors: ['report.bulk_refused'],
  })
  @ApiOkResponse({ type: BulkReviewDto })
  async reviewMany(@Body() input: BulkReviewInput, @CurrentActor() actor: Actor): Promise<BulkReviewDto> {
    return { dryRun: input.dryRun ?? false, results: await this.reviews.reviewMany(input, actor) };
  }

  private async changed(id: string, actor: Actor, response: Response): Promise<ReportDto> {
    const report = await this.reader.one(id, actor);
    response.setHeader('ETag', etagOf(report.version, JSON.stringify(report)));
    return report;
  }
}
