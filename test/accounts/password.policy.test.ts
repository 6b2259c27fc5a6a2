import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isListed } from '../../src/accounts/common-passwords.js';
import { isCommon } from '../../src/accounts/password.policy.js';
import { newPasswordField } from '../../src/accounts/person-fields.js';

test.each([
  'password123',
  'Password12345',
  'qwertyuiop',
  'sakura12345',
  '2024sakura!!',
  '1234567890',
  '0987654321',
  '12345678901',
  'abcdefghijkl',
  'aaaaaaaaaa',
  'abcabcabcabc',
  'さくらさくらさくらさくら',
  'sunshinesunshine',
  '１２３４５６７８９０',
  ' basketball ',
])('%j is what a stranger tries first', (password) => {
  expect(
    newPasswordField()
      .safeParse(password)
      .error?.issues.map(({ message }) => message),
  ).toEqual(['accounts.common_password']);
});

test.each([
  'sakura-no-hana',
  'tsudoi-demo',
  'quite another one',
  'a new password',
  'hanako no himitsu',
  'きょうはいい天気ですね',
  '赤い靴はいてた女の子',
  'correct horse battery staple',
  'xK9#mQ2$vL',
  '😀🎈🌻🍙🐸🚲🎻🪁🧦🫖',
])('%j is taken, whatever its letters', (password) => {
  expect(newPasswordField().safeParse(password)).toEqual({ success: true, data: password.normalize('NFKC') });
});

test.each([
  ['nine char', false],
  ['ten  chars', true],
  ['ab'.repeat(10) + 'x'.repeat(108), true],
  ['ab'.repeat(10) + 'x'.repeat(109), false],
])('by its length, %j is taken: %p', (password, taken) => {
  expect(newPasswordField().safeParse(password).success).toBe(taken);
});

test('each of the listed is common, in capitals and with figures behind it as well', () => {
  fc.assert(
    fc.property(fc.constantFrom('dragon', 'monkey', 'letmein', 'doraemon', 'pokemon', 'totoro'), (word) => {
      for (const password of [word, word.toUpperCase(), `${word}2026`, `${word}${word}`])
        expect([password, isCommon(password, isListed)]).toEqual([password, true]);
    }),
  );
});

test('what is random is never common', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
      fc.pre(new Set(bytes).size > 8);
      expect(isCommon(Buffer.from(bytes).toString('base64'), isListed)).toBe(false);
    }),
  );
});
