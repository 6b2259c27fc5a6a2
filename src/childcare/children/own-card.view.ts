import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Card } from './card-pages.js';
import { healthRows, peopleOf } from './card.view.js';
import type { Reading } from '../readings/readings.js';
import { missingOf, standingOf } from './standing.policy.js';
import { ageText, LOOKS, meaningOf, nextStep } from './standing.view.js';

/** A card as her guardians see it. */
export function ownCardView(card: Card, readings: readonly Reading[], viewer: Viewer, today: DateText): object {
  const { row, child, guardians, decision } = card;
  const standing = standingOf(row, today);
  const mine = guardians.find(({ userId }) => userId === viewer.id);
  return {
    title: { key: 'childcare:card.title', name: child.name },
    id: child.id,
    name: child.name,
    look: LOOKS[standing],
    meaning: meaningOf(standing, row.interview, row.decision?.validUntil ?? null),
    missing: missingOf(row).map((part) => `childcare:missing.${part}`),
    /** What the staff wants to know. */
    asked: decision?.outcome === 'ask_again' && standing !== 'approved' ? decision.note : undefined,
    step: nextStep(child.id, standing),
    interview: standing === 'asked_again' ? paths.childInterview(child.id) : undefined,
    facts: [
      { term: 'childcare:fields.kana', text: child.kana },
      { term: 'childcare:fields.birth_date', value: { key: 'childcare:card.born', date: child.birthDate } },
      { term: 'childcare:fields.age', value: ageText(child.birthDate, today) },
      ...healthRows(child),
    ],
    ...peopleOf(card),
    readings: readings.map(({ reader, readAt, what }) => ({ reader, readAt, what: `readings:what.${what}` })),
    /** The version to which she agreed last. */
    terms: row.consent,
    isFirst: mine?.position === 1,
  };
}
