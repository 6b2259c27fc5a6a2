import { z } from 'zod';
import {
  checkbox,
  choice,
  dateField,
  line,
  optionalDate,
  optionalNumber,
  optionalText,
} from '../../platform/web/form-fields.js';
import { type Task, TASK_KINDS } from './task.entity.js';

export interface TaskForm {
  shape: Omit<Task, 'id' | 'programmeId' | 'revision'>;
  /** As she saw it; none: a new one. */
  revision: number | null;
}

/** `POST /manage/programmes/:id/tasks` and `/tasks/:taskId`. A milestone is reached on its last day. */
export const taskForm = z
  .object({
    kind: choice(TASK_KINDS),
    title: line(100),
    planFrom: optionalDate(),
    planTo: dateField(),
    actualFrom: optionalDate(),
    actualTo: optionalDate(),
    gatesPayment: checkbox(),
    note: optionalText(500),
    revision: optionalNumber(0, 999_999_999),
  })
  .transform(({ revision, ...form }): TaskForm => {
    const one = form.kind === 'milestone';
    const planFrom = one ? form.planTo : (form.planFrom ?? form.planTo);
    return { shape: { ...form, planFrom, actualFrom: one ? form.actualTo : form.actualFrom }, revision };
  })
  .superRefine(({ shape: { planFrom, planTo, actualFrom, actualTo } }, context) => {
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (planFrom > planTo) refuse('planTo', 'programmes.task_ends_before');
    if (actualTo !== null && actualFrom === null) refuse('actualFrom', 'programmes.task_start_missing');
    if (actualFrom !== null && actualTo !== null && actualFrom > actualTo)
      refuse('actualTo', 'programmes.task_ends_before');
  });
