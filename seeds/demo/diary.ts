import { addDays, type DateText, overlaps, type Slot, weekdayOf } from '../../src/platform/time.js';

const DAY = 8 * 60;
const WEEK = 24 * 60;
/** Two fewer than the place allows: whoever tries the demo can book. */
const OPEN = 3;

/** What one member has booked, so that nobody is in two places or over the limits of the place (seeds/reference). */
export class Diary {
  private readonly slots: Slot[] = [];

  constructor(private readonly today: DateText) {}

  hasRoomFor(slot: Slot): boolean {
    const sameDay = this.slots.filter(({ date }) => date === slot.date);
    const sameWeek = this.slots.filter(({ date }) => mondayOf(date) === mondayOf(slot.date));
    const open = this.slots.filter(({ date }) => date >= this.today);
    return (
      !sameDay.some((other) => overlaps(other, slot)) &&
      minutes([...sameDay, slot]) <= DAY &&
      minutes([...sameWeek, slot]) <= WEEK &&
      (slot.date < this.today || open.length < OPEN)
    );
  }

  add(slot: Slot): void {
    this.slots.push(slot);
  }
}

function minutes(slots: readonly Slot[]): number {
  return slots.reduce((sum, { start, end }) => sum + end - start, 0);
}

function mondayOf(date: DateText): DateText {
  return addDays(date, 1 - weekdayOf(date));
}
