import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import {
  type CareHolderSource,
  CareHolders,
  type CareLoss,
  type HolderFacts,
} from '../../childcare/places/care-holders.js';
import { paths } from '../../platform/paths.js';
import { WaitlistEntry } from './entry.entity.js';
import { WaitlistOffer } from './offer.entity.js';

/** Says for whom a place in childcare is held, where the staff is about to take it away. */
@Injectable()
export class OfferHolding implements CareHolderSource, OnModuleInit {
  readonly kind = 'offer';

  constructor(private readonly holders: CareHolders) {}

  onModuleInit(): void {
    this.holders.register(this);
  }

  /** One statement. */
  async describe(manager: EntityManager, ids: readonly number[]): Promise<Map<number, HolderFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await manager
      .createQueryBuilder(WaitlistOffer, 'offer')
      .innerJoin(WaitlistEntry, 'entry', 'entry.id = offer.entry_id')
      .innerJoin(User, 'member', 'member.id = entry.member_id')
      .select('offer.id', 'id')
      .addSelect('entry.date', 'date')
      .addSelect('member.name', 'name')
      .where('offer.id IN (:...ids)', { ids })
      .getRawMany<{ id: number; date: string; name: string }>();
    return new Map(
      rows.map(({ id, date, name }) => [
        id,
        { label: { key: 'bookings:waitlist.occupant', name }, href: paths.manageBookings({ date }) },
      ]),
    );
  }

  /** The line has been served since: what was held is withdrawn, and who waited was told. */
  lost(_: EntityManager, losses: readonly CareLoss[]): Promise<readonly number[]> {
    return Promise.resolve(losses.map(({ id }) => id));
  }
}
