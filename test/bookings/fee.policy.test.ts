import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  boundByDay,
  counts,
  dueOf,
  type Fee,
  feeOf,
  fullPrice,
  startedHours,
  taxIn,
} from '../../src/bookings/fees/fee.policy.js';
import type { ResourceKind } from '../../src/venues/resource.entity.js';
import type { VenueFees } from '../../src/venues/venue-rules.js';
import {
  hasCorporateCheckDigit,
  isRegistrationNumber,
  plainRegistrationNumber,
} from '../../src/venues/settings/registration-number.policy.js';

/** K17: 200 an hour, 800 a day, 5,000 a month. */
const FEES: VenueFees = {
  free: false,
  prices: [
    { kind: 'desk', hour: 200, day: 800 },
    { kind: 'room', hour: 1000, day: null },
  ],
  month: 5000,
  chargesNoShows: false,
  taxPercent: 10,
  issuer: { name: 'つどいの会', address: '東京都小平市', registrationNumber: null },
};

const H = 60;
const use = (hours: number, ...kinds: ResourceKind[]) => ({ start: 9 * H, end: 9 * H + hours * H, kinds });
const desk = (hours: number, cover: Fee['cover'] = null): Fee => feeOf(use(hours, 'desk'), FEES, cover)!;

describe('a request', () => {
  test('is told what it would cost, and takes nothing of the day from the others', () => {
    const day = [desk(3), desk(3), desk(3)];
    const amounts = (waits: number): number[] => boundByDay(day, (at) => at === waits).map(({ amount }) => amount);
    expect([0, 1, 2].map(amounts)).toEqual([
      [600, 600, 200],
      [600, 200, 200],
      [600, 200, 0],
    ]);
  });
});

describe('a booking', () => {
  test.each([
    ['an hour of a desk', use(1, 'desk'), 200],
    ['an hour that has begun', use(1.5, 'desk'), 400],
    ['the day at most', use(6, 'desk'), 800],
    ['two desks, a day each at most', use(6, 'desk', 'desk'), 1600],
    ['a PC beside the desk, which has no price', use(2, 'desk', 'pc'), 400],
    ['a room, which has no bound of the day', use(8, 'room'), 8000],
    ['a room and a desk', use(2, 'room', 'desk'), 2400],
  ])('costs for %s', (_, wanted, amount) => expect(feeOf(wanted, FEES, null)!.amount).toBe(amount));

  test.each([
    ['a place without prices', null],
    ['a place that a programme runs', { ...FEES, free: true }],
  ])('has no price in %s', (_, fees) => expect(feeOf(use(3, 'desk'), fees, null)).toBeNull());

  test('of what has no price has none', () => expect(feeOf(use(3, 'pc'), FEES, null)).toBeNull());

  test.each([
    ['plan', use(3, 'desk', 'pc'), 0],
    ['plan', use(3, 'desk', 'room'), 3000],
    ['programme', use(3, 'desk', 'room'), 0],
  ] as const)('under a %s', (cover, wanted, amount) => expect(feeOf(wanted, FEES, cover)!.amount).toBe(amount));

  test.each([
    ['booked', false, 200],
    ['booked', true, 200],
    ['cancelled', true, 0],
    ['no_show', false, 0],
    ['no_show', true, 200],
  ] as const)('that is %s (charged without coming: %s) comes to %s yen', (status, chargesNoShow, due) => {
    expect(dueOf({ status, fee: { ...desk(1), chargesNoShow } })).toBe(due);
  });

  test('without a price counts for nothing', () => expect(counts({ status: 'booked', fee: null })).toBe(false));
});

describe('a day', () => {
  test('of several bookings costs no more than the day, and the later one is the cheaper', () => {
    expect(boundByDay([desk(3), desk(2)]).map(({ amount }) => amount)).toEqual([600, 200]);
    expect(boundByDay([desk(2), desk(3)]).map(({ amount }) => amount)).toEqual([400, 400]);
    expect(boundByDay([desk(5), desk(1)]).map(({ amount }) => amount)).toEqual([800, 0]);
  });

  test('counts the second desk by itself', () => {
    const two = feeOf(use(3, 'desk', 'desk'), FEES, null)!;
    expect(boundByDay([two, desk(3)]).map(({ amount }) => amount)).toEqual([1200, 200]);
  });

  const someDay = fc.array(
    fc.record({ hours: fc.integer({ min: 1, max: 9 }), places: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 6 },
  );
  const feesOf = (day: { hours: number; places: number }[]): Fee[] =>
    day.map(({ hours, places }) => feeOf(use(hours, ...Array<ResourceKind>(places).fill('desk')), FEES, null)!);
  const total = (fees: readonly Fee[]): number => fees.reduce((sum, { amount }) => sum + amount, 0);

  test('comes to what counting place by place comes to, in whatever order', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const naive = [1, 2, 3].map((place) => {
          const hours = day.filter(({ places }) => places >= place).reduce((sum, one) => sum + one.hours, 0);
          return Math.min(800, hours * 200);
        });
        const expected = naive.reduce((a, b) => a + b, 0);
        expect(total(boundByDay(feesOf(day)))).toBe(expected);
        expect(total(boundByDay(feesOf(day.toReversed())))).toBe(expected);
      }),
    );
  });

  test('another booking leaves those before it as they are, and none costs more than its hours', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const all = boundByDay(feesOf(day));
        expect(boundByDay(feesOf(day.slice(0, -1)))).toEqual(all.slice(0, -1));
        for (const fee of all) {
          expect(fee.amount).toBeGreaterThanOrEqual(0);
          expect(fee.amount).toBeLessThanOrEqual(fullPrice(fee));
        }
        expect(boundByDay(all)).toEqual(all);
      }),
    );
  });
});

test('hours are counted as they begin', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 440 }), (start, minutes) => {
      let begun = 0;
      for (let minute = start; minute < start + minutes; minute += 1) if ((minute - start) % 60 === 0) begun += 1;
      expect(startedHours({ start, end: start + minutes })).toBe(begun);
    }),
  );
});

test.each([
  [1100, 100],
  [800, 72],
  [5000, 454],
  [0, 0],
  [-400, -36],
])('in %s yen there are %s of tax, cut off', (amount, tax) => expect(taxIn(amount, 10)).toBe(tax));

describe('a registration number', () => {
  test('is T and 13 digits, however it was typed', () => {
    expect(plainRegistrationNumber('ｔ7000-0120-50002 ')).toBe('T7000012050002');
    expect(isRegistrationNumber('T7000012050002')).toBe(true);
    expect(
      ['7000012050002', 'T700001205000', 'T70000120500023', 'T70000120500a2'].filter(isRegistrationNumber),
    ).toEqual([]);
  });

  test.each([
    ['T7000012050002', true], // the National Tax Agency
    ['T8000012010038', true], // the Digital Agency
    ['T7000012050003', false],
    ['T1234567890123', false],
  ])('%s has the check digit of a corporation: %s', (number, fits) =>
    expect(hasCorporateCheckDigit(number)).toBe(fits),
  );
});
