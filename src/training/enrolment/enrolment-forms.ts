import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { checkbox, idField, isId, optionalId, optionalLine, repeated } from '../../platform/web/form-fields.js';
import { answersIn } from '../questions/questions.policy.js';

/** More children than anybody brings. */
const MOST_CHILDREN = 10;
const REASON_LENGTH = 200;

const childIds = repeated(idField())
  .transform((ids) => [...new Set(ids)])
  .pipe(z.array(z.number()).max(MOST_CHILDREN));

/** `POST /enrolments/:id/children` */
export const childrenForm = z.object({ childIds });
export type ChildrenForm = z.infer<typeof childrenForm>;

/** `POST /trainings/:id/enrolments` */
export const enrolmentForm = z
  .looseObject({
    sessionId: optionalId(),
    memberId: optionalId(),
    childIds,
    wait: checkbox(),
  })
  .transform(({ sessionId, memberId, childIds, wait, ...rest }) => ({
    sessionId,
    memberId,
    childIds,
    wait,
    answers: answersIn(rest),
  }));
export type EnrolmentForm = z.infer<typeof enrolmentForm>;

const id = z.string().refine(isId).transform(Number).optional().catch(undefined);

/** What is known of a wish before it is sent; what makes no sense is left out. */
export const enrolmentDraft = z.object({
  sessionId: id,
  memberId: id,
  q: z.string().max(100).optional().catch(undefined),
});
export type EnrolmentDraft = z.infer<typeof enrolmentDraft>;

/** `POST /enrolments/:id/cancellation` */
export const cancellationForm = z.object({ reason: optionalLine(REASON_LENGTH) });

/** The page on which a refused form stands. */
export function formPage({ params, body }: { params: unknown; body?: unknown }): string {
  const { sessionId, memberId } = enrolmentDraft.parse(typeof body === 'object' && body ? body : {});
  return paths.enrolmentNew(Number((params as { id: string }).id), { sessionId, memberId });
}
