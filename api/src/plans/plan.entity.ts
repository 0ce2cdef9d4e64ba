import type { ExtensionDecider } from '@plan/shared/vocabulary/extensions';
import type { ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import type { LadderSettings } from './domain/ladder-settings.js';

/** One yearly plan issued by a decision. */
@Entity('plans')
@Index('plans_year', ['year', 'id'])
@Index('plans_import', ['importId'], { unique: true })
export class PlanEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Number of the decision; null until it is issued. */
  @Column({ type: 'text', nullable: true })
  number: string | null;

  @Column({ type: 'date', nullable: true })
  issuedOn: string | null;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'int' })
  year: number;

  @Column({ type: 'text', nullable: true })
  issuingBody: string | null;

  @Column({ type: 'text', nullable: true })
  place: string | null;

  @Column({ type: 'text', nullable: true })
  signerName: string | null;

  @Column({ type: 'text', nullable: true })
  signerTitle: string | null;

  @Column({ type: 'text', array: true })
  legalBases: string[];

  @Column({ type: 'text', array: true })
  recipients: string[];

  /** The import that this plan was confirmed from: one import makes one plan. */
  @Column({ type: 'uuid' })
  @ForeignKey('plan_imports')
  importId: string;

  @Column({ type: 'timestamptz' })
  confirmedAt: Date;

  // -- settings ------------------------------------------------------------
  /** Whether a nominal due date on a day off moves to the next working day (Civil Code 2015, article 148.5). */
  @Column({ type: 'boolean', default: true })
  moveToWorkingDay: boolean;

  /** How many days before the due date an open assignment counts as due soon. */
  @Column({ type: 'int', default: 7 })
  dueSoonDays: number;

  /** Whether the scheduler's own rounds treat this plan; off for a plan whose year was over when it was confirmed. */
  @Column({ type: 'boolean', default: true })
  automaticRounds: boolean;

  /** Whether the lists of this plan may be read without signing in. */
  @Column({ type: 'boolean', default: false })
  public: boolean;

  /** First month that is reported on, `YYYY-MM`; null for the month in which the plan was confirmed. */
  @Column({ type: 'text', nullable: true })
  reportingFrom: string | null;

  /** Last month that is reported on, `YYYY-MM`; null for the December of the plan's year. */
  @Column({ type: 'text', nullable: true })
  reportingTo: string | null;

  @Column({ type: 'text', default: 'month' })
  reportFrequency: ReportFrequency;

  /** Day of a period's last month (1–28) on which its reports are due, before it moves to a working day. */
  @Column({ type: 'int', default: 15 })
  reportDay: number;

  /** First day (1–28) of a data window (Decree 09/2019/NĐ-CP, article 12); it ends the day before in the last month. */
  @Column({ type: 'int', default: 15 })
  reportWindowDay: number;

  /** Who decides on extensions. */
  @Column({ type: 'text', default: 'both' })
  extensionDeciders: ExtensionDecider;

  /** When reminders are due and who is told from when; null is the usual ladder (LADDER_DEFAULT). */
  @Column({ type: 'jsonb', nullable: true })
  ladder: LadderSettings | null;

  @VersionColumn()
  version: number;
}
