import type { Moment } from '../time.js';
import type { Phrase } from '../views/phrase.js';
import { jobLabel } from './job-label.js';
import type { JobRow, RunRow } from './job-list.js';

const KINDS: Record<RunRow['outcome'], string> = { running: 'wait', ok: 'good', failed: 'bad' };

export function jobListView(rows: readonly JobRow[], now: Moment): object {
  const unwell = ({ last }: JobRow): number => (last?.outcome === 'failed' ? 0 : 1);
  return {
    title: 'jobs:title',
    now,
    jobs: rows
      .toSorted((a, b) => unwell(a) - unwell(b) || a.name.localeCompare(b.name))
      .map(({ name, last, lastFailure, next }) => ({
        name,
        label: jobLabel(name),
        last: last && {
          ...last,
          length: lengthOf(last),
          state: { label: `jobs:outcome.${last.outcome}`, kind: KINDS[last.outcome] },
        },
        lastFailure,
        next,
      })),
  };
}

/** Nothing while it runs. */
function lengthOf({ startedAt, finishedAt }: RunRow): Phrase | undefined {
  if (!finishedAt) return undefined;
  const seconds = (finishedAt.epochMilliseconds - startedAt.epochMilliseconds) / 1000;
  return seconds < 60
    ? { key: 'jobs:seconds', seconds: seconds.toFixed(1) }
    : { key: 'jobs:minutes', minutes: (seconds / 60).toFixed(1) };
}
