import type { ExpectedChange } from '@plan/shared/vocabulary/report-periods';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One agency may submit for one period after its lock. The newest one counts. */
@Entity('period_exceptions')
@Index('period_exceptions_agency', ['periodId', 'agencyId', 'grantedAt'])
export class PeriodExceptionEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('reporting_periods')
  periodId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  /** Until the end of this day. */
  @Column({ type: 'date' })
  untilOn: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  grantedBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  grantedAt: Date;
}

/** A change of the expected set after the opening. */
@Entity('period_expected_changes')
@Index('period_expected_changes_period', ['periodId', 'changedAt'])
export class PeriodExpectedChangeEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('reporting_periods')
  periodId: string;

  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  @Column({ type: 'text' })
  change: ExpectedChange;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  changedBy: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  changedAt: Date;
}
