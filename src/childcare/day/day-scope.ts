import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { addDays, type DateText, todayAt } from '../../platform/time.js';
import { ChildRules } from '../children/child-rules.entity.js';

/** Which days show children by name: as far ahead as the staff sees cards, and as far back, to mend what was written. */
@Injectable()
export class DayScope {
  constructor(private readonly clock: Clock) {}

  /** One statement. */
  async shows(manager: EntityManager, date: DateText): Promise<boolean> {
    const { dueDays } = await manager.findOneByOrFail(ChildRules, { id: 1 });
    return this.isWithin(date, dueDays);
  }

  isWithin(date: DateText, dueDays: number): boolean {
    const today = todayAt(this.clock.now());
    return addDays(today, -dueDays) <= date && date <= addDays(today, dueDays);
  }
}
