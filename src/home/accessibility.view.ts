import type { Phrase } from '../platform/views/phrase.js';
import type { DateText } from '../platform/time.js';
import { isOld, type KnownResult } from './accessibility-result.js';

const words = (name: string, params: Record<string, unknown> = {}): Phrase => ({
  ...params,
  key: `accessibility:result.${name}`,
});

export interface ResultView {
  lead: Phrase;
  /** What was tried, and how often. */
  tried: Phrase[];
  outcome?: Phrase;
  /** What was found and is not mended yet. */
  findings: string[];
  /** Why the result does not tell all. */
  doubts: Phrase[];
}

/** The result of the last test in plain words; that there is none, where there is none. */
export function resultView(known: KnownResult | undefined, today: DateText): ResultView {
  if (!known) return { lead: words('missing'), tried: [], findings: [], doubts: [] };
  const { result, changed } = known;
  const { date, commits, checks, pages, states, roles, axe, rules, widths, findings, unreached } = result;
  const sights = Object.values(states).reduce((sum, count) => sum + count, 0);
  const [narrow, wide] = widths;
  const left = Object.keys(unreached).length;
  return {
    lead: words('lead', { on: date, commits, pages: pages.length, states: sights, roles: roles.length, narrow, wide }),
    tried: Object.entries(checks).map(([check, times]) => words(`checks.${check}`, { times, axe, rules })),
    outcome: words(findings.length > 0 ? 'found' : 'clean', { count: findings.length }),
    findings,
    doubts: [
      ...(left > 0 ? [words('unreached', { left })] : []),
      ...(changed ? [words('changed')] : []),
      ...(isOld(result, today) ? [words('old')] : []),
    ],
  };
}
