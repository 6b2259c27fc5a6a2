import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isServerDown,
  type Mishap,
  MOST_ATTEMPTS,
  reasonOf,
  whatNext,
} from '../../src/platform/mail/delivery.policy.js';

const busy: Mishap = { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' };
const nobody: Mishap = { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' };
const down: Mishap = { code: 'ESOCKET', command: 'CONN' };

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [8, 128],
  [9, 256],
  [10, 360],
  [11, 360],
])('after attempt %i the next is %i minutes away', (attempts, minutes) => {
  expect(whatNext(busy, attempts, 0)).toEqual({ again: 'later', minutes });
});

test('each wait is up to a quarter longer, never shorter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, chance) => {
        const least = whatNext(down, attempts, 0) as { minutes: number };
        const { minutes } = whatNext(down, attempts, chance) as { minutes: number };
        expect(minutes).toBeGreaterThanOrEqual(least.minutes);
        expect(minutes).toBeLessThanOrEqual(least.minutes * 1.25);
      },
    ),
  );
});

test.each<[string, Mishap, number]>([
  ['an address that nobody has', nobody, 1],
  ['no recipient', { code: 'EENVELOPE' }, 1],
  ['the last attempt', busy, MOST_ATTEMPTS],
])('%s is given up', (_, mishap, attempts) => {
  expect(whatNext(mishap, attempts, 0.5)).toEqual({ again: 'never' });
});

test('a server that is down is asked each hour at least, and the mail is never given up for it', () => {
  expect(whatNext(down, MOST_ATTEMPTS, 0)).toEqual({ again: 'later', minutes: 60 });
  expect(whatNext({ code: 'EXPIRED' }, 1, 0)).toEqual({ again: 'never' });
});

test.each<[Mishap, boolean]>([
  [down, true],
  [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, true],
  [{ code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }, true],
  [busy, false],
  [nobody, false],
  [{ code: 'EMESSAGE', responseCode: 552, command: 'DATA' }, false],
])('%j is the fault of the server: %s', (mishap, fault) => {
  expect(isServerDown(mishap)).toBe(fault);
});

test('the reason tells no address', () => {
  const answered = Object.assign(new Error('550 <hanako@example.jp> unknown'), nobody);
  expect(reasonOf(answered)).toBe('EENVELOPE 550 RCPT TO');
});
