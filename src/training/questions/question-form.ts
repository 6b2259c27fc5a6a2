import { z } from 'zod';
import { checkbox, choice, line, optionalText } from '../../platform/web/form-fields.js';
import { QUESTION_KINDS, type QuestionKind } from './questions.policy.js';

const MOST_CHOICES = 20;
const LONGEST_CHOICE = 100;

/** What can be set of a question. */
export interface QuestionShape {
  kind: QuestionKind;
  words: string;
  choices: string[];
  required: boolean;
}

/** `POST /manage/courses/:id/questions` and `…/questions/:questionId`; choices one a line. */
export const questionForm = z
  .object({ kind: choice(QUESTION_KINDS), words: line(300), choices: optionalText(3000), required: checkbox() })
  .transform(({ choices, ...rest }): QuestionShape => {
    const lines = (choices ?? '').split('\n').map((text) => text.trim());
    return { ...rest, choices: rest.kind === 'choice' ? [...new Set(lines.filter(Boolean))] : [] };
  })
  .refine(({ kind, choices }) => kind !== 'choice' || choices.length >= 2, {
    path: ['choices'],
    message: 'questions.two_choices',
  })
  .refine(({ choices }) => choices.length <= MOST_CHOICES && choices.every((one) => one.length <= LONGEST_CHOICE), {
    path: ['choices'],
    message: 'questions.choices_too_long',
  });

/** `POST /manage/courses/:id/questions/:questionId/position` */
export const positionForm = z.object({ direction: choice(['up', 'down']) });
