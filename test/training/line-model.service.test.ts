import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { Refused } from '../../src/platform/errors.js';
import { Cancellations } from '../../src/training/enrolment/cancellations.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { Enrolments } from '../../src/training/enrolment/enrolments.js';
import { LineTriggers } from '../../src/training/enrolment/line-triggers.js';
import { OfferAnswers } from '../../src/training/enrolment/offer-answers.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import { Sessions } from '../../src/training/sessions/sessions.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { viewerOf } from '../support/booking-factories.js';
import { addApprovedChild, addToRoster } from '../support/care-factories.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { addUser } from '../support/factories.js';

/** So far away that no offer comes near the start. */
const DATE = '2026-12-25';
const PEOPLE = 4;
let world: TestApp;
let at: EnrolmentHouse;
let people: { user: User; child: Child }[];

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
  await addToRoster(world, await at.house.open({ date: DATE, places: 1 }), at.house.nurse);
  people = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const user = await addUser(world);
    people.push({ user, child: await addApprovedChild(world, user) });
  }
});
afterAll(() => world.close());

/** One session, one place in childcare, one line: what each holds, and what each waits for. */
interface Model {
  capacity: number;
  revision: number;
  holds: { who: number; care: boolean; offered: boolean }[];
  line: { who: number; care: boolean }[];
}

const isFree = ({ holds, capacity }: Model): boolean => holds.length < capacity;
const isCareFree = ({ holds }: Model): boolean => holds.every(({ care }) => !care);

function serve(model: Model): void {
  for (const one of model.line) {
    if (!isFree(model) || (one.care && !isCareFree(model))) continue;
    model.holds.push({ ...one, offered: true });
    model.line = model.line.filter((other) => other !== one);
  }
}

const what = fc.constantFrom(
  'enrol',
  'enrol',
  'wait',
  'wait',
  'wait',
  'cancel',
  'cancel',
  'accept',
  'decline',
  'expire',
  'raise',
);
const steps = fc.array(fc.record({ what, who: fc.nat(PEOPLE - 1), care: fc.boolean() }), {
  minLength: 5,
  maxLength: 16,
});
type Step = { what: string; who: number; care: boolean };

async function codeOf<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}
const viewer = (who: number) => viewerOf(world, people[who]!.user);
const ownOf = (who: number): Promise<Enrolment> =>
  world.database.reader.findOneOrFail(Enrolment, { where: { userId: people[who]!.user.id }, order: { id: 'DESC' } });

async function step(model: Model, session: TrainingSession, { what, who, care }: Step): Promise<void> {
  const hold = model.holds.find((one) => one.who === who);
  const waiting = model.line.find((one) => one.who === who);
  if (what === 'enrol' || what === 'wait') {
    if (hold || waiting) return;
    const wait = what === 'wait';
    const childIds = care ? [people[who]!.child.id] : [];
    const order = { courseId: session.courseId, sessionId: session.id, childIds, memberId: null, wait };
    const answer = await codeOf(world.get(Enrolments).enrol(await viewer(who), order));
    const can = isFree(model) && (!care || isCareFree(model));
    if (can) model.holds.push({ who, care, offered: false });
    else if (wait) model.line.push({ who, care });
    const expected = can ? 'enrolled' : wait ? 'waiting' : isFree(model) ? 'childcare.full' : 'enrolment.full';
    expect(typeof answer === 'string' ? answer : answer.status).toBe(expected);
  } else if (what === 'cancel') {
    if (!hold && !waiting) return;
    await world.get(Cancellations).cancel(await viewer(who), (await ownOf(who)).id, null);
    model.holds = model.holds.filter((one) => one !== hold);
    model.line = model.line.filter((one) => one !== waiting);
    serve(model);
  } else if (what === 'accept' || what === 'decline') {
    if (!hold && !waiting) return;
    const answer = await codeOf(world.get(OfferAnswers)[what](await viewer(who), (await ownOf(who)).id));
    if (!hold?.offered) return expect(answer).toBe(hold && what === 'accept' ? undefined : 'enrolment.offer_gone');
    if (what === 'accept') hold.offered = false;
    else model.holds = model.holds.filter((one) => one !== hold);
    serve(model);
  } else if (what === 'expire') {
    world.clock.advance({ hours: 12 });
    const triggers = world.get(LineTriggers);
    await triggers.serveAll(await triggers.courses());
    model.holds = model.holds.filter(({ offered }) => !offered);
    serve(model);
  } else {
    const { roomId, startMinute: start, endMinute: end, closesDaysBefore } = session;
    const rest = { onlineLink: null, minimum: null, enrolmentFrom: null, closesDaysBefore, trainerIds: [] };
    const shape = { roomId, start, end, capacity: model.capacity + 1, ...rest };
    const form = { shape, date: DATE, revision: model.revision };
    await world.get(Sessions).move(at.boss.id, session.courseId, session.id, form as never);
    model.capacity += 1;
    model.revision += 1;
    serve(model);
  }
}

test('seats and childcare go to those to whom a plain model gives them, and never one without the other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      await at.clear();
      const began = world.clock.now();
      const { sessions } = await at.course({ enrolmentPer: 'session' }, [at.inHouse({ date: DATE, capacity: 2 })]);
      const session = sessions[0]!;
      const model: Model = { capacity: 2, revision: 0, holds: [], line: [] };
      for (const one of plan) {
        await step(model, session, one);
        const { reader } = world.database;
        const open = (await at.enrolments()).filter(({ status }) =>
          ['waiting', 'offered', 'enrolled'].includes(status),
        );
        const told = open.map(({ userId, status, childIds }) => `${userId} ${status} ${childIds.length > 0}`);
        const expected = [
          ...model.line.map((each) => ({ ...each, status: 'waiting' })),
          ...model.holds.map((each) => ({ ...each, status: each.offered ? 'offered' : 'enrolled' })),
        ].map(({ who, status, care }) => `${people[who]!.user.id} ${status} ${care}`);
        expect(told.toSorted()).toEqual(expected.toSorted());
        const seats = (await reader.findBy(SessionSeat, { sessionId: session.id })).filter((seat) => !seat.releasedAt);
        const seated = new Set(model.holds.map(({ who }) => people[who]!.user.id));
        expect(new Set(seats.map(({ userId }) => userId))).toEqual(seated);
        expect(seats).toHaveLength(seated.size);
        const places = await reader.findBy(CarePlace, { status: 'reserved' });
        const caredFor = model.holds.filter(({ care }) => care).map(({ who }) => people[who]!.user.id);
        expect(places.map(({ guardianId }) => guardianId)).toEqual(caredFor);
      }
      const gone = world.clock.now().epochMilliseconds - began.epochMilliseconds;
      world.clock.advance({ seconds: -gone / 1000 });
    }),
    { numRuns: 12 },
  );
});
