import type { Phrase } from '../../platform/views/phrase.js';
import type { Opened } from './sessions.js';

/** So many are named: the phrase travels in a cookie. */
const MOST_NAMED = 8;

/** How many sessions were set, and which days were left out, with what is there. */
export function openedPhrase({ ids, leftOut }: Opened): Phrase {
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
