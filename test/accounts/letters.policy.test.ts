import { describe, expect, test } from '@jest/globals';
import * as letters from '../../src/accounts/letters.js';
import type { Letter } from '../../src/platform/mail/letter.js';
import { printLetter } from '../../src/platform/mail/print-letter.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { golden } from '../support/golden.js';

const HOUSE = 'https://tsudoi.example.jp';

const all: Letter[] = [
  letters.confirmAddress('TOKEN', 24),
  letters.alreadyRegistered(),
  letters.resetPassword('TOKEN', 1),
  letters.noAccount(),
  letters.passwordChanged(),
  letters.addressChanged(),
  letters.welcome('TOKEN', 7),
  letters.invitation('TOKEN', 7, '小平 管理', ['trainer', 'childcare']),
];

test('every letter of the room is here', () => {
  const writers = Object.values(letters).filter((one) => one !== letters.recipient);
  expect(all).toHaveLength(writers.length);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(all.map((letter) => [letter.name, letter] as const))('%s reads as it was approved', (name, letter) => {
    const known = ![
      'accounts.confirm_address',
      'accounts.no_account',
      'accounts.welcome',
      'accounts.invitation',
    ].includes(name);
    const to = { address: 'hanako@example.jp', name: known ? '小平 花子' : '', language };
    const { subject, text, html } = printLetter(to, letter, HOUSE);
    golden(`accounts/golden/${name.split('.')[1]}.${language}.txt`, `Subject: ${subject}\n\n${text}`);
    expect(text + html).not.toMatch(/accounts:|\{\{|undefined/);
  });
});
