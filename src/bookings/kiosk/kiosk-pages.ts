import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { minuteAt, todayAt } from '../../platform/time.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { resourceNames } from '../booking-lists.js';
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
  ) {}

  /** Four statements. */
  async board({ venueId }: KioskDevice): Promise<Board> {
    const { reader } = this.database;
    const now = this.clock.now();
    const venue = await reader.findOneByOrFail(Venue, { id: venueId });
    return boardOf(await this.venueDays.day(reader, venue, todayAt(now)), now);
  }

  /** Desks and times for which a member is in, here and today, by the code of one of them. @throws Refused `not_found` */
  async arrival({ venueId }: KioskDevice, code: string): Promise<object> {
    const { reader } = this.database;
    const now = this.clock.now();
    const date = todayAt(now);
    const id = this.codes.idOf(code);
    const booking = id === undefined ? null : await reader.findOneBy(Booking, { id, venueId, date });
    if (!booking || !isIn(booking)) throw notFound();
    const { memberId } = booking;
    const all = await reader.find(Booking, {
      where: { memberId, venueId, date, checkedInAt: Not(IsNull()) },
      order: { startMinute: 'ASC', id: 'ASC' },
    });
    const here = all.filter((one) => one.id === id || one.endMinute > minuteAt(now));
    const names = await resourceNames(
      reader,
      here.map((one) => one.id),
    );
    const places = here.map((one) => ({ names: names.get(one.id) ?? [], start: one.startMinute, end: one.endMinute }));
    return { places, seconds: ARRIVAL_SECONDS };
  }
}
