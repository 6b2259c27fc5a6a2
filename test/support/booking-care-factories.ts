import type { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from './app.js';
import { noBookings } from './booking-factories.js';
import { addCareHouse, addToRoster, CARE_DAY, type CareHouse, heldInCare, noCare } from './care-factories.js';
import { signIn } from './factories.js';
import { addResource } from './venue-factories.js';
import type { Visitor } from './visitor.js';

type Wish = Record<string, string | number | number[]>;

/** A house for children with a desk for their parents, and what a mother of two wishes there. */
export interface BookingCare {
  world: TestApp;
  house: CareHouse;
  desk: Resource;
  /** Signed in. */
  mother: Visitor;
  /** Takes all bookings and places away, turns the clock back, and opens one slot. */
  anew(): Promise<CareSlot>;
  /** Both of her children. */
  both(): number[];
  /** The form of a desk with childcare for both, from 10:00 to 12:00. */
  wish(part?: object): Wish;
  /** How many things are held, and what is held in childcare. */
  held(): Promise<[number, string[]]>;
  /** A line of `held`, in the slot that was opened last unless told otherwise. */
  stay(childId: number, times: string, of?: CareSlot): string;
  /** Whatever the last mail holds. */
  lastMail(): Promise<string>;
}

export async function startBookingCare(): Promise<BookingCare> {
  const world = await startApp();
  const house = await addCareHouse(world);
  const desk = await addResource(world, house.venue, { name: '席1' });
  const mother = await signIn(world, house.mother);
  const both = (): number[] => [house.baby.id, house.toddler.id];
  let slot: CareSlot;
  return {
    world,
    house,
    desk,
    mother,
    both,
    anew: async () => {
      world.clock.setTo('2026-11-21', 540);
      await noBookings(world);
      await noCare(world);
      slot = await house.open();
      await addToRoster(world, slot, house.nurse);
      return slot;
    },
    wish: (part = {}) => ({
      date: CARE_DAY,
      start: '10:00',
      end: '12:00',
      resourceIds: [desk.id],
      childIds: both(),
      ...part,
    }),
    held: async () => [
      await world.database.reader.countBy(Occupancy, { sourceKind: 'booking' }),
      await heldInCare(world),
    ],
    stay: (childId, times, of = slot) => `${childId} in ${of.id} ${CARE_DAY} ${times}`,
    lastMail: async () => {
      const [mail] = await world.database.reader.find(OutboxMail, { order: { id: 'DESC' }, take: 1 });
      return JSON.stringify(mail);
    },
  };
}
