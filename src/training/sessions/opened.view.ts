import type { Phrase } from '../../platform/views/phrase.js';
import type { CareLack } from './session-care.js';
import type { Opened } from './sessions.js';
import { clashPhrase } from './trainer-clashes.js';

/** So many are named: the phrase travels in a cookie. */
const MOST_NAMED = 8;

/** What was set, and which trainers teach something else at the same time. */
export function openedPhrase(opened: Opened): Phrase {
  const done = setPhrase(opened);
  const { clashes, careLacks } = opened;
  const told = withLacks(done, careLacks);
  if (clashes.length === 0) return told;
  return { key: 'training:done.with_clashes', done: told, clashes: clashes.slice(0, MOST_NAMED).map(clashPhrase) };
}

/** What was done, and where fewer places in childcare could be kept than wished for. */
export function withLacks(done: Phrase, lacks: readonly CareLack[]): Phrase {
  if (lacks.length === 0) return done;
  const days = lacks.slice(0, MOST_NAMED).map((one) => ({ ...one, key: 'training:care_lack' }));
  return { key: 'training:done.with_care_lacks', done, days };
}

/** How many sessions were set, and which days were left out, with what is there. */
function setPhrase({ ids, leftOut }: Opened): Phrase {
  const count = ids.length;
  if (leftOut.length === 0) return { key: 'training:done.sessions_set', count };
  const days = leftOut.slice(0, MOST_NAMED).map(({ date, refusal: { there } }) => {
    const what = there[0]?.label;
    if (!what) return { key: 'training:left_out.shut', date };
    return { key: 'training:left_out.taken', date, what: typeof what === 'string' ? { key: what } : what };
  });
  const more = leftOut.length - days.length;
  const rest = more > 0 ? [{ key: 'training:left_out.more', count: more }] : [];
  return { key: 'training:done.sessions_set_some', count, days: [...days, ...rest] };
}
