import type { EvidenceState } from '@plan/shared/vocabulary/assignments';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The issued document that proves completion: proposed by the agency, confirmed or refused by the standing agency. */
@Entity('evidence')
@Index('evidence_assignment', ['assignmentId', 'proposedAt'])
@Index('evidence_waiting', ['state', 'proposedAt'], { where: "state = 'proposed'" })
@Index('evidence_one_confirmed', ['assignmentId'], { unique: true, where: "state = 'confirmed'" })
export class EvidenceEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('assignments')
  assignmentId: string;

  /** The deliverable that the document is; null when it proves the task as a whole. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('deliverables')
  deliverableId: string | null;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'date' })
  issuedOn: string;

  @Column({ type: 'text' })
  abstract: string;

  @Column({ type: 'text' })
  state: EvidenceState;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  proposedBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  proposedAt: Date;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  decidedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  decisionReason: string | null;

  /** The standing agency confirmed its own document ("tự xác nhận"). */
  @Column({ type: 'boolean', default: false })
  selfConfirmed: boolean;
}
