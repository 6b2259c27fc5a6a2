import type { DateText } from '../../platform/time.js';
import type { GuardiansChild } from './children.js';
import { ageText, LOOKS, meaningOf, nextStep } from './standing.view.js';

/** A guardian's children, each with her next step; the first step of all is the main action of the page. */
export function childrenView(
  children: readonly GuardiansChild[],
  archived: readonly { id: number; name: string }[],
  today: DateText,
): object {
  const urgent = children.find(({ standing }) => standing !== 'look_again' && standing !== 'approved');
  const first = urgent ?? children[0];
  return {
    title: 'childcare:children.title',
    children: children.map(({ id, name, birthDate, standing, interview, approvedUntil }) => ({
      id,
      name,
      age: ageText(birthDate, today),
      look: LOOKS[standing],
      meaning: meaningOf(standing, interview, approvedUntil),
      step: nextStep(id, standing),
      stepKind: id === first?.id ? '' : 'quiet',
    })),
    archived,
  };
}
