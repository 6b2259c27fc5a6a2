import { groupBy } from '../../platform/group-by.js';
import type { DateText } from '../../platform/time.js';
import type { Booking } from '../booking.entity.js';
import { type Fee, taxIn } from './fee.policy.js';
import type { ItemAbout, ItemKind } from './payment.entity.js';

/** Something on a member's list of a month, with what it comes to now and what was paid for it. */
export interface Item {
  kind: ItemKind;
  id: number;
  memberId: number;
  venueId: number;
  /** The day of a booking; of a plan the first of its month. */
  date: DateText;
  about: ItemAbout;
  /** Yen, tax included. */
  due: number;
  paid: number;
  taxPercent: number;
  /** Of a booking. */
  fee?: Fee;
  status: Booking['status'] | 'standing' | 'ended';
}

type Sums = Pick<Item, 'due' | 'paid' | 'taxPercent'>;

/** What is still to be paid, or to be given back where it is less than nothing. */
export function openOf({ due, paid }: Pick<Item, 'due' | 'paid'>): number {
  return due - paid;
}

/** Worth a line: whatever stands, requests left out, and what was paid for and is no more. */
export function isListed({ status, due, paid }: Pick<Item, 'status' | 'due' | 'paid'>): boolean {
  if (status === 'requested' || status === 'cancelled' || status === 'ended') return paid !== 0;
  return status !== 'no_show' || due !== 0 || paid !== 0;
}

/** An open line as it was shown: one that came out otherwise since has another mark. */
export function markOf(item: Item): string {
  return `${item.kind} ${item.id} ${openOf(item)}`;
}

export interface Totals {
  due: number;
  paid: number;
  open: number;
  /** The tax in what is due. */
  tax: number;
}

export function totalsOf(items: readonly Sums[]): Totals {
  const sum = (of: (item: Sums) => number): number => items.reduce((total, item) => total + of(item), 0);
  const due = sum((item) => item.due);
  const paid = sum((item) => item.paid);
  const rows = items.map((item) => ({ amount: item.due, taxPercent: item.taxPercent }));
  return { due, paid, open: due - paid, tax: ratesOf(rows).reduce((total, rate) => total + rate.tax, 0) };
}

export interface RateSum {
  taxPercent: number;
  amount: number;
  tax: number;
}

/** Sums by rate of tax. The tax is cut off once a rate, as the law on qualified invoices wants it. */
export function ratesOf(rows: readonly { amount: number; taxPercent: number }[]): RateSum[] {
  return [...groupBy(rows, ({ taxPercent }) => taxPercent)].map(([taxPercent, of]) => {
    const amount = of.reduce((sum, row) => sum + row.amount, 0);
    return { taxPercent, amount, tax: taxIn(amount, taxPercent) };
  });
}
