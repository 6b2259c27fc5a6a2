import { addDays, type DateText } from '../../platform/time.js';
import { paths } from '../../platform/paths.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { HEALTH, ROWS } from './card-form.js';
import type { Card } from './card-pages.js';
import type { Child, HealthAnswer } from './child.entity.js';
import { missingOf } from './standing.policy.js';

interface Person {
  name?: string;
  relation?: string;
  /** Words where nothing was typed yet. */
  relationWords?: Phrase;
  phone?: string;
}

/** Rows that stand open: the form is long enough on a phone. The rest are a tap away. */
const OPEN_ROWS = 1;

interface FormParts {
  title: Phrase;
  action: string;
  back: string;
  backLabel: Phrase;
  child?: Child;
  relation?: string;
  contacts: readonly Person[];
  pickups: readonly Person[];
  askConsent: boolean;
  /** From the first birth date that is taken to the last. */
  earliest?: DateText;
  latest: DateText;
}

/** A new card: she herself is the first to be called. */
export function newCardView(
  guardian: { name: string; phone: string | null },
  oldestAge: number,
  today: DateText,
): object {
  return formView({
    title: 'childcare:form.new_title',
    action: paths.ownChildren(),
    back: paths.ownChildren(),
    backLabel: 'childcare:children.title',
    contacts: [{ name: guardian.name, relationWords: 'childcare:form.guardian', phone: guardian.phone ?? '' }],
    pickups: [],
    askConsent: true,
    earliest: addDays(`${Number(today.slice(0, 4)) - oldestAge - 1}${today.slice(4)}`.replace('-02-29', '-02-28'), 1),
    latest: today,
  });
}

export function editCardView(card: Card, userId: number, today: DateText): object {
  const { child, guardians, contacts, pickups, row } = card;
  return formView({
    title: { key: 'childcare:form.edit_title', name: child.name },
    action: paths.ownChild(child.id),
    back: paths.ownChild(child.id),
    backLabel: { key: 'childcare:card.title', name: child.name },
    child,
    relation: guardians.find((one) => one.userId === userId)?.relation,
    contacts,
    pickups,
    askConsent: missingOf(row).includes('consent'),
    latest: today,
  });
}

function formView({ contacts, pickups, child, ...rest }: FormParts): object {
  return {
    ...rest,
    child,
    revision: child?.revision ?? 0,
    questions: HEALTH.map((name) => ({
      name,
      answerName: `${name}Answer`,
      label: `childcare:fields.${name}`,
      hint: `childcare:hints.${name}`,
      about: `childcare:form.about.${name}`,
      ...chosen(child?.[name] ?? null),
    })),
    contacts: split('contact', contacts),
    pickups: split('pickup', pickups),
  };
}

function chosen(answer: HealthAnswer): { answer: string; text: string } {
  if (answer === null) return { answer: '', text: '' };
  return { answer: answer === '' ? 'none' : 'some', text: answer };
}

function split(kind: string, people: readonly Person[]): { open: object[]; more: object[]; moreOpen: boolean } {
  const rows = ROWS.map((number) => {
    const person = people[number - 1] ?? {};
    const names = {
      name: `${kind}${number}Name`,
      relation: `${kind}${number}Relation`,
      phone: `${kind}${number}Phone`,
    };
    return { number, names, person };
  });
  return { open: rows.slice(0, OPEN_ROWS), more: rows.slice(OPEN_ROWS), moreOpen: people.length > OPEN_ROWS };
}
