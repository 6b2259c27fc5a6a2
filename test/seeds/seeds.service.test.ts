import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IsNull, Not } from 'typeorm';
import { seed } from '../../seeds/seed.js';
import { User } from '../../src/accounts/user.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { everyChild } from '../../src/childcare/children/child-rows.js';
import { Children } from '../../src/childcare/children/children.js';
import { standingOf } from '../../src/childcare/children/standing.policy.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import { CareBoards } from '../../src/childcare/places/care-board.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { presenceOf } from '../../src/childcare/day/presence.policy.js';
import { Incident } from '../../src/childcare/incidents/incident.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { placing } from '../../src/childcare/places/placing.policy.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { isShort, stepsThrough } from '../../src/childcare/staffing/sweep.policy.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { todayAt } from '../../src/platform/time.js';
import { ReportComment } from '../../src/programmes/reports/comments/report-comment.entity.js';
import { MonthlyReport } from '../../src/programmes/reports/monthly-report.entity.js';
import type { ReportContent } from '../../src/programmes/reports/report-content.js';
import { ReportVersion } from '../../src/programmes/reports/report-version.entity.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { FollowUp } from '../../src/training/follow-up/follow-up.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { within } from '../../src/venues/stretches.policy.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { FixedClock } from '../support/clock.js';
import { contentsOf } from '../support/contents.js';
import { ALIVE, alive, careOfMonths } from '../support/demo-care.js';
import { openDatabase, type TestDatabase } from '../support/database.js';

const clock = new FixedClock();
const today = todayAt(clock.now());

async function withDatabase(work: (world: TestDatabase) => Promise<void>): Promise<void> {
  const world = await openDatabase();
  await work(world).finally(() => world.close());
}

test.each(['reference', 'demo'] as const)('a second run of the %s seeds changes nothing', (which) =>
  withDatabase(async ({ database }) => {
    await seed(database, clock, which);
    const before = await contentsOf(database.reader);
    const later = new FixedClock();
    later.advance({ hours: 50 });
    await seed(database, later, which);
    expect(await contentsOf(database.reader)).toEqual(before);
    expect(before.resource).toMatch(/^28 /);
  }),
);

test('two processes that start together seed once', () =>
  withDatabase(async ({ database, rival }) => {
    const other = await rival();
    await Promise.all([seed(database, clock, 'demo'), seed(other, clock, 'demo')]);
    expect(await database.reader.count(Venue)).toBe(1);
    expect(await database.reader.countBy(User, { email: 'member@demo.test' })).toBe(1);
  }));

test('demo people come only where nobody is', () =>
  withDatabase(async ({ database }) => {
    await seed(database, clock, 'demo');
    await database.transaction((tx) => tx.update(User, { email: 'member@demo.test' }, { email: 'hanako@example.jp' }));
    await seed(database, clock, 'demo');
    expect(await database.reader.existsBy(User, { email: 'member@demo.test' })).toBe(false);
  }));

test('nothing is seeded where nothing is asked for', () =>
  withDatabase(async ({ database }) => {
    await seed(database, clock, 'none');
    expect(await database.reader.count(Venue)).toBe(0);
  }));

test.each(['2027-01-04', '2027-05-07'])('a demo that begins on %s has months of childcare behind it, too', (date) =>
  withDatabase(async (world) => {
    const at = new FixedClock();
    at.setTo(date, 9 * 60);
    await seed(world.database, at, 'demo');
    expect((await careOfMonths(world, at)).map(alive)).toEqual([ALIVE, ALIVE, ALIVE]);
  }),
);

describe('the demo world', () => {
  let world: TestDatabase;
  let bookings: Booking[];
  let held: Map<number, number[]>;
  beforeAll(async () => {
    world = await openDatabase();
    await seed(world.database, clock, 'demo');
    bookings = await world.database.reader.find(Booking);
    held = new Map();
    for (const { bookingId, resourceId } of await world.database.reader.find(BookingResource)) {
      held.set(bookingId, [...(held.get(bookingId) ?? []), resourceId]);
    }
  });
  afterAll(() => world.close());

  test('has bookings before and after today, and some that were cancelled', () => {
    expect(bookings.filter(({ date }) => date < today).length).toBeGreaterThan(100);
    expect(bookings.filter(({ date }) => date > today).length).toBeGreaterThan(40);
    expect(bookings.some(({ status }) => status === 'cancelled')).toBe(true);
    expect(bookings.every(({ createdAt }) => createdAt.epochMilliseconds < clock.now().epochMilliseconds)).toBe(true);
  });

  test('has people who came, two who did not, and a day that nobody empties', async () => {
    const past = bookings.filter(({ date, status }) => date < today && status === 'booked');
    const came = past.filter(({ checkedInAt }) => checkedInAt !== null);
    expect(came.length / past.length).toBeGreaterThan(0.8);
    expect(came.length).toBeLessThan(past.length);
    const late = (one: Booking): boolean => one.checkedInAt!.epochMilliseconds > clock.now().epochMilliseconds;
    expect(bookings.filter((one) => one.checkedInAt && late(one))).toEqual([]);
    expect(bookings.filter(({ status }) => status === 'no_show')).toHaveLength(2);
    expect(await world.database.reader.findBy(Venue, { noShowMinutes: Not(IsNull()) })).toEqual([]);
  });

  test('is the same each time', () =>
    withDatabase(async ({ database }) => {
      await seed(database, clock, 'demo');
      expect(await database.reader.find(Booking)).toEqual(bookings);
    }));

  test('keeps to the opening hours and closures of the place', async () => {
    const venue = await world.database.reader.findOneByOrFail(Venue, {});
    const closures = await world.database.reader.find(Closure);
    for (const { date, startMinute: start, endMinute: end } of bookings) {
      const { stretches } = openingOf(date, venue, closures);
      expect({ date, start, end, open: within({ start, end }, stretches) }).toMatchObject({
        open: true,
      });
    }
  });

  test('has a row in the timetable for each thing that a standing booking holds, and no other', async () => {
    const rows = await world.database.reader.findBy(Occupancy, { sourceKind: 'booking' });
    const expected = bookings
      .filter(({ status }) => status === 'booked')
      .flatMap(({ id, date, startMinute, endMinute }) =>
        held.get(id)!.map((resourceId) => `${id} ${resourceId} ${date} ${startMinute}-${endMinute}`),
      );
    const found = rows.map(
      (row) => `${row.sourceId} ${row.resourceId} ${row.date} ${row.startMinute}-${row.endMinute}`,
    );
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test('keeps everybody within the limits of the place, so far that whoever tries it can book', async () => {
    const desks = new Set((await world.database.reader.findBy(Resource, { kind: 'desk' })).map(({ id }) => id));
    const standing = bookings.filter(
      ({ id, status }) => status === 'booked' && held.get(id)!.some((one) => desks.has(one)),
    );
    const sums = new Map<string, number>();
    for (const { memberId, date, startMinute, endMinute } of standing) {
      const day = `${memberId} ${date}`;
      sums.set(day, (sums.get(day) ?? 0) + endMinute - startMinute);
      if (date >= today) sums.set(`${memberId} open`, (sums.get(`${memberId} open`) ?? 0) + 1);
    }
    expect([...sums].filter(([key, sum]) => sum > (key.endsWith('open') ? 3 : 480))).toEqual([]);
  });

  test('has children of several bands in care, enough people for them, and one who waits for the interview', async () => {
    const { reader } = world.database;
    const slots = await reader.find(CareSlot);
    const board = await new CareBoards(world.database, clock, new Children(world.database)).read(reader, slots);
    expect(new Set(board.standing.map(({ band }) => band)).size).toBeGreaterThan(2);
    expect(board.standing.filter(({ date }) => date >= today).length).toBeGreaterThan(5);
    for (const slot of board.slots) {
      const there = board.standing.filter(({ slotId }) => slotId === slot.id);
      expect(stepsThrough(slot, there, slot.roster, board.rulesOf(slot.venueId)).filter(isShort)).toEqual([]);
    }
    const beside = bookings.filter(({ careCount }) => careCount > 0).map(({ id }) => id);
    expect([...new Set(board.standing.map((one) => one.for!.id))].toSorted()).toEqual(beside.toSorted());
    const rows = await everyChild(reader, {});
    expect(new Set(rows.map((row) => standingOf(row, today)))).toEqual(
      new Set(['approved', 'interview_booked', 'look_again']),
    );
  });
  test('has childcare that was lived: who came, an accident that is reported, somebody who waits', async () => {
    const { reader } = world.database;
    const events = await reader.find(CareEvent);
    const kinds = new Set(events.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['arrival', 'note', 'handover', 'refusal']));
    expect(events.every(({ happenedAt }) => happenedAt.epochMilliseconds <= clock.now().epochMilliseconds)).toBe(true);
    const places = await reader.find(CarePlace);
    for (const { id, date, status } of places.filter((one) => one.date < today)) {
      const { standing } = presenceOf(events.filter(({ placeId }) => placeId === id));
      expect({ date, status, standing }).toMatchObject({ standing: expect.stringMatching(/gone|refused|due/) });
    }
    const incidents = await reader.find(Incident, { order: { happenedAt: 'ASC' } });
    expect(incidents.map(({ grade }) => grade)).toEqual(['minor', 'minor', 'minor', 'serious', 'minor']);
    const [line] = await reader.findBy(WaitlistEntry, { status: 'waiting' });
    const { startMinute: start, endMinute: end, childIds } = line!;
    const boards = new CareBoards(world.database, clock, new Children(world.database));
    const wish = { ...line!, start, end, guardianId: line!.memberId, childIds };
    const facts = await boards.facts(reader, [wish]);
    expect(placing(wish, facts, facts.standing)).toMatchObject({ reason: 'full' });
  });

  test('has 118 of the 200 who are promised, and nobody above a capacity; one session is full, and people wait for it', async () => {
    const { reader } = world.database;
    const { attendances, people } = (await new TrainingCount().count(reader, today)).targets.get('skill_up')!;
    expect([attendances, people > 25]).toEqual([118, true]);
    const seats = await reader.findBy(SessionSeat, { releasedAt: IsNull() });
    const sessions = await reader.find(TrainingSession);
    const taken = sessions.map(
      ({ id, capacity }) => capacity - seats.filter(({ sessionId }) => sessionId === id).length,
    );
    expect(taken.filter((free) => free < 0)).toEqual([]);
    const waiting = await reader.findBy(Enrolment, { status: 'waiting' });
    expect(waiting).toHaveLength(3);
    const full = sessions.findIndex(({ id }) => id === waiting[0]!.sessionId);
    expect([taken[full], sessions[full]!.date > today]).toEqual([0, true]);
    const [offer, ...more] = await reader.findBy(Enrolment, { status: 'offered' });
    expect([more, seats.filter(({ enrolmentId }) => enrolmentId === offer?.id).length]).toEqual([[], 1]);
    expect(await reader.countBy(Attendance, { walkInId: Not(IsNull()) })).toBe(3);
    const steps = await reader.find(FollowUp);
    expect([steps.length > 6, steps.every(({ date }) => date < today)]).toEqual([true, true]);
  });

  test('has reports of the months that are over: one accepted, one returned with a question, one that waits for words', async () => {
    const { reader } = world.database;
    const reports = await reader.find(MonthlyReport, { order: { month: 'ASC' } });
    expect(reports.map(({ month, status }) => [month, status])).toEqual([
      ['2026-08', 'accepted'],
      ['2026-09', 'returned'],
      ['2026-10', 'draft'],
    ]);
    const versions = await reader.find(ReportVersion, { select: { content: true }, order: { id: 'ASC' } });
    const reached = versions.map(({ content }) => (JSON.parse(content) as ReportContent).figures.targets[0]!.reached);
    const count = new TrainingCount();
    const counted = ['2026-08-31', '2026-09-30'].map((day) => count.count(reader, day));
    const all = (await Promise.all(counted)).map(({ targets }) => targets.get('skill_up')!.attendances);
    expect([reached, reached.every((one) => one > 0 && one < 118)]).toEqual([all, true]);
    const care = await careOfMonths(world, clock);
    const told = versions.map(({ content }) => (JSON.parse(content) as ReportContent).figures);
    expect([care.map(alive), told[0]!.care.visits]).toEqual([[ALIVE, ALIVE, ALIVE], care[0]!.visits]);
    expect(told.map(({ incidents }) => incidents.minor)).toEqual([1, 1]);
    expect(await reader.countBy(ReportComment, {})).toBe(1);
    expect(await reader.countBy(OutboxMail, {})).toBe(0);
  });
});
