import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { WaitlistOffer } from '../../src/bookings/waitlist/offer.entity.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import { WaitlistService } from '../../src/bookings/waitlist/waitlist.service.js';
import { Refused } from '../../src/platform/errors.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aMinuteLater, aWish, wait } from '../support/waitlist-factories.js';

/** So far away that no offer comes near the start. */
const DATE = '2026-12-15';
let world: TestApp;
let venue: Venue;
let desks: Resource[];
let people: User[];

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desks = [await addResource(world, venue), await addResource(world, venue, { name: '席2', position: 2 })];
  people = [await addUser(world), await addUser(world), await addUser(world)];
});
afterAll(() => world.close());

/** Who must hold what, kept in the plainest way: two desks, one stretch, one line. */
interface Hold {
  who: number;
  desk: number;
  /** A booking, or what is held for an entry until a time. */
  booking?: number;
  entry?: number;
  until?: number;
}
interface InLine {
  entry: number;
  who: number;
  /** None: any desk. */
  desk?: number;
}
interface Model {
  holds: Hold[];
  line: InLine[];
}

const isFree = ({ holds }: Model, desk: number): boolean => !holds.some((hold) => hold.desk === desk);

function serve(model: Model, now: number): void {
  for (const one of model.line) {
    if (model.holds.some(({ who }) => who === one.who)) continue;
    const desk = [0, 1].find((desk) => desk === (one.desk ?? desk) && isFree(model, desk));
    if (desk === undefined) continue;
    model.holds.push({ who: one.who, desk, entry: one.entry, until: now + 12 * 3_600_000 });
    model.line = model.line.filter((other) => other !== one);
  }
}

const what = fc.constantFrom('join', 'join', 'join', 'book', 'book', 'cancel', 'accept', 'decline', 'leave', 'expire');
const steps = fc.array(
  fc.record({ what, who: fc.nat(2), desk: fc.option(fc.nat(1), { nil: undefined }), pick: fc.nat(5) }),
  { minLength: 4, maxLength: 14 },
);

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}
const pickOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const nowMs = (): number => world.clock.now().epochMilliseconds;
const viewer = (who: number) => viewerOf(world, people[who]!);
const offerId = async (entryId: number): Promise<number> =>
  (await world.database.reader.findOneByOrFail(WaitlistOffer, { entryId, status: 'open' })).id;

async function step(
  model: Model,
  { what, who, desk, pick }: { what: string; who: number; desk?: number; pick: number },
) {
  const without = (hold: Hold): Hold[] => model.holds.filter((one) => one !== hold);
  if (what === 'join') {
    const wish = { date: DATE, what: desk === undefined ? { kind: 'desk' as const } : { resourceId: desks[desk]!.id } };
    const before = [...model.line, ...model.holds].length;
    const answer = await codeOf(wait(world, people[who]!, aWish(venue.id, wish)));
    const isThere = [...model.line, ...model.holds].some(({ entry }) => entry !== undefined && entry === answer);
    if (isThere) return expect(before).toBeGreaterThan(0);
    const free = [0, 1].some((one) => one === (desk ?? one) && isFree(model, one));
    if (free) return expect(answer).toBe('bookings.free_now');
    model.line.push({ entry: answer as number, who, desk });
  } else if (what === 'book') {
    const wanted = desk ?? 0;
    const own = model.holds.find((hold) => hold.desk === wanted && hold.who === who && hold.booking !== undefined);
    const answer = await codeOf(addBooking(world, people[who]!, [desks[wanted]!.id], { date: DATE }));
    if (own) return;
    if (!isFree(model, wanted)) return expect(answer).toBe('venues.taken');
    model.holds.push({ who, desk: wanted, booking: (answer as { id: number }).id });
  } else if (what === 'cancel') {
    const hold = pickOf(
      model.holds.filter(({ booking }) => booking !== undefined),
      pick,
    );
    if (!hold) return;
    await world.get(MendingService).cancel(await viewer(hold.who), hold.booking!, null);
    model.holds = without(hold);
  } else if (what === 'accept' || what === 'decline') {
    const hold = pickOf(
      model.holds.filter(({ entry }) => entry !== undefined),
      pick,
    );
    if (!hold) return;
    const booking = await world.get(OffersService)[what](await viewer(hold.who), await offerId(hold.entry!));
    model.holds = without(hold);
    if (what === 'accept') model.holds.push({ who: hold.who, desk: hold.desk, booking: booking as number });
  } else if (what === 'leave') {
    const one = pickOf([...model.line, ...model.holds.filter(({ entry }) => entry !== undefined)], pick);
    if (!one) return;
    await world.get(WaitlistService).leave(await viewer(one.who), one.entry!);
    model.line = model.line.filter((other) => other !== one);
    model.holds = model.holds.filter((other) => other !== one);
  } else {
    world.clock.advance({ hours: 7 });
    await aMinuteLater(world);
    model.holds = model.holds.filter(({ until }) => until === undefined || until > nowMs());
  }
  // A booking frees nothing, and a step that does not free anything must leave the line as it stood.
  if (what !== 'join' && what !== 'book') serve(model, nowMs());
}

test('whatever happens in whatever order, those hold an offer who must by a plain model, and nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      await noBookings(world);
      world.clock.setTo('2026-11-21', 540);
      const model: Model = { holds: [], line: [] };
      for (const one of plan) {
        await step(model, one);
        const open = await world.database.reader.findBy(WaitlistOffer, { status: 'open' });
        const told = open.map(({ entryId, resourceId, expiresAt }) => [
          entryId,
          desks.findIndex(({ id }) => id === resourceId),
          expiresAt.epochMilliseconds,
        ]);
        const due = model.holds.filter(({ entry }) => entry !== undefined);
        expect(told.toSorted()).toEqual(due.map(({ entry, desk, until }) => [entry, desk, until]).toSorted());
        const rows = await world.database.reader.find(Occupancy);
        expect(rows.map(({ resourceId, sourceKind }) => `${resourceId} ${sourceKind}`).toSorted()).toEqual(
          model.holds.map((one) => `${desks[one.desk]!.id} ${one.entry ? 'offer' : 'booking'}`).toSorted(),
        );
      }
    }),
    { numRuns: 25 },
  );
});
