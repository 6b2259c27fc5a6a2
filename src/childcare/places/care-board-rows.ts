import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Slot } from '../../platform/time.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import type { DaySlot } from './placing.policy.js';

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
}

export interface BoardRows {
  /** Of those venues that have set any, as far as they have. */
  rules: Map<number, Partial<CareRules>>;
  /** Open, by start, each with who looks after the children there. */
  slots: DaySlot[];
  /** In these slots, and what the children have elsewhere on the days; who came first first. */
  standing: StandingRow[];
}

/** Rows of four kinds under common names: what `n1` to `n4` and `t1` mean hangs on the part. */
interface Row extends Slot {
  part: 'place' | 'slot' | 'duty' | 'rules';
  id: number;
  slotId: number;
  venueId: number;
  n1: number;
  n2: number;
  n3: number | null;
  n4: number;
  t1: string;
  t2: string;
}

const PLACE = `SELECT 'place' AS part, place.id AS id, place.slot_id AS "slotId", slot.venue_id AS "venueId", place.date AS date,
    place.start_minute AS "start", place.end_minute AS "end", place.child_id AS n1, place.for_id AS n2,
    place.for_start_minute AS n3, place.for_end_minute AS n4, child.birth_date AS t1, place.for_kind AS t2`;
const HERE = `FROM open_slot slot JOIN care_place place ON place.slot_id = slot.id AND place.status = 'reserved'
  JOIN child ON child.id = place.child_id`;
const ELSEWHERE = `FROM care_place place JOIN care_slot slot ON slot.id = place.slot_id
  JOIN child ON child.id = place.child_id WHERE place.status = 'reserved'`;
const SLOT = `SELECT 'slot', id, id, venue_id, date, start_minute, end_minute, places, min_age_months, max_age_months,
    NULL, NULL, NULL FROM open_slot`;
const DUTY = `SELECT 'duty', duty.id, slot.id, slot.venue_id, slot.date, duty.start_minute, duty.end_minute,
    CASE WHEN duty.qualified THEN 1 ELSE 0 END, NULL, NULL, NULL, NULL, NULL
  FROM open_slot slot JOIN care_roster duty ON duty.slot_id = slot.id AND duty.withdrawn_at IS NULL`;
const RULES = `SELECT 'rules', venue_id, NULL, venue_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, rules, NULL FROM care_settings`;

/** All that places are given by on these days, in one statement. */
export async function boardRows(
  manager: EntityManager,
  days: readonly CareDay[],
  childIds: readonly number[],
): Promise<BoardRows> {
  if (days.length === 0) return { rules: new Map(), slots: [], standing: [] };
  const [venueIds, dates] = [
    [...new Set(days.map(({ venueId }) => venueId))],
    [...new Set(days.map(({ date }) => date))],
  ];
  const parameters: (number | string)[] = [];
  const list = (values: readonly (number | string)[]): string => {
    const marks = places(values, parameters.length);
    parameters.push(...values);
    return `(${marks})`;
  };
  const statement = `WITH open_slot AS (
      SELECT * FROM care_slot WHERE venue_id IN ${list(venueIds)} AND date IN ${list(dates)} AND status = 'open')
    ${PLACE} ${HERE}
    ${childIds.length > 0 ? `UNION ALL ${PLACE} ${ELSEWHERE} AND place.child_id IN ${list(childIds)} AND place.date IN ${list(dates)}` : ''}
    UNION ALL ${SLOT} UNION ALL ${DUTY} UNION ALL ${RULES} WHERE venue_id IN ${list(venueIds)}`;
  const rows = await ask<Row>(manager, statement, parameters);
  const of = (part: Row['part']): Row[] => rows.filter((row) => row.part === part).toSorted((a, b) => a.id - b.id);
  const duties = groupBy(of('duty'), ({ slotId }) => slotId);
  return {
    rules: new Map(of('rules').map(({ venueId, t1 }) => [venueId, JSON.parse(t1) as Partial<CareRules>])),
    slots: of('slot')
      .map((row) => slotOf(row, duties.get(row.id) ?? []))
      .toSorted(byStart),
    standing: [...new Map(of('place').map((row) => [row.id, placeOf(row)])).values()],
  };
}

function slotOf({ id, venueId, date, start, end, n1, n2, n3 }: Row, duties: readonly Row[]): DaySlot {
  const roster = duties.map((duty) => ({ qualified: duty.n1 === 1, start: duty.start, end: duty.end }));
  return { id, venueId, date, start, end, places: n1, minAgeMonths: n2, maxAgeMonths: n3, roster };
}

function placeOf({ id, slotId, venueId, date, start, end, n1, n2, n3, n4, t1, t2 }: Row): StandingRow {
  const source = { forKind: t2, forId: n2, forStart: n3!, forEnd: n4 };
  return { id, slotId, venueId, date, start, end, childId: n1, birthDate: t1, ...source };
}

function byStart(a: DaySlot, b: DaySlot): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start || a.id - b.id;
}
