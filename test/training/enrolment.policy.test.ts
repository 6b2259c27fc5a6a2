import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { momentOf } from '../../src/platform/time.js';
import { type Door, type DoorSession, doorOf, isFor, wantedOf } from '../../src/training/enrolment/door.policy.js';
import { promises, type Waiting } from '../../src/training/enrolment/line.policy.js';
import { isTooFew } from '../../src/training/enrolment/minimum.policy.js';

/** Saturday, 9:00. */
const NOW = momentOf('2026-11-21T00:00:00Z');
const session = (part: Partial<DoorSession> = {}): DoorSession & { venueId: number } => ({
  id: 1,
  status: 'planned',
  date: '2026-11-24',
  start: 600,
  end: 720,
  capacity: 10,
  taken: 4,
  enrolmentFrom: null,
  closesDaysBefore: 1,
  venueId: 1,
  ...part,
});

test.each<[string, DoorSession[], Door['state'], object?]>([
  ['nothing', [], 'none'],
  ['a cancelled one', [session({ status: 'cancelled' })], 'none'],
  ['one that has just begun', [session({ date: '2026-11-21', start: 540, closesDaysBefore: 0 })], 'none'],
  ['one that begins in a minute', [session({ date: '2026-11-21', start: 541, closesDaysBefore: 0 })], 'open'],
  ['free seats', [session()], 'open', { free: 6, until: '2026-11-23' }],
  ['the last day', [session({ closesDaysBefore: 3 })], 'open', { until: '2026-11-21' }],
  ['the day after', [session({ closesDaysBefore: 4 })], 'closed'],
  ['the day before it opens', [session({ enrolmentFrom: '2026-11-22' })], 'not_yet', { from: '2026-11-22' }],
  ['the day on which it opens', [session({ enrolmentFrom: '2026-11-21' })], 'open'],
  ['no seat left', [session({ taken: 10 })], 'full'],
  ['more seats than there are', [session({ taken: 11 })], 'full'],
  ['one of two is full', [session(), session({ id: 2, date: '2026-11-25', taken: 10 })], 'full'],
  ['the full one is over', [session({ date: '2026-11-20', taken: 10 }), session({ id: 2 })], 'open', { free: 6 }],
])('the door with %s', (_, sessions, state, part = {}) => {
  expect(doorOf('published', sessions, { now: NOW })).toMatchObject({ state, ...part });
  if (sessions.length > 0 && state !== 'none') {
    expect(doorOf('closed', sessions, { now: NOW }).state).toBe('closed');
    const late = doorOf('published', sessions, { now: NOW, byStaff: true }).state;
    expect(late).toBe(state === 'full' ? 'full' : 'open');
  }
});

test('who joins a course comes from the first session on that is still open', () => {
  const days = ['2026-11-20', '2026-11-22', '2026-11-29'].map((date, id) => session({ id, date, closesDaysBefore: 2 }));
  expect(wantedOf(days, { now: NOW }).map(({ id }) => id)).toEqual([2]);
  expect(wantedOf(days, { now: NOW, byStaff: true }).map(({ id }) => id)).toEqual([1, 2]);
});

test.each([
  ['anyone', false, false, true],
  ['raising_children', false, false, false],
  ['raising_children', false, true, true],
  ['resident', true, false, false],
  ['resident', false, true, false],
  ['resident', true, true, true],
] as const)(
  'a course for %s, somebody who lives here: %s, raises children: %s',
  (audience, resident, raisingChildren, is) => {
    expect(isFor(audience, { resident, raisingChildren })).toBe(is);
  },
);

test.each([
  [3, 48, '2026-11-23', {}, false],
  [2, 48, '2026-11-23', {}, true],
  [2, 48, '2026-11-24', {}, false],
  [2, 48, '2026-11-23', { minimumKeptAt: NOW }, false],
  [2, 48, '2026-11-23', { minimum: null }, false],
  [0, 48, '2026-11-20', {}, false],
])('%s enrolled, looked at %s hours before %s', (enrolled, minimumHours, date, part, expected) => {
  const facts = {
    status: 'planned',
    date,
    startMinute: 540,
    minimum: 3,
    minimumHours,
    minimumKeptAt: null,
    ...part,
  } as const;
  expect(isTooFew(facts, enrolled, NOW)).toBe(expected);
});

test('nobody is promised what is not there, everybody all or nothing, and nobody overtakes who could have had the same', () => {
  const person = fc.record({ course: fc.boolean(), nth: fc.nat(2), cares: fc.boolean() });
  const seats = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
  fc.assert(
    fc.property(fc.array(person, { maxLength: 8 }), seats, fc.nat(2), (people, free, careFree) => {
      const sessions = free.map((left, index) =>
        session({ id: index + 1, date: `2026-11-2${index + 4}`, capacity: 3, taken: 3 - left }),
      ) as (DoorSession & { venueId: number })[];
      const line = people.map(({ course, nth, cares }, id): Waiting => ({
        id,
        userId: id,
        sessionId: course ? null : nth + 1,
        childIds: cares ? [id] : [],
      }));
      let left = careFree;
      const care = {
        fits: () => left > 0,
        take: () => {
          left -= 1;
        },
      };
      const made = promises(line, { now: NOW, sessions, offerHours: () => 12, seats: new Map(), care });
      for (const { id, capacity, taken } of sessions) {
        const given = made.filter((one) => one.sessions.some((each) => each.id === id)).length;
        expect(taken + given).toBeLessThanOrEqual(capacity);
      }
      for (const { one, sessions: of } of made) expect(of).toHaveLength(one.sessionId === null ? 3 : 1);
      expect(made.map(({ one }) => one.id)).toEqual(made.map(({ one }) => one.id).toSorted((a, b) => a - b));
      const got = new Set(made.map(({ one }) => one.id));
      const alike = (a: Waiting, b: Waiting): boolean =>
        a.sessionId === b.sessionId && a.childIds.length === b.childIds.length;
      for (const late of line.filter(({ id }) => got.has(id))) {
        for (const early of line.filter((one) => one.id < late.id && alike(one, late))) expect(got).toContain(early.id);
      }
    }),
  );
});
