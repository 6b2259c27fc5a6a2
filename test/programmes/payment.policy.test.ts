import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  missingFor,
  type PaymentFacts,
  remainingOf,
  taxIn,
  whyNotAmount,
  whyNotRequest,
} from '../../src/programmes/payments/payment.policy.js';

const reached = [
  { title: 'サイト', actualTo: '2026-10-01' },
  { title: 'ステーション', actualTo: '2026-10-02' },
];
const facts = (part: Partial<PaymentFacts> = {}): PaymentFacts => ({
  contract: 1000,
  payments: [],
  gates: reached,
  hasBilling: true,
  ...part,
});
const paid = (part: number, amount: number, status: 'paid' | 'requested' | 'withdrawn' = 'requested') => ({
  part,
  amount,
  status,
});

test.each<[string, 1 | 2, Partial<PaymentFacts>, string[]]>([
  ['nothing once both are reached', 1, {}, []],
  [
    'the milestone that is not',
    1,
    { gates: [reached[0]!, { title: 'ステーション', actualTo: null }] },
    ['milestone ステーション'],
  ],
  [
    'both',
    1,
    { gates: reached.map(({ title }) => ({ title, actualTo: null })) },
    ['milestone サイト', 'milestone ステーション'],
  ],
  ['milestones at all', 1, { gates: [] }, ['gates']],
  ['the sum and the account', 1, { contract: null, hasBilling: false }, ['amount', 'billing']],
  ['the first before the second', 2, {}, ['first']],
  ['nothing for the second', 2, { payments: [paid(1, 500, 'paid')] }, []],
  ['the first, where it was withdrawn', 2, { payments: [paid(1, 500, 'withdrawn')] }, ['first']],
])('what is missing: %s', (_, part, some, missing) => {
  expect(missingFor(part, facts(some)).map((one) => ('title' in one ? `${one.what} ${one.title}` : one.what))).toEqual(
    missing,
  );
});

test.each<[number, 1 | 2, PaymentFacts['payments'], string | undefined]>([
  [1000, 1, [], undefined],
  [1001, 1, [], 'programmes.payment_above'],
  [500, 1, [paid(1, 500)], 'programmes.payment_there'],
  [500, 2, [paid(1, 500)], undefined],
  [501, 2, [paid(1, 500)], 'programmes.payment_above'],
  [500, 2, [paid(1, 400), paid(2, 600)], 'programmes.payment_there'],
  [1000, 1, [paid(1, 1000, 'withdrawn')], undefined],
])('%d yen as part %d after %j', (amount, part, payments, code) => {
  const refused = whyNotRequest(part, amount, facts({ payments }));
  expect(refused && (refused.problems[0]?.code ?? refused.code)).toBe(code);
});

test('whatever is asked for in whatever order, it never comes to more than the contract, in at most two parts', () => {
  const wish = fc.record({
    part: fc.constantFrom(1 as const, 2 as const),
    amount: fc.integer({ min: 1, max: 1200 }),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
      const payments: { part: number; amount: number; status: 'requested' | 'withdrawn' }[] = [];
      for (const { part, amount, gone } of wishes) {
        if (!whyNotRequest(part, amount, facts({ payments }))) payments.push({ part, amount, status: 'requested' });
        const last = payments.findLast(({ status }) => status === 'requested');
        if (gone && last) last.status = 'withdrawn';
        const standing = payments.filter(({ status }) => status === 'requested');
        expect(standing.length).toBeLessThanOrEqual(2);
        expect(standing.reduce((sum, one) => sum + one.amount, 0) + remainingOf({ contract: 1000, payments })).toBe(
          1000,
        );
      }
    }),
    { seed: 19, numRuns: 100 },
  );
});

test.each<[number | null, PaymentFacts['payments'], boolean]>([
  [1000, [paid(1, 600, 'paid'), paid(2, 400)], true],
  [999, [paid(1, 600, 'paid'), paid(2, 400)], false],
  [600, [paid(1, 600), paid(2, 400, 'withdrawn')], true],
  [null, [paid(1, 1)], false],
  [null, [], true],
])('a contract may be for %s yen after %j: %s', (amount, payments, may) => {
  expect(whyNotAmount(amount, payments) === undefined).toBe(may);
});

test.each([
  [1100, 100],
  [1099, 99],
  [13_200_000, 1_200_000],
  [1, 0],
])('in %d yen there are %d of tax', (amount, tax) => {
  expect(taxIn(amount, 10)).toBe(tax);
});
