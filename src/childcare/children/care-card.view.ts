import { paths } from '../../platform/paths.js';
import { type DateText, type Moment, todayAt } from '../../platform/time.js';
import { hasBegun } from '../interviews/interview.policy.js';
import { approvalEnd } from './card.policy.js';
import type { Card } from './card-pages.js';
import { healthRows, peopleOf } from './card.view.js';
import type { CareRow } from './care-children.js';
import type { RulesOfCards } from './child-rules.service.js';
import { missingOf, standingOf } from './standing.policy.js';
import { ageText, LOOKS } from './standing.view.js';

/** Children whom the staff may see: who waits for her stands first, in a list of their own. */
export function careListView(rows: readonly CareRow[], search: string, dueDays: number, today: DateText): object {
  const line = ({ id, name, kana, birthDate, standing, interview }: CareRow): object => ({
    id,
    name,
    kana,
    age: ageText(birthDate, today),
    look: LOOKS[standing],
    interview: standing === 'interview_booked' ? interview : undefined,
  });
  return {
    title: 'childcare:care.title',
    search,
    dueDays,
    waiting: rows.filter(({ waits }) => waits).map(line),
    due: rows.filter(({ waits }) => !waits).map(line),
  };
}

/** A card as the staff sees it, with what there is to decide. */
export function careCardView(card: Card, interviewNote: string | null, rules: RulesOfCards, now: Moment): object {
  const { row, child, guardians, decision } = card;
  const today = todayAt(now);
  const standing = standingOf(row, today);
  const missing = missingOf(row);
  const met = row.decision?.outcome === 'approved' || (row.interview !== null && hasBegun(row.interview, now));
  return {
    title: { key: 'childcare:card.title', name: child.name },
    id: child.id,
    revision: child.revision,
    look: LOOKS[standing],
    interview: row.interview,
    interviewNote,
    decision: decision && {
      label: `childcare:care.decided_${decision.outcome}`,
      at: decision.decidedAt,
      validUntil: decision.validUntil,
      note: decision.note,
    },
    facts: [
      ...healthRows(child),
      { term: 'childcare:fields.kana', text: child.kana },
      { term: 'childcare:fields.birth_date', value: { key: 'childcare:card.born', date: child.birthDate } },
      { term: 'childcare:fields.age', value: ageText(child.birthDate, today) },
    ],
    ...peopleOf(card),
    guardians: guardians.map(({ userId, name, relation, phone, position }) => ({
      name,
      relation,
      phone,
      ending: position === 1 ? undefined : paths.careGuardianEnding(child.id, userId),
    })),
    missing: missing.map((part) => `childcare:missing.${part}`),
    mayApprove: missing.length === 0,
    askMet: !met,
    outcome: missing.length === 0 ? 'approved' : 'ask_again',
    validUntil: approvalEnd(rules.approvalEnds, today),
    today,
  };
}
