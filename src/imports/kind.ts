import type { EntityManager } from 'typeorm';
import type { Welcomes } from '../accounts/members/members-in-bulk.js';
import type { Column, ReadRow } from './columns.policy.js';
import type { Existing } from './import.entity.js';
import type { Deed, Finding } from './report.js';

/** What a person wants done with a file. */
export interface Order {
  venueId: number | null;
  existing: Existing;
  /** Who wants it. */
  actorId: number;
}

/** What would become of the rows, one deed each, as things stand. */
export interface Judgement {
  deeds: Deed[];
  problems: Finding[];
  warnings: Finding[];
}

/** How far the writing has come, in rows; gives the process time to answer others. */
export type Tell = (rows: number) => Promise<void>;

/** What can be brought in from a file. */
export interface ImportKind {
  /** Takes what is known of the columns; the words may come from the locales. */
  columns(): Column[];

  /** Holds the rows against each other and against what is there. The number of statements grows with hundreds of rows. */
  judge(manager: EntityManager, order: Order, rows: readonly ReadRow[]): Promise<Judgement>;

  /** Whatever takes time and needs no lock: letters are printed here. @param notify the people who are added are sent a link */
  prepare(rows: readonly ReadRow[], deeds: readonly Deed[], notify: boolean, tell: Tell): Promise<Welcomes>;

  /**
   * Locks what the rows are about, judges them once more and writes them, all inside `tx`. @param agree throws where the
   * judgement is not the one that was shown.
   */
  perform(
    tx: EntityManager,
    order: Order,
    rows: readonly ReadRow[],
    agree: (judgement: Judgement) => void,
    welcomes: Welcomes,
    tell: Tell,
  ): Promise<void>;
}
