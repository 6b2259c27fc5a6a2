import { refusalPhrase, type Phrase } from '../../platform/views/phrase.js';
import { addDays } from '../../platform/time.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { Occurrence, OccurrenceState } from './occurrence.policy.js';
import { datesOf, type Rule } from './recurrence.policy.js';

/** The shape that goes with the word (partials/status.hbs). */
const SHAPE: Record<OccurrenceState, string | undefined> = {
  free: 'good',
  own: 'good',
  taken: 'bad',
  limit: 'bad',
  refused: 'bad',
  care: 'bad',
  later: 'wait',
  closed: undefined,
  holiday: undefined,
  past: undefined,
};

export function stateShown({ state }: Pick<Occurrence, 'state'>): { label: Phrase; kind?: string } {
  return { label: `series:state.${state}`, kind: SHAPE[state] };
}

/** Why it is so, where the word of the state does not tell. */
export function whyPhrase({ state, refused, date }: Occurrence, venue: Venue): Phrase | undefined {
  switch (state) {
    case 'later':
      return { key: 'series:opens', from: addDays(date, -venue.windowDays) };
    case 'closed':
    case 'holiday':
      return (refused!.params.because as Phrase | undefined) ?? refusalPhrase(refused!.code, refused!.params);
    case 'limit':
    case 'care':
    case 'refused':
      return refusalPhrase(refused!.code, refused!.params);
    default:
      return undefined;
  }
}

/** `毎週 火曜日・木曜日、12月22日(火)まで`: the last day is the one that the rule comes to. */
export function rulePhrase(rule: Rule): Phrase {
  const weekdays = rule.weekdays.map((weekday) => ({ key: `series:weekday.${weekday}` }));
  const dates = datesOf(rule);
  return { key: 'series:rule', weekdays, first: dates[0], last: dates.at(-1), total: dates.length };
}
