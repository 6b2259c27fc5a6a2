import { Column, Entity, PrimaryGeneratedColumn, VirtualColumn } from 'typeorm';
import { MomentColumn } from '../platform/database/columns.js';
import type { DateText, Minute, Moment } from '../platform/time.js';
import type { Fee } from './fees/fee.policy.js';

/** How many children have a place beside a booking, for queries of plain rows. @param alias of the booking */
export function careCountSql(alias: string): string {
  return `(SELECT CAST(COUNT(*) AS integer) FROM care_place care
    WHERE care.for_kind = 'booking' AND care.for_id = ${alias}.id AND care.status = 'reserved')`;
}

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

  /**
   * `requested`: it holds its place, and waits for a manager's approval; `no_show`: nobody came, and the place was given
   * free. A request that was refused or has lapsed is cancelled.
   */
  @Column('text')
  status!: 'requested' | 'booked' | 'cancelled' | 'no_show';

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

  /** When she came; none: not yet. */
  @MomentColumn({ nullable: true })
  checkedInAt!: Moment | null;

  @Column('integer', { nullable: true })
  checkedInBy!: number | null;

  @Column('text', { nullable: true })
  checkInByKind!: CheckInKind | null;

  /** When the place was given free. It stays when the staff takes that back: no booking is given free twice. */
  @MomentColumn({ nullable: true })
  noShowAt!: Moment | null;

  /** When the place was asked for that it holds now; none: it needed no approval. */
  @MomentColumn({ nullable: true })
  requestedAt!: Moment | null;

  /** An unanswered request ends then, before its start. */
  @MomentColumn({ nullable: true })
  lapsesAt!: Moment | null;

  @MomentColumn({ nullable: true })
  decidedAt!: Moment | null;

  /** None: it lapsed. */
  @Column('integer', { nullable: true })
  decidedBy!: number | null;

  /** What became of the request; a change of time or place asks anew. */
  @Column('text', { nullable: true })
  decision!: Decision | null;

  /** The series that it is one of. */
  @Column('integer', { nullable: true })
  seriesId!: number | null;

  /** The date of the rule that it stands for; its own date may have been moved since. */
  @Column('text', { nullable: true })
  occurrenceDate!: DateText | null;

  /** What it costs, as agreed when it was booked; none: nothing that has a price. */
  @Column('simple-json', { nullable: true })
  fee!: Fee | null;

  /** Children who have a place in childcare beside it; their places say who. */
  @VirtualColumn({ type: 'integer', query: careCountSql })
  careCount!: number;
}

/** Bookings that hold their place, and count for what a member may have. */
export const STANDING = ['requested', 'booked'] as const;

export function isStanding({ status }: Pick<Booking, 'status'>): boolean {
  return status === 'requested' || status === 'booked';
}

/** The answer to a request. */
export type Decision = 'approved' | 'refused' | 'lapsed';

/** How somebody was checked in; `entry`: from the printed day sheet, afterwards. */
export type CheckInKind = 'self' | 'staff' | 'kiosk' | 'entry';
