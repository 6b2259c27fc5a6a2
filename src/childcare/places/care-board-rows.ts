import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Moment, Slot } from '../../platform/time.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import type { DaySlot } from './placing.policy.js';
import type { CareFor } from './stay.policy.js';

/** Which days at which venue. */
export interface CareDay {
  venueId: number;
  date: DateText;
}

/** Somebody who has a place. */
export interface StandingRow extends Slot {
  id: number;
  slotId: number;
  venueId: number;
  childId: number;
  birthDate: DateText;
  forKind: string;
  forId: number;
  forStart: number;
  forEnd: number;
  share: CareFor | undefined;
}

/** Places set aside. */
export interface SetAsideRow extends Slot {
  slotId: number;
  for: CareFor;
  places: number;
}

export interface BoardRows {
  /** Of those venues that have set any, as far as they have. */
  rules: Map<number, Partial<CareRules>>;
  /** Open, by start, each with who looks after the children there. */
  slots: Omit<DaySlot, 'setAside'>[];
  /** In these slots, as long as they are. */
  setAside: SetAsideRow[];
  /** In these slots, and what the children have elsewhere on the days; who came first first. */
  standing: StandingRow[];
}

/** Rows of five kinds under common names: what `n1` to `n5` and `t1` to `t3` mean hangs on the part. */
interface Row extends Slot {
  part: 'place' | 'slot' | 'duty' | 'rules' | 'aside';
  id: number;
  slotId: number;
  venueId: number;
  n1: number;
  n2: number;
  n3: number | null;
  n4: number;
  n5: number | null;
  t1: string;
  t2: string;
  t3: string | null;
}

const PLACE = `SELECT 'place' AS part, place.id AS id, place.slot_id AS "slotId", slot.venue_id AS "venueId", place.date AS date,
    place.start_minute AS "start", place.end_minute AS "end", place.child_id AS n1, place.for_id AS n2,
    place.for_start_minute AS n3, place.for_end_minute AS n4, place.share_id AS n5,
    child.birth_date AS t1, place.for_kind AS t2, place.share_kind AS t3`;
const HERE = `FROM open_slot slot JOIN care_place place ON place.slot_id = slot.id AND place.status = 'reserved'
  JOIN child ON child.id = place.child_id`;
const ELSEWHERE = `FROM care_place place JOIN care_slot slot ON slot.id = place.slot_id
  JOIN child ON child.id = place.child_id WHERE place.status = 'reserved'`;
const SLOT = `SELECT 'slot', id, id, venue_id, date, start_minute, end_minute, places, min_age_months, max_age_months,
    NULL, NULL, NULL, NULL, NULL FROM open_slot`;
const DUTY = `SELECT 'duty', duty.id, slot.id, slot.venue_id, slot.date, duty.start_minute, duty.end_minute,
    CASE WHEN duty.qualified THEN 1 ELSE 0 END, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM open_slot slot JOIN care_roster duty ON duty.slot_id = slot.id AND duty.withdrawn_at IS NULL`;
const RULES = `SELECT 'rules', venue_id, NULL, venue_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, rules, NULL, NULL FROM care_settings`;
const ASIDE = `SELECT 'aside', aside.id, slot.id, slot.venue_id, slot.date, aside.for_start_minute, aside.for_end_minute,
    aside.places, aside.for_id, NULL, NULL, NULL, NULL, aside.for_kind, NULL
  FROM open_slot slot JOIN care_set_aside aside ON aside.slot_id = slot.id`;

/** All that places are given by on these days, in one statement. */
export async function boardRows(
  manager: EntityManager,
  days: readonly CareDay[],
  childIds: readonly number[],
  now: Moment,
): Promise<BoardRows> {
  if (days.length === 0) return { rules: new Map(), slots: [], setAside: [], standing: [] };
  const [venueIds, dates] = [
    [...new Set(days.map(({ venueId }) => venueId))],
    [...new Set(days.map(({ date }) => date))],
  ];
  const parameters: (number | string | Date)[] = [];
  const list = (values: readonly (number | string)[]): string => {
    const marks = places(values, parameters.length);
    parameters.push(...values);
    return `(${marks})`;
  };
  const statement = `WITH open_slot AS (
      SELECT * FROM care_slot WHERE venue_id IN ${list(venueIds)} AND date IN ${list(dates)} AND status = 'open')
    ${PLACE} ${HERE}
    ${childIds.length > 0 ? `UNION ALL ${PLACE} ${ELSEWHERE} AND place.child_id IN ${list(childIds)} AND place.date IN ${list(dates)}` : ''}
    UNION ALL ${SLOT} UNION ALL ${DUTY} UNION ALL ${RULES} WHERE venue_id IN ${list(venueIds)}
    UNION ALL ${ASIDE} WHERE aside.until_at > $${parameters.push(forSql(now))}`;
  const rows = await ask<Row>(manager, statement, parameters);
  const of = (part: Row['part']): Row[] => rows.filter((row) => row.part === part).toSorted((a, b) => a.id - b.id);
  const duties = groupBy(of('duty'), ({ slotId }) => slotId);
  return {
    rules: new Map(of('rules').map(({ venueId, t1 }) => [venueId, JSON.parse(t1) as Partial<CareRules>])),
    slots: of('slot')
      .map((row) => slotOf(row, duties.get(row.id) ?? []))
      .toSorted(byStart),
    setAside: of('aside').map(({ slotId, date, start, end, n1: places, n2, t2 }) => ({
      slotId,
      date,
      start,
      end,
      places,
      for: { kind: t2, id: n2 },
    })),
    standing: [...new Map(of('place').map((row) => [row.id, placeOf(row)])).values()],
  };
}

function slotOf({ id, venueId, date, start, end, n1, n2, n3 }: Row, duties: readonly Row[]): Omit<DaySlot, 'setAside'> {
  const roster = duties.map((duty) => ({ qualified: duty.n1 === 1, start: duty.start, end: duty.end }));
  return { id, venueId, date, start, end, places: n1, minAgeMonths: n2, maxAgeMonths: n3, roster };
}

function placeOf({ id, slotId, venueId, date, start, end, n1, n2, n3, n4, n5, t1, t2, t3 }: Row): StandingRow {
  const source = { forKind: t2, forId: n2, forStart: n3!, forEnd: n4 };
  const share = t3 === null ? undefined : { kind: t3, id: n5! };
  return { id, slotId, venueId, date, start, end, childId: n1, birthDate: t1, ...source, share };
}

function byStart(a: Slot & { id: number }, b: Slot & { id: number }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start || a.id - b.id;
}
