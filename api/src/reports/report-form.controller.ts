import { Controller, Get, HttpCode, Post, Query, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { FILE_TYPE_ENTRIES } from '@plan/shared/vocabulary/files';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { attachmentHeader } from '../platform/files/file-name.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { DomainError } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { ReportFormQuery, ReportFormResultDto } from './report-form.dto.js';
import { ReportFormService } from './report-form.service.js';

/** A form with every line full of text stays below this. */
const MOST_BYTES = 5 * 1_024 * 1_024;

@ApiTags('reports')
@Controller('reports')
export class ReportFormController {
  constructor(private readonly forms: ReportFormService) {}

  @Get(':id/form.xlsx')
  @Endpoint({
    summary: 'The report’s form as Excel, to fill in offline',
    description:
      'The agency’s assignments with last month’s words and the draft as it stands; allowed values as lists.',
    permission: 'reports.read',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiProduces(FILE_TYPE_ENTRIES.xlsx.mediaType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = await this.forms.load(id, actor);
    // Of what the form says: the bytes of a workbook tell the minute in which they were made.
    if (answerWithEtag(request, response, form.version, JSON.stringify(form)) === undefined) {
      response.end();
      return;
    }
    const { bytes, name } = await this.forms.write(form);
    response.setHeader('Content-Type', FILE_TYPE_ENTRIES.xlsx.mediaType);
    response.setHeader('Content-Disposition', attachmentHeader(name));
    response.end(bytes);
  }

  @Post(':id/form')
  @HttpCode(200)
  @Endpoint({
    summary: 'Upload a filled-in form: replaces the draft’s entries, all or nothing',
    description: 'Wrong cells are listed in `errors[]`, each with the pointer `/cells/<address>`; at most 5 MB.',
    idempotent: true,
    permission: 'reports.write',
    errors: [
      'resource.not_found',
      'file.missing',
      'file.type_refused',
      'file.damaged',
      'file.encrypted',
      'file.active_content',
      'file.embedded_file',
      'file.unpacks_too_large',
      'report_form.invalid',
      'report.not_in_state',
      'report.locked',
      'report.not_expected',
      'request.too_large',
      'request.malformed',
    ],
    ifMatch: true,
  })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 5, parts: 10 } }))
  @ApiIdParam('The report')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiOkResponse({ type: ReportFormResultDto })
  async upload(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Query() query: ReportFormQuery,
    @UploadedFile() file: { buffer: Buffer } | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportFormResultDto> {
    if (!file) {
      throw new DomainError('file.missing', 'Hãy gửi biểu Excel trong trường “file” của biểu mẫu multipart/form-data.');
    }
    const result = await this.forms.read(id, version, file.buffer, query.dryRun === 'true', actor);
    response.setHeader('ETag', etagOf(result.version, JSON.stringify(result)));
    return result;
  }
}
