import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../platform/time.js';

/** The staff moved a booking: from when, and why. Rows are only added; the audit trail keeps no words about people. */
@Entity('booking_change')
export class BookingChange {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  bookingId!: number;

  /** When it was before, as the two that follow. */
  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  /** As the member was told. Empty once its time is over. */
  @Column('text')
  reason!: string;

  @MomentColumn()
  changedAt!: Moment;

  @Column('integer')
  changedBy!: number;
}
