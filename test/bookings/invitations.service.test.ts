import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MendingService } from '../../src/bookings/mending.service.js';
import { SeriesHolds } from '../../src/bookings/series/series-holds.js';
import { SeriesMendingService } from '../../src/bookings/series/series-mending.service.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { CalendarFeeds } from '../../src/platform/calendar/calendar-feeds.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Postman } from '../../src/platform/mail/postman.js';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, noBookings, viewerOf } from '../support/booking-factories.js';
import { type ReadEvent, readCalendar } from '../support/calendars.js';
import { addUser, signInAs } from '../support/factories.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { addSeries } from '../support/series-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let server: MailServer;
let world: TestApp;
let desk: Resource;
beforeAll(async () => {
  server = await startMailServer();
  world = await startApp({ smtpUrl: server.url });
  desk = await addResource(world, await addVenue(world), { name: '席, 1' });
});
beforeEach(() => {
  world.clock.setTo('2026-11-21', 540);
  server.delivered.length = 0;
});
afterEach(() => noBookings(world));
afterAll(async () => {
  await world.close();
  await server.stop();
});

interface Part {
  type: string;
  text: string;
}

/** The parts of the mails that have arrived which are calendars, decoded. */
async function calendarParts(): Promise<Part[][]> {
  await world.get(Postman).deliver();
  return server.delivered.map(({ raw }) =>
    raw.split(/^--[^\r\n]+\r\n/m).flatMap((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const type = /Content-Type: (text\/calendar[^\r\n]*|application\/ics[^\r\n]*)/i.exec(head)?.[1];
      if (!type) return [];
      const coded = body.join('\r\n\r\n');
      const isBase64 = /Content-Transfer-Encoding: base64/i.test(head);
      return [{ type, text: isBase64 ? Buffer.from(coded, 'base64').toString() : unquoted(coded) }];
    }),
  );
}

function unquoted(text: string): string {
  const octets = text.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(octets, 'latin1').toString();
}

test('mails about a booking bring it as an event that programs put in, move, and take out by themselves', async () => {
  const member = await addUser(world, { name: '山田 "花子"', email: 'hanako@example.jp' });
  const viewer = await viewerOf(world, member);
  const { id } = await addBooking(world, member, [desk.id], { purpose: '面談の準備' });
  await world.get(Postman).deliver();
  const mending = world.get(MendingService);
  await mending.change(viewer, id, { ...anOrder([desk.id], { end: 780 }), revision: 0, reason: null });
  await world.get(Postman).deliver();
  await mending.cancel(viewer, id, null);

  const mails = await calendarParts();
  const told = mails.map((parts) =>
    parts.map(({ type, text }) => {
      const { method, events } = readCalendar(text);
      const [event] = events as [(typeof events)[number]];
      expect(text).toMatch(/^ORGANIZER;CN="つどい":mailto:no-reply@tsudoi.example\r$/m);
      expect(text.replaceAll('\r\n ', '')).toContain(`CN="山田 '花子'":mailto:hanako@example.jp`);
      expect(text).not.toContain('面談');
      expect([event.uid, event.summary]).toEqual([`booking-${id}@tsudoi.test`, 'つどい: 席, 1']);
      return `${type.split(';')[0]} ${method} ${event.sequence} ${event.status} ${event.end}`;
    }),
  );
  const both = (words: string): string[] => [`text/calendar ${words}`, `application/ics ${words}`];
  expect(told).toEqual([
    both('REQUEST 0 CONFIRMED 2026-11-24T12:00:00 Asia/Tokyo'),
    both('REQUEST 1 CONFIRMED 2026-11-24T13:00:00 Asia/Tokyo'),
    both('CANCEL 2 CANCELLED 2026-11-24T13:00:00 Asia/Tokyo'),
  ]);
  expect(mails.map(([part]) => /method=(\w+)/.exec(part!.type)?.[1])).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
});

test('mails about a series bring all of it in one file, each date by the id that it has in the feed', async () => {
  const member = await addUser(world);
  const viewer = await viewerOf(world, member);
  const id = await addSeries(world, member, [desk.id], { purpose: '面談の準備' });
  await world.get(Postman).deliver();
  const mending = world.get(SeriesMendingService);
  const scope = { scope: 'following', from: '2026-12-08' } as const;
  const series = await world.database.reader.findOneByOrFail(BookingSeries, { id });
  const { stamp, mendable } = await world.get(SeriesHolds).read(world.database.reader, viewer, series, scope);
  const dates = mendable.map(({ occurrence }) => occurrence);
  const order = { scope, start: 780, end: 900, resourceIds: [desk.id], dates, reason: null, overLimits: false, stamp };
  await mending.change(viewer, id, order);
  await world.get(Postman).deliver();
  await mending.cancel(viewer, id, { scope: 'all' }, null);

  const told = (await calendarParts()).map((parts) => {
    const files = parts.map(({ text }) => readCalendar(text));
    expect(files[1]).toEqual(files[0]);
    expect(parts[0]!.text).toMatch(/^ORGANIZER;CN="つどい":mailto:no-reply@tsudoi.example\r$/m);
    expect(parts[0]!.text).not.toMatch(/ATTENDEE|面談/);
    expect(files[0]!.method).toBe('PUBLISH');
    return files[0]!.events;
  });
  const short = (events: ReadEvent[]): string[] =>
    events.map(({ sequence, status, start }) => `${sequence} ${status} ${start.slice(0, 16)}`);
  expect(told.map(short)).toEqual([
    ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'].map((date) => `0 CONFIRMED ${date}T10:00`),
    ['2026-12-08', '2026-12-15'].map((date) => `1 CONFIRMED ${date}T13:00`),
    [
      '1 CANCELLED 2026-11-24T10:00',
      '1 CANCELLED 2026-12-01T10:00',
      '2 CANCELLED 2026-12-08T13:00',
      '2 CANCELLED 2026-12-15T13:00',
    ],
  ]);

  const feeds = world.get(CalendarFeeds);
  await feeds.renew({ kind: 'member', id: member.id }, member.id);
  const token = (await feeds.of({ kind: 'member', id: member.id }))!.token!;
  const feed = readCalendar((await world.visitor().get(paths.memberFeed(token))).body).events;
  const known = ({ uid, sequence, status, start }: ReadEvent): object => ({ uid, sequence, status, start });
  expect(told.at(-1)!.map(known)).toEqual(feed.map(known));
});

test('the staff sees which files went with a mail', async () => {
  const { id } = await addBooking(world, await addUser(world), [desk.id]);
  const mail = await world.database.reader.findOneByOrFail(OutboxMail, { template: 'bookings.booked' });
  const page = await (await signInAs(world, 'manager')).get(paths.mail(mail.id));
  expect(page.text).toContain(`添付ファイル tsudoi-${id}.ics text/calendar`);
});
