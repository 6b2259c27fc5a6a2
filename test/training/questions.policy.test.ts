import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answersIn, type Question, readAnswers } from '../../src/training/questions/questions.policy.js';

const question = (part: Partial<Question>): Question => ({
  id: 1,
  kind: 'text',
  words: '?',
  choices: [],
  required: false,
  ...part,
});
const CHOICE = { kind: 'choice', choices: ['はい', 'いいえ'] } as const;

test.each<[string, Partial<Question>, string | undefined, string | undefined]>([
  ['words', {}, ' a\r\nb ', 'a\nb'],
  ['nothing, where nothing is needed', {}, '  ', ''],
  ['nothing, where words are needed', { required: true }, '', undefined],
  ['a control character', {}, 'a\u0000', undefined],
  ['too many letters', {}, 'あ'.repeat(1001), undefined],
  ['one of the choices', CHOICE, 'はい', 'はい'],
  ['none of the choices', CHOICE, 'たぶん', undefined],
  ['no choice, where one is needed', { ...CHOICE, required: true }, undefined, undefined],
  ['a consent', { kind: 'consent', required: true }, 'on', 'yes'],
  ['no consent, where it is needed', { kind: 'consent', required: true }, undefined, undefined],
  ['no consent, where it is not needed', { kind: 'consent' }, undefined, ''],
  ['something else than a tick', { kind: 'consent' }, 'maybe', undefined],
])('%s is taken or refused', (_, part, given, kept) => {
  const { answers, problems } = readAnswers([question(part)], given === undefined ? {} : { 'question-1': given });
  expect([answers.map(({ answer }) => answer), problems.map(({ field }) => field)]).toEqual(
    kept === undefined ? [[], ['question-1']] : [kept ? [kept] : [], []],
  );
});

test('whatever a form brings: each question has an answer, a problem or neither, and nobody else’s is taken', () => {
  const questions = [
    question({ id: 1 }),
    question({ id: 2, ...CHOICE, required: true }),
    question({ id: 3, kind: 'consent' }),
  ];
  const value = fc.oneof(fc.string(), fc.constantFrom('on', 'はい', ''), fc.array(fc.string()), fc.constant(undefined));
  const name = fc.oneof(
    fc.nat(5).map((id) => `question-${id}`),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.dictionary(name, value), (body) => {
      const { answers, problems } = readAnswers(questions, answersIn(body));
      const touched = [
        ...answers.map(({ questionId }) => `question-${questionId}`),
        ...problems.map(({ field }) => field),
      ];
      expect(new Set(touched).size).toBe(touched.length);
      expect(touched.every((one) => ['question-1', 'question-2', 'question-3'].includes(one))).toBe(true);
      expect(touched).toContain('question-2');
    }),
  );
});
