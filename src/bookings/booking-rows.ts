import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { groupBy } from '../platform/group-by.js';
import type { DateText, Slot } from '../platform/time.js';
import { Resource, type ResourceKind } from '../venues/resource.entity.js';
import { BookingResource } from './booking-resource.entity.js';
import { Booking, STANDING } from './booking.entity.js';
import type { Use } from './limits.policy.js';

/** A booking with what it holds. */
export interface HeldBooking extends Use {
  id: number;
  /** It waits for approval. */
  requested?: boolean;
  resourceIds: number[];
}

type Row = Slot & { id: number; memberId: number; status: string; resourceId: number; kind: ResourceKind };

export type ChosenResource = Pick<Resource, 'id' | 'venueId' | 'name' | 'kind' | 'needsApproval'>;

/** What the use cases read, in their own transaction, before they decide. */
@Injectable()
export class BookingRows {
  /** Resources of whatever venue, in use or not; those that are not there are left out. One statement. */
  async resources(manager: EntityManager, ids: readonly number[]): Promise<ChosenResource[]> {
    if (ids.length === 0) return [];
    return manager.find(Resource, {
      select: { id: true, venueId: true, name: true, kind: true, needsApproval: true },
      where: { id: In([...ids]) },
      order: { position: 'ASC', id: 'ASC' },
    });
  }

  /** What a member holds in a venue from a date on, requests among it, whatever is cancelled left out. One statement. */
  async heldBy(
    manager: EntityManager,
    { memberId, venueId }: { memberId: number; venueId: number },
    from: DateText,
  ): Promise<HeldBooking[]> {
    return this.heldByAll(manager, { memberIds: [memberId], venueId }, from);
  }

  /** What several members hold. One statement. */
  async heldByAll(
    manager: EntityManager,
    who: { memberIds: readonly number[]; venueId: number },
    from: DateText,
  ): Promise<(HeldBooking & { memberId: number })[]> {
    const rows = await manager
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(BookingResource, 'held', 'held.booking_id = booking.id')
      .innerJoin(Resource, 'resource', 'resource.id = held.resource_id')
      .select('booking.id', 'id')
      .addSelect('booking.member_id', 'memberId')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('booking.status', 'status')
      .addSelect('resource.id', 'resourceId')
      .addSelect('resource.kind', 'kind')
      .where('booking.member_id IN (:...memberIds) AND booking.venue_id = :venueId', who)
      .andWhere('booking.status IN (:...standing)', { standing: STANDING })
      .andWhere('booking.date >= :from', { from })
      .getRawMany<Row>();
    return [...groupBy(rows, ({ id }) => id).values()].map((of) => ({
      ...of[0]!,
      requested: of[0]!.status === 'requested',
      kinds: of.map(({ kind }) => kind),
      resourceIds: of.map(({ resourceId }) => resourceId),
    }));
  }

  /** The ids of what a booking holds, or held until it was cancelled. */
  async resourceIdsOf(manager: EntityManager, bookingId: number): Promise<number[]> {
    const rows = await manager.find(BookingResource, { where: { bookingId }, order: { resourceId: 'ASC' } });
    return rows.map(({ resourceId }) => resourceId);
  }
}
