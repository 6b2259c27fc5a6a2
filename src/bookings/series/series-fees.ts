import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DateText } from '../../platform/time.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import type { Wanted } from '../booking.policy.js';
import type { Fee } from '../fees/fee.policy.js';
import { Fees } from '../fees/fees.service.js';
import type { SeriesPlan } from './series-plans.js';

/** One date of a series, and the booking that it was, where that is being changed. */
type Placed = Wanted & { occurrence: DateText; before?: { id: number } };

/** Prices the dates of a series, all in one statement; none where the venue is free of charge. */
@Injectable()
export class SeriesFees {
  constructor(private readonly fees: Fees) {}

  /** @param stood what each booking cost that is being changed */
  async priced<T extends Placed>(
    manager: EntityManager,
    { venue, days }: Pick<SeriesPlan, 'venue' | 'days'>,
    memberId: number,
    placed: readonly T[],
    stood: ReadonlyMap<number, Fee | null> = new Map(),
  ): Promise<(T & { fee: Fee | null })[]> {
    const kinds = new Map<number, ResourceKind>();
    for (const { resources } of days.values()) for (const { id, kind } of resources) kinds.set(id, kind);
    const uses = placed.map(({ date, start, end, resourceIds, before }) => ({
      date,
      start,
      end,
      kinds: resourceIds.flatMap((id) => kinds.get(id) ?? []),
      before: before && { id: before.id, fee: stood.get(before.id) ?? null },
    }));
    const fees = await this.fees.quote(manager, venue, memberId, uses);
    return placed.map((one, index) => ({ ...one, fee: fees[index] ?? null }));
  }
}
