import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { type CalendarEvent, printCalendar } from '../../src/platform/calendar/icalendar.js';
import { addDays, momentAt, momentOf } from '../../src/platform/time.js';

const EVENT: CalendarEvent = {
  uid: 'booking-7@tsudoi.test',
  sequence: 2,
  status: 'CONFIRMED',
  changed: momentOf('2026-11-21T00:00:00.123Z'),
  date: '2026-11-24',
  start: 600,
  end: 720,
  summary: 'つどい: カウンター 1、ノートPC 3',
  location: 'すだち（東京都小平市小川町2-1333）',
  url: 'https://tsudoi.test/bookings/7',
};

/** What a real parser makes of it. */
function read(text: string): { calendar: ICAL.Component; events: ICAL.Event[]; zone: ICAL.Timezone } {
  const calendar = new ICAL.Component(ICAL.parse(text) as never[]);
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { calendar, events, zone };
}

const print = (part: Partial<CalendarEvent> = {}): string => printCalendar('PUBLISH', [{ ...EVENT, ...part }]);
const value = (component: ICAL.Component, name: string): string => String(component.getFirstPropertyValue(name));

test('an event has what calendar programs go by', () => {
  const { calendar, events } = read(printCalendar('PUBLISH', [EVENT], 'つどいの予約'));
  const [event] = events as [ICAL.Event];
  expect(['version', 'method', 'x-wr-calname'].map((name) => value(calendar, name))).toEqual([
    '2.0',
    'PUBLISH',
    'つどいの予約',
  ]);
  expect([event.uid, event.sequence, event.summary, event.location]).toEqual([
    EVENT.uid,
    2,
    EVENT.summary,
    EVENT.location,
  ]);
  const names = ['status', 'url', 'dtstamp', 'last-modified'];
  expect(names.map((name) => value(event.component, name))).toEqual([
    'CONFIRMED',
    EVENT.url,
    '2026-11-21T00:00:00Z',
    '2026-11-21T00:00:00Z',
  ]);
});

test('times are those of the place, by a time zone that the calendar brings with it', () => {
  const { events, zone } = read(print());
  const [event] = events as [ICAL.Event];
  expect(zone.tzid).toBe('Asia/Tokyo');
  expect(event.component.getFirstProperty('dtstart')!.getParameter('tzid')).toBe('Asia/Tokyo');
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual([
    '2026-11-24T10:00:00',
    '2026-11-24T12:00:00',
  ]);
});

const anyText = fc.array(
  fc.oneof(
    fc.constantFrom(
      ',',
      ';',
      ':',
      '\\',
      '\\n',
      '"',
      '\n',
      '\t',
      ' ',
      '𠮷',
      '👩‍👧',
      '予約、',
      'BEGIN:VEVENT',
      '\nEND:VCALENDAR',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
  { maxLength: 30 },
);
const clean = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, '');

test('whatever people type comes out of a real parser as they typed it', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (...parts) => {
      const [summary, location, description] = parts.map((part) => `あ${clean(part.join(''))}`) as [
        string,
        string,
        string,
      ];
      const { events } = read(print({ summary, location, description }));
      expect(events.map((one) => [one.summary, one.location, one.description])).toEqual([
        [summary, location, description],
      ]);
    }),
    { numRuns: 500 },
  );
});

test('no line is longer than 75 octets, and every line is whole', () => {
  fc.assert(
    fc.property(anyText, (part) => {
      const lines = print({ summary: part.join('') }).split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\n\r]/);
        expect(Buffer.from(line).toString()).toBe(line);
      }
    }),
  );
});

test('whatever the slot, both ends come out as the same moments, until midnight', () => {
  const slot = fc
    .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([days, start, long]) => ({ date: addDays('2024-01-01', days), start, end: Math.min(1440, start + long) }));
  fc.assert(
    fc.property(slot, ({ date, start, end }) => {
      const { events, zone } = read(print({ date, start, end }));
      const [event] = events as [ICAL.Event];
      const moments = [event.startDate, event.endDate].map((time) => {
        time.zone = zone;
        return time.toUnixTime() * 1000;
      });
      expect(moments).toEqual([momentAt(date, start), momentAt(date, end)].map((at) => at.epochMilliseconds));
    }),
  );
});

test('who invites and who is invited stand as parties, whatever their names', () => {
  const attendee = { name: '山田 "花子"; \r\nX-SPY:1', address: 'hanako@example.jp' };
  const organizer = { name: 'つどい', address: 'no-reply@tsudoi.example' };
  const text = printCalendar('REQUEST', [{ ...EVENT, attendee, organizer }]);
  const [event] = read(text).events as [ICAL.Event];
  const invited = event.attendees[0]!;
  expect([invited.getFirstValue(), invited.getParameter('cn'), invited.getParameter('partstat')]).toEqual([
    'mailto:hanako@example.jp',
    "山田 '花子';  X-SPY:1",
    'ACCEPTED',
  ]);
  expect(event.organizer).toBe('mailto:no-reply@tsudoi.example');
  expect(text).not.toMatch(/^X-SPY/m);
});
