import { pdf } from '../../platform/documents/pdf.js';
import { groupBy } from '../../platform/group-by.js';
import { type Language, paperDateText, rangeText } from '../../platform/time.format.js';
import type { DateText, Moment } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { isStanding } from '../booking.entity.js';
import type { DeskRow } from './desk.query.js';

/** Lines for people without a booking. */
const EMPTY_LINES = 8;

export interface DaySheetFacts {
  date: DateText;
  venue: { name: string };
  /** All of the venue, in the order of the house. */
  resources: readonly { name: string }[];
  rows: readonly DeskRow[];
  madeAt: Moment;
}

/** What the sheet prints, a line for each thing that is booked: by the order of the house, then by time. */
export function daySheet({ date, venue, resources, rows, madeAt }: DaySheetFacts, language: Language): object {
  const words = (name: string, params: object = {}): string =>
    say(language, { ...params, key: `desk:day_sheet.${name}` });
  const booked = rows.filter(isStanding);
  const lines = booked.flatMap((row) => row.names.map((thing) => ({ thing, row })));
  const byThing = groupBy(lines, ({ thing }) => thing);
  const things = [...new Set(resources.map(({ name }) => name))];
  return {
    language,
    title: words('title'),
    day: paperDateText(date, language),
    venue: venue.name,
    made: words('made', { at: madeAt }),
    head: ['thing', 'time', 'name', 'arrived', 'signature'].map((name) => words(name)),
    lines: things
      .flatMap((thing) => byThing.get(thing) ?? [])
      .map(({ thing, row }) => [
        thing,
        rangeText(row.startMinute, row.endMinute),
        [row.name, row.kana, careOf(row, language), row.status === 'requested' ? words('requested') : '']
          .filter(Boolean)
          .join('\n'),
      ]),
    none: words('none'),
    walkIns: words('walk_ins'),
    empty: EMPTY_LINES,
    note: words('note'),
  };
}

function careOf({ careCount }: DeskRow, language: Language): string {
  return careCount > 0 ? say(language, { key: 'bookings:care.count', count: careCount }) : '';
}

export function daySheetPdf(facts: DaySheetFacts, language: Language): Buffer {
  return pdf('day-sheet', daySheet(facts, language));
}
