import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { recipient } from '../../accounts/letters.js';
import { User } from '../../accounts/user.entity.js';
import { groupBy } from '../../platform/group-by.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Venue } from '../../venues/venue.entity.js';
import { CareHolders, type CareLoss } from './care-holders.js';
import { placeLost } from './care-letters.js';
import type { HeldPlace } from './care-place-rows.js';
import { CarePlaces, keyOf } from './care-places.js';

/** Takes places away because the staff has to, and sees to it that the guardians are told. */
@Injectable()
export class CareEndings {
  constructor(
    private readonly places: CarePlaces,
    private readonly holders: CareHolders,
    private readonly mailer: Mailer,
  ) {}

  /** In the transaction of the change. @param reason told to the guardians */
  async end(tx: EntityManager, held: readonly HeldPlace[], reason: string, actorId: number): Promise<void> {
    if (held.length === 0) return;
    await this.places.letGo(tx, held, { actorId, reason });
    const losses = [...groupBy(held, (place) => `${keyOf(place.for)} ${place.date}`).values()].map((places) => {
      const { for: source, guardianId, venueId, date } = places[0]!;
      return { ...source, guardianId, venueId, date, places, reason };
    });
    await this.tell(tx, await this.holders.lost(tx, losses, actorId));
  }

  /** Nothing goes to an address that nobody has confirmed, nor to somebody who has left. */
  private async tell(tx: EntityManager, losses: readonly CareLoss[]): Promise<void> {
    if (losses.length === 0) return;
    const users = await tx.findBy(User, { id: In(losses.map(({ guardianId }) => guardianId)) });
    const venues = await tx.findBy(Venue, { id: In(losses.map(({ venueId }) => venueId)) });
    for (const loss of losses) {
      const user = users.find(({ id }) => id === loss.guardianId);
      if (!user?.emailConfirmedAt || user.deactivatedAt) continue;
      const letter = placeLost({
        date: loss.date,
        start: Math.min(...loss.places.map(({ start }) => start)),
        end: Math.max(...loss.places.map(({ end }) => end)),
        children: loss.places.length,
        venue: venues.find(({ id }) => id === loss.venueId)!.name,
        reason: loss.reason,
      });
      await this.mailer.send(tx, recipient(user), letter);
    }
  }
}
