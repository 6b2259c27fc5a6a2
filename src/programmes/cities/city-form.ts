import { z } from 'zod';
import { idField, line, repeated } from '../../platform/web/form-fields.js';

/** `POST /manage/cities` and `/manage/cities/:id` */
export const cityForm = z
  .object({ name: line(50), officerIds: repeated(idField()) })
  .transform(({ name, officerIds }) => ({ name, officerIds: [...new Set(officerIds)] }));
export type CityForm = z.infer<typeof cityForm>;
