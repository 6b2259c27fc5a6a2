import type { EntityManager } from 'typeorm';
import { ask } from '../../platform/database/ask.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import {
  type Breach,
  deedsOf,
  type Exposed,
  exposed,
  holdsOneOf,
  idsOf,
  type Opened,
} from '../../platform/personal-data/breach.js';
import { addDays, type Moment, todayAt } from '../../platform/time.js';
import { STAFF } from '../../platform/web/viewer.js';
import { type ReadingOf, SAME_MINUTES } from '../readings/card-reading.entity.js';

/** Which children, and whose phone numbers, stood within reach of an account. Seven statements at most. */
export async function exposedChildren(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
  const to = forSql(breach.to);
  const own = 'SELECT child_id AS id FROM child_guardian WHERE user_id = $1 AND linked_at <= $2';
  const found = exposed('child', await idsOf(manager, own, [breach.userId, to]), 'personal:exposed.own_children');
  if (holdsOneOf(breach, STAFF)) {
    // Who books for a family is asked which of its children come along.
    const there = await idsOf(manager, 'SELECT id FROM child WHERE created_at <= $1', [to]);
    found.push(...exposed('child', there, 'personal:exposed.child_names'));
  }
  if (holdsOneOf(breach, ['childcare', 'manager', 'admin'])) {
    const statement = `SELECT DISTINCT place.child_id AS id FROM care_incident incident
      JOIN care_place place ON place.id = incident.place_id WHERE incident.recorded_at <= $1`;
    found.push(...exposed('child', await idsOf(manager, statement, [to]), 'personal:exposed.incidents'));
  }
  if (!holdsOneOf(breach, ['childcare'])) return found;
  const cards = await cardsInReach(manager, breach);
  const links = await ask<{ childId: number; userId: number }>(
    manager,
    'SELECT child_id AS "childId", user_id AS "userId" FROM child_guardian',
    [],
  );
  const guardians = new Set(links.filter(({ childId }) => cards.has(childId)).map(({ userId }) => userId));
  return [
    ...found,
    ...exposed('child', cards, 'personal:exposed.cards'),
    ...exposed('person', guardians, 'personal:exposed.guardian_phones'),
  ];
}

/**
 * Cards that the staff could read (CareChildren, DayScope): of children with a place or an interview within the days that were
 * shown, and of those whose card was changed, or whose interview came, and waited for a decision. In doubt a card was in reach.
 */
async function cardsInReach(manager: EntityManager, { from, to }: Breach): Promise<Set<number>> {
  const days = await mostDays(manager);
  const [first, last] = [addDays(todayAt(from), -days), addDays(todayAt(to), days)];
  const came = await idsOf(
    manager,
    `SELECT child_id AS id FROM care_place WHERE date >= $1 AND date <= $2
     UNION SELECT interview.child_id FROM interview JOIN interview_slot slot ON slot.id = interview.slot_id
       WHERE slot.date <= $3 AND (slot.date >= $4 OR interview.status = 'booked' OR interview.changed_at >= $5)`,
    [first, last, last, first, forSql(from)],
  );
  const waited = await idsOf(
    manager,
    `SELECT DISTINCT entry.subject_id AS id FROM audit_entry entry
     WHERE entry.action = 'childcare.card_changed' AND entry.at <= $1 AND NOT EXISTS (
       SELECT 1 FROM child_approval decision WHERE decision.child_id = entry.subject_id
         AND decision.decided_at > entry.at AND decision.decided_at < $2)`,
    [forSql(to), forSql(from)],
  );
  return new Set([...came, ...waited]);
}

/** Before anybody set it. */
const FIRST_DAYS = 7;

/** The widest that was ever set: how far the staff sees. Two statements. */
async function mostDays(manager: EntityManager): Promise<number> {
  const [now] = await ask<{ days: number }>(manager, 'SELECT due_days AS days FROM child_rules WHERE id = 1', []);
  const set = await ask<{ detail: string }>(
    manager,
    `SELECT detail FROM audit_entry WHERE action = 'childcare.rules_changed'`,
    [],
  );
  const earlier = set.map(({ detail }) => (JSON.parse(detail) as { dueDays?: number }).dueDays ?? 0);
  return Math.max(now!.days, FIRST_DAYS, ...earlier);
}

/** By the log of looks, and by the audit trail. A look that goes on is not written again: it counts from when it began. */
export async function openedChildren(manager: EntityManager, breach: Breach): Promise<Opened[]> {
  const { userId, from, to } = breach;
  const longest = Math.max(...Object.values(SAME_MINUTES));
  const looks = await ask<Raw<{ id: number; at: Moment; what: ReadingOf }>>(
    manager,
    `SELECT child_id AS id, read_at AS at, what FROM card_reading
     WHERE reader_id = $1 AND read_at >= $2 AND read_at <= $3 ORDER BY read_at, id`,
    [userId, forSql(from.subtract({ minutes: longest })), forSql(to)],
  );
  const deeds = await deedsOf(manager, breach, 'child');
  const read = looks
    .map(({ id, at, what }) => ({ id, at: fromSql(at), what }))
    .filter(({ at, what }) => at.epochMilliseconds + SAME_MINUTES[what] * 60_000 > from.epochMilliseconds);
  return [
    ...read.map(({ id, at, what }): Opened => ({ kind: 'child', id, at, what: `readings:what.${what}` })),
    ...deeds.map(({ id, at }): Opened => ({ kind: 'child', id, at, what: 'personal:exposed.child_deed' })),
  ];
}
