import { z } from 'zod';
import { dateField, line, optionalDate, optionalText } from '../../platform/web/form-fields.js';

const BODY = 5000;

/** `POST …/documents`: one that was agreed on (K18). */
export const otherForm = z.object({ title: line(60), dueDate: optionalDate(), body: optionalText(BODY) });
export type OtherForm = z.infer<typeof otherForm>;

/** `POST …/documents/:documentId/versions` */
export const versionForm = z.object({ dated: dateField(), body: optionalText(BODY) });
export type VersionForm = z.infer<typeof versionForm>;
