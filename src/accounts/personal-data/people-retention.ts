import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { Retention, type RetentionKind } from '../../platform/personal-data/retention.js';
import type { DateText } from '../../platform/time.js';
import { User } from '../user.entity.js';
import { Erasures } from './erasures.js';

/** Of so many people it is asked at once what holds them. */
const MOST_ASKED = 5000;

/** People who have not been seen for years, and whom nothing holds. */
@Injectable()
export class PeopleRetention implements RetentionKind, OnModuleInit {
  readonly kind = 'people';
  readonly years = 5;

  constructor(
    private readonly retention: Retention,
    private readonly personalData: PersonalData,
    private readonly erasures: Erasures,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      kind: this.kind,
      years: this.years,
      due: (manager, before) => this.due(manager, before),
      anonymise: (tx, id) => this.anonymise(tx, id),
    });
  }

  async due(manager: EntityManager, before: DateText): Promise<number[]> {
    const seen = new Set<number>();
    for (const records of this.personalData.all())
      for (const id of (await records.activeSince?.(manager, before)) ?? []) seen.add(id);
    const people = await manager.find(User, {
      select: { id: true },
      where: { erasedAt: IsNull() },
      order: { id: 'ASC' },
    });
    const silent = people.map(({ id }) => id).filter((id) => !seen.has(id));
    const bound = new Set<number>();
    for (let from = 0; from < silent.length; from += MOST_ASKED)
      for (const id of (await this.erasures.bound(manager, silent.slice(from, from + MOST_ASKED))).keys())
        bound.add(id);
    return silent.filter((id) => !bound.has(id));
  }

  /** Who took something up since she was found to be silent stays. */
  async anonymise(tx: EntityManager, id: number): Promise<boolean> {
    await this.erasures.hold(tx, id);
    if ((await this.erasures.obstacles(tx, id)).length > 0) return false;
    await this.erasures.erase(tx, null, id);
    return true;
  }
}
