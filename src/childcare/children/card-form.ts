import { z } from 'zod';
import { phoneOf } from '../../accounts/normalise.policy.js';
import { kanaField } from '../../accounts/person-fields.js';
import type { Code } from '../../platform/errors.js';
import { checkbox, choice, dateField, line, optionalLine, optionalText } from '../../platform/web/form-fields.js';
import type { HealthAnswer } from './child.entity.js';

/** Rows for people on the form; those that stay empty count for nothing. */
export const ROWS = [1, 2, 3, 4] as const;
export const HEALTH = ['allergies', 'medication', 'conditions'] as const;
export type HealthQuestion = (typeof HEALTH)[number];

export interface PickupPerson {
  name: string;
  relation: string;
}

export interface ContactPerson extends PickupPerson {
  /** Digits only. */
  phone: string;
}

/** The inputs of a card as they stand in the form: people in numbered rows, a box and a text for each question. */
const inputs = {
  name: line(100),
  kana: kanaField(),
  birthDate: dateField(),
  relation: line(30),
  notes: optionalText(2000),
  consent: checkbox(),
  revision: z.string().max(10).optional(),
};
const questions = Object.fromEntries(
  HEALTH.flatMap((name) => [
    [name, optionalText(2000)],
    [`${name}Answer`, choice(['none', 'some']).optional()],
  ]),
);
const PEOPLE = { contact: ['Name', 'Relation', 'Phone'], pickup: ['Name', 'Relation'] } as const;
const people = Object.fromEntries(
  Object.entries(PEOPLE).flatMap(([kind, parts]) =>
    ROWS.flatMap((row) => parts.map((part) => [`${kind}${row}${part}`, optionalLine(60)])),
  ),
);

type Given = Record<string, string | null | undefined>;
type Context = z.RefinementCtx;

export const cardForm = z
  .object({ ...inputs, ...(questions as object), ...(people as object) })
  .transform((form, context) => {
    const given = form as unknown as Given;
    const { name, kana, birthDate, relation, notes, consent, revision } = form;
    return {
      name,
      kana,
      birthDate,
      relation,
      notes,
      consent,
      /** The card that the person has seen; none for a new one. */
      revision: Number(revision ?? 0),
      allergies: answerOf(given, 'allergies', context),
      medication: answerOf(given, 'medication', context),
      conditions: answerOf(given, 'conditions', context),
      contacts: peopleOf(given, 'contact', context),
      pickups: peopleOf(given, 'pickup', context).map(({ name: called, relation: who }) => ({
        name: called,
        relation: who,
      })),
    };
  });
export type CardForm = z.infer<typeof cardForm>;

function refuse(context: Context, field: string, message: Code): void {
  context.addIssue({ code: 'custom', path: [field], message });
}

/** "Nothing" must be said; what is written counts as "something". Neither: not answered yet. */
function answerOf(given: Given, question: HealthQuestion, context: Context): HealthAnswer {
  const [answer, text] = [given[`${question}Answer`], given[question] ?? null];
  if (answer === 'none' && text !== null) refuse(context, question, 'childcare.none_with_text');
  if (answer === 'some' && text === null) refuse(context, question, 'platform.required');
  return answer === 'none' ? '' : text;
}

function peopleOf(given: Given, kind: keyof typeof PEOPLE, context: Context): ContactPerson[] {
  return ROWS.flatMap((row) => {
    const values = PEOPLE[kind].map((part) => [`${kind}${row}${part}`, given[`${kind}${row}${part}`] ?? null] as const);
    if (values.every(([, value]) => value === null)) return [];
    for (const [field, value] of values) if (value === null) refuse(context, field, 'platform.required');
    const [name = '', relation = '', typed] = values.map(([, value]) => value ?? '');
    const phone = typed ? phoneOf(typed) : '';
    if (phone === undefined) refuse(context, `${kind}${row}Phone`, 'accounts.malformed_phone');
    return [{ name, relation, phone: phone ?? '' }];
  });
}
