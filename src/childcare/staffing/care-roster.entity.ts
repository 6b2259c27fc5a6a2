import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Minute, Moment } from '../../platform/time.js';

/** Who looks after the children in a slot, and when. */
@Entity('care_roster')
export class CareRoster {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  slotId!: number;

  @Column('integer')
  userId!: number;

  /** As it was when she was put on the roster. */
  @Column('boolean')
  qualified!: boolean;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  @MomentColumn()
  addedAt!: Moment;

  @Column('integer')
  addedBy!: number;

  /** From then on she does not count. */
  @MomentColumn({ nullable: true })
  withdrawnAt!: Moment | null;

  @Column('integer', { nullable: true })
  withdrawnBy!: number | null;

  /** Stays in the house: it may say that she is ill. */
  @Column('text', { nullable: true })
  withdrawnReason!: string | null;
}
