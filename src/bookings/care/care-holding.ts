import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import {
  type CareHolderSource,
  CareHolders,
  type CareLoss,
  type HolderFacts,
} from '../../childcare/places/care-holders.js';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Booking } from '../booking.entity.js';

/** Says of which booking a place in childcare is, where the staff is about to take it away. */
@Injectable()
export class CareHolding implements CareHolderSource, OnModuleInit {
  readonly kind = 'booking';

  constructor(
    private readonly holders: CareHolders,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.holders.register(this);
  }

  /** One statement. */
  async describe(manager: EntityManager, ids: readonly number[]): Promise<Map<number, HolderFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await manager
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .select('booking.id', 'id')
      .addSelect('member.name', 'name')
      .where('booking.id IN (:...ids)', { ids })
      .getRawMany<{ id: number; name: string }>();
    return new Map(
      rows.map(({ id, name }) => [id, { label: { key: 'bookings:occupant', name }, href: paths.booking(id) }]),
    );
  }

  /**
   * The desk stays hers: whether she comes without childcare, is for her to say, and the letter of childcare tells her. The
   * booking is another one than she saw, so that what she began to change is asked again, and her calendar follows.
   */
  async lost(tx: EntityManager, losses: readonly CareLoss[]): Promise<readonly number[]> {
    await tx
      .createQueryBuilder()
      .update(Booking)
      .set({ revision: () => 'revision + 1', changedAt: this.clock.now() })
      .where({ id: In(losses.map(({ id }) => id)) })
      .execute();
    return [];
  }
}
