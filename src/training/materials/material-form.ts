import { z } from 'zod';
import { line, optionalLine } from '../../platform/web/form-fields.js';
import { isWebAddress } from '../sessions/session-form.js';

/** `POST /manage/courses/:id/materials`, beside the file. */
export const materialForm = z.object({
  title: line(100),
  url: optionalLine(500).refine((url) => url === null || isWebAddress(url), 'training.no_link'),
});
export type MaterialForm = z.infer<typeof materialForm>;

/** `POST /manage/courses/:id/picture`, beside the file. */
export const pictureForm = z.object({ alt: line(200) });
