import type { ReportFrequency } from '@plan/shared/vocabulary/report-periods';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One period of a plan's reports, from the day on which its data window opened. */
@Entity('reporting_periods')
@Index('reporting_periods_plan', ['planId', 'label'], { unique: true })
@Index('reporting_periods_window', ['planId', 'windowStartOn'])
@Index('reporting_periods_due', ['dueOn'])
export class ReportingPeriodEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  /** "2026-12", "2026-Q1", "2026-H1", "2026". */
  @Column({ type: 'text' })
  label: string;

  @Column({ type: 'text' })
  frequency: ReportFrequency;

  /** `YYYY-MM`. */
  @Column({ type: 'text' })
  lastMonth: string;

  @Column({ type: 'date' })
  windowStartOn: string;

  @Column({ type: 'date' })
  windowEndOn: string;

  @Column({ type: 'date' })
  nominalDueOn: string;

  @Column({ type: 'date' })
  dueOn: string;

  @Column({ type: 'date' })
  lockOn: string;

  /** How the due date came about, in Vietnamese. */
  @Column({ type: 'text' })
  explanation: string;

  /** The day that the opening run treated. */
  @Column({ type: 'date' })
  openedOn: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  openedAt: Date;
}
