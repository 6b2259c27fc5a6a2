import { z } from 'zod';
import { line } from '../../platform/web/form-fields.js';

export const altForm = z.object({ alt: line(200) });
export type AltForm = z.infer<typeof altForm>;
