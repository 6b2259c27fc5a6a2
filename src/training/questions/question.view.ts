import type { DateText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Course } from '../courses/course.entity.js';
import { statusLine } from '../enrolment/door.view.js';
import type { EnrolmentStatus } from '../enrolment/enrolment.entity.js';
import type { CourseAnswer } from './course-answer.entity.js';
import type { CourseQuestion } from './course-question.entity.js';
import { inputOf, LONGEST_ANSWER, type Question, QUESTION_KINDS } from './questions.policy.js';

/** The inputs with which a form asks: for the partial `training/questions`. */
export function questionFields(questions: readonly Question[]): object[] {
  return questions.map((question) => ({
    input: inputOf(question),
    words: question.words,
    required: question.required,
    isText: question.kind === 'text',
    isConsent: question.kind === 'consent',
    choices: question.choices,
    longest: LONGEST_ANSWER,
  }));
}

const kinds = QUESTION_KINDS.map((value) => ({ value, label: `questions:kinds.${value}` }));

export function listView(course: Course, questions: readonly CourseQuestion[], answered: ReadonlySet<number>): object {
  return {
    title: { key: 'questions:title', title: course.title },
    course,
    kinds,
    kind: QUESTION_KINDS[0],
    questions: questions.map(({ id, kind, words, choices, required }, index) => ({
      id,
      words,
      choices,
      required,
      kind: `questions:kinds.${kind}`,
      answered: answered.has(id),
      first: index === 0,
      last: index === questions.length - 1,
    })),
  };
}

export function editView(course: Course, { id, kind, words, choices, required }: CourseQuestion): object {
  const question = { id, words, required, choices: choices.join('\n') };
  return { title: 'questions:edit.title', course, kinds, kind, question };
}

/** Somebody who enrolled. */
export interface Respondent {
  /** Of the enrolment. */
  id: number;
  name: string;
  kana: string;
  status: EnrolmentStatus;
  askedOn: DateText;
  /** Of the session; none: the whole course. */
  date: DateText | null;
}

export interface AnswerFacts {
  course: Course;
  questions: readonly CourseQuestion[];
  people: readonly Respondent[];
  answers: readonly CourseAnswer[];
}

export function answersView({ course, questions, people, answers }: AnswerFacts): object {
  const given = byBoth(answers);
  return {
    title: { key: 'questions:answers.title', title: course.title },
    course,
    people: people.map(({ id, name, status, askedOn, date }) => ({
      id,
      name,
      askedOn,
      date,
      status: statusLine(status),
      answers: questions.map((question) => ({ words: question.words, ...shown(question, given(id, question.id)) })),
    })),
    hasQuestions: questions.length > 0,
  };
}

function shown({ kind }: CourseQuestion, answer: string | undefined): object {
  if (answer === undefined) return { none: true };
  return kind === 'consent' ? { agreed: true } : { text: answer };
}

/** A line for each person, a column for each question. */
export function answersTable({ questions, people, answers }: AnswerFacts, language: Language): string[][] {
  const words = (name: string): string => say(language, `questions:answers.${name}`);
  const given = byBoth(answers);
  const cell = (question: CourseQuestion, answer: string | undefined): string =>
    answer !== undefined && question.kind === 'consent' ? words('agreed') : (answer ?? '');
  return [
    [...['name', 'kana', 'asked', 'session', 'status'].map(words), ...questions.map((question) => question.words)],
    ...people.map(({ id, name, kana, askedOn, date, status }) => [
      name,
      kana,
      askedOn,
      date ?? '',
      say(language, statusLine(status).label),
      ...questions.map((question) => cell(question, given(id, question.id))),
    ]),
  ];
}

function byBoth(answers: readonly CourseAnswer[]): (enrolmentId: number, questionId: number) => string | undefined {
  const known = new Map(answers.map(({ enrolmentId, questionId, answer }) => [`${enrolmentId} ${questionId}`, answer]));
  return (enrolmentId, questionId) => known.get(`${enrolmentId} ${questionId}`);
}
