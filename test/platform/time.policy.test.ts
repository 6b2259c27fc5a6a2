import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween, minuteAt, momentAt, PLACE_ZONE, todayAt, weekdayOf } from '../../src/platform/time.js';

const { PlainDate, Instant } = Temporal;
const number = fc.integer({ min: -20_000, max: 60_000 });
const date = number.map((days) => PlainDate.from('1970-01-01').add({ days }).toString());
const moment = fc
  .integer({ min: 0, max: Date.UTC(2150, 0) })
  .map((milliseconds) => Instant.fromEpochMilliseconds(milliseconds));

test('dates count as Temporal counts them', () => {
  fc.assert(
    fc.property(date, date, fc.integer({ min: -800, max: 800 }), (one, other, days) => {
      expect(addDays(one, days)).toBe(PlainDate.from(one).add({ days }).toString());
      expect(daysBetween(one, other)).toBe(PlainDate.from(one).until(other, { largestUnit: 'day' }).days);
      expect(weekdayOf(one)).toBe(PlainDate.from(one).dayOfWeek);
    }),
  );
});

test('the wall clock of the place shows what Temporal says', () => {
  fc.assert(
    fc.property(moment, (now) => {
      const local = now.toZonedDateTimeISO(PLACE_ZONE);
      expect(todayAt(now)).toBe(local.toPlainDate().toString());
      expect(minuteAt(now)).toBe(local.hour * 60 + local.minute);
    }),
  );
});

test('a date and a minute make the moment that Temporal makes, midnight at the end included', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 1440 }), (now, minutes) => {
      const day = todayAt(now);
      const there = PlainDate.from(day).toZonedDateTime(PLACE_ZONE).add({ minutes });
      expect(momentAt(day, minutes).equals(there.toInstant())).toBe(true);
    }),
  );
});

test('what is no date is refused', () => {
  for (const text of ['', 'abc', '2026-02-30', '2026-13-01']) expect(() => addDays(text, 1)).toThrow(RangeError);
});
