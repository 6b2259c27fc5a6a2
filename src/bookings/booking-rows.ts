import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask, places } from '../platform/database/ask.js';
import { groupBy } from '../platform/group-by.js';
import type { DateText, Slot } from '../platform/time.js';
import type { Resource, ResourceKind } from '../venues/resource.entity.js';
import { BookingResource } from './booking-resource.entity.js';
import { STANDING } from './booking.entity.js';
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

const CHOSEN = 'SELECT id, venue_id AS "venueId", name, kind, needs_approval AS "needsApproval" FROM resource';
const IN_ORDER = 'ORDER BY position, id';

function chosen(rows: readonly ChosenResource[]): ChosenResource[] {
  return rows.map((row) => ({ ...row, needsApproval: Boolean(row.needsApproval) }));
}

/** What the use cases read, in their own transaction, before they decide. */
@Injectable()
export class BookingRows {
  /** Resources of whatever venue, in use or not; those that are not there are left out. One statement. */
  async resources(manager: EntityManager, ids: readonly number[]): Promise<ChosenResource[]> {
    if (ids.length === 0) return [];
    return chosen(await ask<ChosenResource>(manager, `${CHOSEN} WHERE id IN (${places(ids)}) ${IN_ORDER}`, ids));
  }

  /** What a booking holds, or held until it was cancelled. One statement. */
  async resourcesOf(manager: EntityManager, bookingId: number): Promise<ChosenResource[]> {
    const held = 'SELECT resource_id FROM booking_resource WHERE booking_id = $1';
    return chosen(await ask<ChosenResource>(manager, `${CHOSEN} WHERE id IN (${held}) ${IN_ORDER}`, [bookingId]));
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
    if (who.memberIds.length === 0) return [];
    const fixed = [who.venueId, from, ...STANDING];
    const rows = await ask<Row>(
      manager,
      `SELECT booking.id, booking.member_id AS "memberId", booking.date, booking.start_minute AS start,
         booking.end_minute AS "end", booking.status, resource.id AS "resourceId", resource.kind
       FROM booking
       JOIN booking_resource held ON held.booking_id = booking.id
       JOIN resource ON resource.id = held.resource_id
       WHERE booking.venue_id = $1 AND booking.date >= $2 AND booking.status IN (${places(STANDING, 2)})
         AND booking.member_id IN (${places(who.memberIds, fixed.length)})`,
      [...fixed, ...who.memberIds],
    );
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
