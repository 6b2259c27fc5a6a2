import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resultOf } from '../../src/training/surveys/survey.policy.js';

const answer = fc.record({
  satisfaction: fc.integer({ min: 1, max: 5 }),
  usefulness: fc.integer({ min: 1, max: 5 }),
  comment: fc.option(fc.string({ minLength: 1 }), { nil: null }),
});

test('of fewer than three answers nothing is shown but how many there are', () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 2 }), fc.nat(20), (answers, more) => {
      const asked = answers.length + more;
      const rate = asked === 0 ? 0 : Math.round((answers.length * 100) / asked);
      expect(resultOf(asked, answers)).toEqual({ asked, answered: answers.length, rate });
    }),
  );
});

test('from three on marks are counted, and no order tells when they came', () => {
  fc.assert(
    fc.property(fc.array(answer, { minLength: 3, maxLength: 20 }), (answers) => {
      const result = resultOf(20, answers);
      expect(resultOf(20, answers.toReversed())).toEqual(result);
      const { satisfaction, comments } = result.shown!;
      expect(satisfaction.counts.reduce((sum, { count }) => sum + count, 0)).toBe(answers.length);
      const mean = answers.reduce((sum, one) => sum + one.satisfaction, 0) / answers.length;
      expect(Math.abs(Number(satisfaction.mean) - mean)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(comments.toSorted()).toEqual(answers.flatMap(({ comment }) => comment ?? []).toSorted());
    }),
  );
});
