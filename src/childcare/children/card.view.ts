import type { Phrase } from '../../platform/views/phrase.js';
import { HEALTH } from './card-form.js';
import type { Card } from './card-pages.js';
import type { Child, HealthAnswer } from './child.entity.js';

interface FactRow {
  term: Phrase;
  value?: Phrase;
  text?: string;
}

/** What the card says of her health; "nothing" and "not answered yet" are told apart. */
export function healthRows(child: Child): FactRow[] {
  const rows: FactRow[] = HEALTH.map((name) => ({ term: `childcare:fields.${name}`, ...answerText(child[name]) }));
  return [...rows, { term: 'childcare:fields.notes', text: child.notes ?? '' }];
}

function answerText(answer: HealthAnswer): { value?: Phrase; text?: string } {
  if (answer === null) return { value: 'childcare:card.not_answered' };
  return answer === '' ? { value: 'childcare:card.none' } : { text: answer };
}

/** Whom to call and who may pick the child up, for both sides' pages. */
export function peopleOf({ contacts, pickups, guardians }: Card): object {
  return {
    contacts: contacts.map(({ name, relation, phone }) => ({ name, relation, phone })),
    pickups: [
      ...guardians.map(({ name, relation }) => ({ name, relation, guardian: true })),
      ...pickups.map(({ name, relation }) => ({ name, relation, guardian: false })),
    ],
  };
}
