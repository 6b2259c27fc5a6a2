import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** 最初の仕事 and 三件目の仕事, paid, after a training (DOMAIN K6, K9). */
export const STEPS = ['first_work', 'third_work'] as const;
export type Step = (typeof STEPS)[number];

/** Somebody got so far. Never changed: what is wrong is withdrawn, and recorded again. */
@Entity('follow_up')
export class FollowUp {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  @Column('text')
  step!: Step;

  /** On which it came to be, not of the writing down. */
  @Column('text')
  date!: DateText;

  @Column('text', { nullable: true })
  note!: string | null;

  /** `staff`, or the room that knows it of itself. */
  @Column('text')
  source!: string;

  @MomentColumn()
  recordedAt!: Moment;

  /** None: a room of itself. */
  @Column('integer', { nullable: true })
  recordedBy!: number | null;

  @MomentColumn({ nullable: true })
  withdrawnAt!: Moment | null;

  @Column('integer', { nullable: true })
  withdrawnBy!: number | null;

  @Column('text', { nullable: true })
  withdrawReason!: string | null;
}
