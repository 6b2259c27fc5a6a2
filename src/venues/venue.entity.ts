import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DateText } from '../platform/time.js';
import type { BookingLimit, HolidayOverride, OpeningHours, VenueFees } from './venue-rules.js';

/** A place, with the rules of booking that hold in it. */
@Entity('venue')
export class Venue {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  name!: string;

  @Column('text')
  address!: string;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text')
  activeFrom!: DateText;

  /** The last day; none: until further notice. */
  @Column('text', { nullable: true })
  activeUntil!: DateText | null;

  /** 15, 30 or 60: bookings start and end on this grid, counted from midnight. */
  @Column('integer')
  slotMinutes!: number;

  /** How many days ahead of today can be booked; 0: today only. */
  @Column('integer')
  windowDays!: number;

  /** A member can cancel or change until so many minutes before the start. */
  @Column('integer')
  cancelDeadlineMinutes!: number;

  /** So many minutes after booking, one's own mistake can be mended even past the deadline. */
  @Column('integer')
  graceMinutes!: number;

  /** So many hours a place that came free is held for the first in the waiting line. */
  @Column('integer', { default: 12 })
  offerHours!: number;

  /** An unanswered request lapses so many hours before the start, or half way to it where it comes later than twice that. */
  @Column('integer', { default: 24 })
  approvalNoticeHours!: number;

  /** At the latest it lapses so many hours after it was made. */
  @Column('integer', { default: 48 })
  approvalWaitHours!: number;

  /** How many resources one booking may hold. */
  @Column('integer')
  maxResources!: number;

  @Column('boolean')
  closedOnHolidays!: boolean;

  /** By weekday; a day can have several stretches, or none. */
  @Column('simple-json')
  openingHours!: OpeningHours[];

  /** Days that the venue treats otherwise than the national calendar says. */
  @Column('simple-json')
  holidayOverrides!: HolidayOverride[];

  /** What one member may hold, by kind. */
  @Column('simple-json')
  bookingLimits!: BookingLimit[];

  /** So many minutes after the start, a booking to which nobody has come is given free; none: never. */
  @Column('integer', { nullable: true, default: 30 })
  noShowMinutes!: number | null;

  /** Members may check themselves in by the link in their mail. */
  @Column('boolean', { default: false })
  selfCheckIn!: boolean;

  /** What using it costs; none: free of charge. */
  @Column('simple-json', { nullable: true })
  fees!: VenueFees | null;

  @Column('integer')
  position!: number;
}
