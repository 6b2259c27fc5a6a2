import { z } from 'zod';
import { minuteOf, type DateText, type Minute } from '../../platform/time.js';
import { dateField, idField, isId, repeated } from '../../platform/web/form-fields.js';
import { paths } from '../../platform/paths.js';
import { deskFilterOf } from './desk-forms.js';

/** Lines for people without a booking, on the page. */
export const WALK_IN_LINES = 3;
const MEMBER_LENGTH = 100;
const MOST_ROWS = 500;

export interface WalkInLine {
  line: number;
  member: string;
  resourceId: number;
  start: Minute;
  end: Minute;
}

export interface QuickEntryOrder {
  date: DateText;
  venueId: number;
  /** Bookings to which somebody came, and when. */
  came: { id: number; at: Minute }[];
  walkIns: WalkInLine[];
}

/** `came` (ids, repeated) with `at<id>`, and lines of `member<n>`, `resource<n>`, `start<n>`, `end<n>`. */
export const quickEntryForm = z
  .looseObject({
    date: dateField(),
    venueId: idField(),
    came: repeated(idField()).pipe(z.array(z.number()).max(MOST_ROWS)),
  })
  .transform((form, context): QuickEntryOrder => {
    const text = (name: string): string => (typeof form[name] === 'string' ? form[name].normalize('NFKC').trim() : '');
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', message, path: [field] });
    const time = (field: string): Minute => {
      const minute = minuteOf(text(field));
      if (minute === undefined) wrong(field, 'platform.malformed_time');
      return minute ?? 0;
    };
    const walkIns: WalkInLine[] = [];
    for (let line = 1; line <= WALK_IN_LINES; line += 1) {
      const member = text(`member${line}`)
        .replace(/\p{Cc}/gu, '')
        .slice(0, MEMBER_LENGTH);
      if (!member) continue;
      const resource = text(`resource${line}`);
      if (!isId(resource)) wrong(`resource${line}`, 'platform.unknown_choice');
      const [start, end] = [time(`start${line}`), time(`end${line}`)];
      walkIns.push({ line, member, resourceId: Number(resource), start, end });
    }
    const came = [...new Set(form.came)].map((id) => ({ id, at: time(`at${id}`) }));
    return { date: form.date, venueId: form.venueId, came, walkIns };
  });

/** The page on which a refused entry stands. */
export function quickEntryPage({ body }: { body?: unknown }): string {
  const { date, venueId } = deskFilterOf(body, '');
  return paths.quickEntry({ date: date || undefined, venueId });
}
