import { PasskeyDevice } from '../support/passkey-device.js';
import { DEMO_SURVEY_TOKEN } from '../../seeds/demo/surveys.js';
import { DEMO_PASSWORD } from '../../seeds/demo/people.js';
import { User } from '../../src/accounts/user.entity.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { todayAt } from '../../src/platform/time.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { addBooking } from '../support/booking-factories.js';
import type { DemoHouse, Who } from '../support/demo-walk.js';

const NEWCOMER = {
  name: '森 あかり',
  kana: 'モリ アカリ',
  email: 'akari@example.jp',
  phone: '090-1234-5678',
  password: DEMO_PASSWORD,
  postalCode: '187-0032',
  address: '東京都小平市小川町1-2-3',
  consent: 'on',
};

/**
 * What makes the rest of the pages: letters with a key in them, a code that was read, a request that waits. Done through the
 * house's own forms and services. @returns where each person begins, beside what links lead to
 */
export async function beginnings(house: DemoHouse): Promise<Partial<Record<Who, string[]>>> {
  const { world, people } = house;
  const { reader } = world.database;
  const member = await reader.findOneByOrFail(User, { email: 'member@demo.test' });
  const visitor = people.get('member')!;

  await world.visitor().post(paths.passwordReset(), { email: member.email });
  await visitor.post(paths.emailChange(), { email: 'moved@example.jp', currentPassword: DEMO_PASSWORD });
  await people.get('editor')!.post(paths.ownErasure(), { currentPassword: DEMO_PASSWORD });
  await world.visitor().post(paths.signUp(), NEWCOMER);
  const passkey = await withPasskey(house);

  const room = await reader.findOneBy(Resource, { kind: 'room' });
  const bookings = await reader.find(Booking, { where: { memberId: member.id }, order: { id: 'DESC' } });
  const series = await reader.findOneBy(BookingSeries, { memberId: member.id });
  const code = world.get(CheckInCodes).codeOf(bookings[0]!.id);
  const request = room && (await asked(house, room));
  const coming = await reader.findOneOrFail(TrainingSession, { where: { status: 'planned' }, order: { date: 'DESC' } });
  const [walkIn] = await reader.find(WalkIn, { take: 1 });
  return {
    stranger: [...(await keysInLetters(house)), paths.survey(DEMO_SURVEY_TOKEN)],
    editor: await keysInLetters(house, 'editor@demo.test'),
    member: [
      paths.checkIn(code),
      passkey,
      ...(series ? [paths.series(series.id), paths.seriesEdit(series.id), paths.seriesCancellation(series.id)] : []),
    ],
    manager: [
      paths.checkIn(code),
      ...(request ? [paths.request(request)] : []),
      paths.sessionEdit(coming.courseId, coming.id),
      paths.sessionWalkIn(walkIn!.sessionId, walkIn!.id),
    ],
  };
}

/** Addresses in the letters that went out, one of each kind. @param to to her alone; else to anybody */
async function keysInLetters({ world, routeOf }: DemoHouse, to?: string): Promise<string[]> {
  const letters = await world.database.reader.find(OutboxMail, {
    where: to ? { toAddress: to } : {},
    order: { id: 'DESC' },
  });
  const { publicUrl } = world.settings;
  const found = new Map<string, string>();
  for (const { text } of letters)
    for (const line of text.split('\n').filter((line) => line.startsWith(`${publicUrl}/`))) {
      const url = line.slice(publicUrl.length);
      const route = routeOf('GET', url);
      if (route && /:(token|code)/.test(route.path) && !found.has(route.path)) found.set(route.path, url);
    }
  return [...found.values()];
}

/** A room that a manager has to agree to, asked for. */
async function asked({ world }: DemoHouse, room: Resource): Promise<number> {
  const { database } = world;
  await database.transaction((tx) =>
    tx.update(Resource, { id: room.id }, { needsApproval: true, bookableBy: 'member' }),
  );
  const user = await database.reader.findOneByOrFail(User, { email: 'member@demo.test' });
  const date = todayAt(world.clock.now().add({ hours: 24 * 5 }));
  return (await addBooking(world, user, [room.id], { date })).id;
}

/** @returns the page of a passkey that the member has made */
async function withPasskey({ world, people }: DemoHouse): Promise<string> {
  const visitor = people.get('member')!;
  const device = new PasskeyDevice(world.settings.publicUrl);
  const asked = JSON.parse((await visitor.post(paths.passkeyCreation())).body) as never;
  await visitor.post(paths.passkeys(), { name: '携帯', credential: JSON.stringify(device.create(asked)) });
  const { $ } = await visitor.get(paths.security());
  return $(`a[href^="${paths.passkeys()}/"]`)
    .toArray()
    .map((link) => $(link).attr('href')!)
    .find((href) => /\/\d+$/.test(href))!;
}
