import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Departures, type DepartureSource } from '../accounts/members/departures.js';
import { Clock } from '../platform/clock.js';
import { todayAt } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import { say } from '../platform/views/words.js';
import type { Viewer } from '../platform/web/viewer.js';
import { type Held, heldBy, isAhead } from './held.js';
import { MendingService } from './mending.service.js';
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
    const { bookings, entries } = await this.held(manager, userId);
    return [
      ...(bookings.length > 0 ? [{ key: 'bookings:departure.bookings', count: bookings.length }] : []),
      ...(entries.length > 0 ? [{ key: 'bookings:departure.waiting', count: entries.length }] : []),
    ];
  }

  /** The line first: what her bookings give free is not to be held for herself. */
  async leave(tx: EntityManager, viewer: Viewer, userId: number): Promise<void> {
    const { bookings, entries } = await this.held(tx, userId);
    for (const { id } of entries) await this.waitlist.leave(viewer, id, userId);
    const reason = say('ja', 'bookings:departure.reason');
    for (const { id } of bookings) await this.mending.cancel(viewer, id, reason);
  }

  private async held(manager: EntityManager, userId: number): Promise<Held> {
    const now = this.clock.now();
    const { bookings, entries } = await heldBy(manager, [userId], todayAt(now));
    return { bookings: bookings.filter((one) => isAhead(one, now)), entries };
  }
}
