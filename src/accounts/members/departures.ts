import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Viewer } from '../../platform/web/viewer.js';

/** A room in which people hold something of what lies ahead. */
export interface DepartureSource {
  /** What she holds, in words for the manager: `予約 3件`. A fixed number of statements. */
  coming(manager: EntityManager, userId: number): Promise<Phrase[]>;
  /**
   * In the transaction in which she is shut out: gives it free, for those who wait for it. She is not told: she has left.
   * @throws Refused where it cannot be now; she stays then
   */
  leave(tx: EntityManager, viewer: Viewer, userId: number): Promise<void>;
}

/** What is given free where somebody is shut out. Accounts know nothing of bookings: rooms downstream register here. */
@Injectable()
export class Departures {
  private readonly sources: DepartureSource[] = [];

  /** Called once at boot, in `onModuleInit`. */
  register(source: DepartureSource): void {
    this.sources.push(source);
  }

  async coming(manager: EntityManager, userId: number): Promise<Phrase[]> {
    const all: Phrase[] = [];
    for (const source of this.sources) all.push(...(await source.coming(manager, userId)));
    return all;
  }

  async leave(tx: EntityManager, viewer: Viewer, userId: number): Promise<void> {
    for (const source of this.sources) await source.leave(tx, viewer, userId);
  }
}
