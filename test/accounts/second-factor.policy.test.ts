import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeAt, newSecret, setUpAddress, stepOf, typedCode } from '../../src/accounts/second-factor/code.policy.js';
import { recoveryCodeOf, typedRecoveryCode } from '../../src/accounts/second-factor/recovery-code.policy.js';
import { type Facts, whatIsDue } from '../../src/accounts/second-factor/second-factor.policy.js';
import { coarseNetwork, deviceOf } from '../../src/accounts/sessions/device.policy.js';
import { momentOf } from '../../src/platform/time.js';

const now = momentOf('2026-11-21T00:00:15Z');

describe('a code of the app', () => {
  // RFC 6238, appendix B: the last six digits of its SHA-1 column.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  test.each([
    ['1970-01-01T00:00:59Z', '287082'],
    ['2005-03-18T01:58:29Z', '081804'],
    ['2009-02-13T23:31:30Z', '005924'],
  ])('at %s is %s', (moment, code) => {
    expect(codeAt(SECRET, momentOf(moment))).toBe(code);
  });

  test.each([
    [-60, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, false],
  ])('of %i seconds away is taken: %p', (seconds, taken) => {
    const code = codeAt(SECRET, now.add({ seconds }));
    expect(stepOf(code, SECRET, 0, now) !== undefined).toBe(taken);
  });

  test('works once, and none before it works any more', () => {
    const step = stepOf(codeAt(SECRET, now), SECRET, 0, now)!;
    expect(stepOf(codeAt(SECRET, now), SECRET, step, now)).toBeUndefined();
    expect(stepOf(codeAt(SECRET, now.subtract({ seconds: 30 })), SECRET, step, now)).toBeUndefined();
    expect(stepOf(codeAt(SECRET, now.add({ seconds: 30 })), SECRET, step, now)).toBe(step + 1);
  });

  test.each([
    ['287082', '287082'],
    [' 287 082 ', '287082'],
    ['２８７-０８２', '287082'],
    ['28708', undefined],
    ['2870822', undefined],
    ['28708a', undefined],
  ])('typed as %j is %p', (typed, code) => {
    expect(typedCode(typed)).toBe(code);
  });

  test('belongs to one secret: each is new, and the address for the app tells it', () => {
    const secret = newSecret();
    expect(newSecret()).not.toBe(secret);
    const address = new URL(setUpAddress(secret, 'hanako@example.jp', 'つどい'));
    expect([address.protocol, address.searchParams.get('secret'), address.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      secret,
      'つどい',
    ]);
  });
});

describe('a recovery code', () => {
  test('is found however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        const code = recoveryCodeOf(random);
        expect(code).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
        const plain = typedRecoveryCode(code);
        expect(plain).toHaveLength(16);
        const typed = ` ${code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `;
        expect(typedRecoveryCode(typed)).toBe(plain);
      }),
    );
  });

  test.each(['', '1234', 'x'.repeat(17), 'ぱすわーど'])('%j is none', (typed) => {
    expect(typedRecoveryCode(typed)).toBeUndefined();
  });
});

describe('a second factor is due', () => {
  const days = (count: number) => now.subtract({ hours: 24 * count });
  const facts: Facts = { roles: ['manager'], hasFactor: false, askedAt: days(3), now, graceDays: 14 };

  test.each<[string, Partial<Facts>, boolean | undefined]>([
    ['of staff that was asked three days ago', {}, false],
    ['of staff that was asked fourteen days ago', { askedAt: days(14) }, true],
    ['of staff that was never asked', { askedAt: null }, false],
    ['at once where there is no grace', { graceDays: 0 }, true],
    ['of nobody who has one', { hasFactor: true, askedAt: days(99) }, undefined],
    ['of no member', { roles: ['member'], askedAt: days(99) }, undefined],
    ['of a member who is a trainer, too', { roles: ['member', 'trainer'], askedAt: days(99) }, true],
    ['of nobody where it is off', { graceDays: undefined, askedAt: days(99) }, undefined],
  ])('%s', (_, other, overdue) => {
    expect(whatIsDue({ ...facts, ...other })?.overdue).toBe(overdue);
  });

  test('fourteen days after she was asked', () => {
    expect(whatIsDue(facts)?.due.toString()).toBe(
      days(3)
        .add({ hours: 24 * 14 })
        .toString(),
    );
  });
});

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1',
    'Safari / iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
    'Chrome / Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0',
    'Edge / Windows',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox / Mac'],
  ['curl/8.0', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is %s', (agent, device) => {
  expect(deviceOf(agent)).toBe(device);
});

test.each([
  ['203.0.113.77', '203.0.…'],
  ['::ffff:203.0.113.77', '203.0.…'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:…'],
])('%s is about %s', (ip, network) => {
  expect(coarseNetwork(ip)).toBe(network);
});
