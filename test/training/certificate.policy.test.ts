import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  codeFrom,
  codeText,
  neededOf,
  readCode,
  veiled,
  whyNotDue,
} from '../../src/training/certificates/certificate.policy.js';

describe('a certificate is due', () => {
  const standing = { percent: 80, held: 5, ahead: 0, attended: 4 };
  test.each<[string, Partial<typeof standing> | { percent: null }, string | undefined]>([
    ['at exactly the percentage', {}, undefined],
    ['not below it', { attended: 3 }, 'certificates.too_few'],
    ['not while sessions are to come', { ahead: 1 }, 'certificates.not_over'],
    ['not where none was held', { held: 0, attended: 0 }, 'certificates.not_over'],
    ['not to who never came, whatever the rule', { percent: 1, attended: 0 }, 'certificates.too_few'],
    ['never where the course has none', { percent: null }, 'certificates.not_offered'],
    ['of 3 at 67 % only for all', { percent: 67, held: 3, attended: 2 }, 'certificates.too_few'],
    ['of 3 at 66 % for two', { percent: 66, held: 3, attended: 2 }, undefined],
  ])('%s', (_, part, expected) => {
    expect(whyNotDue({ ...standing, ...part })).toBe(expected);
  });

  test('for exactly as many sessions as are said to be needed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(60),
        (percent, held, came) => {
          const attended = Math.min(came, held);
          const due = whyNotDue({ percent, held, ahead: 0, attended }) === undefined;
          expect(due).toBe(attended >= neededOf(percent, held));
        },
      ),
    );
  });
});

test('a code survives being typed from paper', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (random) => {
      const code = codeFrom(random);
      expect(code).toHaveLength(20);
      for (const typed of [
        code,
        codeText(code),
        ` ${codeText(code).toLowerCase()} `,
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
      ])
        expect(readCode(typed)).toBe(code);
    }),
  );
  for (const wrong of ['', '1', 'U'.repeat(20), '0'.repeat(21), '%', '<script>alert(1)</s'])
    expect(readCode(wrong)).toBeUndefined();
});

test.each([
  ['山田 花子', '山○ 花○'],
  ['勅使河原　まり', '勅○○○ ま○'],
  ['森 愛', '森 ○'],
  ['山田花子', '山○○○'],
  ['愛', '○'],
  ['𠮷野 花', '𠮷○ ○'],
])('of %s so much is shown: %s', (name, expected) => {
  expect(veiled(name)).toBe(expected);
});
