import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mix, readNumber, unmix, withCheckDigit } from '../../src/accounts/members/member-number.policy.js';

const stir = (round: number, half: number): number => (half * 7919 + round * 104729 + 13) % 1000;
const sixDigits = fc.integer({ min: 0, max: 999_999 });
const numberOf = (value: number): string => withCheckDigit(String(value).padStart(6, '0'));

test('the way there and back leads to the same member, and stays within six digits', () => {
  fc.assert(
    fc.property(sixDigits, (id) => {
      const mixed = mix(id, stir);
      expect(mixed).toBeGreaterThanOrEqual(0);
      expect(mixed).toBeLessThan(1_000_000);
      expect(unmix(mixed, stir)).toBe(id);
    }),
  );
});

test('a digit that is wrong, or two neighbours that are swapped, make no number', () => {
  fc.assert(
    fc.property(sixDigits, fc.nat({ max: 6 }), fc.integer({ min: 1, max: 9 }), (value, at, by) => {
      const digits = [...numberOf(value)];
      const wrong = digits.with(at, String((Number(digits[at]) + by) % 10)).join('');
      expect(readNumber(wrong)).toBeUndefined();
      const next = (at + 1) % 7 === 0 ? at - 1 : at + 1;
      if (digits[at] === digits[next]) return;
      const swapped = digits.with(at, digits[next]!).with(next, digits[at]!).join('');
      expect(readNumber(swapped)).toBeUndefined();
    }),
  );
});

test.each([
  ['as it is printed', '1234-566'],
  ['without the dash', '1234566'],
  ['with gaps', ' 1234 566 '],
  ['in full width', '１２３４－５６６'],
  ['with the long sign of a Japanese keyboard', '１２３４ー５６６'],
])('a number is read %s', (_, typed) => {
  expect(readNumber(typed)).toBe('1234566');
});

test.each(['', '123456', '12345678', 'abcdefg'])('%p is none', (typed) => {
  expect(readNumber(typed)).toBeUndefined();
});
