import { describe, expect, test } from '@jest/globals';
import { momentAt } from '../../src/platform/time.js';
import { refusalPhrase } from '../../src/platform/views/phrase.js';
import { say } from '../../src/platform/views/words.js';
import { type LimitFacts, type Use, weekOf, whyOverLimit } from '../../src/bookings/limits.policy.js';

/** Saturday 2026-11-21, 9:00; the wish is for Tuesday the 24th, 10:00–11:00. */
const now = momentAt('2026-11-21', 540);
const none = { maxOpen: null, maxMinutesDay: null, maxMinutesWeek: null };
const use = (part: Partial<Use> = {}): Use => ({ date: '2026-11-24', start: 600, end: 660, kinds: ['desk'], ...part });
const asked = (
  limit: Partial<typeof none> | Record<string, number>,
  others: Use[],
  part: Partial<LimitFacts> = {},
  wanted = use(),
): ReturnType<typeof whyOverLimit> =>
  whyOverLimit(wanted, { now, limits: [{ ...none, kind: 'desk', ...limit }], others, ...part });

describe('a limit lets through', () => {
  test.each<[string, Record<string, number>, Use[]]>([
    ['the last open booking', { maxOpen: 2 }, [use()]],
    ['an open booking beside one that is over', { maxOpen: 1 }, [use({ date: '2026-11-21', start: 480, end: 540 })]],
    ['bookings of another kind', { maxOpen: 1, maxMinutesDay: 60 }, [use({ kinds: ['pc'] })]],
    ['the last hour of the day', { maxMinutesDay: 180 }, [use({ start: 780, end: 900 })]],
    ['an hour of another day', { maxMinutesDay: 60 }, [use({ date: '2026-11-25' })]],
    ['the last hour of the week', { maxMinutesWeek: 120 }, [use({ date: '2026-11-29' })]],
    ['an hour of another week', { maxMinutesWeek: 60 }, [use({ date: '2026-11-22' }), use({ date: '2026-11-30' })]],
  ])('%s', (_, limit, others) => {
    expect(asked(limit, others)).toBeUndefined();
  });
});

describe('a limit refuses', () => {
  test.each<[string, string, string, Record<string, number>, Use[]]>([
    ['bookings.too_many_open', 'resourceIds', '席の予約は、同時に1件まで', { maxOpen: 1 }, [use()]],
    ['bookings.too_long_day', 'end', '1日に1時間30分まで', { maxMinutesDay: 90 }, [use()]],
    ['bookings.too_long_day', 'end', '30分多くなります（この日のほかの予約: 1時間）', { maxMinutesDay: 90 }, [use()]],
    [
      'bookings.too_long_week',
      'end',
      '11月23日(月)〜11月29日(日)',
      { maxMinutesWeek: 60 },
      [use({ date: '2026-11-23' })],
    ],
    ['bookings.too_long_week', 'end', '1時間多く', { maxMinutesWeek: 60 }, [use({ date: '2026-11-29' })]],
  ])('%s at %s: %s', (code, field, words, limit, others) => {
    const refused = asked(limit, others)!;
    expect([refused.code, refused.problems[0]?.field]).toEqual([code, field]);
    expect(say('ja', refusalPhrase(refused.code, refused.params))).toContain(words);
    expect(say('en', refusalPhrase(refused.code, refused.params))).not.toMatch(/\{\{|undefined|object|[ぁ-ん]/);
  });
});

test('hours count once for each desk', () => {
  expect(asked({ maxMinutesDay: 60 }, [], {}, use({ kinds: ['desk', 'desk'] }))?.code).toBe('bookings.too_long_day');
  expect(asked({ maxMinutesDay: 60 }, [], {}, use({ kinds: ['desk', 'pc'] }))).toBeUndefined();
});

describe('a change under limits that have become narrower', () => {
  const held = [use({ date: '2026-11-25' }), use({ date: '2026-11-26' })];
  test('may move the booking', () => {
    expect(asked({ maxOpen: 1 }, held, { before: use({ date: '2026-11-27' }) })).toBeUndefined();
  });
  test('may shorten it', () => {
    expect(asked({ maxMinutesDay: 30 }, [], { before: use({ end: 720 }) })).toBeUndefined();
  });
  test('may not lengthen it', () => {
    expect(asked({ maxMinutesDay: 30 }, [], { before: use({ end: 630 }) })?.code).toBe('bookings.too_long_day');
  });
  test('may not bring it into another full week', () => {
    const moved = asked({ maxMinutesWeek: 90 }, [use()], { before: use({ date: '2026-12-01' }) });
    expect(moved?.code).toBe('bookings.too_long_week');
  });
});

test.each([
  ['2026-11-23', '2026-11-23', '2026-11-29'],
  ['2026-11-29', '2026-11-23', '2026-11-29'],
  ['2027-01-01', '2026-12-28', '2027-01-03'],
])('the week of %s is from %s to %s', (date, monday, sunday) => {
  expect(weekOf(date)).toEqual([monday, sunday]);
});
