import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { In, IsNull } from 'typeorm';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { paths } from '../../src/platform/paths.js';
import { addDays } from '../../src/platform/time.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { SESSION, type TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { addApprovedChild, addCareSlot, addToRoster } from '../support/care-factories.js';
import { addUser } from '../support/factories.js';
import { type Client, type Reply, type Houses, startHouses } from '../support/servers.js';
import { addCourse, addSession } from '../support/training-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const ROUNDS = 5;
let houses: Houses;
let venue: Venue, room: Resource, nursery: Resource;
let desks: Resource[];
let people: User[], children: Child[];
let clients: Client[];
let hanako: Client, keiko: Client, yui: Client, nao: Client;
let day = 0;

beforeAll(async () => {
  houses = await startHouses();
  const world = houses.world as never;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  venue = await addVenue(world, { openingHours, closedOnHolidays: false });
  room = await addResource(world, venue, { kind: 'room', name: 'サロン' });
  nursery = await addResource(world, venue, { kind: 'room', name: '保育室' });
  desks = [await addResource(world, venue, { name: '席1' }), await addResource(world, venue, { name: '席2' })];
  [people, children] = [[], []];
  for (let n = 0; n < 4; n += 1) {
    people.push(await addUser(world));
    children.push(await addApprovedChild(world, people[n]!, { approvedUntil: '2099-03-31' }));
  }
  clients = await houses.signIn(people);
  [hanako, keiko, yui, nao] = clients as [Client, Client, Client, Client];
}, 120_000);
afterAll(() => houses.close());

interface Round {
  course: Course;
  session: TrainingSession;
}

/** Each round has a course and a day of its own. */
async function rounds(capacity: number, work: (round: Round) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    day += 1;
    const course = await addCourse(houses.world as never, people[0]!);
    const date = addDays(houses.date, day);
    const place = { venueId: venue.id, roomId: room.id };
    await work({ course, session: await addSession(houses.world as never, course, { date, capacity, ...place }) });
  }
}
const enrol = (client: Client, { course }: Round, form: Record<string, string | number> = {}): Promise<Reply> =>
  client.post(paths.enrolments(course.id), form);
const line = ({ course }: Round): Promise<Enrolment[]> =>
  houses.world.database.reader.find(Enrolment, { where: { courseId: course.id }, order: { id: 'ASC' } });
const idOf = async (who: number, round: Round): Promise<number> =>
  (await line(round)).find(({ userId }) => userId === people[who]!.id)!.id;

/** Whoever is enrolled or was offered it has a seat, nobody else has, and there are no more than there may be. */
async function mustBeSeated(round: Round): Promise<Enrolment[]> {
  const { reader } = houses.world.database;
  const seats = await reader.findBy(SessionSeat, { sessionId: round.session.id, releasedAt: IsNull() });
  const holding = (await line(round)).filter(({ status }) => status === 'enrolled' || status === 'offered');
  expect(seats.map(({ enrolmentId }) => enrolmentId).toSorted()).toEqual(holding.map(({ id }) => id).toSorted());
  expect(seats.length).toBeLessThanOrEqual(round.session.capacity);
  return holding;
}

test('the last place goes to one of those who ask at once', async () => {
  await rounds(1, async (round) => {
    const replies = await Promise.all(clients.map((client) => enrol(client, round)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409]);
    expect(await mustBeSeated(round)).toHaveLength(1);
  });
}, 120_000);

test('the last place in childcare goes to one of them, and nobody else has a seat without it', async () => {
  await rounds(3, async (round) => {
    const where = { venueId: venue.id, roomId: nursery.id, createdBy: people[0]!.id };
    const slot = await addCareSlot(houses.world as never, { ...where, date: round.session.date, places: 1 });
    await addToRoster(houses.world as never, slot, people[0]!);
    const replies = await Promise.all(
      clients.map((client, who) => enrol(client, round, { childIds: children[who]!.id, wait: 'on' })),
    );
    expect(replies.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    const [seated, ...more] = await mustBeSeated(round);
    const places = await houses.world.database.reader.findBy(CarePlace, { slotId: slot.id, status: 'reserved' });
    expect([more, places.map(({ guardianId }) => guardianId)]).toEqual([[], [seated!.userId]]);
    // She gives it up, while all the others try to get in: it is the first's in the line, with the place in childcare.
    const first = (await line(round)).find(({ status }) => status === 'waiting')!;
    const rest = [1, 2, 3].map((step) => (people.findIndex(({ id }) => id === seated!.userId) + step) % 4);
    const [cancelled] = await Promise.all([
      clients[(rest[0]! + 3) % 4]!.post(paths.enrolmentCancellation(seated!.id), {}),
      ...rest.map((who) => enrol(clients[who]!, round, { childIds: children[who]!.id, wait: 'on' })),
    ]);
    expect(cancelled!.status).toBe(303);
    expect((await mustBeSeated(round)).map(({ id, status }) => [id, status])).toEqual([[first.id, 'offered']]);
    const care = await houses.world.database.reader.findBy(CarePlace, { slotId: slot.id, status: 'reserved' });
    expect(care.map(({ guardianId }) => guardianId)).toEqual([first.userId]);
  });
}, 120_000);

test('cancelled while others enrol or join the line: the seat goes to the first who waits', async () => {
  await rounds(1, async (round) => {
    await enrol(hanako, round);
    await enrol(keiko, round, { wait: 'on' });
    const [cancelled, enrolled, joined] = await Promise.all([
      hanako.post(paths.enrolmentCancellation(await idOf(0, round)), {}),
      enrol(yui, round),
      enrol(nao, round, { wait: 'on' }),
    ]);
    expect([cancelled.status, enrolled.status, joined.status]).toEqual([303, 409, 303]);
    const [holder, ...more] = await mustBeSeated(round);
    expect([holder!.userId, holder!.status, more]).toEqual([people[1]!.id, 'offered', []]);
  });
}, 120_000);

test('an offer is accepted in one window and given up in another: one answer counts, and one has the seat', async () => {
  await rounds(1, async (round) => {
    await enrol(hanako, round);
    for (const client of [keiko, yui]) await enrol(client, round, { wait: 'on' });
    await hanako.post(paths.enrolmentCancellation(await idOf(0, round)), {});
    const id = await idOf(1, round);
    const [accepted, ended] = await Promise.all([
      keiko.post(paths.enrolmentAcceptance(id), {}),
      keiko.post(day % 2 ? paths.enrolmentDecline(id) : paths.enrolmentCancellation(id), {}),
      enrol(nao, round, { wait: 'on' }),
    ]);
    expect(accepted.status === 303 || ended.status === 303).toBe(true);
    const [holder, ...more] = await mustBeSeated(round);
    expect(more).toEqual([]);
    const mine = (await line(round)).find((one) => one.id === id)!;
    expect([holder!.id === id, mine.status]).toEqual(ended.status === 303 ? [false, 'cancelled'] : [true, 'enrolled']);
    const open = await houses.world.database.reader.findBy(Enrolment, {
      courseId: round.course.id,
      status: In(['offered']),
    });
    if (ended.status === 303) expect(open.map(({ userId }) => userId)).toEqual([people[2]!.id]);
  });
}, 120_000);

test('accepted while it runs out: one has the seat', async () => {
  await rounds(1, async (round) => {
    await enrol(hanako, round);
    for (const client of [keiko, yui]) await enrol(client, round, { wait: 'on' });
    await hanako.post(paths.enrolmentCancellation(await idOf(0, round)), {});
    const offerExpiresAt = houses.world.clock.now().add({ milliseconds: (day * 7) % 40 });
    const id = await idOf(1, round);
    await houses.world.database.transaction((tx) => tx.update(Enrolment, { id }, { offerExpiresAt }));
    const [accepted] = await Promise.all([
      keiko.post(paths.enrolmentAcceptance(id), {}),
      nao.post(paths.enrolments(round.course.id), { wait: 'on' }),
    ]);
    expect([303, 409]).toContain(accepted.status);
    const [holder] = await mustBeSeated(round);
    if (accepted.status === 303) expect([holder!.id, holder!.status]).toEqual([id, 'enrolled']);
  });
}, 120_000);

test('of places kept for a session and one that is free, those who enrol have theirs, and one of those who book the other', async () => {
  await rounds(3, async (round) => {
    const where = { venueId: venue.id, roomId: nursery.id, createdBy: people[0]!.id };
    const slot = await addCareSlot(houses.world as never, { ...where, date: round.session.date, places: 2 });
    await addToRoster(houses.world as never, slot, people[0]!);
    const kept = { slotId: slot.id, forKind: SESSION, forId: round.session.id, places: 1 };
    const untilAt = houses.world.clock.now().add({ hours: 1 });
    const times = { forStartMinute: 600, forEndMinute: 720 };
    await houses.world.database.transaction((tx) => tx.insert(SetAside, { ...kept, ...times, untilAt }));
    const book = (client: Client, who: number, resourceIds: number) => {
      const time = { date: round.session.date, start: '10:00', end: '12:00' };
      return client.post('/bookings', { ...time, resourceIds, childIds: children[who]!.id });
    };
    const replies = await Promise.all([
      enrol(hanako, round, { childIds: children[0]!.id }),
      enrol(keiko, round, { childIds: children[1]!.id }),
      book(yui, 2, desks[0]!.id),
      book(nao, 3, desks[1]!.id),
    ]);
    const places = await houses.world.database.reader.findBy(CarePlace, { slotId: slot.id, status: 'reserved' });
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 303, 409, 409]);
    expect(places).toHaveLength(2);
    expect(places.filter(({ forKind }) => forKind === 'booking').length).toBeLessThanOrEqual(1);
  });
}, 120_000);
