import type { Letter } from '../../platform/mail/letter.js';
import { verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Slot } from '../../platform/time.js';

/** What a letter about a place tells. The name of a child never (DOMAIN, Personal data). */
export interface PlaceTold extends Slot {
  children: number;
  venue: string;
  reason: string;
}

/** The staff had to take the place away. */
export function placeLost({ children, venue, reason, ...when }: PlaceTold): Letter {
  const kind = 'place_lost';
  const words = `care:letters.${kind}`;
  return {
    name: `childcare.${kind}`,
    subject: { key: `${words}.subject`, ...when },
    paragraphs: [`${words}.body`],
    facts: [
      { label: 'care:letters.when', value: { key: 'care:letters.when_value', ...when } },
      { label: 'care:letters.where', value: verbatim(venue) },
      { label: 'care:letters.children', value: { key: 'care:letters.children_value', count: children } },
      { label: 'care:letters.reason', value: verbatim(reason) },
    ],
    action: { label: 'care:letters.look', path: paths.me() },
  };
}
