import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText } from '../../platform/time.js';

/** Work that takes time, or something that is reached on a day. */
export const TASK_KINDS = ['task', 'milestone'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** A line of the 作業予定表. */
@Entity('programme_task')
export class Task {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  programmeId!: number;

  @Column('text')
  kind!: TaskKind;

  @Column('text')
  title!: string;

  @Column('text')
  planFrom!: DateText;

  /** The last day; of a milestone the same. */
  @Column('text')
  planTo!: DateText;

  /** None: it has not begun. */
  @Column('text', { nullable: true })
  actualFrom!: DateText | null;

  /** None: it is not done. */
  @Column('text', { nullable: true })
  actualTo!: DateText | null;

  /** The first payment waits for it (DOMAIN K19). */
  @Column('boolean', { default: false })
  gatesPayment!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;
}
