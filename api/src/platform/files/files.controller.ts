import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Post, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { FILE_MOST_BYTES, FILE_TYPE_ENTRIES } from '@plan/shared/vocabulary/files';
import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/current-actor.js';
import { Endpoint } from '../http/endpoint.js';
import { answerWithEtag, etagOf } from '../http/etag.js';
import { DomainError } from '../http/problem.js';
import { ApiIdParam, IdParam } from '../http/uuid-param.js';
import { FileDto } from './file.dto.js';
import { attachmentHeader } from './file-name.js';
import { FilesService, type StoredFile } from './files.service.js';
import { DiscardUnused, type UploadedContent } from './upload-storage.js';

/** One file, and hardly anything beside it. */
const LIMITS = {
  fileSize: FILE_MOST_BYTES,
  files: 1,
  fields: 5,
  parts: 10,
  fieldSize: 1_000,
  fieldNameSize: 100,
  headerPairs: 50,
};

@ApiTags('files')
@Controller('files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post()
  @Endpoint({
    summary: 'Upload one file, to be attached afterwards',
    description:
      'pdf, docx, xlsx, png or jpg by content, at most 20 MB. A file that nothing uses within 24 hours is removed.',
    idempotent: true,
    permission: 'files.upload',
    errors: [
      'file.missing',
      'file.name_invalid',
      'file.name_mismatch',
      'file.type_refused',
      'file.empty',
      'file.damaged',
      'file.encrypted',
      'file.active_content',
      'file.embedded_file',
      'file.unpacks_too_large',
      'file.infected',
      'file.too_many_held',
      'file.scanner_unavailable',
      'file.storage_unavailable',
      'request.malformed',
      'request.too_large',
      'request.media_type',
    ],
  })
  @UseInterceptors(FileInterceptor('file', { limits: LIMITS }), DiscardUnused)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: FileDto })
  async upload(
    @UploadedFile() file: UploadedContent | undefined,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FileDto> {
    if (!file) {
      throw new DomainError('file.missing', 'Hãy gửi tệp trong trường “file” của biểu mẫu multipart/form-data.');
    }
    const stored = present(await this.files.accept(file.incoming, actor));
    response.setHeader('Location', `/api/v1/files/${stored.id}`);
    response.setHeader('ETag', etagOf(1, JSON.stringify(stored)));
    return stored;
  }

  @Get(':id')
  @Endpoint({
    summary: 'The content of a file, always as a download',
    permission: 'files.read',
    errors: ['resource.not_found', 'file.storage_unavailable'],
  })
  @ApiIdParam('The file')
  @ApiProduces(...Object.values(FILE_TYPE_ENTRIES).map(({ mediaType }) => mediaType))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async content(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.files.one(id, actor);
    if (answerWithEtag(request, response, 1, file.sha256) === undefined) {
      response.end();
      return;
    }
    const content = request.method === 'HEAD' ? null : await this.files.content(file);
    await send(response, file, content);
  }

  @Get(':id/meta')
  @Endpoint({ summary: 'What a file is called and is', permission: 'files.read', errors: ['resource.not_found'] })
  @ApiIdParam('The file')
  @ApiOkResponse({ type: FileDto })
  async meta(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FileDto | undefined> {
    const file = present(await this.files.one(id, actor));
    return answerWithEtag(request, response, 1, JSON.stringify(file)) === undefined ? undefined : file;
  }
}

/**
 * Never shown inside the site, whatever is in it: as an attachment, in a sandbox, its type not to be guessed at. Whole
 * or not at all: pieces of a file are not given out.
 */
async function send(response: Response, file: StoredFile, content: Readable | null): Promise<void> {
  response.setHeader('Content-Type', FILE_TYPE_ENTRIES[file.type].mediaType);
  response.setHeader('Content-Length', String(file.bytes));
  response.setHeader('Content-Disposition', attachmentHeader(file.name));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  response.setHeader('Accept-Ranges', 'none');
  if (content === null) {
    response.end();
    return;
  }
  // A reader that goes away ends the stream, and that is all.
  await pipeline(content, response).catch(() => response.destroy());
}

const present = ({ id, name, bytes, type, sha256 }: StoredFile): FileDto => ({ id, name, bytes, type, sha256 });
