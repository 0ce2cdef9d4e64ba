import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { type FileOwner, type FileReader, FileReaders } from '../platform/files/file-readers.js';
import { FilesService, type StoredFile } from '../platform/files/files.service.js';
import { invalidField } from '../platform/http/problem.js';
import { readsReport } from './report.policy.js';

/** Files of one report at most (quality.md, uploads). */
export const MOST_FILES = 10;

/** The files that a line shall have, in order; a line without the list keeps what it has. */
export interface LineFiles {
  assignmentId: string;
  fileIds?: readonly string[];
}

interface FileRow {
  fileId: string;
  assignmentId: string | null;
  submitted: boolean;
}

/** Files of reports: put to use by drafts, kept for ever by what was submitted, read by whoever reads the report. */
@Injectable()
export class ReportFilesService implements OnModuleInit, FileReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly files: FilesService,
    private readonly readers: FileReaders,
  ) {}

  onModuleInit(): void {
    this.readers.register(this);
  }

  async mayRead(file: FileOwner, actor: Actor): Promise<boolean> {
    const rows = await this.dataSource.query<{ agencyId: string; parentAgencyId: string | null }[]>(
      `SELECT r.agency_id AS "agencyId", g.parent_id AS "parentAgencyId"
       FROM report_files f JOIN reports r ON r.id = f.report_id JOIN agencies g ON g.id = r.agency_id
       WHERE f.file_id = $1`,
      [file.id],
    );
    return rows.some((owner) => readsReport(actor, owner));
  }

  /**
   * Gives the lines of a draft the files that they shall have; a line that is left out loses them with its words. The
   * report is locked.
   * @throws DomainError `file.not_attachable`; `request.invalid` above ten files or for one file on two lines
   */
  async replace(manager: EntityManager, reportId: string, lines: readonly LineFiles[], actor: Actor): Promise<void> {
    const given = lines.flatMap(({ assignmentId, fileIds }, index) =>
      (fileIds ?? []).map((fileId, position) => ({
        fileId: fileId.toLowerCase(),
        assignmentId,
        position,
        pointer: `/entries/${index}/fileIds/${position}`,
      })),
    );
    const twice = given.find(({ fileId }, index) => given.findIndex((other) => other.fileId === fileId) < index);
    if (twice) throw invalidField(twice.pointer, 'value', 'Mỗi tệp chỉ đính kèm vào một nhiệm vụ của báo cáo.');
    const listed = await this.listed(manager, reportId);
    const untold = new Set(lines.filter(({ fileIds }) => !fileIds).map(({ assignmentId }) => assignmentId));
    const kept = new Set(given.map(({ fileId }) => fileId));
    const dropped = listed.filter(
      ({ fileId, assignmentId }) => assignmentId && !untold.has(assignmentId) && !kept.has(fileId),
    );
    if (given.length + dropped.length === 0) return;
    const stays = listed.filter((row) => row.assignmentId && !dropped.includes(row) && !kept.has(row.fileId)).length;
    if (given.length + stays > MOST_FILES) {
      const message = `Mỗi báo cáo đính kèm nhiều nhất ${MOST_FILES} tệp. Hãy bỏ bớt hoặc gộp tệp rồi lưu lại.`;
      throw invalidField(given.at(-1)?.pointer ?? '/entries', 'range', message);
    }
    const known = await this.known(manager, reportId, [...kept]);
    await this.files.attach(
      manager,
      [...kept].filter((id) => !known.has(id)),
      actor,
    );
    await manager.query(
      `INSERT INTO report_files (file_id, report_id, assignment_id, position)
       SELECT "fileId", $1, "assignmentId", position
       FROM jsonb_to_recordset($2::jsonb) AS n ("fileId" uuid, "assignmentId" uuid, position int)
       ON CONFLICT (file_id) DO UPDATE SET listed = true, assignment_id = excluded.assignment_id,
         position = excluded.position`,
      [reportId, JSON.stringify(given)],
    );
    await this.drop(manager, dropped);
  }

  /** Puts the scan of a report that was handed in elsewhere to use, for ever. */
  async attachScan(manager: EntityManager, reportId: string, fileId: string, actor: Actor): Promise<StoredFile> {
    const [scan] = await this.files.attach(manager, [fileId.toLowerCase()], actor);
    await manager.query('INSERT INTO report_files (file_id, report_id, submitted) VALUES ($1, $2, true)', [
      scan?.id,
      reportId,
    ]);
    return scan as StoredFile;
  }

  /** What the draft has now belongs to a submitted version from here on. */
  async markSubmitted(manager: EntityManager, reportId: string): Promise<void> {
    await manager.query('UPDATE report_files SET submitted = true WHERE report_id = $1 AND listed AND NOT submitted', [
      reportId,
    ]);
  }

  /** Takes files off the draft: those that no version has are free again, the others stay with their versions. */
  private async drop(manager: EntityManager, rows: readonly FileRow[]): Promise<void> {
    const idsOf = (submitted: boolean): string[] =>
      rows.filter((row) => row.submitted === submitted).map(({ fileId }) => fileId);
    await manager.query('UPDATE report_files SET listed = false WHERE file_id = ANY($1::uuid[])', [idsOf(true)]);
    await manager.query('DELETE FROM report_files WHERE file_id = ANY($1::uuid[])', [idsOf(false)]);
    await this.files.release(manager, idsOf(false));
  }

  private listed(manager: EntityManager, reportId: string): Promise<FileRow[]> {
    return manager.query(
      `SELECT file_id AS "fileId", assignment_id AS "assignmentId", submitted FROM report_files
       WHERE report_id = $1 AND listed`,
      [reportId],
    );
  }

  private async known(manager: EntityManager, reportId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await manager.query<{ id: string }[]>(
      'SELECT file_id AS id FROM report_files WHERE report_id = $1 AND file_id = ANY($2::uuid[]) AND assignment_id IS NOT NULL',
      [reportId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
