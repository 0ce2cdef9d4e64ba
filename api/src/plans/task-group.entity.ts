import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Nhóm nhiệm vụ: I … VII of the annex. */
@Entity('task_groups')
@Index('task_groups_plan', ['planId', 'position'], { unique: true })
export class TaskGroupEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('plans')
  planId: string;

  /** As printed: `I`, `II`, … */
  @Column({ type: 'text' })
  numeral: string;

  /** Place in the annex, from 1. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'text' })
  title: string;
}
