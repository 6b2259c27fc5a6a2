import type { Minute } from '../../platform/time.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import type { VenueFees } from '../../venues/venue-rules.js';
import type { Booking } from '../booking.entity.js';

/** What lets a member use a place for nothing: a month that she bought, or a programme that pays for her. */
export type Cover = 'plan' | 'programme';

/** Things of one kind, at the prices that held when they were booked. Yen, tax included. */
export interface FeePart {
  kind: ResourceKind;
  count: number;
  /** Hours that have begun. */
  hours: number;
  hour: number;
  day: number | null;
}

/** What a booking costs. It is kept with the booking: settings that change later do not touch it. */
export interface Fee {
  /** Yen, tax included. */
  amount: number;
  taxPercent: number;
  parts: FeePart[];
  cover: Cover | null;
  chargesNoShow: boolean;
}

/** What one wants to use, for one stretch of a day. */
export interface FeeUse {
  start: Minute;
  end: Minute;
  /** One for each thing. */
  kinds: readonly ResourceKind[];
}

/** Hours that have begun: 61 minutes are two. */
export function startedHours({ start, end }: Pick<FeeUse, 'start' | 'end'>): number {
  return Math.ceil((end - start) / 60);
}

/**
 * What a booking costs by itself, before the bound of the day; nothing where the venue is free of charge or has no price for
 * any of it (K17: hour 200, day 800, month 5,000).
 */
export function feeOf(use: FeeUse, fees: VenueFees | null, cover: Cover | null): Fee | null {
  if (!fees || fees.free) return null;
  const parts = fees.prices
    .map(({ kind, hour, day }) => {
      const count = use.kinds.filter((one) => one === kind).length;
      return { kind, count, hours: startedHours(use), hour, day };
    })
    .filter(({ count }) => count > 0);
  if (parts.length === 0) return null;
  const fee = { amount: 0, taxPercent: fees.taxPercent, parts, cover, chargesNoShow: fees.chargesNoShows };
  return boundByDay([fee])[0]!;
}

/**
 * What each booking of one member, one day and one venue costs. A day of a desk never costs more than its day price,
 * however many bookings it falls into; who has two desks at once pays at most two days. In the order in which they were
 * booked: the later one is the cheaper, and adding one never makes another dearer. A request is told what it would cost but
 * takes no part of the day: whether it is granted or not, nothing else becomes dearer than it was told.
 */
export function boundByDay(fees: readonly Fee[], waits: (at: number) => boolean = () => false): Fee[] {
  const spent = new Map<string, number>();
  return fees.map((fee, at) => {
    let amount = 0;
    for (const part of fee.parts) {
      if (isCovered(part, fee)) continue;
      for (let place = 1; place <= part.count; place += 1) {
        const meter = `${part.kind} ${place}`;
        const before = spent.get(meter) ?? 0;
        const full = part.hours * part.hour;
        const due = part.day === null ? full : Math.min(full, Math.max(0, part.day - before));
        if (!waits(at)) spent.set(meter, before + due);
        amount += due;
      }
    }
    return { ...fee, amount };
  });
}

/** A plan is for working: desks and PCs. A programme pays for all. */
function isCovered({ kind }: FeePart, { cover }: Fee): boolean {
  return cover === 'programme' || (cover === 'plan' && kind !== 'room');
}

/** What the hours alone would come to. */
export function fullPrice({ parts }: Pick<Fee, 'parts'>): number {
  return parts.reduce((sum, { count, hours, hour }) => sum + count * hours * hour, 0);
}

/** Has a booking a price to tell? A cancelled one never; one that nobody came for as agreed when it was booked. */
export function counts({ status, fee }: Pick<Booking, 'status' | 'fee'>): boolean {
  if (!fee || status === 'cancelled') return false;
  return status !== 'no_show' || fee.chargesNoShow;
}

/** Yen that a booking comes to as it stands; nothing is owed for a request. */
export function dueOf(booking: Pick<Booking, 'status' | 'fee'>): number {
  return booking.status !== 'requested' && counts(booking) ? booking.fee!.amount : 0;
}

/** The tax that is in an amount, yen cut off: 1,100 at 10 % hold 100. Of a sum, not of its lines. */
export function taxIn(amount: number, percent: number): number {
  return Math.trunc((amount * percent) / (100 + percent));
}
