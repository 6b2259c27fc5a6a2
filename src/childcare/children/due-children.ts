import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DateText } from '../../platform/time.js';

/** @returns ids of the children who are to come between the two days, both included. One statement. */
export type DueSource = (manager: EntityManager, from: DateText, to: DateText) => Promise<number[]>;

/**
 * Which children are to come. The staff sees the cards of those alone, so whatever brings a child into the house (a place,
 * an interview) registers here.
 */
@Injectable()
export class DueChildren {
  private readonly sources: DueSource[] = [];

  register(source: DueSource): void {
    this.sources.push(source);
  }

  /** @returns ids, each once. One statement a source. */
  async between(manager: EntityManager, from: DateText, to: DateText): Promise<Set<number>> {
    const found = new Set<number>();
    for (const source of this.sources) for (const id of await source(manager, from, to)) found.add(id);
    return found;
  }
}
