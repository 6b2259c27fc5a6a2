import type { EntityManager } from 'typeorm';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import type { EventData, EventKind } from '../../src/childcare/day/presence.policy.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { type DateText, type Minute, momentAt, type Moment } from '../../src/platform/time.js';
import type { CareWorld } from './care.js';
import type { DemoChild } from './children.js';
import { Chance } from './random.js';

/** One in so many does not come without a word. */
const ABSENT = 0.06;
const LUNCH = 12 * 60;
const NAP = { from: 12 * 60 + 30, minutes: 60 };
const YOUNG_MONTHS = 36;
const MEALS = ['meal.all', 'meal.all', 'meal.half', 'meal.little'] as const;

type Line = Pick<CareEvent, 'kind' | 'data'> & { minute: Minute };

/**
 * What has happened to children in care until now: who came, how the day went, who took them home. One of the past days a
 * child had a fever at the door.
 * @returns places of past days on which the child was there, the last first
 */
export async function seedCareLife(
  tx: EntityManager,
  { today, now, people }: CareWorld,
  children: readonly DemoChild[],
): Promise<CarePlace[]> {
  const nurse = people.get('childcare@demo.test')!;
  const chance = new Chance(20261122);
  const places = await tx.find(CarePlace, { where: { status: 'reserved' }, order: { date: 'ASC', id: 'ASC' } });
  const begun = places.filter(({ date }) => date <= today);
  const feverish = begun.find(({ date }) => date < today);
  if (feverish) await write(tx, feverish, [fever(feverish)], { now, nurse });
  const others = begun.filter((place) => place !== feverish);
  const came = await seedDaysInCare(tx, { today, now, people }, children, others, chance);
  if (feverish) {
    const releasedAt = momentAt(feverish.date, feverish.startMinute);
    await tx.update(CarePlace, feverish.id, { status: 'cancelled', releasedAt, releasedBy: nurse });
  }
  return came.toReversed();
}

/** How the days of these places went. @returns those of past days on which the child was there, in their order */
export async function seedDaysInCare(
  tx: EntityManager,
  { today, now, people }: Pick<CareWorld, 'today' | 'now' | 'people'>,
  children: readonly DemoChild[],
  places: readonly CarePlace[],
  chance: Chance,
): Promise<CarePlace[]> {
  const nurse = people.get('childcare@demo.test')!;
  const came: CarePlace[] = [];
  for (const place of places) {
    const demo = children.find(({ child }) => child.id === place.childId)!;
    const isOver = place.date < today;
    const lines = isOver && chance.happens(ABSENT) ? [] : dayOf(place, demo, chance);
    await write(tx, place, lines, { now, nurse });
    if (isOver && lines.length > 1) came.push(place);
  }
  return came;
}

function fever({ startMinute }: CarePlace): Line {
  return { kind: 'refusal', minute: startMinute, data: { temperature: 378, text: '玄関で検温しました。' } };
}

function dayOf(place: CarePlace, { child, mother, months }: DemoChild, chance: Chance): Line[] {
  const { startMinute: start, endMinute: end, forStartMinute, forEndMinute } = place;
  const arrived = chance.between(start, forStartMinute);
  const left = chance.between(forEndMinute, end);
  const line = (kind: EventKind, minute: Minute, data: EventData): Line => ({ kind, minute, data });
  const note = (minute: Minute, data: EventData): Line[] =>
    arrived < minute && minute < left ? [line('note', minute, data)] : [];
  const young = months < YOUNG_MONTHS;
  const naps = young && NAP.from + NAP.minutes < left;
  const grandmother = { to: `${child.name.split(' ')[0]} 和子`, relation: '祖母' };
  return [
    line('arrival', arrived, { temperature: chance.between(361, 369), condition: 'well', broughtBy: mother.name }),
    ...(young ? note(arrived + 50, { value: chance.pick(['nappy.wet', 'nappy.wet', 'nappy.soiled']) }) : []),
    ...note(LUNCH, { value: chance.pick(MEALS) }),
    ...(naps ? note(NAP.from, { value: 'sleep.begins' }) : []),
    ...(naps ? note(NAP.from + NAP.minutes, { value: 'sleep.ends' }) : []),
    line('handover', left, chance.happens(0.2) ? grandmother : { to: mother.name, relation: '母' }),
  ];
}

/** Those lines that have happened by now. */
async function write(
  tx: EntityManager,
  { id: placeId, date }: { id: number; date: DateText },
  lines: readonly Line[],
  { now, nurse }: { now: Moment; nurse: number },
): Promise<void> {
  const rows = lines.flatMap(({ kind, minute, data }, at) => {
    const happenedAt = momentAt(date, minute);
    if (happenedAt.epochMilliseconds > now.epochMilliseconds) return [];
    const written = { recordedAt: happenedAt, recordedBy: nurse, clientKey: `demo-${placeId}-${at}`, correctsId: null };
    return [{ placeId, kind, data, happenedAt, ...written }];
  });
  if (rows.length > 0) await tx.insert(CareEvent, rows);
}
