import { Injectable } from '@nestjs/common';
import { folded } from '../../accounts/search-text.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { addDays, todayAt } from '../../platform/time.js';
import { Interview } from '../interviews/interview.entity.js';
import { type Card, CardPages } from './card-pages.js';
import { childRow, type ChildRow, everyChild } from './child-rows.js';
import { ChildRules } from './child-rules.entity.js';
import { DueChildren } from './due-children.js';
import { Readings } from '../readings/readings.js';
import { type Standing, STANDINGS, standingOf, waitsForStaff } from './standing.policy.js';

export interface CareRow extends ChildRow {
  standing: Standing;
  /** It is the staff's turn. */
  waits: boolean;
}

/**
 * Which children the staff may see: those who come within a set number of days, and those whose cards wait for the staff.
 * All others are not there for her.
 */
@Injectable()
export class CareChildren {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly due: DueChildren,
    private readonly cards: CardPages,
    private readonly readings: Readings,
  ) {}

  /** Those who wait first, then by kana; the look is logged. @param search part of a name or kana; empty: all */
  async list(readerId: number, search: string): Promise<CareRow[]> {
    const wanted = folded(search);
    const rows = (await this.visible()).filter(({ name, kana }) => folded(`${name} ${kana}`).includes(wanted));
    const shown = rows.map(({ id }) => id);
    await this.readings.log(readerId, shown, 'list');
    return rows.toSorted((a, b) => Number(b.waits) - Number(a.waits));
  }

  /** Logs the reading, then gives the card, and what the guardian wants to say before the interview. @throws Refused not found */
  async open(readerId: number, id: number): Promise<{ card: Card; interviewNote: string | null }> {
    if (!(await this.visible(id)).some((one) => one.id === id)) throw notFound();
    await this.readings.log(readerId, [id], 'card');
    const card = await this.cards.read(id);
    const { interview } = card.row;
    const booked = interview && (await this.database.reader.findOneBy(Interview, { id: interview.id }));
    return { card, interviewNote: booked?.note ?? null };
  }

  /** How many children stand where: numbers are all that a manager sees. One statement. */
  async counts(): Promise<{ standing: Standing; count: number }[]> {
    const today = todayAt(this.clock.now());
    const rows = await everyChild(this.database.reader, {});
    const standings = rows.map((row) => standingOf(row, today));
    return STANDINGS.map((standing) => ({ standing, count: standings.filter((one) => one === standing).length }));
  }

  /** @throws Refused not found for a child whom the staff may not see now */
  async mustSee(id: number): Promise<void> {
    if ((await this.visible(id)).length === 0) throw notFound();
  }

  private async visible(id?: number): Promise<CareRow[]> {
    const { reader } = this.database;
    const now = this.clock.now();
    const today = todayAt(now);
    const { dueDays } = await reader.findOneByOrFail(ChildRules, { id: 1 });
    const due = await this.due.between(reader, today, addDays(today, dueDays));
    const rows = await (id === undefined ? everyChild(reader, {}) : childRow(reader, { id }));
    return rows
      .map((row) => ({ ...row, standing: standingOf(row, today), waits: waitsForStaff(row, now) }))
      .filter((row) => row.waits || due.has(row.id));
  }
}
