import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { isDate, type DateText } from '../../platform/time.js';
import {
  idField,
  isId,
  line,
  optionalDate,
  optionalId,
  optionalText,
  timeField,
} from '../../platform/web/form-fields.js';
import { searchOf } from '../booking-forms.js';
import type { DeskFilter } from './desk.view.js';

const NOTE_LENGTH = 300;

/** Which day of which venue the desk looked at: it comes back there. */
const whence = { date: optionalDate(), venueId: optionalId() };

export const scanForm = z.object({ code: line(300), ...whence });
export const tapForm = z
  .object(whence)
  .nullish()
  .transform((form) => form ?? { date: null, venueId: null });
export type Tap = z.infer<typeof tapForm>;
export const walkInForm = z.object({
  memberId: idField(),
  resourceId: idField(),
  end: timeField(),
  venueId: optionalId(),
});
export const noteForm = z.object({ text: optionalText(NOTE_LENGTH) });

/** The day of the desk in an address or a sent form, which may say anything. */
export function deskFilterOf(raw: unknown, today: DateText): DeskFilter {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const { date, venueId } = given;
  return {
    date: typeof date === 'string' && isDate(date) ? date : today,
    venueId: typeof venueId === 'string' && isId(venueId) ? Number(venueId) : undefined,
    q: searchOf(raw),
    scanning: given.scan === 'on',
  };
}

/** The desk, as it was when the form was sent. */
export function deskOf(body: unknown): string {
  const { date, venueId, code } = (body ?? {}) as Record<string, unknown>;
  return paths.desk({
    date: typeof date === 'string' && isDate(date) ? date : undefined,
    venueId: typeof venueId === 'string' && isId(venueId) ? venueId : undefined,
    scan: code === undefined ? undefined : 'on',
  });
}
