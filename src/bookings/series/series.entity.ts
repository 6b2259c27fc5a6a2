import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';

/** Bookings of a member that come back every week: the rule, and what is booked on its dates unless one was moved. */
@Entity('booking_series')
export class BookingSeries {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  venueId!: number;

  @Column('integer')
  memberId!: number;

  /** 1 Monday to 7 Sunday. */
  @Column('simple-json')
  weekdays!: number[];

  @Column('text')
  fromDate!: DateText;

  /** The last day that can be one of it; none: it ends by number. */
  @Column('text', { nullable: true })
  untilDate!: DateText | null;

  /** How many dates; none: it ends by date. */
  @Column('integer', { nullable: true })
  times!: number | null;

  @Column('integer')
  startMinute!: Minute;

  @Column('integer')
  endMinute!: Minute;

  @Column('simple-json')
  resourceIds!: number[];

  /** Who is looked after meanwhile. */
  @Column('simple-json')
  childIds!: number[];

  @Column('text', { nullable: true })
  purpose!: string | null;

  @MomentColumn()
  createdAt!: Moment;

  /** The member, or the staff member who booked for her. */
  @Column('integer')
  createdBy!: number;
}
