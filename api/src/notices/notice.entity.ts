import type { NoticeKind } from '@plan/shared/vocabulary/notices';
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DigestContent } from './domain/digest.js';

/** One thing that a person is told in the bell. */
@Entity('notices')
@Index('notices_event', ['eventId', 'userId'], { unique: true })
@Index('notices_user', ['userId', 'createdAt', 'id'])
@Index('notices_unread', ['userId'], { where: 'read_at IS NULL' })
export class NoticeEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  userId: string;

  /** The event of the log that it tells of. */
  @Column({ type: 'bigint' })
  eventId: number;

  @Column({ type: 'text' })
  kind: NoticeKind;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  body: string;

  /** Path of the page where it is seen to. */
  @Column({ type: 'text' })
  link: string;

  /** The absent person for whom the deputy is told; null when one is told for oneself. */
  @Column({ type: 'text', nullable: true })
  onBehalfOfLabel: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('digests')
  digestId: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readAt: Date | null;
}

/** That a person was, or needed not be, told on a day what is still owed: once a person and day. */
@Entity('digests')
@Index('digests_user_day', ['userId', 'day'], { unique: true })
export class DigestEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('users')
  userId: string;

  @Column({ type: 'date' })
  day: string;

  /** How many things were owed; with 0 nothing was sent. */
  @Column({ type: 'int', default: 0 })
  items: number;

  @Column({ type: 'jsonb', nullable: true })
  content: DigestContent | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  madeAt: Date;
}

/** How a person wants to be told; no row is as good as one with the usual values. */
@Entity('notice_preferences')
@Check('notice_preferences_minute', 'digest_minute BETWEEN 0 AND 1439')
@Check(
  'notice_preferences_absence',
  '(absent_from_on IS NULL) = (absent_to_on IS NULL) AND absent_to_on >= absent_from_on',
)
export class NoticePreferenceEntity {
  @Column({ type: 'uuid', primary: true })
  @ForeignKey('users')
  userId: string;

  /** Minute of the day in Asia/Ho_Chi_Minh. */
  @Column({ type: 'int', default: 450 })
  digestMinute: number;

  @Column({ type: 'boolean', default: true })
  digestByMail: boolean;

  @Column({ type: 'boolean', default: true })
  urgentByMail: boolean;

  /** While absent, the deputies of those days are told too. */
  @Column({ type: 'date', nullable: true })
  absentFromOn: string | null;

  @Column({ type: 'date', nullable: true })
  absentToOn: string | null;

  @Column({ type: 'int', default: 1 })
  version: number;
}
