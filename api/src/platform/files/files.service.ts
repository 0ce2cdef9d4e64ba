import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { FILE_MOST_BYTES, type FileState, type FileType } from '@plan/shared/vocabulary/files';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, callerKey } from '../auth/actor.js';
import { EventLog } from '../events/event-log.js';
import { DomainError, notFound } from '../http/problem.js';
import { Room } from '../turns.js';
import { checkExtension, readFileName } from './file-name.js';
import { FileReaders } from './file-readers.js';
import { FileStore, type IncomingContent } from './file-store.port.js';
import { inspectContent } from './inspect-content.js';
import { Scanner } from './scanner.port.js';

export interface StoredFile {
  id: string;
  name: string;
  bytes: number;
  type: FileType;
  sha256: string;
  state: FileState;
  uploadedBy: string | null;
  uploadedAt: Date;
  agencyId: string | null;
}

/** Content that came in and was found good, with the name that people see. */
export interface InspectedContent extends IncomingContent {
  name: string;
  type: FileType;
}

const COLUMNS = `id, name, bytes, type, sha256, state, uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt",
  agency_id AS "agencyId"`;

/** A report takes ten files; more than that in nobody's use is a mistake or an attack on the disk. */
const MOST_HELD = 60;
const MOST_HELD_BYTES = 600 * 1_024 * 1_024;

/**
 * Bytes of the files that are looked through at one time, for each stands in memory whole: two of the largest, or many
 * small ones. By their number alone, a crowd with small files would wait behind each other while the disk is read.
 */
const LOOKED_AT_BYTES = 2 * FILE_MOST_BYTES;

/** Takes files in, gives them out, and lets features put them to use. */
@Injectable()
export class FilesService {
  private readonly room = new Room(LOOKED_AT_BYTES);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: FileStore,
    private readonly scanner: Scanner,
    private readonly readers: FileReaders,
    private readonly events: EventLog,
  ) {}

  /** Refuses before the bytes have come when too much of the sender's lies about unused. */
  async checkRoom(actor: Actor, manager: EntityManager = this.dataSource.manager): Promise<void> {
    const [held] = await manager.query<[{ count: number; bytes: number }]>(
      `SELECT count(*)::int AS count, coalesce(sum(bytes), 0)::float8 AS bytes FROM files
       WHERE state = 'held' AND CASE WHEN $2 THEN uploaded_by IS NULL AND agency_id IS NOT DISTINCT FROM $3
                                     ELSE uploaded_by = $1 END`,
      [actor.id, actor.kind === 'client', actor.agencyId],
    );
    if (held.count < MOST_HELD && held.bytes < MOST_HELD_BYTES) return;
    throw new DomainError(
      'file.too_many_held',
      `Bạn có ${held.count} tệp đã tải lên mà chưa đính kèm vào đâu. Hãy dùng các tệp đó; tệp không dùng tự bị xóa sau 24 giờ.`,
    );
  }

  /**
   * Looks through what came in, before anything waits on it: no transaction is open meanwhile.
   * @throws DomainError of any refusal of files; nothing of the content is left then
   */
  async inspect(content: IncomingContent, sentName: string): Promise<InspectedContent> {
    try {
      const name = readFileName(sentName);
      const type = await this.room.take(content.bytes, () => this.look(content.ticket, name));
      await this.scanner.scan(() => this.store.stream(content.ticket));
      return { ...content, name, type };
    } catch (error) {
      await this.store.discard(content.ticket).catch(() => undefined);
      throw error;
    }
  }

  /** Keeps what was looked through; whatever goes wrong, nothing of it is left. */
  async accept({ ticket, name, type, bytes, sha256 }: InspectedContent, actor: Actor): Promise<StoredFile> {
    const id = randomUUID();
    try {
      await this.store.keep(ticket, id);
      return await this.record({ id, name, type, bytes, sha256 }, actor);
    } catch (error) {
      // When the answer of the database got lost, the row may stand: then its content must.
      if (!(await this.mayStand(id))) await this.store.remove(id).catch(() => undefined);
      throw error;
    } finally {
      await this.store.discard(ticket).catch(() => undefined);
    }
  }

  /**
   * One file that the actor may read.
   * @throws DomainError `resource.not_found`, also for what is not the actor's to read
   */
  async one(id: string, actor: Actor): Promise<StoredFile> {
    const [file] = await this.dataSource.query<StoredFile[]>(`SELECT ${COLUMNS} FROM files WHERE id = $1`, [id]);
    if (!file || !(await this.readers.mayRead(file, actor))) throw notFound('tệp');
    return file;
  }

  /** The bytes of a file that `one` gave. */
  content(file: StoredFile): Promise<Readable> {
    return this.store.open(file.id);
  }

  /**
   * Puts uploaded files to use, in the transaction of the feature that refers to them. Only what the actor or its
   * agency uploaded and nothing uses yet.
   * @throws DomainError `file.not_attachable`
   */
  async attach(manager: EntityManager, ids: readonly string[], actor: Actor): Promise<StoredFile[]> {
    const [files] = await manager.query<[StoredFile[], number]>(
      `UPDATE files SET state = 'attached'
       WHERE id = ANY($1::uuid[]) AND state = 'held' AND (uploaded_by = $2 OR agency_id = $3)
       RETURNING ${COLUMNS}`,
      [ids, actor.id, actor.agencyId],
    );
    if (files.length === new Set(ids).size) return files;
    throw new DomainError(
      'file.not_attachable',
      'Có tệp không còn, không phải của cơ quan bạn, hoặc đã đính kèm vào chỗ khác. Hãy tải lại tệp đó rồi thử lại.',
    );
  }

  /** Takes files out of use, in the transaction of the feature: they are swept after a day. */
  async release(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE files SET state = 'held', held_at = clock_timestamp() WHERE id = ANY($1::uuid[]) AND state = 'attached'`,
      [ids],
    );
  }

  private async look(ticket: string, name: string): Promise<FileType> {
    const type = await inspectContent(await this.store.read(ticket));
    checkExtension(name, type);
    return type;
  }

  private async record(
    file: Pick<StoredFile, 'id' | 'name' | 'bytes' | 'type' | 'sha256'>,
    actor: Actor,
  ): Promise<StoredFile> {
    return this.dataSource.transaction(async (manager) => {
      // Once more, one upload of a sender after the other: many at one time all found room before their bytes came.
      const sender = actor.kind === 'client' ? `client of ${actor.agencyId}` : callerKey(actor);
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('files held by ' || $1, 0))`, [sender]);
      await this.checkRoom(actor, manager);
      const [stored] = await manager.query<[StoredFile]>(
        `INSERT INTO files (id, name, bytes, type, sha256, uploaded_by, agency_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
        [
          file.id,
          file.name,
          file.bytes,
          file.type,
          file.sha256,
          actor.kind === 'user' ? actor.id : null,
          actor.agencyId,
        ],
      );
      const { name, bytes, type, sha256 } = file;
      await this.events.append(manager, actor, {
        type: 'file.uploaded',
        subjectType: 'file',
        subjectId: file.id,
        agencyId: actor.agencyId,
        after: { name, bytes, type, sha256 },
      });
      return stored;
    });
  }

  private async mayStand(id: string): Promise<boolean> {
    try {
      return (await this.dataSource.query<unknown[]>('SELECT 1 FROM files WHERE id = $1', [id])).length > 0;
    } catch {
      return true;
    }
  }
}
