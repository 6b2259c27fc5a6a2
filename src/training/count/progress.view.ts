import { linesSvg, ringSvg, type Svg } from '../../platform/documents/chart.js';
import { type Language, shortMonthText } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { Progress } from './progress.policy.js';

interface ProgressView {
  title: Phrase;
  ring: Svg;
  burnUp: Svg;
  /** What is still needed. */
  pace: Phrase;
  facts: { term: Phrase; value: Phrase }[];
  /** The way of the last year, and of the next. */
  months: Progress['months'];
}

/** Months before the day and after it that are told in figures; the picture has them all. */
const AROUND = 12;

/** The way to a target as pictures, each with its figures beside. */
export function progressView(progress: Progress, language: Language): ProgressView {
  const { target, milestone, figure, reached, missing, months, asOf } = progress;
  const words = (phrase: Phrase): string => say(language, phrase);
  const counted = `count:${target.counted}`;
  const share = milestone.value === 0 ? 1 : reached / milestone.value;
  const standing: Phrase = { key: 'count:standing', counted: { key: counted }, reached, value: milestone.value };
  const past = months.flatMap((one) => (one.reached === undefined ? [] : [one.reached]));
  const name = { key: 'count:picture', title: asParam(target.title), standing };
  return {
    title: target.title,
    ring: ringSvg({
      title: words(name),
      share,
      value: `${Math.floor(share * 100)}%`,
      below: `${reached} / ${milestone.value}`,
    }),
    burnUp: linesSvg({
      title: words({ ...name, key: 'count:picture_months' }),
      places: months.map(({ month }) => shortMonthText(month, language)),
      lines: [
        { name: words('count:reached'), values: past },
        { name: words('count:plan'), values: months.map(({ plan }) => plan), dashed: true },
      ],
    }),
    pace: paceOf(progress),
    facts: [
      { term: 'count:attendances', value: { key: 'count:persons', count: figure.attendances } },
      { term: 'count:people', value: { key: 'count:persons', count: figure.people } },
      {
        term: 'count:goal',
        value: { key: 'count:goal_until', value: milestone.value, date: milestone.date, counted: { key: counted } },
      },
      { term: 'count:missing', value: { key: 'count:persons', count: missing } },
      { term: 'count:as_of', value: { key: 'count:day', date: asOf } },
    ],
    months: months.slice(Math.max(0, past.length - AROUND), past.length + AROUND),
  };
}

function paceOf({ milestone: { date, value }, missing, pace }: Progress): Phrase {
  if (pace === undefined) return { key: 'count:pace.over', date, missing };
  return pace === 0 ? { key: 'count:pace.done', value } : { key: 'count:pace.needed', date, missing, pace };
}

const asParam = (phrase: Phrase): Phrase => (typeof phrase === 'string' ? { key: phrase } : phrase);
