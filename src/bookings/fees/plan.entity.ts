import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import type { Cover } from './fee.policy.js';

/** One month for which a member does not pay by the hour in a venue. */
@Entity('fee_plan')
export class FeePlan {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  memberId!: number;

  /** `2026-11`. */
  @Column('text')
  month!: string;

  @Column('text')
  kind!: Cover;

  /** Yen, tax included; 0 for a programme. */
  @Column('integer')
  price!: number;

  @Column('integer')
  taxPercent!: number;

  @MomentColumn()
  soldAt!: Moment;

  @Column('integer')
  soldBy!: number;

  /** Taken back: it counts no more. */
  @MomentColumn({ nullable: true })
  endedAt!: Moment | null;

  @Column('integer', { nullable: true })
  endedBy!: number | null;
}
