import { describe, expect, test } from '@jest/globals';
import type { Code } from '../../src/platform/errors.js';
import { momentAt } from '../../src/platform/time.js';
import { say } from '../../src/platform/views/words.js';
import { refusalPhrase } from '../../src/platform/views/phrase.js';
import { type BookingFacts, type Wanted, whyRefused } from '../../src/bookings/booking.policy.js';
import { dayOf, desk, pc, resources } from './booking-facts.js';

/** Saturday 2026-11-21, 9:00. The place is open 9–12 and 13–17 but on Sundays. */
const now = momentAt('2026-11-21', 540);
const tuesday = '2026-11-24';
const wish = (part: Partial<Wanted> = {}): Wanted => ({
  date: tuesday,
  start: 600,
  end: 660,
  resourceIds: [desk.id],
  ...part,
});
const asked = (wanted: Wanted, facts: Partial<BookingFacts> = {}, day = {}): ReturnType<typeof whyRefused> =>
  whyRefused(wanted, { now, day: dayOf(wanted.date, day), chosen: resources, byStaff: false, ...facts });

test.each<[string, Wanted]>([
  ['a desk', wish()],
  ['a desk and a PC', wish({ resourceIds: [desk.id, pc.id] })],
  ['from the opening', wish({ start: 540, end: 570 })],
  ['up to the closing', wish({ start: 990, end: 1020 })],
  ['the last day of the window', wish({ date: '2027-01-20' })],
  ['the step of the grid that is running', wish({ date: '2026-11-21', start: 540, end: 570 })],
])('%s can be had', (_, wanted) => {
  expect(asked(wanted)).toBeUndefined();
});

describe('is refused', () => {
  test.each<[Code, string, string, Wanted, Partial<BookingFacts>?, object?]>([
    ['bookings.end_before_start', 'end', '終了は開始より後', wish({ end: 600 })],
    ['bookings.end_before_start', 'end', '終了は開始より後', wish({ end: 570 })],
    ['bookings.off_grid', 'start', '30分きざみ', wish({ start: 610 })],
    ['bookings.off_grid', 'end', '30分きざみ', wish({ end: 661 })],
    ['bookings.past_date', 'date', '11月21日(土)以降', wish({ date: '2026-11-20' })],
    [
      'bookings.past_start',
      'start',
      '今日は10:00以降',
      wish({ date: '2026-11-21', start: 570 }),
      { now: momentAt('2026-11-21', 629) },
    ],
    [
      'bookings.past_end',
      'end',
      'これからの時間',
      wish({ date: '2026-11-21', start: 570, end: 600 }),
      { now: momentAt('2026-11-21', 600) },
    ],
    ['bookings.outside_window', 'date', '2027年1月20日(水)まで', wish({ date: '2027-01-21' })],
    ['bookings.closed', 'date', '11月22日(日)は定休日です。ほかの日', wish({ date: '2026-11-22' })],
    ['bookings.closed', 'date', '11月23日(月)は祝日（勤労感謝の日）', wish({ date: '2026-11-23' })],
    [
      'bookings.closed',
      'date',
      '「工事」のためお休みです',
      wish(),
      {},
      { closures: [{ resourceId: null, startMinute: null, endMinute: null, reason: '工事' }] },
    ],
    [
      'bookings.closed',
      'start',
      '10:00–11:00は「点検」のため利用できません。利用できる時間: 09:00–10:00、11:00–12:00、13:00–17:00',
      wish(),
      {},
      { closures: [{ resourceId: null, startMinute: 600, endMinute: 660, reason: '点検' }] },
    ],
    ['bookings.closed', 'start', '利用できる時間: 09:00–12:00、13:00–17:00', wish({ start: 510 })],
    ['bookings.closed', 'start', '11月24日(火)の利用時間の外', wish({ start: 660, end: 780 })],
    [
      'bookings.closed',
      'date',
      '2026年11月24日(火)は営業していません',
      wish(),
      {},
      { venue: { activeUntil: '2026-11-23' } },
    ],
    ['bookings.none_chosen', 'resourceIds', '選んでください', wish({ resourceIds: [] })],
    ['bookings.too_many_resources', 'resourceIds', '2つまで', wish({ resourceIds: [1, 2, 3] })],
    ['bookings.unknown_resource', 'resourceIds', '見つかりません', wish({ resourceIds: [desk.id, 99] })],
    ['bookings.several_venues', 'resourceIds', '拠点ごとに', wish({ resourceIds: [desk.id, 8] })],
    ['bookings.inactive', 'resourceIds', '古い席は、2026年11月24日(火)には使えません', wish({ resourceIds: [7] })],
    ['bookings.not_bookable', 'resourceIds', '壁は予約を受け付けていません', wish({ resourceIds: [6] })],
    ['bookings.staff_only', 'resourceIds', '和室の予約は、スタッフが', wish({ resourceIds: [5] })],
    [
      'bookings.resource_closed',
      'resourceIds',
      '席1は「修理」のため、この時間は使えません。利用できる時間: 09:00–10:00、13:00–17:00',
      wish(),
      {},
      { closures: [{ resourceId: desk.id, startMinute: 600, endMinute: 720, reason: '修理' }] },
    ],
    [
      'venues.taken',
      'resourceIds',
      'もう予約が入っています',
      wish(),
      {},
      { occupancies: [{ resourceId: desk.id, startMinute: 630, endMinute: 690 }] },
    ],
  ])('%s at %s: %s', (code, field, words, wanted, facts = {}, day = {}) => {
    const refused = asked(wanted, facts, day)!;
    expect([refused.code, refused.problems[0]?.field]).toEqual([code, field]);
    expect(say('ja', refusalPhrase(refused.code, refused.params))).toContain(words);
    const english = say('en', refusalPhrase(refused.code, refused.params));
    expect(english).not.toMatch(/\{\{|undefined|object|refusals\./);
    expect(english.replace(/席1|和室|壁|古い席|工事|点検|修理/g, '')).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  test('taken is a conflict, all else is a form to be corrected', () => {
    const occupancies = [{ resourceId: desk.id, startMinute: 630, endMinute: 690 }];
    expect(asked(wish(), {}, { occupancies })?.kind).toBe('conflict');
    expect(asked(wish({ end: 600 }))?.kind).toBe('invalid');
  });
});

test('the staff books what members cannot', () => {
  expect(asked(wish({ resourceIds: [5] }), { byStaff: true })).toBeUndefined();
  expect(asked(wish({ resourceIds: [6] }), { byStaff: true })?.code).toBe('bookings.not_bookable');
});

test('a booking that runs keeps its start when its end is changed', () => {
  const before = { date: '2026-11-21', start: 540, end: 720 };
  const at = { now: momentAt('2026-11-21', 620), before };
  expect(asked(wish({ ...before, end: 660 }), at)).toBeUndefined();
  expect(asked(wish({ ...before, start: 570 }), at)?.code).toBe('bookings.past_start');
  expect(asked(wish({ ...before, end: 600 }), at)?.code).toBe('bookings.past_end');
});
