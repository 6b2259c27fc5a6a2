import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Slot } from '../../platform/time.js';

/** Time in childcare that may be had again. */
export interface FreedCare extends Slot {
  venueId: number;
}

/** In the transaction that let go, under the lock of the day. What throws takes the letting go with it. */
type CareFreedListener = (tx: EntityManager, freed: readonly FreedCare[]) => Promise<void>;

/**
 * What came free in childcare, told to those who wait for it: a place released or moved, a slot opened or made larger, one
 * more on the roster. As with what comes free in the timetable (venues/freed.ts), whoever listens looks for herself.
 */
@Injectable()
export class CareFreeds {
  private readonly listeners: CareFreedListener[] = [];

  /** Called once at boot, in `onModuleInit`. */
  register(listener: CareFreedListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: EntityManager, freed: readonly FreedCare[]): Promise<void> {
    if (freed.length === 0) return;
    for (const listener of this.listeners) await listener(tx, freed);
  }
}
