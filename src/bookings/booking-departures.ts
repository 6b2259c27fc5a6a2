import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { Departures, type DepartureSource } from '../accounts/members/departures.js';
import { Clock } from '../platform/clock.js';
import { momentAt, todayAt } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import { say } from '../platform/views/words.js';
import type { Viewer } from '../platform/web/viewer.js';
import { Booking, STANDING } from './booking.entity.js';
import { MendingService } from './mending.service.js';
import { WaitlistEntry } from './waitlist/entry.entity.js';
import { WaitlistService } from './waitlist/waitlist.service.js';

/** Gives free what somebody has booked, and her places in the line, where she is shut out. */
@Injectable()
export class BookingDepartures implements DepartureSource, OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly departures: Departures,
    private readonly mending: MendingService,
    private readonly waitlist: WaitlistService,
  ) {}

  onModuleInit(): void {
    this.departures.register(this);
  }

  /** Two statements. */
  async coming(manager: EntityManager, userId: number): Promise<Phrase[]> {
    const [bookings, entries] = [await this.bookings(manager, userId), await this.entries(manager, userId)];
    return [
      ...(bookings.length > 0 ? [{ key: 'bookings:departure.bookings', count: bookings.length }] : []),
      ...(entries.length > 0 ? [{ key: 'bookings:departure.waiting', count: entries.length }] : []),
    ];
  }

  /** The line first: what her bookings give free is not to be held for herself. */
  async leave(tx: EntityManager, viewer: Viewer, userId: number): Promise<void> {
    for (const { id } of await this.entries(tx, userId)) await this.waitlist.leave(viewer, id, userId);
    const reason = say('ja', 'bookings:departure.reason');
    for (const { id } of await this.bookings(tx, userId)) await this.mending.cancel(viewer, id, reason);
  }

  /** Those that have not begun: what she is using runs to its end, and a request that has run out ends by itself. */
  private async bookings(manager: EntityManager, memberId: number): Promise<Booking[]> {
    const now = this.clock.now();
    const where = { memberId, status: In([...STANDING]), date: MoreThanOrEqual(todayAt(now)) };
    const found = await manager.find(Booking, { where, order: { date: 'ASC', id: 'ASC' } });
    return found.filter(
      ({ date, startMinute, status, lapsesAt }) =>
        momentAt(date, startMinute).epochMilliseconds > now.epochMilliseconds &&
        !(status === 'requested' && lapsesAt && lapsesAt.epochMilliseconds <= now.epochMilliseconds),
    );
  }

  private entries(manager: EntityManager, memberId: number): Promise<WaitlistEntry[]> {
    return manager.find(WaitlistEntry, {
      where: { memberId, status: In(['waiting', 'offered']) },
      order: { id: 'ASC' },
    });
  }
}
