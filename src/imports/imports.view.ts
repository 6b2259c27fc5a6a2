import { paths } from '../platform/paths.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Moment } from '../platform/time.js';
import type { Venue } from '../venues/venue.entity.js';
import { targetText } from './import-forms.js';
import { EXISTING, type Import } from './import.entity.js';
import { MOST_MEGABYTES, MOST_ROWS } from './sheet.js';

/** What a file is about, in words. */
export function about({ kind }: Pick<Import, 'kind'>, venue: string | undefined): Phrase {
  return kind === 'members' ? 'imports:targets.members' : { key: 'imports:targets.resources', venue: venue ?? '' };
}

interface Row {
  href: string;
  name: string;
  about: Phrase;
  status: Phrase;
  at: Moment;
}

/** @param target what the page before wants filled */
export function importsView(latest: readonly Import[], venues: readonly Venue[], target: string | undefined): object {
  const names = new Map(venues.map(({ id, name }) => [id, name]));
  return {
    title: 'imports:title',
    targets: [
      { value: 'members', label: 'imports:targets.members' },
      ...venues.map(({ id, name }) => ({
        value: targetText({ kind: 'resources', venueId: id }),
        label: { key: 'imports:targets.resources', venue: name },
      })),
    ],
    target,
    existing: EXISTING.map((value) => ({ value, label: `imports:existing.${value}` })),
    limits: { rows: MOST_ROWS, megabytes: MOST_MEGABYTES },
    latest: latest.map((file): Row => ({
      href: paths.import(file.id),
      name: file.fileName,
      about: about(file, names.get(file.venueId ?? 0)),
      status: `imports:status.${file.status}`,
      at: file.createdAt,
    })),
  };
}
