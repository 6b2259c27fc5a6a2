import { z } from 'zod';
import { dateField, line, optionalDate, optionalText } from '../../platform/web/form-fields.js';

const BODY = 5000;

/** `POST …/documents`: one that was agreed on (K18). */
export const otherForm = z.object({ title: line(60), dueDate: optionalDate(), body: optionalText(BODY) });
export type OtherForm = z.infer<typeof otherForm>;

/** `POST …/documents/:documentId/versions` */
export const versionForm = z.object({ dated: dateField(), body: optionalText(BODY) });
export type VersionForm = z.infer<typeof versionForm>;

/** `POST …/documents/:documentId/acceptance` */
export const acceptanceForm = z.object({ answer: optionalText(1000) });
export type AcceptanceForm = z.infer<typeof acceptanceForm>;

/** `POST …/documents/:documentId/return` */
export const returnForm = z.object({ answer: line(1000) });
export type ReturnForm = z.infer<typeof returnForm>;
