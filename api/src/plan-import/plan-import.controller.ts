import {
  Body,
  Controller,
  Get,
  HttpStatus,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PlanDto, PlanReaderService } from '../plans/plan-reader.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, etagOf, IfMatch } from '../platform/http/etag.js';
import { PageQuery } from '../platform/http/fields.js';
import { DomainError } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { ImportEditsInput } from './import-edits.dto.js';
import { PlanImportDto } from './import-preview.dto.js';
import { PlanImportPageDto } from './plan-import.dto.js';
import { PlanImportQueries } from './plan-import.queries.js';
import { PlanImportService } from './plan-import.service.js';

const MOST_BYTES = 20 * 1_024 * 1_024;

@ApiTags('plan-imports')
@Controller('plan-imports')
export class PlanImportController {
  constructor(
    private readonly imports: PlanImportService,
    private readonly queries: PlanImportQueries,
    private readonly plans: PlanReaderService,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Upload a decision; answers what was understood of it',
    description: 'UTF-8 text of the decision with its annex as a table whose cells are parted by tabs; at most 20 MB.',
    permission: 'plans.import',
    idempotent: true,
    errors: ['plan_import.file_missing', 'plan_import.unreadable', 'request.too_large', 'request.media_type'],
  })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 5, parts: 10 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: PlanImportDto })
  async upload(
    @UploadedFile() file: Express.Multer.File | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanImportDto> {
    if (!file) {
      throw new DomainError(
        'plan_import.file_missing',
        'Hãy gửi văn bản trong trường “file” của biểu mẫu multipart/form-data.',
      );
    }
    const id = await this.imports.upload(fileNameOf(file), file.buffer, actor);
    response.setHeader('Location', `/api/v1/plan-imports/${id}`);
    return this.answer(id, response);
  }

  @Get()
  @Endpoint({
    summary: 'Uploaded documents, newest first',
    permission: 'plans.import',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: PlanImportPageDto })
  async list(@Query() query: PageQuery): Promise<PlanImportPageDto> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Endpoint({
    summary: 'What is understood of an uploaded decision',
    permission: 'plans.import',
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The import')
  @ApiOkResponse({ type: PlanImportDto })
  async one(
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanImportDto | undefined> {
    const { preview, version } = await this.imports.preview(id);
    return answerWithEtag(request, response, version, JSON.stringify(preview)) === undefined ? undefined : preview;
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Answer what is doubtful: replaces all answers given so far',
    permission: 'plans.import',
    errors: ['resource.not_found', 'plan_import.confirmed', 'plan_import.edit_unknown'],
    ifMatch: true,
  })
  @ApiIdParam('The import')
  @ApiOkResponse({ type: PlanImportDto })
  async edit(
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() edits: ImportEditsInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanImportDto> {
    await this.imports.edit(id, version, edits, actor);
    return this.answer(id, response);
  }

  @Post(':id/confirmation')
  @Endpoint({
    summary: 'Make the plan: the whole of it or nothing, and twice makes one',
    permission: 'plans.import',
    idempotent: false,
    errors: ['resource.not_found', 'plan_import.unreadable', 'plan_import.edit_unknown'],
  })
  @ApiIdParam('The import')
  @ApiCreatedResponse({ type: PlanDto, description: 'The plan that this call made' })
  @ApiOkResponse({ type: PlanDto, description: 'The plan that an earlier call made' })
  async confirm(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanDto> {
    const { planId, created } = await this.imports.confirm(id, actor, { public: false });
    const { version, ...plan } = await this.plans.one(planId);
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    if (created) response.setHeader('Location', `/api/v1/plans/${planId}`);
    response.setHeader('ETag', etagOf(version, JSON.stringify(plan)));
    return plan;
  }

  private async answer(id: string, response: Response): Promise<PlanImportDto> {
    const { preview, version } = await this.imports.preview(id);
    response.setHeader('ETag', etagOf(version, JSON.stringify(preview)));
    return preview;
  }
}

/**
 * The name of an uploaded file. Browsers write its UTF-8 bytes plainly, and multer hands them over as latin1; a client
 * that writes `filename*` (RFC 5987) has them decoded already.
 */
function fileNameOf({ originalname }: Express.Multer.File): string {
  let name = originalname;
  try {
    const isDecoded = [...originalname].some((letter) => letter > '\u00ff');
    if (!isDecoded) name = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(originalname, 'latin1'));
  } catch {
    // Bytes that are no UTF-8 are letters of latin1 as they stand.
  }
  return name.normalize('NFC').slice(0, 255);
}
