import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, BANDS, bandOn, monthsOn, schoolYearAge } from '../../src/childcare/staffing/age.policy.js';
import {
  type Heads,
  neededQualified,
  neededStaff,
  noHeads,
  PRESETS,
  type StaffingRules,
} from '../../src/childcare/staffing/staffing.policy.js';
import {
  type Duty,
  firstLack,
  isShort,
  type SlotFacts,
  type Stay,
  stepsThrough,
  whoCanStay,
} from '../../src/childcare/staffing/sweep.policy.js';

const RULES: StaffingRules = {
  ratios: PRESETS.national_2024,
  basis: 'school_year',
  minimum: 1,
  qualified: { parts: 1, of: 3 },
};
const heads = (zero: number, oneTwo: number, three: number, fourFive: number): Heads => ({
  '0': zero,
  '1_2': oneTwo,
  '3': three,
  '4_5': fourFive,
});

describe('ages', () => {
  test.each<[born: string, on: string, years: number, months: number, schoolYear: number]>([
    ['2026-05-10', '2026-11-24', 0, 6, 0], // born since April
    ['2025-04-02', '2026-11-24', 1, 19, 0], // the youngest of the babies by 学年 is one already
    ['2025-04-01', '2026-11-24', 1, 19, 1], // who is born on 1 April goes with the year before
    ['2023-04-01', '2026-11-24', 3, 43, 3],
    ['2023-04-02', '2026-11-24', 3, 43, 2],
    ['2023-11-24', '2026-11-24', 3, 36, 2],
    ['2023-11-25', '2026-11-24', 2, 35, 2],
    ['2022-06-01', '2027-03-31', 4, 57, 3], // March is still the year that began in April
    ['2022-06-01', '2027-04-01', 4, 58, 4],
    ['2024-02-29', '2027-02-28', 2, 35, 2],
    ['2024-02-29', '2027-03-01', 3, 36, 2],
    ['2019-04-02', '2026-11-24', 7, 91, 6], // goes to school since April
  ])('born on %s, on %s: %i years, %i months, school year %i', (born, on, years, months, schoolYear) => {
    expect([ageOn(born, on), monthsOn(born, on), schoolYearAge(born, on)]).toEqual([years, months, schoolYear]);
  });

  test.each([
    ['2026-05-10', '0', '0'],
    ['2025-04-02', '0', '1_2'],
    ['2023-04-02', '1_2', '3'],
    ['2023-04-01', '3', '3'],
    ['2022-11-24', '3', '4_5'],
    ['2019-04-02', '4_5', '4_5'],
  ])('who was born on %s is of band %s by 学年 and %s by the day', (born, bySchoolYear, byDay) => {
    expect([bandOn(born, '2026-11-24', 'school_year'), bandOn(born, '2026-11-24', 'day')]).toEqual([
      bySchoolYear,
      byDay,
    ]);
  });
});

describe('needed staff, by hand', () => {
  test.each<[Heads, number, string]>([
    [heads(0, 0, 0, 0), 0, 'nobody'],
    [heads(0, 0, 0, 1), 1, '0.0 → 0, the minimum is 1'],
    [heads(3, 0, 0, 0), 1, '1.0'],
    [heads(4, 0, 0, 0), 1, '1.3'],
    [heads(5, 0, 0, 0), 2, '1.6'],
    [heads(1, 1, 0, 0), 1, '0.3 + 0.1'],
    [heads(2, 4, 3, 0), 2, '0.6 + 0.6 + 0.2 = 1.4 → 1, but there are nine children'],
    [heads(2, 5, 1, 0), 2, '0.6 + 0.8 + 0.0 = 1.4 → 1, but six or more'],
    [heads(0, 6, 0, 0), 2, '1.0 → 1, but six or more'],
    [heads(0, 5, 0, 0), 1, '0.8'],
    [heads(4, 7, 0, 0), 2, '1.3 + 1.1 = 2.4'],
    [heads(4, 8, 0, 0), 3, '1.3 + 1.3 = 2.6'],
    [heads(0, 15, 0, 0), 3, '2.5, half is rounded up'],
    [heads(3, 6, 15, 25), 4, '1 + 1 + 1 + 1'],
    [heads(2, 2, 14, 24), 3, '0.6 + 0.3 + 0.9 + 0.9 = 2.7'],
  ])('%j: %i (%s)', (given, needed) => {
    expect(neededStaff(given, RULES)).toBe(needed);
  });

  test('each quotient is cut before they are added', () => {
    // 0.6 + 0.6 + 0.2 = 1.4 are one; uncut they were 0.67 + 0.67 + 0.2 = 1.53 and two
    const own = { ratios: { '0': 3, '1_2': 3, '3': 5, '4_5': 25 }, minimum: 1 };
    expect(neededStaff(heads(2, 2, 1, 0), own)).toBe(1);
    expect(neededStaff(heads(2, 3, 0, 0), own)).toBe(2); // 0.6 + 1.0 = 1.6
  });

  test('the standard before 2024 asks for less', () => {
    const before = { ratios: PRESETS.before_2024, minimum: 1 };
    expect([neededStaff(heads(0, 0, 38, 0), RULES), neededStaff(heads(0, 0, 38, 0), before)]).toEqual([3, 2]);
    expect([neededStaff(heads(0, 0, 0, 63), RULES), neededStaff(heads(0, 0, 0, 63), before)]).toEqual([3, 2]);
  });

  test.each([
    [0, 0],
    [1, 1],
    [3, 1],
    [4, 2],
    [6, 2],
    [7, 3],
  ])('of %i at least %i are qualified', (needed, qualified) => {
    expect(neededQualified(needed, RULES.qualified)).toBe(qualified);
  });

  test('the minimum is a setting, and so is the share', () => {
    expect(neededStaff(heads(1, 0, 0, 0), { ...RULES, minimum: 2 })).toBe(2);
    expect(neededStaff(noHeads(), { ...RULES, minimum: 2 })).toBe(0);
    expect(neededQualified(5, { parts: 0, of: 1 })).toBe(0);
    expect(neededQualified(5, { parts: 1, of: 1 })).toBe(5);
  });
});

/** A day of one hour, so that a minute more or less is found. */
const stretches = fc
  .tuple(fc.nat(59), fc.integer({ min: 1, max: 20 }))
  .map(([start, long]) => ({ start, end: start + long }));
const aStay: fc.Arbitrary<Stay> = fc.tuple(stretches, fc.constantFrom(...BANDS)).map(([at, band]) => ({ ...at, band }));
const aDuty: fc.Arbitrary<Duty> = fc.tuple(stretches, fc.boolean()).map(([at, qualified]) => ({ ...at, qualified }));
const someRules: fc.Arbitrary<StaffingRules> = fc.record({
  ratios: fc.record({
    '0': fc.integer({ min: 1, max: 4 }),
    '1_2': fc.integer({ min: 1, max: 7 }),
    '3': fc.integer({ min: 1, max: 20 }),
    '4_5': fc.integer({ min: 1, max: 30 }),
  }),
  basis: fc.constant('school_year' as const),
  minimum: fc.integer({ min: 1, max: 3 }),
  qualified: fc.constantFrom({ parts: 0, of: 1 }, { parts: 1, of: 3 }, { parts: 1, of: 2 }, { parts: 1, of: 1 }),
});
const someFacts: fc.Arbitrary<SlotFacts> = fc.record({
  places: fc.integer({ min: 1, max: 8 }),
  roster: fc.array(aDuty, { maxLength: 5 }),
  rules: someRules,
});

/** The same in a way that has nothing in common with it: by decimals in text, minute by minute. */
function suffices(minute: number, stays: readonly Stay[], { places, roster, rules }: SlotFacts): boolean {
  const there = stays.filter(({ start, end }) => start <= minute && minute < end);
  const staff = roster.filter(({ start, end }) => start <= minute && minute < end);
  if (there.length === 0) return true;
  let sum = 0n; // in ten-thousandths
  for (const band of BANDS) {
    const count = BigInt(there.filter((one) => one.band === band).length);
    sum += ((count * 10n) / BigInt(rules.ratios[band])) * 1000n;
  }
  let needed = sum % 10_000n >= 5000n ? Number(sum / 10_000n) + 1 : Number(sum / 10_000n);
  if (needed < rules.minimum) needed = rules.minimum;
  if (there.length >= 6 && needed < 2) needed = 2;
  const qualified = staff.filter((one) => one.qualified).length;
  const { parts, of } = rules.qualified;
  return there.length <= places && staff.length >= needed && qualified * of >= needed * parts;
}
const minutesOf = ({ start, end }: { start: number; end: number }): number[] =>
  Array.from({ length: end - start }, (_, n) => start + n);

test('a stretch is found lacking when, and only when, some minute of it is', () => {
  fc.assert(
    fc.property(stretches, fc.array(aStay, { maxLength: 10 }), someFacts, (within, stays, facts) => {
      const lack = firstLack(within, stays, facts);
      const short = minutesOf(within).find((minute) => !suffices(minute, stays, facts));
      expect(lack?.start).toBe(short);
    }),
    { numRuns: 2000 },
  );
});

test('the steps of a stretch cover it without gaps, and say of each minute who is there', () => {
  fc.assert(
    fc.property(stretches, fc.array(aStay, { maxLength: 8 }), someFacts, (within, stays, { roster, rules }) => {
      const steps = stepsThrough(within, stays, roster, rules);
      expect(steps[0]!.start).toBe(within.start);
      expect(steps.at(-1)!.end).toBe(within.end);
      for (const [index, step] of steps.entries()) {
        if (index > 0) expect(step.start).toBe(steps[index - 1]!.end);
        for (const minute of minutesOf(step)) {
          expect(step.children).toBe(stays.filter(({ start, end }) => start <= minute && minute < end).length);
          expect(step.staff).toBe(roster.filter(({ start, end }) => start <= minute && minute < end).length);
          expect(!isShort(step)).toBe(suffices(minute, stays, { places: 99, roster, rules }));
        }
      }
    }),
  );
});

test('one child less never needs one member of staff more', () => {
  fc.assert(
    fc.property(fc.array(aStay, { minLength: 1, maxLength: 12 }), fc.nat(), someRules, (stays, which, rules) => {
      const count = (those: readonly Stay[]): Heads => {
        const all = noHeads();
        for (const { band } of those) all[band] += 1;
        return all;
      };
      const fewer = stays.filter((_, index) => index !== which % stays.length);
      expect(neededStaff(count(fewer), rules)).toBeLessThanOrEqual(neededStaff(count(stays), rules));
    }),
  );
});

describe('who can stay', () => {
  const groups = fc.array(fc.array(aStay, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
  const openings = fc.option(
    stretches.map(({ start }) => ({ start: Math.floor(start / 4), end: 60 })),
    { nil: undefined },
  );

  test('it suffices for who stays; who goes is somebody for whom those before her left no room', () => {
    fc.assert(
      fc.property(groups, openings, someFacts, (all, opening, facts) => {
        const { kept, lost } = whoCanStay(all, opening, facts);
        const fine = (stays: readonly Stay[]): boolean =>
          stays.every((stay) => minutesOf(stay).every((minute) => suffices(minute, stays, facts)));
        const inside = (stays: readonly Stay[]): boolean =>
          opening !== undefined && stays.every(({ start, end }) => opening.start <= start && end <= opening.end);
        expect(kept.length + lost.length).toBe(all.length);
        expect(fine(kept.flat())).toBe(true);
        if (inside(all.flat()) && fine(all.flat())) expect(lost).toEqual([]);
        // in the order of their coming: who went did not fit beside those who came before her and stayed
        const staying: Stay[][] = [];
        for (const group of all) {
          const fits = inside(group) && fine([...staying.flat(), ...group]);
          if (fits) staying.push(group);
        }
        expect(kept).toEqual(staying);
      }),
      { numRuns: 1000 },
    );
  });

  test('the latest goes first, with her brothers and sisters', () => {
    const facts: SlotFacts = { places: 10, roster: [{ start: 0, end: 60, qualified: true }], rules: RULES };
    const baby = (start: number, end: number): Stay => ({ start, end, band: '0' });
    const [first, pair, last] = [[baby(0, 30)], [baby(0, 60), baby(0, 60)], [baby(30, 60), baby(30, 60), baby(30, 60)]];
    const { kept, lost } = whoCanStay([first, pair, last], { start: 0, end: 60 }, facts);
    expect([kept, lost]).toEqual([[first, pair], [last]]); // five babies from 30 on would need two
  });
});
