import type { EntityManager } from 'typeorm';
import { hashOf } from '../../src/accounts/one-time-links.js';
import { groupBy } from '../../src/platform/group-by.js';
import { addDays, momentAt } from '../../src/platform/time.js';
import { isPresent } from '../../src/training/count/record.policy.js';
import type { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { SessionSurvey, SurveyAnswer, SurveyToken } from '../../src/training/surveys/session-survey.entity.js';
import { OPEN_DAYS } from '../../src/training/surveys/survey.policy.js';
import { Chance } from './random.js';
import type { Taught, TrainingWorld } from './training-world.js';

const ASKED_AT = 19 * 60;
/** Of a hundred who were asked. */
const ANSWER = 0.7;
const COMMENTS = [
  '説明がゆっくりで、とてもわかりやすかったです。',
  '次の回も楽しみにしています。',
  '保育があるので、安心して参加できました。',
  '練習の時間がもう少しあるとうれしいです。',
  '同じ立場の方と話せてよかったです。',
];

/** A link that works in the demo alone, for whoever wants to see the form: `/surveys/demo-survey`. */
export const DEMO_SURVEY_TOKEN = 'demo-survey';

/** Those who came were asked on the evening of the day, and most have answered. @param rows in the order in which they were said */
export async function seedSurveys(
  tx: EntityManager,
  { today }: TrainingWorld,
  taught: readonly Taught[],
  rows: readonly Attendance[],
): Promise<void> {
  const chance = new Chance(905);
  const bySession = groupBy(
    rows.filter(({ userId }) => userId),
    ({ sessionId }) => sessionId,
  );
  const sessions = taught
    .filter(({ course }) => course.category !== 'meeting')
    .flatMap((one) => one.sessions)
    .filter(({ date }) => date < today)
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.id - b.id);
  const surveys: SessionSurvey[] = [];
  const answers: Partial<SurveyAnswer>[] = [];
  for (const { id: sessionId, date } of sessions) {
    const final = new Map((bySession.get(sessionId) ?? []).map(({ userId, status }) => [userId, status]));
    const asked = [...final.values()].filter(isPresent).length;
    if (asked === 0) continue;
    const closesOn = addDays(date, OPEN_DAYS - 1);
    surveys.push(tx.create(SessionSurvey, { sessionId, asked, mailedAt: momentAt(date, ASKED_AT), closesOn }));
    for (let nth = 0; nth < asked; nth += 1) {
      if (!chance.happens(ANSWER)) continue;
      const [satisfaction, usefulness] = [chance.pick([5, 5, 4, 4, 3]), chance.pick([5, 4, 4, 4, 3, 2])];
      const comment = chance.happens(0.3) ? chance.pick(COMMENTS) : null;
      answers.push({ sessionId, satisfaction, usefulness, comment });
    }
  }
  await tx.insert(SessionSurvey, surveys);
  await tx.insert(SurveyAnswer, answers);
  const last = surveys.at(-1);
  if (last && last.closesOn >= today)
    await tx.insert(SurveyToken, { tokenHash: hashOf(DEMO_SURVEY_TOKEN), sessionId: last.sessionId });
}
