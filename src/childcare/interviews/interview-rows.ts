import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { DateText, Minute } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { Child } from '../children/child.entity.js';
import { Interview } from './interview.entity.js';
import { InterviewSlot } from './interview-slot.entity.js';

/** A slot that is open, and who has it. */
export interface SlotRow {
  id: number;
  date: DateText;
  start: Minute;
  end: Minute;
  place: string;
  venue: string;
  address: string;
  interviewId: number | null;
  /** `booked`, `held` or `missed`; none: nobody has it. */
  status: Interview['status'] | null;
  childId: number | null;
  childName: string | null;
  childKana: string | null;
}

/** Open slots from a date on, in order. One statement. */
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
    .addSelect('child.name', 'childName')
    .addSelect('child.kana', 'childKana')
    .where('slot.closed_at IS NULL')
    .orderBy('slot.date')
    .addOrderBy('slot.start_minute')
    .addOrderBy('slot.id');
  return narrow(query).getRawMany<SlotRow>();
}
