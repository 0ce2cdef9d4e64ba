import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request } from 'express';
import { Clock } from '../clock/clock.js';
import { CSV_START } from '../http/csv.js';
import { Endpoint } from '../http/endpoint.js';
import { DomainError } from '../http/problem.js';
import { AuditQueries } from './audit.queries.js';
import { auditCsvHead, auditCsvLine } from './audit-csv.js';
import { type AuditEventDto, AuditFilterQuery, AuditPageDto } from './event.dto.js';

@ApiTags('events')
@Controller('audit-events')
export class AuditController {
  constructor(
    private readonly audit: AuditQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The audit log, newest first',
    description:
      'With `Accept: text/csv` everything that matches comes as one file (UTF-8 with BOM); `limit` and `cursor` are then not looked at.',
    permission: 'audit.read',
    errors: ['request.cursor_invalid', 'request.not_acceptable'],
  })
  @ApiExtraModels(AuditPageDto)
  @ApiOkResponse({
    description: 'Events that match all filters',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AuditPageDto) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  async list(@Query() query: AuditFilterQuery, @Req() request: Request): Promise<AuditPageDto | StreamableFile> {
    const type = request.accepts(['application/json', 'text/csv']);
    if (!type) {
      throw new DomainError('request.not_acceptable', 'Nhật ký có dạng application/json hoặc text/csv.');
    }
    return type === 'application/json' ? this.audit.page(query) : this.csv(query);
  }

  /** Sent as fast as the reader takes it, and no longer than there is a reader. */
  private async csv({ limit: _, cursor: __, ...filters }: AuditFilterQuery): Promise<StreamableFile> {
    const batches = this.audit.all(filters);
    // The first batch before the first byte: a failure so far still becomes a problem document.
    const first = await batches.next();
    const file = new StreamableFile(Readable.from(linesOf(first, batches)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="nhat-ky-${this.clock.today()}.csv"`,
    });
    // A connection that breaks off tells the reader that the file is not whole.
    return file.setErrorHandler((_error, response) => response.destroy?.());
  }
}

async function* linesOf(
  first: IteratorResult<AuditEventDto[]>,
  batches: AsyncGenerator<AuditEventDto[]>,
): AsyncGenerator<string> {
  yield CSV_START + auditCsvHead();
  for (let batch = first; !batch.done; batch = await batches.next()) yield batch.value.map(auditCsvLine).join('');
}
