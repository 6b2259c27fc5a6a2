import ICAL from 'ical.js';

export interface ReadEvent {
  uid: string;
  sequence: number;
  status: string;
  /** `2026-11-24T10:00:00 Asia/Tokyo` */
  start: string;
  end: string;
  summary: string;
  location: string;
  description: string | null;
  url: string;
  /** DTSTAMP */
  stamp: string;
}

export interface ReadCalendar {
  method: string;
  name: string;
  events: ReadEvent[];
}

/** A calendar as a real parser reads it. */
export function readCalendar(text: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text) as never[]);
  const value = (component: ICAL.Component, name: string): string =>
    String(component.getFirstPropertyValue(name) ?? '');
  const time = (component: ICAL.Component, name: string): string =>
    `${value(component, name)} ${String(component.getFirstProperty(name)?.getParameter('tzid'))}`;
  return {
    method: value(calendar, 'method'),
    name: value(calendar, 'x-wr-calname'),
    events: calendar.getAllSubcomponents('vevent').map((one) => {
      const { uid, sequence, summary, location, description } = new ICAL.Event(one);
      const more = { status: value(one, 'status'), url: value(one, 'url'), stamp: value(one, 'dtstamp') };
      const [start, end] = [time(one, 'dtstart'), time(one, 'dtend')];
      return { uid, sequence, summary, location, description, start, end, ...more };
    }),
  };
}
