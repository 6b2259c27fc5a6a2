import { z } from 'zod';
import { optionalId, text } from '../../platform/web/form-fields.js';

/** `POST /manage/programmes/:id/comments` */
export const commentForm = z.object({
  targetId: optionalId(),
  text: text(2000),
});
export type CommentForm = z.infer<typeof commentForm>;
