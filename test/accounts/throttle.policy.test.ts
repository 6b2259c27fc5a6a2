import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterTry,
  type Limit,
  networkOf,
  secondsToWait,
  type Tries,
  withoutTry,
} from '../../src/accounts/throttle.policy.js';
import { momentOf } from '../../src/platform/time.js';

const start = momentOf('2026-11-21T00:00:00Z');
const limit: Limit = { free: 3, window: 600, firstWait: 10, longestWait: 60 };

test('after the free tries the waits double, up to the longest', () => {
  let now = start;
  let tries: Tries | undefined;
  const waits = [];
  for (let count = 0; count < 8; count += 1) {
    tries = afterTry(tries, limit, now);
    const wait = secondsToWait(tries, limit, now) ?? 0;
    waits.push(wait);
    now = now.add({ seconds: wait });
  }
  expect(waits).toEqual([0, 0, 10, 20, 40, 60, 60, 60]);
});

test('tries are forgotten after the window, however many there were', () => {
  let tries: Tries | undefined;
  for (let count = 0; count < 5; count += 1) tries = afterTry(tries, limit, start);
  expect(afterTry(tries, limit, start.add({ seconds: 600 })).hits).toBe(1);
});

test('tries that a clock counted which was a day ahead are let go when it is set right', () => {
  let tries: Tries | undefined;
  const ahead = start.add({ hours: 24 });
  for (let count = 0; count < 5; count += 1) tries = afterTry(tries, limit, ahead);
  expect(secondsToWait(tries, limit, ahead)).toBe(40);
  expect(secondsToWait(tries, limit, start)).toBeUndefined();
  expect(afterTry(tries, limit, start).hits).toBe(1);
});

test('a right try does not count', () => {
  let tries = afterTry(undefined, limit, start);
  for (let count = 0; count < 20; count += 1) tries = withoutTry(afterTry(tries, limit, start), limit);
  expect(tries.hits).toBe(1);
  expect(secondsToWait(tries, limit, start)).toBeUndefined();
});

test('nobody ever waits longer than the longest wait, not even where the clock is set back or was ahead', () => {
  const pause = fc.oneof({ weight: 9, arbitrary: fc.nat(1000) }, fc.integer({ min: -90_000, max: 90_000 }));
  fc.assert(
    fc.property(fc.array(pause, { maxLength: 60 }), (pauses) => {
      let now = start;
      let tries: Tries | undefined;
      for (const pause of pauses) {
        now = now.add({ seconds: pause });
        const wait = secondsToWait(tries, limit, now) ?? 0;
        expect(wait).toBeLessThanOrEqual(limit.longestWait);
        if (wait === 0) tries = afterTry(tries, limit, now);
      }
    }),
  );
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
