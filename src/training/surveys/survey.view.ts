import type { DateText } from '../../platform/time.js';
import type { OwnSession } from '../sessions/own-sessions.js';
import type { SessionSurvey } from './session-survey.entity.js';
import { MARKS, type Rating, SHOWN_FROM, type SurveyResult } from './survey.policy.js';

const marks = MARKS.map((value) => ({ value, label: `surveys:marks.${value}` }));

export function formView({ title, date }: { title: string; date: DateText }, token: string): object {
  return { title: { key: 'surveys:form.title', title }, course: title, date, token, marks };
}

export function resultView(session: OwnSession, survey: SessionSurvey | undefined, result: SurveyResult): object {
  const { asked, answered, rate, shown } = result;
  return {
    title: { key: 'surveys:result.title', title: session.title, date: session.date },
    session,
    asked: survey !== undefined,
    closesOn: survey?.closesOn,
    rate: { key: 'surveys:result.rate', asked, answered, rate },
    few: { key: 'surveys:result.few', from: SHOWN_FROM },
    ratings: shown && [ratingTable('satisfaction', shown.satisfaction), ratingTable('usefulness', shown.usefulness)],
    comments: shown?.comments,
  };
}

function ratingTable(name: string, { mean, counts }: Rating): object {
  return {
    name,
    label: `surveys:form.${name}`,
    mean: { key: 'surveys:result.mean', mean },
    counts: counts.map(({ mark, count }) => ({ label: `surveys:marks.${mark}`, count })),
  };
}
