import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { notFound } from '../../platform/errors.js';
import type { DateText, Slot } from '../../platform/time.js';
import { WaitlistEntry } from './entry.entity.js';
import { WaitlistOffer } from './offer.entity.js';
import type { Waiting } from './waitlist.policy.js';

/** An offer with the place in the line that it was made to. */
export interface Offered {
  offer: WaitlistOffer;
  entry: WaitlistEntry;
}

export const IN_LINE = ['waiting', 'offered'] as const;

/** What the use cases of the waiting line read, in their own transaction. */
@Injectable()
export class WaitlistRows {
  /** All who stand in the line of a day, in their order. One statement. */
  line(manager: EntityManager, venueId: number, date: DateText): Promise<WaitlistEntry[]> {
    return manager
      .createQueryBuilder(WaitlistEntry, 'entry')
      .where({ venueId, date, status: In([...IN_LINE]) })
      .orderBy('entry.id')
      .getMany();
  }

  /** Without those who have left the house. One statement. */
  async stillHere(manager: EntityManager, line: readonly WaitlistEntry[]): Promise<WaitlistEntry[]> {
    if (line.length === 0) return [];
    const ids = line.map(({ memberId }) => memberId);
    const here = await manager.find(User, { select: { id: true }, where: { id: In(ids), deactivatedAt: IsNull() } });
    return line.filter(({ memberId }) => here.some(({ id }) => id === memberId));
  }

  /** Open offers to these. One statement. */
  async openOffers(manager: EntityManager, line: readonly WaitlistEntry[]): Promise<Offered[]> {
    const offers = await manager.findBy(WaitlistOffer, { entryId: In(line.map(({ id }) => id)), status: 'open' });
    return offers.map((offer) => ({ offer, entry: line.find(({ id }) => id === offer.entryId)! }));
  }

  /** A member's places in all lines. One statement. */
  ownOpen(manager: EntityManager, memberId: number): Promise<WaitlistEntry[]> {
    return manager.find(WaitlistEntry, { where: { memberId, status: In([...IN_LINE]) }, order: { id: 'ASC' } });
  }

  /** @throws Refused: somebody else's is not there. */
  async ownEntry(manager: EntityManager, memberId: number, id: number): Promise<WaitlistEntry> {
    const entry = await manager.findOneBy(WaitlistEntry, { id, memberId });
    if (!entry) throw notFound();
    return entry;
  }

  /** @throws Refused: somebody else's is not there. */
  async ownOffer(manager: EntityManager, memberId: number, id: number): Promise<Offered> {
    const offer = await manager.findOneBy(WaitlistOffer, { id });
    if (!offer) throw notFound();
    return { offer, entry: await this.ownEntry(manager, memberId, offer.entryId) };
  }

  /** Days on which somebody waits. One statement. */
  days(manager: EntityManager): Promise<{ venueId: number; date: DateText }[]> {
    return manager
      .createQueryBuilder(WaitlistEntry, 'entry')
      .select('entry.venue_id', 'venueId')
      .addSelect('entry.date', 'date')
      .where({ status: In([...IN_LINE]) })
      .groupBy('entry.venue_id')
      .addGroupBy('entry.date')
      .orderBy('entry.venue_id')
      .addOrderBy('entry.date')
      .getRawMany();
  }
}

export function slotOf({ date, startMinute: start, endMinute: end }: WaitlistEntry): Slot {
  return { date, start, end };
}

export function waitingOf(entry: WaitlistEntry): Waiting & Slot {
  const { id, memberId, kind, resourceId, childIds, bookingId } = entry;
  return { id, memberId, kind, resourceId, childIds, bookingId, ...slotOf(entry) };
}
