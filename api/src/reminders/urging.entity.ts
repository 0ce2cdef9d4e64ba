import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One written urging (công văn đôn đốc) to one agency. What it says never changes; its items get answers. */
@Entity('urgings')
@Index('urgings_number', ['planId', 'year', 'number'], { unique: true })
@Index('urgings_plan', ['planId', 'onDay', 'id'])
@Index('urgings_agency', ['agencyId', 'onDay', 'id'])
export class UrgingEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  /** The agency that is urged. */
  @Column({ type: 'uuid' })
  @ForeignKey('agencies')
  agencyId: string;

  /** The calendar year of `onDay`, in which `number` counts. */
  @Column({ type: 'int' })
  year: number;

  @Column({ type: 'int' })
  number: number;

  /** The day on which it was sent. */
  @Column({ type: 'date' })
  onDay: string;

  /** The day whose figures it states. */
  @Column({ type: 'date' })
  asOf: string;

  /** The last day for the answer. */
  @Column({ type: 'date' })
  answerBy: string;

  /** After "V/v". */
  @Column({ type: 'text' })
  subject: string;

  /** As it was sent to this agency: the places of the template are filled in. */
  @Column({ type: 'text' })
  text: string;

  /** Function of whoever signs, as the letter prints it. */
  @Column({ type: 'text' })
  signerTitle: string;

  /** The agency that urges. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('agencies')
  issuerId: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('users')
  sentBy: string | null;

  @Column({ type: 'text' })
  sentByLabel: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  sentAt: Date;

  /** Rises with every answer. */
  @Column({ type: 'int', default: 1 })
  version: number;
}
