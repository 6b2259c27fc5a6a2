import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CannotOpenSealed, keyIdOf, open, seal, sealingKey, takeKeys } from '../../src/platform/crypto/sealed.js';

const [OLD, NEW] = ['an old key of at least thirty-two letters', 'a new key of at least thirty-two letters!'];

test('what is sealed tells nothing, is never twice the same, and opens to the same text', () => {
  takeKeys([OLD]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const sealed = seal(text);
      expect(open(sealed)).toBe(text);
      expect(seal(text)).not.toBe(sealed);
      if (text.length > 8) expect(sealed).not.toContain(text);
    }),
  );
});

test('a new key seals, and the old one still opens what it sealed', () => {
  takeKeys([OLD]);
  const [before, old] = [seal('えび'), sealingKey()];
  takeKeys([NEW, OLD]);
  expect([keyIdOf(before), keyIdOf(seal('かに')) === old, open(before)]).toEqual([old, false, 'えび']);
});

test.each([
  ['plain text', 'えび', 'not sealed'],
  ['nothing', '', 'not sealed'],
  ['another key', 's1.00000000.AAAA', 'DATA_KEY'],
])('%s does not open', (_, text, message) => {
  takeKeys([OLD]);
  expect(() => open(text)).toThrow(CannotOpenSealed);
  expect(() => open(text)).toThrow(message);
});

test('sealed text of which a single letter was changed does not open', () => {
  takeKeys([OLD]);
  const sealed = seal('ピーナッツ');
  const start = sealed.lastIndexOf('.') + 1;
  for (let at = start; at < sealed.length - 1; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    expect(() => open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(CannotOpenSealed);
  }
  expect(() => open(sealed.slice(0, -8))).toThrow(CannotOpenSealed);
});
