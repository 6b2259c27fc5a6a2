import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';

/** To the managers: somebody wants to be forgotten. Who it is stands behind the sign-in. */
export function askedLetter(id: number): Letter {
  return {
    name: 'personal.erasure_asked',
    subject: 'personal:letters.asked.subject',
    paragraphs: ['personal:letters.asked.text'],
    action: { label: 'personal:letters.asked.action', path: paths.erasure(id) },
  };
}

export function refusedLetter(answer: string): Letter {
  return {
    name: 'personal.erasure_refused',
    subject: 'personal:letters.refused.subject',
    paragraphs: ['personal:letters.refused.text'],
    facts: [{ label: 'personal:letters.refused.answer', value: verbatim(answer) }],
    action: { label: 'personal:letters.refused.action', path: paths.ownErasure() },
  };
}
