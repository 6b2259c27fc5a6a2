import type { Letter } from '../../platform/mail/letter.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Answer } from './answer.policy.js';

/** To the officers: what a manager wrote down in the name of their city. */
export function recordedLetter(what: Phrase, { outcome, onPaper }: Answer, path: string): Letter {
  const named = typeof what === 'string' ? { key: what } : what;
  return {
    name: 'programmes.answer_recorded',
    subject: { key: 'answers:letter.subject', what: named },
    paragraphs: ['answers:letter.text'],
    facts: [
      { label: 'answers:letter.outcome', value: `answers:outcomes.${outcome}` },
      { label: 'answers:answered_on', value: { key: 'programmes:day', date: onPaper } },
    ],
    action: { label: 'answers:letter.look', path },
  };
}
