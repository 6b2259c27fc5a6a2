import { csv } from '../../platform/documents/csv.js';
import { paths } from '../../platform/paths.js';
import { type Language, momentText } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';
import type { BreachQuery } from './breach-query.js';
import type { Affected, Reckoning } from './breaches.js';

/** The table has all of them. */
export const SHOWN = 30;

export function breachView(query: BreachQuery, reckoning: Reckoning | undefined, problem?: Phrase): object {
  const page = { title: 'personal:breach.title', query, problem };
  if (!reckoning) return page;
  const { account, roles, affected } = reckoning;
  const count = (kind: Affected['kind'], opened: boolean): number =>
    affected.filter((one) => one.kind === kind && (!opened || one.did.length > 0)).length;
  const kinds = ['person', 'child', 'walk_in'] as const;
  return {
    ...page,
    account,
    roles: roles.map((role) => `accounts:roles.${role}`),
    counts: kinds.map((kind) => ({
      label: `personal:breach.kinds.${kind}`,
      could: count(kind, false),
      did: count(kind, true),
    })),
    rows: affected.slice(0, SHOWN).map((one) => ({
      kind: `personal:breach.kinds.${one.kind}`,
      id: one.id,
      name: one.name,
      could: [...new Set(one.could)],
      did: doneOf(one),
    })),
    more: affected.length > SHOWN ? affected.length - SHOWN : undefined,
    csv: paths.breachCsv(query),
  };
}

export function breachCsv({ affected }: Reckoning, language: Language): Buffer {
  const words = (phrases: readonly Phrase[]): string =>
    [...new Set(phrases.map((one) => say(language, one)))].join(', ');
  const head = ['kind', 'id', 'name', 'emails', 'could', 'did', 'first', 'last'];
  return csv([
    head.map((name) => say(language, `personal:breach.columns.${name}`)),
    ...affected.map((one) => [
      say(language, `personal:breach.kinds.${one.kind}`),
      String(one.id),
      one.name,
      one.emails.join(' '),
      words(one.could),
      words(one.did.map(({ what }) => what)),
      ...(one.did.length > 0 ? [one.did[0]!, one.did.at(-1)!].map(({ at }) => momentText(at, language)) : ['', '']),
    ]),
  ]);
}

/** Each once, with the first time. */
function doneOf({ did }: Affected): Affected['did'] {
  return did.filter(({ what }, at) => did.findIndex((one) => one.what === what) === at);
}
