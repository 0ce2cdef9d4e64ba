import type { FileState, FileType } from '@plan/shared/vocabulary/files';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An uploaded file; its bytes lie in the FileStore under its id and never change. */
@Entity('files')
@Index('files_held', ['heldAt'], { where: "state = 'held'" })
@Index('files_held_by', ['uploadedBy'], { where: "state = 'held'" })
export class FileEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** As the sender called it, NFC, without folders. */
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'int' })
  bytes: number;

  /** By its content. */
  @Column({ type: 'text' })
  type: FileType;

  /** Lower-case hexadecimal. */
  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text', default: 'held' })
  state: FileState;

  /** Since when nothing uses it; the sweeper goes by it. */
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  heldAt: Date;

  /** Null when another system sent it. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  uploadedBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  uploadedAt: Date;

  /** The agency for which it was uploaded. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  agencyId: string | null;
}
