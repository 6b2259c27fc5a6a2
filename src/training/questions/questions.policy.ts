import type { Code, FieldProblem } from '../../platform/errors.js';

export const QUESTION_KINDS = ['text', 'choice', 'consent'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export interface Question {
  id: number;
  kind: QuestionKind;
  words: string;
  /** Of a choice. */
  choices: readonly string[];
  required: boolean;
}

/** What a form brought, by the name of its input. */
export type GivenAnswers = Record<string, string>;

/** What is kept: who left a question out has no answer to it. */
export interface Answer {
  questionId: number;
  answer: string;
}

/** The answer to a question to which one agrees. */
export const AGREED = 'yes';
/** Letters. */
export const LONGEST_ANSWER = 1000;

const CONTROL = /[^\P{Cc}\t\n]/u;
const INPUT = /^question-[1-9]\d{0,9}$/;

/** The name of the input for a question. */
export function inputOf({ id }: Pick<Question, 'id'>): string {
  return `question-${id}`;
}

/** The inputs of a form that answer questions; whatever else is in it is somebody else's. */
export function answersIn(body: Readonly<Record<string, unknown>>): GivenAnswers {
  const given = Object.entries(body).filter(([name, value]) => INPUT.test(name) && typeof value === 'string');
  return Object.fromEntries(given) as GivenAnswers;
}

/** The answers to these questions, or what is wrong with them, each at its input. */
export function readAnswers(
  questions: readonly Question[],
  given: GivenAnswers,
): { answers: Answer[]; problems: FieldProblem[] } {
  const answers: Answer[] = [];
  const problems: FieldProblem[] = [];
  for (const question of questions) {
    const text = (given[inputOf(question)] ?? '').replaceAll('\r\n', '\n').trim();
    const code = wrongWith(question, text);
    if (code) problems.push({ field: inputOf(question), code, params: { maximum: LONGEST_ANSWER } });
    else if (text) answers.push({ questionId: question.id, answer: question.kind === 'consent' ? AGREED : text });
  }
  return { answers, problems };
}

function wrongWith({ kind, choices, required }: Question, text: string): Code | undefined {
  if (text === '') {
    if (!required) return undefined;
    return kind === 'consent' ? 'questions.agree' : kind === 'choice' ? 'questions.choose' : 'platform.required';
  }
  if (kind === 'choice') return choices.includes(text) ? undefined : 'platform.unknown_choice';
  if (kind === 'consent') return text === 'on' ? undefined : 'platform.unknown_choice';
  if (text.length > LONGEST_ANSWER) return 'platform.too_long';
  return CONTROL.test(text) ? 'platform.control_characters' : undefined;
}
