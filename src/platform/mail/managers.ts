import type { EntityManager } from 'typeorm';
import type { Recipient } from './letter.js';

/** Those who look after the house; the accounts room knows them. */
export abstract class Managers {
  /** Each once, with a confirmed address; where the house has none, its administrators. Two statements, or four. */
  abstract all(tx: EntityManager): Promise<(Recipient & { id: number })[]>;
}
