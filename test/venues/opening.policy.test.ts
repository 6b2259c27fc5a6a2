import { describe, expect, test } from '@jest/globals';
import { closedHours, openingOf, type ClosureFacts, type VenueFacts } from '../../src/venues/opening.policy.js';

const MORNING = { start: 540, end: 720 };
const AFTERNOON = { start: 780, end: 1020 };

const venue: VenueFacts = {
  activeFrom: '2026-04-01',
  activeUntil: '2027-03-31',
  closedOnHolidays: true,
  holidayOverrides: [],
  openingHours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, ...MORNING },
    { weekday, ...AFTERNOON },
  ]),
};
const closure = (facts: Partial<ClosureFacts>): ClosureFacts => ({
  resourceId: null,
  fromDate: '2026-11-24',
  toDate: '2026-11-24',
  startMinute: null,
  endMinute: null,
  yearly: false,
  reason: '工事',
  ...facts,
});

describe('when a venue is open', () => {
  test('on a weekday, in each of its stretches', () => {
    expect(openingOf('2026-11-24', venue, [])).toMatchObject({ stretches: [MORNING, AFTERNOON], partly: [] });
  });

  test.each([
    ['2026-03-31', 'inactive'],
    ['2027-04-01', 'inactive'],
    ['2026-11-22', 'weekday'],
    ['2026-11-23', 'holiday'],
  ])('on %s it is shut: %s', (date, because) => {
    expect(openingOf(date, venue, [])).toMatchObject({ stretches: [], shut: { because } });
  });

  test('a holiday is named in both languages, also where the place opens on it', () => {
    const opening = openingOf('2026-11-23', { ...venue, closedOnHolidays: false }, []);
    expect(opening.holiday).toEqual({ ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' });
    expect(opening.stretches).toEqual([MORNING, AFTERNOON]);
  });

  test('an override makes a holiday an ordinary day, or an ordinary day a holiday', () => {
    const holidayOverrides = [
      { date: '2026-11-23', isHoliday: false as const },
      { date: '2026-11-24', isHoliday: true as const, name: '市民の日' },
    ];
    const overridden = { ...venue, holidayOverrides };
    expect(openingOf('2026-11-23', overridden, []).stretches).toHaveLength(2);
    expect(openingOf('2026-11-24', overridden, []).shut).toEqual({
      because: 'holiday',
      name: { ja: '市民の日', en: '市民の日' },
    });
  });

  test('a closure of the whole day says its reason', () => {
    expect(openingOf('2026-11-24', venue, [closure({})])).toMatchObject({
      stretches: [],
      shut: { because: 'closure', reason: '工事' },
    });
  });

  test('a closure of some hours leaves the rest', () => {
    const opening = openingOf('2026-11-24', venue, [closure({ startMinute: 660, endMinute: 840 })]);
    expect(opening.stretches).toEqual([
      { start: 540, end: 660 },
      { start: 840, end: 1020 },
    ]);
    expect(opening.partly).toEqual([{ start: 660, end: 840, reason: '工事' }]);
  });

  test('a closure of one resource does not shut the venue', () => {
    expect(openingOf('2026-11-24', venue, [closure({ resourceId: 3 })]).stretches).toHaveLength(2);
  });
});

describe('a yearly closure', () => {
  const newYear = closure({ fromDate: '2026-12-29', toDate: '2027-01-03', yearly: true });
  test.each([
    ['2026-12-28', false],
    ['2026-12-29', true],
    ['2027-01-03', true],
    ['2027-01-04', false],
    ['2031-12-31', true],
    ['2032-01-01', true],
    ['2026-01-02', false], // before it was made
  ])('on %s shuts: %s', (date, shuts) => {
    expect(closedHours(date, newYear)).toHaveLength(shuts ? 1 : 0);
  });
});
