import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** An uploaded document with what a person answered about it; the preview is computed from both. */
@Entity('plan_imports')
@Index('plan_imports_digest', ['digest'])
export class PlanImportEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'text' })
  fileName: string;

  /** SHA-256 of the document, hexadecimal. */
  @Column({ type: 'text' })
  digest: string;

  @Column({ type: 'bytea', select: false })
  source: Buffer;

  /** The person's answers and corrections (`ImportEdits`). */
  @Column({ type: 'jsonb', default: () => "'{}'" })
  edits: object;

  /** Set when the import became a plan; then nothing changes any more. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('plans')
  planId: string | null;

  /** What was understood when the import was confirmed; the directory may learn later, this does not change. */
  @Column({ type: 'jsonb', nullable: true, select: false })
  confirmedPreview: object | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  createdBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @VersionColumn()
  version: number;
}
