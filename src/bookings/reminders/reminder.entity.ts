import { Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../../platform/database/columns.js';
import type { DateText, Moment } from '../../platform/time.js';

/** A reminder that is in the outbox: written in the same transaction, so that there is never a second. */
@Entity('reminder')
export class Reminder {
  @PrimaryColumn('integer')
  bookingId!: number;

  @PrimaryColumn('text')
  kind!: 'evening_before';

  /** The day of which it reminded: a booking that is moved to another day is worth another reminder. */
  @PrimaryColumn('text')
  date!: DateText;

  @MomentColumn()
  writtenAt!: Moment;
}
