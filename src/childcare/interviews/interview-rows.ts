import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Minute } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { Child } from '../children/child.entity.js';
import { Interview } from './interview.entity.js';
import { InterviewSlot } from './interview-slot.entity.js';

/** A child about whom the staff speaks with her family. */
export interface SlotChild {
  interviewId: number;
  /** Not `cancelled`. */
  status: Interview['status'];
  childId: number;
  name: string;
  kana: string;
}

/** A slot that is open, and whose family has it. */
export interface SlotRow {
  id: number;
  date: DateText;
  start: Minute;
  end: Minute;
  place: string;
  venue: string;
  address: string;
  /** Brothers and sisters in one meeting; none: nobody has it. */
  children: SlotChild[];
}

type RawRow = Omit<SlotRow, 'children'> & (SlotChild | { interviewId: null });

/**
 * Open slots in order. One statement.
 * @param narrow `slot` is the alias of the slots
 */
export async function slotRows(
  manager: EntityManager,
  narrow: (query: SelectQueryBuilder<InterviewSlot>) => SelectQueryBuilder<InterviewSlot>,
): Promise<SlotRow[]> {
  const query = manager
    .createQueryBuilder(InterviewSlot, 'slot')
    .innerJoin(Venue, 'venue', 'venue.id = slot.venue_id')
    .leftJoin(Interview, 'interview', "interview.slot_id = slot.id AND interview.status <> 'cancelled'")
    .leftJoin(Child, 'child', 'child.id = interview.child_id')
    .select('slot.id', 'id')
    .addSelect('slot.date', 'date')
    .addSelect('slot.start_minute', 'start')
    .addSelect('slot.end_minute', 'end')
    .addSelect('slot.place', 'place')
    .addSelect('venue.name', 'venue')
    .addSelect('venue.address', 'address')
    .addSelect('interview.id', 'interviewId')
    .addSelect('interview.status', 'status')
    .addSelect('child.id', 'childId')
    .addSelect('child.name', 'name')
    .addSelect('child.kana', 'kana')
    .where('slot.closed_at IS NULL')
    .orderBy('slot.date')
    .addOrderBy('slot.start_minute')
    .addOrderBy('slot.id')
    .addOrderBy('interview.seat');
  const rows = await narrow(query).getRawMany<RawRow>();
  return [...groupBy(rows, ({ id }) => id).values()].map((of) => {
    const { id, date, start, end, place, venue, address } = of[0]!;
    return { id, date, start, end, place, venue, address, children: of.flatMap(childOf) };
  });
}

function childOf(row: RawRow): SlotChild[] {
  if (row.interviewId === null) return [];
  const { interviewId, status, childId, name, kana } = row;
  return [{ interviewId, status, childId, name, kana }];
}
