import { addDays, clockText, DAY_MINUTES, PLACE_ZONE } from '../time.js';
import type { DateText, Minute, Moment, Slot } from '../time.js';

/**
 * Calendars as RFC 5545 writes them. By hand: the libraries for it fold lines by characters and not by octets, which breaks
 * Japanese text, and know no time zones.
 */
export interface CalendarEvent extends Slot {
  /** The same for good: by it a program finds what it has already. */
  uid: string;
  /** Grows with each change. */
  sequence: number;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** When it was last changed. */
  changed: Moment;
  summary: string;
  location?: string;
  description?: string;
  url?: string;
  /** For REQUEST and CANCEL (RFC 5546). */
  organizer?: CalendarParty;
  attendee?: CalendarParty;
}

interface CalendarParty {
  name: string;
  address: string;
}

/** PUBLISH: to look at. REQUEST and CANCEL: to be put into a person's calendar and taken out of it (RFC 5546). */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

/** @param name what programs call the calendar; for feeds */
export function printCalendar(method: CalendarMethod, events: readonly CalendarEvent[], name?: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tsudoi//Tsudoi//JA',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...(name === undefined ? [] : feedLines(name)),
    ...ZONE,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** How it is called, and how often to look for news: the standard's words and those that programs know from before. */
function feedLines(name: string): string[] {
  return [
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${PLACE_ZONE}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
  ];
}

/** Japan has had no summer time since 1951. */
const ZONE = [
  'BEGIN:VTIMEZONE',
  `TZID:${PLACE_ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'TZNAME:JST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/**
 * DTSTAMP is the last change, not the moment of printing: what has not changed is printed to the letter as before, so that
 * readers of feeds can be told that nothing is new.
 */
function eventLines(event: CalendarEvent): string[] {
  const text = (property: string, value: string | undefined): string[] =>
    value ? [`${property}:${escaped(value)}`] : [];
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${utc(event.changed)}`,
    `LAST-MODIFIED:${utc(event.changed)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.status}`,
    `DTSTART;TZID=${PLACE_ZONE}:${local(event.date, event.start)}`,
    `DTEND;TZID=${PLACE_ZONE}:${local(event.date, event.end)}`,
    ...text('SUMMARY', event.summary),
    ...text('LOCATION', event.location),
    ...text('DESCRIPTION', event.description),
    ...(event.url ? [`URL:${event.url}`] : []),
    ...(event.organizer ? [`ORGANIZER;CN=${quoted(event.organizer.name)}:mailto:${event.organizer.address}`] : []),
    ...(event.attendee ? [attendeeLine(event.attendee)] : []),
    'END:VEVENT',
  ];
}

/** She has said yes by booking: programs are to ask nothing, and to answer nobody. */
function attendeeLine({ name, address }: CalendarParty): string {
  return `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN=${quoted(name)}:mailto:${address}`;
}

/** `20261121T090000`, on the clock of the place; 1440 is the next midnight. */
function local(date: DateText, minute: Minute): string {
  const [day, rest] = minute < DAY_MINUTES ? [date, minute] : [addDays(date, 1), minute - DAY_MINUTES];
  return `${day.replaceAll('-', '')}T${clockText(rest).replace(':', '')}00`;
}

/** `20261121T000000Z`. */
function utc(at: Moment): string {
  return at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** Half of a character: it has no octets. */
const BROKEN = /\p{Cs}/gu;
const CONTROLS = /[^\P{Cc}\t\n]/gu;

function escaped(text: string): string {
  return text
    .replaceAll(BROKEN, '\ufffd')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROLS, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** The value of a parameter: it can hold neither quotes nor breaks. */
function quoted(text: string): string {
  return `"${text
    .replaceAll(BROKEN, '\ufffd')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('"', "'")}"`;
}

const MOST_OCTETS = 75;

/** No line is longer than 75 octets, and no character is cut in two. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
