import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Kết quả, sản phẩm: what must exist when the task is done. */
@Entity('deliverables')
@Index('deliverables_task', ['taskId', 'position'], { unique: true })
export class DeliverableEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'uuid' })
  @ForeignKey('tasks')
  taskId: string;

  /** Place in the plan's cell, from 1. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'text' })
  text: string;
}
