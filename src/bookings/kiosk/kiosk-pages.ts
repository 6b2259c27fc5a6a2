import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingRows } from '../booking-rows.js';
import { Booking } from '../booking.entity.js';
import { CheckInCodes } from '../check-in/check-in-codes.js';
import { isIn } from '../check-in/check-in.policy.js';
import { type Board, boardOf } from './kiosk-board.view.js';
import type { KioskDevice } from './kiosk-device.entity.js';

/** Who has read that she is in steps aside. */
const ARRIVAL_SECONDS = 8;

/** Reads what the kiosk shows: the venue's day without a name, and for a moment the place of who has just come. */
@Injectable()
export class KioskPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly codes: CheckInCodes,
    private readonly venueDays: VenueDays,
    private readonly rows: BookingRows,
  ) {}

  /** Four statements. */
  async board({ venueId }: KioskDevice): Promise<Board> {
    const { reader } = this.database;
    const now = this.clock.now();
    const venue = await reader.findOneByOrFail(Venue, { id: venueId });
    return boardOf(await this.venueDays.day(reader, venue, todayAt(now)), now);
  }

  /** Desk and time of a booking that was checked in at the venue today. @throws Refused `not_found` */
  async arrival({ venueId }: KioskDevice, code: string): Promise<object> {
    const { reader } = this.database;
    const id = this.codes.idOf(code);
    const booking = id === undefined ? null : await reader.findOneBy(Booking, { id, venueId });
    if (!booking || !isIn(booking) || booking.date !== todayAt(this.clock.now())) throw notFound();
    const resources = await this.rows.resources(reader, await this.rows.resourceIdsOf(reader, booking.id));
    return {
      names: resources.map(({ name }) => name),
      start: booking.startMinute,
      end: booking.endMinute,
      seconds: ARRIVAL_SECONDS,
    };
  }
}
