/** Fewer answers are shown to nobody: who was there could be guessed from them. */
export const SHOWN_FROM = 3;
/** Days, the evening of the mail among them. */
export const OPEN_DAYS = 14;
export const MARKS = [5, 4, 3, 2, 1] as const;
export type Mark = (typeof MARKS)[number];

export interface SurveyAnswerFacts {
  satisfaction: number;
  usefulness: number;
  comment: string | null;
}

/** Of one thing that was asked. */
export interface Rating {
  /** Of five, to one decimal. */
  mean: string;
  /** How many gave each mark, the best first. */
  counts: { mark: Mark; count: number }[];
}

export interface SurveyResult {
  asked: number;
  answered: number;
  /** Percent of those who were asked, whole. */
  rate: number;
  /** Nothing, while there are too few answers. */
  shown?: { satisfaction: Rating; usefulness: Rating; comments: string[] };
}

/** What may be shown of the answers to a survey: in no order that tells when they came. */
export function resultOf(asked: number, answers: readonly SurveyAnswerFacts[]): SurveyResult {
  const answered = answers.length;
  const rate = asked === 0 ? 0 : Math.round((answered * 100) / asked);
  if (answered < SHOWN_FROM) return { asked, answered, rate };
  const comments = answers.flatMap(({ comment }) => comment ?? []).toSorted((a, b) => a.localeCompare(b, 'ja'));
  const satisfaction = ratingOf(answers.map((one) => one.satisfaction));
  const usefulness = ratingOf(answers.map((one) => one.usefulness));
  return { asked, answered, rate, shown: { satisfaction, usefulness, comments } };
}

function ratingOf(marks: readonly number[]): Rating {
  const mean = marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
  const counts = MARKS.map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }));
  return { mean: mean.toFixed(1), counts };
}
