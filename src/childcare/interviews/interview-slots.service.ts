import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound, Refused } from '../../platform/errors.js';
import { addDays, type DateText, type Minute, todayAt } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { cutInto, hasBegun, MOST_SLOTS } from './interview.policy.js';
import { slotRows, type SlotRow } from './interview-rows.js';
import { InterviewSlot } from './interview-slot.entity.js';
import { Interview } from './interview.entity.js';
import { Interviews } from './interviews.service.js';

export interface NewSlots {
  venueId: number;
  date: DateText;
  start: Minute;
  end: Minute;
  /** Length of each. */
  minutes: number;
  place: string;
}

/** The staff looks at the last so many days too: somebody may still have to be decided on. */
const BACK_DAYS = 14;
const FAR_DAYS = 180;

/** The staff opens times for interviews, and takes them back. */
@Injectable()
export class InterviewSlots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly interviews: Interviews,
    private readonly audit: Audit,
  ) {}

  /** What is to come, and what of the last days waits for a decision. One statement. */
  async list(): Promise<SlotRow[]> {
    const today = todayAt(this.clock.now());
    return slotRows(this.database.reader, (query) =>
      query.andWhere("(slot.date >= :today OR (slot.date >= :back AND interview.status = 'booked'))", {
        today,
        back: addDays(today, -BACK_DAYS),
      }),
    );
  }

  /**
   * Opens all slots of a stretch; those that are there already stay as they are.
   * @returns how many are new. @throws Refused `childcare.slot_in_past`, `childcare.slot_too_far`,
   * `childcare.slots_end_first`, `childcare.too_many_slots`, `childcare.slots_exist` (conflict)
   */
  async open(actorId: number, wanted: NewSlots): Promise<number> {
    const { venueId, date, place } = wanted;
    const slots = this.checked(wanted);
    return this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(Venue, { id: venueId }))) throw invalid('venueId', 'platform.unknown_choice');
      await this.database.lock(tx, 'interview_slots', venueId);
      const there = await tx.findBy(InterviewSlot, { venueId, date, place });
      const open = there.filter(({ closedAt }) => closedAt === null);
      const fresh = slots.filter(
        ({ start, end }) => !open.some((one) => one.startMinute < end && start < one.endMinute),
      );
      if (fresh.length === 0) throw conflict('start', 'childcare.slots_exist');
      const common = { venueId, date, place, openedBy: actorId, createdAt: this.clock.now(), closedAt: null };
      await tx.insert(
        InterviewSlot,
        fresh.map(({ start, end }) => ({ ...common, startMinute: start, endMinute: end })),
      );
      const subject = { kind: 'venue', id: venueId };
      const detail = { date, count: fresh.length };
      await this.audit.record(tx, { actorId, action: 'childcare.interview_slots_opened', subject, detail });
      return fresh.length;
    });
  }

  /** Takes a slot back; who has it is told. @throws Refused not found, `childcare.interview_began` */
  async close(actorId: number, slotId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'interview_slot', slotId);
      const slot = await tx.findOneBy(InterviewSlot, { id: slotId });
      if (!slot || slot.closedAt) throw notFound();
      const { date, startMinute: start, endMinute: end } = slot;
      if (hasBegun({ date, start, end }, this.clock.now())) throw new Refused('conflict', 'childcare.interview_began');
      const booked = await tx.find(Interview, { where: { slotId, status: 'booked' }, order: { seat: 'ASC' } });
      if (booked.length > 0) await this.interviews.end(tx, actorId, booked, 'closed');
      await tx.update(InterviewSlot, slotId, { closedAt: this.clock.now() });
      const subject = { kind: 'interview_slot', id: slotId };
      await this.audit.record(tx, { actorId, action: 'childcare.interview_slot_closed', subject });
    });
  }

  /** Nobody came. The guardian can book another. @throws Refused not found, `childcare.interview_not_begun` */
  async missed(actorId: number, slotId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const slot = await tx.findOneBy(InterviewSlot, { id: slotId });
      const booked = slot ? await tx.findBy(Interview, { slotId, status: 'booked' }) : [];
      if (!slot || booked.length === 0) throw notFound();
      const { date, startMinute: start, endMinute: end } = slot;
      if (!hasBegun({ date, start, end }, this.clock.now()))
        throw new Refused('conflict', 'childcare.interview_not_begun');
      await tx.update(Interview, { slotId, status: 'booked' }, { status: 'missed', changedAt: this.clock.now() });
      for (const { id } of booked) {
        const subject = { kind: 'interview', id };
        await this.audit.record(tx, { actorId, action: 'childcare.interview_missed', subject });
      }
    });
  }

  private checked({ date, start, end, minutes }: NewSlots): { start: Minute; end: Minute }[] {
    const now = this.clock.now();
    if (end <= start) throw invalid('end', 'childcare.slots_end_first');
    if (hasBegun({ date, start, end }, now)) throw invalid('date', 'childcare.slot_in_past');
    if (date > addDays(todayAt(now), FAR_DAYS)) throw invalid('date', 'childcare.slot_too_far', { days: FAR_DAYS });
    const slots = cutInto(start, end, minutes);
    if (slots.length === 0) throw invalid('end', 'childcare.slots_too_short');
    if (slots.length > MOST_SLOTS) throw invalid('end', 'childcare.too_many_slots', { maximum: MOST_SLOTS });
    return slots;
  }
}
