import { z } from 'zod';
import { choice, dateField, line, optionalText, timeField } from '../../platform/web/form-fields.js';
import { ENTRY_KINDS, GRADES } from './incident.policy.js';

const TEXT = 4000;

/** Several lines that must be filled in. */
const text = () =>
  optionalText(TEXT).transform((given, context) => {
    if (given === null) context.addIssue({ code: 'custom', message: 'platform.required' });
    return given ?? '';
  });

/** `POST /care/places/:id/incidents` */
export const incidentForm = z.object({
  time: timeField(),
  location: line(100),
  what: text(),
  measures: text(),
  grade: choice(GRADES),
});

/** `POST /care/incidents/:id/entries` */
export const entryForm = z.object({
  kind: choice(ENTRY_KINDS),
  date: dateField(),
  time: timeField(),
  text: optionalText(TEXT),
  grade: z
    .union([z.literal('').transform(() => null), choice(GRADES)])
    .nullish()
    .transform((grade) => grade ?? null),
});
