import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AttendanceFacts, countOf } from '../../src/training/count/count.policy.js';
import { ATTENDANCE_STATUSES, type AttendanceRow } from '../../src/training/count/record.policy.js';
import { at, facts, row, TODAY } from './attendance-facts.js';

/** The same figures by asking for each person and session anew, slowly. */
function naive({ rows, merges, releases }: AttendanceFacts, asOf: string): { attendances: number; people: number } {
  const whoIs = (name: string): string => {
    const found = merges
      .filter(({ walkIn }) => walkIn === name)
      .toSorted((a, b) => later(a.at, b.at))
      .at(-1);
    return found ? whoIs(found.into) : name;
  };
  const later = (a: AttendanceRow['at'], b: AttendanceRow['at']): number => a.epochMilliseconds - b.epochMilliseconds;
  const standing = rows
    .filter(({ date }) => date <= asOf)
    .filter((one) => !releases.some(({ seatId }) => seatId === one.seatId))
    .toSorted((a, b) => later(a.at, b.at) || a.id - b.id);
  const there = (status: string | null): boolean => ['present', 'late', 'left_early'].includes(status ?? '');
  let attendances = 0;
  const came = new Set<string>();
  for (const session of new Set(standing.map(({ sessionId }) => sessionId))) {
    for (const person of new Set(standing.map(({ who }) => whoIs(who)))) {
      const said = standing.filter(({ sessionId, who }) => sessionId === session && whoIs(who) === person);
      if (said.length === 0) continue;
      const joined = merges.filter(({ walkIn }) => whoIs(walkIn) === person).map((merge) => merge.at.epochMilliseconds);
      const final = said.at(-1)!;
      const ofBoth = joined.length === 0 || final.at.epochMilliseconds >= Math.max(...joined);
      const names = [...new Set(said.map(({ who }) => who))];
      const words = ofBoth ? [final] : names.map((name) => said.findLast(({ who }) => who === name)!);
      if (!words.some(({ status }) => there(status))) continue;
      attendances += 1;
      came.add(person);
    }
  }
  return { attendances, people: came.size };
}

const DATES = ['2026-10-05', '2026-10-31', '2026-11-01', '2027-01-15'];
const world = fc
  .record({
    taps: fc.array(
      fc.record({
        member: fc.boolean(),
        person: fc.integer({ min: 1, max: 4 }),
        session: fc.integer({ min: 0, max: 3 }),
        status: fc.constantFrom(...ATTENDANCE_STATUSES, null),
        minute: fc.integer({ min: 0, max: 40 }),
        /** Minutes without a connection. */
        kept: fc.integer({ min: 0, max: 25 }),
        enrolled: fc.option(fc.integer({ min: 1, max: 6 })),
      }),
      { maxLength: 60 },
    ),
    merged: fc.array(
      fc.record({ from: fc.integer({ min: 1, max: 4 }), member: fc.boolean(), to: fc.integer({ min: 1, max: 4 }) }),
      { maxLength: 4 },
    ),
    cancelled: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  })
  .map(({ taps, merged, cancelled }): AttendanceFacts => ({
    rows: taps.map(({ member, person, session, status, minute, kept, enrolled }, id) =>
      row({
        id,
        who: `${member ? 'member' : 'walk_in'}:${person}`,
        seatId: enrolled,
        sessionId: session,
        date: DATES[session]!,
        courseId: session % 2,
        status,
        at: at(minute),
        recorded: at(minute + kept),
      }),
    ),
    // A name is merged into a member, or into a name after it: never in a circle.
    merges: merged
      .filter(({ from, member, to }) => member || to > from)
      .map(({ from, member, to }, order) => ({
        walkIn: `walk_in:${from}`,
        into: `${member ? 'member' : 'walk_in'}:${to}`,
        at: at(order * 15 + 5),
      })),
    releases: cancelled.map((seatId) => ({ seatId, at: at(1) })),
  }));

describe('whatever was written down', () => {
  test('the count is that of a naive recount, on any day', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...DATES, TODAY), (given, asOf) => {
        const { attendances, people } = countOf(given, asOf);
        expect({ attendances, people }).toEqual(naive(given, asOf));
      }),
    );
  });

  test('the parts make the whole, and the last month says what the whole says', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { attendances, people, months, courses, targets } = countOf(given, TODAY);
        const sum = (of: Iterable<{ attendances: number }>): number =>
          [...of].reduce((total, one) => total + one.attendances, 0);
        expect([sum(months), sum(courses.values()), sum(targets.values())]).toEqual(Array(3).fill(attendances));
        if (attendances > 0) expect(months.at(-1)!.cumulative).toEqual({ attendances, people });
      }),
    );
  });

  test('the order in which rows arrive changes nothing', () => {
    fc.assert(
      fc.property(world, (given) => {
        const reversed = { ...given, rows: given.rows.toReversed() };
        const { attendances, people } = countOf(reversed, TODAY);
        expect({ attendances, people }).toMatchObject(naive(given, TODAY));
      }),
    );
  });

  test('what was known at a moment stays known: rows that come later change no report of before, however early they were tapped', () => {
    fc.assert(
      fc.property(world, (given) => {
        const before = facts(
          given.rows.filter(({ recorded }) => recorded.epochMilliseconds <= at(20).epochMilliseconds),
          {
            merges: given.merges.filter(({ at: said }) => said.epochMilliseconds <= at(20).epochMilliseconds),
            releases: given.releases,
          },
        );
        expect(countOf(given, TODAY, { by: at(20) })).toEqual(countOf(before, TODAY));
      }),
    );
  });
});
