import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** A time at which the staff meets one family. */
@Entity('interview_slot')
export class InterviewSlot {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  /** Where in the house; empty: at the reception. */
  @Column('text', { default: '' })
  place!: string;

  @Column('integer')
  openedBy!: number;

  @MomentColumn()
  createdAt!: Moment;

  /** Taken back by the staff. */
  @MomentColumn({ nullable: true })
  closedAt!: Moment | null;
}
