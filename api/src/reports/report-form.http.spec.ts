import type { Server } from 'node:http';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import ExcelJS from 'exceljs';
import type { NextFunction, Request, Response } from 'express';
import supertest, { type Test } from 'supertest';
import { expectProblem } from '../../test/harness/problem.js';
import { GOOD_FILES } from '../../test/hostile-files/good-files.js';
import { type Actor, SYSTEM_ACTOR } from '../platform/auth/actor.js';
import { ProblemFilter } from '../platform/http/problem.filter.js';
import { notFound } from '../platform/http/problem.js';
import { FieldValidationPipe } from '../platform/http/validation.js';
import { createLogger } from '../platform/logging/logger.js';
import { ReportFormController } from './report-form.controller.js';
import { type ReportForm, type ReportFormEntry, ReportFormSource } from './report-form.port.js';
import { ReportFormService } from './report-form.service.js';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const ASSIGNMENT = '9b2f7f5e-3f5e-4c1e-8a55-0c9b5a3c1d11';

/** One report of one line, kept in memory. */
class OneReport extends ReportFormSource {
  version = 3;
  saved: ReportFormEntry = {
    assignmentId: ASSIGNMENT,
    progressPercent: null,
    state: null,
    resultText: '',
    obstacleText: '',
    nextText: '',
    nothingNew: false,
  };

  async load(id: string): Promise<ReportForm> {
    if (id !== ID) throw notFound('báo cáo');
    const line = { taskNumber: 5, taskTitle: 'Cấp căn cước', role: 'lead', dueOn: null } as const;
    return {
      plan: { title: 'Kế hoạch', year: 2023 },
      period: { label: '2023-04', dueOn: '2023-04-17', lockOn: '2023-04-30' },
      agency: { name: 'Sở Y tế' },
      reportId: ID,
      version: this.version,
      lines: [{ ...line, lastProgressPercent: null, lastResultText: '', ...this.saved }],
    };
  }

  async save(_: string, __: number, lines: readonly ReportFormEntry[]): Promise<number> {
    this.saved = lines[0] as ReportFormEntry;
    this.version += 1;
    return this.version;
  }
}

const source = new OneReport();

@Module({
  controllers: [ReportFormController],
  providers: [ReportFormService, { provide: ReportFormSource, useValue: source }],
})
class FormModule {}

describe('the Excel form over HTTP', () => {
  let app: NestExpressApplication;

  beforeAll(async () => {
    app = await NestFactory.create<NestExpressApplication>(FormModule, { logger: false });
    app.use((request: Request & { actor?: Actor; id?: unknown }, response: Response, next: NextFunction) => {
      request.actor = SYSTEM_ACTOR;
      request.id = 'request-of-the-test';
      response.setHeader('X-Request-Id', 'request-of-the-test');
      next();
    });
    app.useGlobalPipes(new FieldValidationPipe());
    app.useGlobalFilters(new ProblemFilter(createLogger('silent')));
    await app.init();
  });
  afterAll(() => app.close());

  const agent = () => supertest(app.getHttpServer() as Server);
  const download = async (): Promise<{ bytes: Buffer; etag: string }> => {
    const answer = await agent()
      .get(`/reports/${ID}/form.xlsx`)
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces)));
      })
      .expect(200);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="Bieu bao cao 2023-04 - So Y te.xlsx";/,
    );
    return { bytes: answer.body as Buffer, etag: answer.headers.etag as string };
  };
  const upload = (bytes: Buffer, etag: string, query = ''): Test =>
    agent().post(`/reports/${ID}/form${query}`).set('If-Match', etag).attach('file', bytes, 'bieu.xlsx');
  const fill = async (bytes: Buffer, cells: Record<string, ExcelJS.CellValue>): Promise<Buffer> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    for (const [cell, value] of Object.entries(cells))
      (book.worksheets[0] as ExcelJS.Worksheet).getCell(cell).value = value;
    return Buffer.from(await book.xlsx.writeBuffer());
  };

  it('goes down, comes back filled in, is tried and then saved', async () => {
    const { bytes, etag } = await download();
    const back = await fill(bytes, { I6: 80, K6: 'Đã cấp 120.000 thẻ' });
    const tried = await upload(back, etag, '?dryRun=true').expect(200);
    expect(tried.body).toMatchObject({
      reportId: ID,
      version: 3,
      saved: false,
      madeFromVersion: 3,
      changed: [ASSIGNMENT],
    });
    expect(source.version).toBe(3);
    const done = await upload(back, etag).expect(200);
    expect(done.body).toMatchObject({ version: 4, saved: true, lines: [{ progressPercent: 80 }] });
    expect(done.headers.etag).toMatch(/^"4\./);
    expect(source.saved.resultText).toBe('Đã cấp 120.000 thẻ');
    expectProblem(await upload(back, etag), 'resource.stale');
  });

  it('names the wrong cells and writes nothing', async () => {
    const { bytes, etag } = await download();
    const before = { ...source.saved };
    const answer = await upload(await fill(bytes, { I6: 180, J6: 'xong', K6: 'khác' }), etag);
    const { errors } = expectProblem(answer, 'report_form.invalid');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/cells/I6', '/cells/J6']);
    expect(errors?.[0]?.message).toMatch(/^Ô I6: Nhiệm vụ 5/);
    expect(source.saved).toEqual(before);
  });

  it('refuses what is no form, what names no version and what is not there', async () => {
    const { bytes, etag } = await download();
    expectProblem(await upload(GOOD_FILES['Biểu số liệu.xlsx'] as Buffer, etag), 'report_form.invalid');
    expectProblem(await upload(GOOD_FILES['Báo cáo tháng 4.docx'] as Buffer, etag), 'file.type_refused');
    expectProblem(await upload(Buffer.alloc(5 * 1_024 * 1_024 + 1), etag), 'request.too_large');
    expectProblem(
      await agent().post(`/reports/${ID}/form`).attach('file', bytes, 'a.xlsx'),
      'request.if_match_missing',
    );
    expectProblem(await agent().post(`/reports/${ID}/form`).set('If-Match', etag).field('x', 'y'), 'file.missing');
    expectProblem(await upload(bytes, etag, '?dryRun=maybe'), 'request.invalid');
    expectProblem(await agent().get(`/reports/${ASSIGNMENT}/form.xlsx`), 'resource.not_found');
  });
});
