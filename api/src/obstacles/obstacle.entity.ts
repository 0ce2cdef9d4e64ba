import type { ObstacleKind, ObstacleLevel, ObstacleState } from '@plan/shared/vocabulary/obstacles';
import { Column, Entity, ForeignKey, Generated, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

/** What an agency says stands in its way, and what became of it. */
@Entity('obstacles')
@Index('obstacles_number', ['number'], { unique: true })
@Index('obstacles_plan', ['planId', 'number'])
@Index('obstacles_agency', ['agencyId', 'number'])
@Index('obstacles_assignment', ['assignmentId', 'number'])
@Index('obstacles_main', ['mainId'], { where: 'main_id IS NOT NULL' })
@Index('obstacles_report', ['reportId', 'assignmentId'], { unique: true, where: 'report_id IS NOT NULL' })
@Index('obstacles_search', { synchronize: false })
export class ObstacleEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Running number, by which people cite it; in the order of raising. */
  @Column({ type: 'int' })
  @Generated('increment')
  number: number;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  /** Null: it is about the plan as a whole. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  assignmentId: string | null;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  /** The report whose entry raised it. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('reports')
  reportId: string | null;

  @Column({ type: 'text' })
  kind: ObstacleKind;

  @Column({ type: 'text' })
  text: string;

  /** The text without diacritics, for search and for finding alike ones. */
  @Column({ type: 'text' })
  searchText: string;

  @Column({ type: 'text', nullable: true })
  levelAble: ObstacleLevel | null;

  /** Of whom the agency asks help. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  askedOfAgencyId: string | null;

  @Column({ type: 'date', nullable: true })
  wantedBy: string | null;

  @Column({ type: 'text', default: 'open' })
  state: ObstacleState;

  @Column({ type: 'text' })
  raisedByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  raisedAt: Date;

  /** To which agency it was forwarded last. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  forwardedToAgencyId: string | null;

  /** The days on which it waited for the Steering Committee; open to the right while it does. */
  @Column({ type: 'datemultirange', default: () => "'{}'" })
  withSteering: string;

  @Column({ type: 'text', nullable: true })
  answerText: string | null;

  @Column({ type: 'text', nullable: true })
  answeredByLabel: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'text', nullable: true })
  conclusion: string | null;

  @Column({ type: 'text', nullable: true })
  decidedByLabel: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  decidedAt: Date | null;

  /** The assignment that the conclusion made. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('assignments')
  solutionAssignmentId: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  solvedAt: Date | null;

  /** The one that it was merged into. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('obstacles')
  mainId: string | null;

  @VersionColumn()
  version: number;
}
