import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { say } from '../../src/platform/views/words.js';
import { Occupants } from '../../src/venues/occupants.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, deedsIn, heldInTimetable } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('a manager sees the bookings under a change of rules, and ends them with a reason', async () => {
  const venue = await addVenue(world);
  const desk = await addResource(world, venue);
  const pc = await addResource(world, venue, { kind: 'pc', name: 'PC1' });
  const elsewhere = await addResource(world, await addVenue(world, { name: '別館' }));
  const hanako = await addUser(world, { name: '小平 花子' });
  const manager = await addUser(world, { roles: ['manager'] });
  const occupants = world.get(Occupants);
  const later = await addBooking(world, hanako, [desk.id], { date: '2026-11-25' });
  const first = await addBooking(world, hanako, [desk.id, pc.id]);
  await addBooking(world, hanako, [elsewhere.id]);

  const found = await occupants.upcoming(world.database.reader, venue.id, BOOKING_DAY);
  expect(found.map(({ id, date, resourceIds }) => [id, date, resourceIds])).toEqual([
    [first.id, BOOKING_DAY, [desk.id, pc.id]],
    [later.id, '2026-11-25', [desk.id]],
  ]);
  expect(say('ja', found[0]!.label)).toBe('小平 花子さんの予約');
  expect(await occupants.upcoming(world.database.reader, venue.id, '2026-11-25')).toHaveLength(1);

  await world.database.transaction((tx) =>
    occupants.evict(
      tx,
      [first, later].map(({ id }) => ({ kind: 'booking', id })),
      '水道の工事',
      manager.id,
    ),
  );
  expect(await heldInTimetable(world, first.id)).toEqual([]);
  expect(await world.database.reader.findOneByOrFail(Booking, { id: later.id })).toMatchObject({
    status: 'cancelled',
    cancelledBy: manager.id,
    cancelReason: '水道の工事',
  });
  const mail = await lastMailTo(world, hanako.email);
  expect([mail.name, mail.text.includes('水道の工事')]).toEqual(['bookings.closed', true]);
  expect((await deedsIn(world)).filter((one) => one === 'bookings.closed')).toHaveLength(2);
  expect(await occupants.upcoming(world.database.reader, venue.id, BOOKING_DAY)).toEqual([]);
});
