import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/auth/actor.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError } from '../platform/http/problem.js';
import { Turns } from '../platform/turns.js';
import { type CellFault, readReportForm } from './excel-form-read.js';
import { reportFormName, writeReportForm } from './excel-form-write.js';
import type { ReportFormResultDto } from './report-form.dto.js';
import { type ReportForm, ReportFormSource } from './report-form.port.js';

/** A workbook unfolds to many times its size: few stand in memory at one time. */
const AT_ONCE = 2;

/** The Excel form both ways; what it holds comes from and goes to the ReportFormSource. */
@Injectable()
export class ReportFormService {
  private readonly turns = new Turns(AT_ONCE);

  constructor(private readonly source: ReportFormSource) {}

  /** What the form of a report says now; `write` makes the workbook of it. */
  async load(id: string, actor: Actor): Promise<ReportForm> {
    return this.source.load(id, actor);
  }

  async write(form: ReportForm): Promise<{ bytes: Buffer; name: string }> {
    const bytes = await this.turns.take(() => writeReportForm(form));
    return { bytes, name: reportFormName(form) };
  }

  /**
   * Takes a filled-in form: all of it, or nothing with a list of the wrong cells.
   * @throws DomainError `report_form.invalid`, the refusals of files, `resource.stale`
   */
  async read(id: string, version: number, bytes: Buffer, dryRun: boolean, actor: Actor): Promise<ReportFormResultDto> {
    const form = await this.source.load(id, actor);
    checkVersion(form.version, version);
    const reading = await this.turns.take(() => readReportForm(bytes, form));
    if ('errors' in reading) throw wrongCells(reading.errors);
    const after = dryRun ? form.version : await this.source.save(id, version, reading.lines, actor);
    return { reportId: id, version: after, saved: !dryRun, ...reading };
  }
}

const wrongCells = (faults: readonly CellFault[]): DomainError =>
  new DomainError(
    'report_form.invalid',
    faults.length === 1 && faults[0]?.cell === ''
      ? (faults[0].message as string)
      : `Biểu có ${faults.length} chỗ cần sửa; chưa ghi gì vào báo cáo. Hãy sửa các ô được nêu rồi tải lên lại.`,
    faults.map(({ cell, message }) => ({
      pointer: cell === '' ? '/file' : `/cells/${cell}`,
      code: 'value' as const,
      message: cell === '' ? message : `Ô ${cell}: ${message}`,
    })),
  );
