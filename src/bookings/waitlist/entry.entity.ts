import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../../platform/time.js';
import type { ResourceKind } from '../../venues/resource.entity.js';

/**
 * `waiting` and `offered` (a place is held for her) stand in the line; the rest is over: she booked it, declined, let the
 * offer run out, left, or the time came without a place.
 */
export type EntryStatus = 'waiting' | 'offered' | 'booked' | 'declined' | 'expired' | 'left' | 'ended';

/** A member who waits for a place. The line of a day goes by id: who came first. */
@Entity('waitlist_entry')
export class WaitlistEntry {
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

  /** Also where it is for one thing: its kind. */
  @Column('text')
  kind!: ResourceKind;

  /** None: any of the kind will do. */
  @Column('integer', { nullable: true })
  resourceId!: number | null;

  /** Whose childcare she wants with it; none: she waits for the thing alone. */
  @Column('simple-json')
  childIds!: number[];

  /** A booking that she has already, for which she waits for childcare alone; kind and thing are those of the booking. */
  @Column('integer', { nullable: true })
  bookingId!: number | null;

  @Column('text')
  status!: EntryStatus;

  /** When she was told that something is free for whoever is first; none while nothing is. */
  @MomentColumn({ nullable: true })
  calledAt!: Moment | null;

  @MomentColumn()
  createdAt!: Moment;
}
