import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../platform/time.js';

/** A member's hold on resources for one stretch of one day. */
@Entity('booking')
export class Booking {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  memberId!: number;

  @Column('text')
  date!: DateText;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  @Column('text', { nullable: true })
  purpose!: string | null;

  @Column('text')
  status!: 'booked' | 'cancelled';

  /** Grows with each change. */
  @Column('integer')
  revision!: number;

  @MomentColumn()
  createdAt!: Moment;

  /** The member, or the staff member who booked for her. */
  @Column('integer')
  createdBy!: number;

  @MomentColumn({ nullable: true })
  changedAt!: Moment | null;

  @MomentColumn({ nullable: true })
  cancelledAt!: Moment | null;

  @Column('integer', { nullable: true })
  cancelledBy!: number | null;

  @Column('text', { nullable: true })
  cancelReason!: string | null;
}
