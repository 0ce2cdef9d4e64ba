import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AgencyDirectoryService, type DirectorySnapshot } from '../agencies/agency-directory.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../platform/clock/clock.js';
import { DomainError } from '../platform/http/problem.js';
import { ImportEditError, type ImportEdits } from './domain/import-edits.js';
import { type ImportPreview, previewPlan } from './domain/preview-plan.js';
import { readFrontMatter } from './domain/read-front-matter.js';
import { readRows } from './domain/read-rows.js';
import { readTextDocument } from './domain/read-text-document.js';
import type { SourceDocument } from './domain/source-document.js';
import { UnreadableDocumentError } from './domain/unreadable-document.js';

export interface ImportReading {
  preview: ImportPreview;
  directory: DirectorySnapshot;
}

/** Reads a document against the directory and the calendar as they stand; rules alone decide what comes out. */
@Injectable()
export class ReadImportService {
  constructor(
    private readonly directory: AgencyDirectoryService,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `plan_import.unreadable` with what was looked for, `plan_import.edit_unknown` for an answer
   *   that does not fit the document
   */
  async read(manager: EntityManager, source: Buffer, edits: ImportEdits): Promise<ImportReading> {
    return refusing(async () => {
      const document = readTextDocument(source);
      const directory = await this.directory.snapshot(this.directoryDay(document, edits), manager);
      const preview = previewPlan(document, directory.names, {
        membersOf: (groupId) => directory.members.get(groupId) ?? [],
        calendar: await this.calendar.current(manager),
        moveToWorkingDay: true,
        fallbackYear: Number(this.clock.today().slice(0, 4)),
        edits,
      });
      return { preview, directory };
    });
  }

  /**
   * The day whose agencies and members the plan means: that of the decision; where it is blank, today within the
   * plan's year, else the year's nearest day.
   */
  private directoryDay(document: SourceDocument, edits: ImportEdits): string {
    const today = this.clock.today();
    const front = readFrontMatter(document, readRows(document).headerLine);
    const issuedOn = edits.plan?.issuedOn ?? front.issuedOn;
    if (issuedOn) return issuedOn;
    const year = edits.plan?.year ?? front.year ?? Number(today.slice(0, 4));
    if (today < `${year}-01-01`) return `${year}-01-01`;
    return today > `${year}-12-31` ? `${year}-12-31` : today;
  }
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableDocumentError) {
      throw new DomainError(
        'plan_import.unreadable',
        `${error.message} Hãy mở tệp, kiểm tra bảng phụ lục rồi tải lên lại.`,
      );
    }
    if (error instanceof ImportEditError) {
      throw new DomainError('plan_import.edit_unknown', error.message, [
        { pointer: error.pointer, code: 'value', message: error.message },
      ]);
    }
    throw error;
  }
}
