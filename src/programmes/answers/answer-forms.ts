import { z } from 'zod';
import { choice, dateField, optionalText, text } from '../../platform/web/form-fields.js';
import { type Answer, OUTCOMES } from './answer.policy.js';

const LONGEST = 4000;

/** `POST …/decision`: an officer answers here. */
export const decisionForm = z
  .object({ outcome: choice(OUTCOMES), comment: optionalText(LONGEST) })
  .transform((form): Answer => ({ ...form, onPaper: null }));

/** `POST …/paper-answer`: a manager writes down what the city answered on paper. */
export const paperAnswerForm = z
  .object({ outcome: choice(OUTCOMES), answeredOn: dateField(), comment: text(LONGEST) })
  .transform(({ answeredOn, ...form }): Answer => ({ ...form, onPaper: answeredOn }));
