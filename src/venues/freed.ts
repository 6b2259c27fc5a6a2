import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Slot } from '../platform/time.js';

/** What somebody let go of. */
export interface FreedPlace extends Slot {
  venueId: number;
  /** As they were booked: what stands inside them came free with them. */
  resourceIds: readonly number[];
}

/** In the transaction that let go. What throws takes the letting go with it. */
type FreedListener = (tx: EntityManager, places: readonly FreedPlace[]) => Promise<void>;

/** In the transaction of the change, under the exclusive lock of the venue. */
type RulesListener = (tx: EntityManager, venueId: number) => Promise<void>;

/**
 * What came free, told to those who wait for it. Rooms that hold things in the timetable tell it here when they let go
 * (a booking cancelled, changed, ended by the house, or not come for); rooms with people who wait register.
 *
 * It is told after the timetable was written, and as it was held before: where a booking was only moved by half an
 * hour, a part is held again; where the place shuts, nothing can be had. Whoever listens looks for herself.
 */
@Injectable()
export class Freed {
  private readonly listeners: FreedListener[] = [];
  private readonly rulesListeners: RulesListener[] = [];

  /** Called once at boot, in `onModuleInit`. */
  register(listener: FreedListener): void {
    this.listeners.push(listener);
  }

  /** Called once at boot, in `onModuleInit`. */
  registerForRules(listener: RulesListener): void {
    this.rulesListeners.push(listener);
  }

  async tell(tx: EntityManager, ...places: FreedPlace[]): Promise<void> {
    for (const listener of this.listeners) await listener(tx, places);
  }

  /** A closure was lifted, hours were changed, a desk came into use: on any day something may be free that was not, or the reverse. */
  async tellOfRules(tx: EntityManager, venueId: number): Promise<void> {
    for (const listener of this.rulesListeners) await listener(tx, venueId);
  }
}
