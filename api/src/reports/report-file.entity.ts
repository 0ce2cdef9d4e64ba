import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An uploaded file in use by a report: of one of its lines, or the scan of one handed in elsewhere. */
@Entity('report_files')
@Index('report_files_report', ['reportId', 'assignmentId'])
export class ReportFileEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey('files')
  fileId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('reports')
  reportId: string;

  /** Null for a scan. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  /** Whether it belongs to the report as it is being written; once false, older versions still have it. */
  @Column({ type: 'boolean', default: true })
  listed: boolean;

  /** Whether a submitted version has it: then it stays for ever. */
  @Column({ type: 'boolean', default: false })
  submitted: boolean;

  /** Its place among the line's files. */
  @Column({ type: 'int', default: 0 })
  position: number;
}
