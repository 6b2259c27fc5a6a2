import { groupBy } from '../../platform/group-by.js';
import type { Attended } from './record.policy.js';
import { idsOf } from './who.js';

/** Who was at one session: all that figures are made of. */
export interface Turnout extends Pick<Attended, 'sessionId' | 'date' | 'courseId' | 'category' | 'target'> {
  /** Each once: members by their number, who is known by name alone by a negative one. */
  people: readonly number[];
}

/** By session, in the order in which they come. */
export function turnoutsOf(attended: readonly Attended[]): Turnout[] {
  return [...groupBy(attended, ({ sessionId }) => sessionId)].map(([sessionId, of]) => {
    const { date, courseId, category, target } = of[0]!;
    return { sessionId, date, courseId, category, target, people: of.map(({ who }) => personNumber(who)) };
  });
}

/** Two lists about different people as one, by date and session. */
export function together(some: readonly Turnout[], others: readonly Turnout[]): Turnout[] {
  const whole = groupBy([...some, ...others], ({ sessionId }) => sessionId);
  return [...whole.values()]
    .map((of): Turnout => (of.length === 1 ? of[0]! : { ...of[0]!, people: of.flatMap(({ people }) => people) }))
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.sessionId - b.sessionId));
}

/**
 * The sessions whose attendances stand on a page, the latest first.
 * @param turnouts by date
 * @returns how many attendances of these sessions stand on the page before
 */
export function sessionsOnPage(
  turnouts: readonly Turnout[],
  page: number,
  perPage: number,
): { sessionIds: number[]; before: number } {
  const [first, end] = [(page - 1) * perPage, page * perPage];
  const sessionIds: number[] = [];
  let [passed, before] = [0, 0];
  for (const { sessionId, people } of turnouts.toReversed()) {
    const next = passed + people.length;
    if (next > first && passed < end) {
      if (sessionIds.length === 0) before = first - passed;
      sessionIds.push(sessionId);
    }
    passed = next;
  }
  return { sessionIds, before };
}

function personNumber(who: string): number {
  const { userId, walkInId } = idsOf(who);
  return userId ?? -walkInId!;
}
