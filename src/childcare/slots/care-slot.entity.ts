import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** Staffed hours of childcare in a room, on one day (保育枠). */
@Entity('care_slot')
export class CareSlot {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  roomId!: number;

  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  /** Children at the same time. */
  @Column('integer')
  places!: number;

  /** In full months on the day. */
  @Column('integer')
  minAgeMonths!: number;

  /** In full months on the day, itself taken; none: no limit. */
  @Column('integer', { nullable: true })
  maxAgeMonths!: number | null;

  @Column('text')
  status!: 'open' | 'closed';

  /** The weekly pattern with which it was opened. */
  @Column('integer', { nullable: true })
  patternId!: number | null;

  /** Grows with each change. */
  @Column('integer', { default: 0 })
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  @Column('integer')
  createdBy!: number;

  @MomentColumn({ nullable: true })
  closedAt!: Moment | null;

  @Column('integer', { nullable: true })
  closedBy!: number | null;

  /** Told to the guardians whose children had a place. */
  @Column('text', { nullable: true })
  closeReason!: string | null;
}
