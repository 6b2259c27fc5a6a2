import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { CareWaits } from '../../src/bookings/waitlist/care-waits.service.js';
import { WaitlistOffer } from '../../src/bookings/waitlist/offer.entity.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import { WaitlistService } from '../../src/bookings/waitlist/waitlist.service.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { Refused } from '../../src/platform/errors.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings, viewerOf } from '../support/booking-factories.js';
import { addApprovedChild, addCareSlot, addToRoster, noCare } from '../support/care-factories.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, wait } from '../support/waitlist-factories.js';

/** So far away that no offer comes near the start. */
const DATE = '2026-12-15';
let world: TestApp;
let venue: Venue;
let room: Resource, desks: Resource[];
let people: { user: User; child: Child }[];

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '保育室', bookableBy: 'nobody' });
  desks = [await addResource(world, venue), await addResource(world, venue, { name: '席2', position: 2 })];
  people = [];
  for (let n = 0; n < 3; n += 1) {
    const user = await addUser(world);
    people.push({ user, child: await addApprovedChild(world, user) });
  }
});
afterAll(() => world.close());

/** Two desks, one place in childcare, one stretch, one line: what each holds, and what each waits for. */
interface Hold {
  who: number;
  desk?: number;
  care: boolean;
  booking?: number;
  entry?: number;
}
interface InLine {
  entry: number;
  who: number;
  care: boolean;
  /** Beside this booking, for childcare alone. */
  booking?: number;
}
interface Model {
  holds: Hold[];
  line: InLine[];
}

const freeDesk = ({ holds }: Model): number | undefined =>
  [0, 1].find((desk) => holds.every((one) => one.desk !== desk));
const isCareFree = ({ holds }: Model): boolean => holds.every(({ care }) => !care);

function serve(model: Model): void {
  const bookings = new Set(model.holds.map(({ booking }) => booking));
  model.line = model.line.filter(({ booking }) => booking === undefined || bookings.has(booking));
  for (const one of model.line) {
    if (one.care && !isCareFree(model)) continue;
    const desk = one.booking === undefined ? freeDesk(model) : undefined;
    if (one.booking === undefined) {
      if (desk === undefined || model.holds.some(({ who, desk: has }) => who === one.who && has !== undefined))
        continue;
    }
    model.holds.push({ who: one.who, desk, care: one.care, entry: one.entry });
    model.line = model.line.filter((other) => other !== one);
  }
}

const what = fc.constantFrom(
  'book',
  'book',
  'both',
  'both',
  'desk',
  'care',
  'cancel',
  'cancel',
  'accept',
  'decline',
  'leave',
);
const steps = fc.array(fc.record({ what, who: fc.nat(2), withChild: fc.boolean(), pick: fc.nat(5) }), {
  minLength: 4,
  maxLength: 14,
});
type Step = { what: string; who: number; withChild: boolean; pick: number };

async function codeOf<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}
const pickOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const viewer = (who: number) => viewerOf(world, people[who]!.user);
const childrenOf = (who: number): number[] => [people[who]!.child.id];

async function step(model: Model, { what, who, withChild, pick }: Step): Promise<void> {
  const booked = model.holds.find((hold) => hold.who === who && hold.booking !== undefined);
  if (what === 'book') {
    const desk = freeDesk(model);
    if (booked || desk === undefined) return;
    const childIds = withChild ? childrenOf(who) : [];
    const answer = await codeOf(addBooking(world, people[who]!.user, [desks[desk]!.id], { date: DATE, childIds }));
    const hasOffer = model.holds.some((hold) => hold.who === who && hold.care);
    if (withChild && hasOffer) return expect(answer).toBe('childcare.child_elsewhere');
    if (withChild && !isCareFree(model)) return expect(answer).toBe('childcare.full');
    model.holds.push({ who, desk, care: withChild, booking: (answer as Booking).id });
  } else if (what === 'both' || what === 'desk') {
    const childIds = what === 'both' ? childrenOf(who) : [];
    const isIn = [...model.line, ...model.holds].some((one) => one.who === who);
    if (isIn) return; // who has something there already is for the larger model
    const answer = await codeOf(wait(world, people[who]!.user, aWish(venue.id, { date: DATE, childIds })));
    const isFree = freeDesk(model) !== undefined && (what === 'desk' || isCareFree(model));
    if (isFree) return expect(answer).toBe('bookings.free_now');
    model.line.push({ entry: answer as number, who, care: what === 'both' });
  } else if (what === 'care') {
    if (!booked || booked.care || [...model.line, ...model.holds].some((one) => one.who === who && one.entry)) return;
    const work = world.get(CareWaits).join(await viewer(who), booked.booking!, childrenOf(who));
    const answer = await codeOf(work);
    if (isCareFree(model)) return expect(answer).toBe('bookings.care_free_now');
    model.line.push({ entry: answer as number, who, care: true, booking: booked.booking });
  } else if (what === 'cancel') {
    const hold = pickOf(
      model.holds.filter(({ booking }) => booking !== undefined),
      pick,
    );
    if (!hold) return;
    await world.get(MendingService).cancel(await viewer(hold.who), hold.booking!, null);
    // What was held beside it for childcare alone ends with it.
    model.holds = model.holds.filter((one) => one !== hold && !(one.who === hold.who && one.desk === undefined));
    serve(model);
  } else {
    const hold = pickOf(
      model.holds.filter(({ entry }) => entry !== undefined),
      pick,
    );
    if (!hold) return;
    if (what === 'leave') await world.get(WaitlistService).leave(await viewer(hold.who), hold.entry!);
    else {
      const { id } = await world.database.reader.findOneByOrFail(WaitlistOffer, {
        entryId: hold.entry!,
        status: 'open',
      });
      const booking = await world.get(OffersService)[what as 'accept' | 'decline'](await viewer(hold.who), id);
      if (what === 'accept' && hold.desk === undefined) {
        model.holds.find((one) => one.booking === booking)!.care = true;
      } else if (what === 'accept') {
        model.holds.push({ who: hold.who, desk: hold.desk, care: hold.care, booking: booking as number });
      }
    }
    model.holds = model.holds.filter((one) => one !== hold);
    serve(model);
  }
}

test('both are held for those who must have both by a plain model, and never one without the other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      await noBookings(world);
      await noCare(world);
      const createdBy = people[0]!.user.id;
      const where = { venueId: venue.id, roomId: room.id, createdBy, date: DATE };
      await addToRoster(world, await addCareSlot(world, { ...where, places: 1 }), people[0]!.user);
      const model: Model = { holds: [], line: [] };
      for (const one of plan) {
        await step(model, one);
        const { reader } = world.database;
        const open = await reader.findBy(WaitlistOffer, { status: 'open' });
        expect(open.map(({ entryId }) => entryId).toSorted()).toEqual(
          model.holds.flatMap(({ entry }) => entry ?? []).toSorted(),
        );
        const rows = await reader.find(Occupancy);
        expect(
          rows
            .filter(({ resourceId }) => resourceId !== room.id)
            .map(({ resourceId }) => resourceId)
            .toSorted(),
        ).toEqual(model.holds.flatMap(({ desk }) => (desk === undefined ? [] : desks[desk]!.id)).toSorted());
        const places = await reader.findBy(CarePlace, { status: 'reserved' });
        expect(places.map(({ guardianId, forKind }) => `${guardianId} ${forKind}`)).toEqual(
          model.holds
            .filter(({ care }) => care)
            .map(({ who, booking }) => `${people[who]!.user.id} ${booking === undefined ? 'offer' : 'booking'}`),
        );
      }
    }),
    { numRuns: 12 },
  );
});
