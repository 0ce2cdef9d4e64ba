import type { FindingKind, VisitState } from '@plan/shared/vocabulary/inspections';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** A plan of visits (kế hoạch kiểm tra), by a decision or plan of its own. */
@Entity('inspections')
@Check('inspections_days', 'from_on <= to_on')
@Index('inspections_plan', ['planId', 'fromOn', 'id'])
export class InspectionEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  @Column({ type: 'text' })
  title: string;

  /** Number and date of the document that orders it. */
  @Column({ type: 'text' })
  basisText: string;

  @Column({ type: 'date' })
  fromOn: string;

  @Column({ type: 'date' })
  toOn: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;

  @VersionColumn()
  version: number;
}

/** One visit to one agency. */
@Entity('inspection_visits')
@Index('inspection_visits_inspection', ['inspectionId', 'onDay'])
@Index('inspection_visits_agency', ['agencyId'])
export class InspectionVisitEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('inspections')
  inspectionId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'date' })
  onDay: string;

  /** Who visits, as offices and roles. */
  @Column({ type: 'text' })
  teamText: string;

  @Column({ type: 'text', default: 'planned' })
  state: VisitState;

  /** Conclusion of a held visit, or why a cancelled one was not held. */
  @Column({ type: 'text', default: '' })
  conclusionText: string;

  @VersionColumn()
  version: number;
}

/** What a visit found. Rows are only ever added: a finding is put right by another one. */
@Entity('inspection_findings')
@Index('inspection_findings_visit', ['visitId', 'recordedAt'])
export class InspectionFindingEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('inspection_visits')
  visitId: string;

  /** The task of the plan that it is about; null for the whole. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('tasks')
  taskId: string | null;

  @Column({ type: 'text' })
  kind: FindingKind;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  recordedByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  recordedAt: Date;
}

/** What is to be put right by when: a task of its own that is tracked, flagged and reminded like any other. */
@Entity('inspection_remedies')
@Index('inspection_remedies_finding', ['findingId'])
export class InspectionRemedyEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('inspection_findings')
  findingId: string;

  @Column({ type: 'uuid', unique: true })
  @ForeignKey('assignments')
  assignmentId: string;
}
