import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';
import type { Band } from '../staffing/age.policy.js';

/** Asked for and not to be had: for the figures. The same wish again makes no second row. */
@Entity('care_refusal')
export class CareRefusal {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('text')
  date!: DateText;

  /** What the guardian does meanwhile. */
  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  @Column('integer')
  childId!: number;

  @Column('text')
  band!: Band;

  @Column('text')
  reason!: RefusalReason;

  @MomentColumn()
  at!: Moment;
}

/** Why there was no place; what the family itself could mend (no approval, for one) is no lack of places. */
export const REFUSAL_REASONS = ['no_slot', 'outside_slot', 'age_limits', 'full', 'short_staffed'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
