import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DateText } from '../time.js';
import type { Breach, Exposed, Named, Opened, Subject } from './breach.js';
import type { Phrase } from '../views/phrase.js';

export interface ExportFile {
  /** Within the folder of its kind. */
  name: string;
  content: Uint8Array;
}

/** What is to be settled before a person can be erased; her page and the manager's say it in these words. */
export type Obstacle = Phrase;
export type Obstacles = ReadonlyMap<number, readonly Obstacle[]>;

/** What a room keeps about people, and what becomes of it. */
export interface PersonalRecords {
  /** Names its file in an export, `bookings`. */
  kind: string;
  /** Tables with a column that names a person or a child, for which the room answers: a test finds those that nobody names. */
  tables: readonly string[];
  /** All that is kept about her, by part. */
  collect(manager: EntityManager, userId: number): Promise<Record<string, unknown>>;
  files?(manager: EntityManager, userId: number): Promise<ExportFile[]>;
  /** By person, where there are any. A fixed number of statements, however many people. */
  obstacles?(manager: EntityManager, userIds: readonly number[]): Promise<Obstacles>;
  /** People who did anything here since that day. One statement. */
  activeSince?(manager: EntityManager, day: DateText): Promise<number[]>;
  /** Whose data stood within reach of an account. A fixed number of statements. */
  exposed?(manager: EntityManager, breach: Breach): Promise<Exposed[]>;
  /** Whose data that account did open or touch. A fixed number of statements. */
  opened?(manager: EntityManager, breach: Breach): Promise<Opened[]>;
  /** Everybody of whom those two may tell. One statement a kind. */
  named?(manager: EntityManager): Promise<Named[]>;
  /** Those are about to be shown to somebody by name: put down, where the room keeps a log of that. */
  shown?(viewerId: number, subjects: readonly Subject[]): Promise<void>;
  /** Takes out what tells who she is. What figures are counted from stays: ids, dates, statuses, amounts. */
  erase(tx: EntityManager, userId: number): Promise<void>;
}

/** The rooms' answers about personal data. */
@Injectable()
export class PersonalData {
  private readonly registered: PersonalRecords[] = [];

  /** Called once at boot, in `onModuleInit` of the room that the records belong to. */
  register(records: PersonalRecords): void {
    this.registered.push(records);
  }

  /** In the order of the rooms. */
  all(): readonly PersonalRecords[] {
    return this.registered;
  }
}
