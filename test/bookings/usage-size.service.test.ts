import { expect, test } from '@jest/globals';
import { UsageQuery } from '../../src/bookings/usage/usage.query.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { startApp } from '../support/app.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

test('a month out of 100,000 bookings of 60 desks is counted right, in six statements', async () => {
  const world = await startApp();
  const venue = await addVenue(world);
  const user = await addUser(world);
  const ids: number[] = [];
  for (let n = 1; n <= 60; n += 1) ids.push((await addResource(world, venue, { name: `席${n}` })).id);
  const first = ids[0]!;
  const series = 'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)';
  const day = "'2026-' || substr('0' || (1 + (i / 480) % 12), -2) || '-' || substr('0' || (1 + (i / 5760) % 28), -2)";
  const dayPg = "'2026-' || right('0' || (1 + (i / 480) % 12), 2) || '-' || right('0' || (1 + (i / 5760) % 28), 2)";
  const date = world.settings.databaseUrl ? dayPg : day;
  await world.database.transaction(async (tx) => {
    await tx.query(`INSERT INTO booking (id, venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
      ${series} SELECT i + 1, ${venue.id}, ${user.id}, ${date}, 540 + 60 * (i % 8), 600 + 60 * (i % 8), 'booked', '2026-01-01', ${user.id} FROM n`);
    await tx.query(
      `INSERT INTO booking_resource (booking_id, resource_id) ${series} SELECT i + 1, ${first} + (i / 8) % 60 FROM n`,
    );
  });
  const { result: usage, statements } = await statementsOf(() => world.get(UsageQuery).read('2026-05-01', undefined));
  await world.close();
  const inMay = Array.from({ length: 100_000 }, (_, i) => i).filter((i) => Math.floor(i / 480) % 12 === 4);
  expect(usage.bookings).toBe(inMay.length);
  expect(statements).toHaveLength(6);
});
