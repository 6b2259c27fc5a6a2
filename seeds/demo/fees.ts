import { In, type EntityManager } from 'typeorm';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { boundByDay, type Cover, type Fee, feeOf } from '../../src/bookings/fees/fee.policy.js';
import { Fees } from '../../src/bookings/fees/fees.service.js';
import { monthOf } from '../../src/bookings/fees/month.js';
import { Payment, PaymentLine } from '../../src/bookings/fees/payment.entity.js';
import { FeePlan } from '../../src/bookings/fees/plan.entity.js';
import { Receipt } from '../../src/bookings/fees/receipt.entity.js';
import { groupBy } from '../../src/platform/group-by.js';
import { addDays, addMonths, type DateText, fiscalYearOf, momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';

interface Past {
  venue: Venue;
  today: DateText;
  resources: readonly Resource[];
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

type Priced = Pick<Booking, 'id' | 'memberId' | 'date' | 'startMinute' | 'endMinute'> & { names: string[]; fee: Fee };

/**
 * Until the end of last month the place was paid for by those who used it; since then a programme pays. So there are lists,
 * a monthly plan, payments, some still open, and a receipt to be looked at.
 */
export async function seedFees(tx: EntityManager, past: Past): Promise<void> {
  const { venue, people } = past;
  if (!venue.fees) return;
  const month = monthOf(addMonths(`${monthOf(past.today)}-01`, -1));
  const manager = people.get('manager@demo.test')!;
  const [yui, yoko] = [people.get('member@demo.test')!, people.get('editor@demo.test')!];
  const made = { venueId: venue.id, month, soldAt: momentAt(`${month}-01`, 9 * 60), soldBy: manager };
  const terms = { price: venue.fees.month ?? 0, taxPercent: venue.fees.taxPercent };
  const plan = await tx.save(tx.create(FeePlan, { ...made, ...terms, memberId: yoko, kind: 'plan' }));
  const priced = await priceAll(tx, past, month, new Map([[yoko, 'plan']]));
  const members = groupBy(priced, ({ memberId }) => memberId);
  const paying = [yui, ...[...members.keys()].filter((id, at) => id !== yui && id !== yoko && at % 3 !== 0)];
  for (const memberId of paying) await pay(tx, { ...past, month, manager }, members.get(memberId) ?? []);
  const line = { kind: 'plan' as const, itemId: plan.id, amount: plan.price, taxPercent: plan.taxPercent };
  const paid = await payment(tx, { ...past, month, manager }, yoko, [{ ...line, about: { month } }]);
  await receipt(tx, past, paid, '鈴木 陽子');
}

async function priceAll(
  tx: EntityManager,
  { venue, resources }: Past,
  month: string,
  covers: ReadonlyMap<number, Cover>,
): Promise<Priced[]> {
  const found = await tx
    .createQueryBuilder(Booking, 'booking')
    .where("booking.venue_id = :venueId AND booking.status = 'booked' AND booking.date LIKE :month", {
      venueId: venue.id,
      month: `${month}-%`,
    })
    .orderBy('booking.id')
    .getMany();
  if (found.length === 0) return [];
  const held = groupBy(
    await tx.findBy(BookingResource, { bookingId: In(found.map(({ id }) => id)) }),
    (row) => row.bookingId,
  );
  const known = new Map(resources.map((one) => [one.id, one]));
  const tariff = { ...venue.fees!, free: false };
  const priced = found.flatMap((booking) => {
    const things = (held.get(booking.id) ?? []).flatMap(({ resourceId }) => known.get(resourceId) ?? []);
    const use = { start: booking.startMinute, end: booking.endMinute, kinds: things.map(({ kind }) => kind) };
    const fee = feeOf(use, tariff, covers.get(booking.memberId) ?? null);
    return fee ? [{ ...booking, names: things.map(({ name }) => name), fee }] : [];
  });
  const days = groupBy(priced, ({ memberId, date }) => `${memberId} ${date}`);
  const bound = [...days.values()].flatMap((day) =>
    boundByDay(day.map(({ fee }) => fee)).map((fee, at) => ({ ...day[at]!, fee })),
  );
  for (let first = 0; first < bound.length; first += 100) {
    await new Fees().write(tx, new Map(bound.slice(first, first + 100).map(({ id, fee }) => [id, fee])));
  }
  return bound;
}

type Taken = Past & { month: string; manager: number };

async function pay(tx: EntityManager, taken: Taken, bookings: readonly Priced[]): Promise<void> {
  const lines = bookings
    .filter(({ fee }) => fee.amount > 0)
    .map(({ id, date, startMinute: start, endMinute: end, names, fee }) => {
      const about = { date, start, end, names };
      return { kind: 'booking' as const, itemId: id, amount: fee.amount, taxPercent: fee.taxPercent, about };
    });
  if (lines.length > 0) await payment(tx, taken, bookings[0]!.memberId, lines);
}

async function payment(
  tx: EntityManager,
  { venue, month, manager }: Taken,
  memberId: number,
  lines: readonly Omit<PaymentLine, 'id' | 'paymentId'>[],
): Promise<{ payment: Payment; lines: readonly Omit<PaymentLine, 'id' | 'paymentId'>[] }> {
  const paidOn = addDays(addMonths(`${month}-01`, 1), -1);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const received = { receivedAt: momentAt(paidOn, 16 * 60), receivedBy: manager };
  const order = { venueId: venue.id, memberId, month, paidOn, method: 'cash' as const, amount };
  const saved = await tx.save(tx.create(Payment, { ...order, ...received }));
  await tx.insert(
    PaymentLine,
    lines.map((line) => ({ ...line, paymentId: saved.id })),
  );
  return { payment: saved, lines };
}

async function receipt(
  tx: EntityManager,
  { venue }: Past,
  paid: Awaited<ReturnType<typeof payment>>,
  addressee: string,
): Promise<void> {
  const { id: paymentId, memberId, month, paidOn, method, amount, receivedAt } = paid.payment;
  const lines = paid.lines.map((line) => ({ amount: line.amount, taxPercent: line.taxPercent, about: line.about }));
  await tx.insert(Receipt, {
    paymentId,
    venueId: venue.id,
    fiscalYear: fiscalYearOf(paidOn),
    number: 1,
    addressee,
    content: { issuer: venue.fees!.issuer, venue: venue.name, month, paidOn, method, amount, lines } as never,
    issuedOn: paidOn,
    issuedAt: receivedAt,
    issuedBy: memberId,
  });
}
