import type { User } from '../../src/accounts/user.entity.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import { WaitlistOffer } from '../../src/bookings/waitlist/offer.entity.js';
import { WaitlistService, type WaitWish } from '../../src/bookings/waitlist/waitlist.service.js';
import { WaitlistTriggers } from '../../src/bookings/waitlist/waitlist-triggers.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { TestApp } from './app.js';
import { BOOKING_DAY, viewerOf } from './booking-factories.js';

/** 10:00–12:00 on BOOKING_DAY, any desk. */
export function aWish(venueId: number, part: Partial<WaitWish> = {}): WaitWish {
  return { venueId, date: BOOKING_DAY, start: 600, end: 720, what: { kind: 'desk' }, ...part };
}

/** Joins the line by the service. @returns the id of the entry */
export async function wait(world: TestApp, user: Pick<User, 'id'>, wish: WaitWish): Promise<number> {
  return world.get(WaitlistService).join(await viewerOf(world, user), wish);
}

export function entryOf(world: TestApp, id: number): Promise<WaitlistEntry> {
  return world.database.reader.findOneByOrFail(WaitlistEntry, { id });
}

/** The open offer to an entry. */
export function offerTo(world: TestApp, entryId: number): Promise<WaitlistOffer | null> {
  return world.database.reader.findOneBy(WaitlistOffer, { entryId, status: 'open' });
}

/** What is held for her, by its name; nothing where nothing is. */
export async function heldFor(
  world: TestApp,
  entryId: number,
  things: readonly Resource[],
): Promise<string | undefined> {
  const offer = await offerTo(world, entryId);
  return offer ? things.find(({ id }) => id === offer.resourceId)?.name : undefined;
}

/** A minute goes by, and the job of the line runs. */
export async function aMinuteLater(world: TestApp): Promise<void> {
  world.clock.advance({ minutes: 1 });
  await world.get(WaitlistTriggers).serveAll();
}
