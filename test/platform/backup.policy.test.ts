import { expect, test } from '@jest/globals';
import { nameOf, outdated, isTooOld, takenAt } from '../../src/platform/backup/backup.policy.js';
import { momentOf } from '../../src/platform/time.js';

const moment = momentOf('2026-11-21T17:30:00Z');

test('the name of a backup tells when it was taken; other names are none', () => {
  expect(nameOf(moment)).toBe('tsudoi-20261121T173000Z');
  expect(takenAt('tsudoi-20261121T173000Z')).toEqual(moment);
  for (const name of ['photos', 'tsudoi-20261121T173000Z.unfinished', 'tsudoi-20269921T173000Z'])
    expect(takenAt(name)).toBeUndefined();
});

test('of two years of nights seven days, four weeks and twelve months are kept, and what is no backup', () => {
  const nights = Array.from({ length: 730 }, (_, ago) => nameOf(moment.subtract({ hours: 24 * ago })));
  const gone = new Set(outdated([...nights, 'photos', nameOf(moment).concat('.unfinished')]));
  const kept = nights.filter((name) => !gone.has(name)).map((name) => name.slice(7, 15));
  // Names are in UTC: the night of the 21st is that of Sunday the 22nd at the place, the last day of its week.
  const days = ['20261121', '20261120', '20261119', '20261118', '20261117', '20261116', '20261115'];
  const weeks = ['20261114', '20261107', '20261031'];
  expect(kept.slice(0, 12)).toEqual([...days, ...weeks, '20261030', '20260929']);
  expect(kept).toHaveLength(7 + 3 + 11);
  expect(gone.has('photos')).toBe(false);
});

test('of several on one day the last one is kept', () => {
  const day = [0, 1, 2].map((hours) => nameOf(moment.subtract({ hours })));
  expect(outdated(day)).toEqual(day.slice(1));
});

test.each([
  ['none at all', undefined, true],
  ['one of 36 hours ago', moment.subtract({ hours: 36 }), false],
  ['an older one', moment.subtract({ hours: 36, seconds: 1 }), true],
] as const)('%s is too old: %s', (_, latest, old) => {
  expect(isTooOld(latest, moment)).toBe(old);
});
