import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { Retention, type RetentionKind } from '../../platform/personal-data/retention.js';
import type { DateText } from '../../platform/time.js';
import { User } from '../user.entity.js';
import { Erasures } from './erasures.js';

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
    const silent: number[] = [];
    for (const { id } of people)
      if (!seen.has(id) && (await this.erasures.obstacles(manager, id)).length === 0) silent.push(id);
    return silent;
  }

  async anonymise(tx: EntityManager, id: number): Promise<void> {
    await this.erasures.erase(tx, null, id);
  }
}
