import type { Phrase } from '../views/phrase.js';
import { template } from '../views/handlebars.js';
import { say } from '../views/words.js';
import type { Letter, Recipient } from './letter.js';

export interface PrintedLetter {
  /** One line. */
  subject: string;
  text: string;
  html: string;
}

const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** What a person typed (a name, a title) stays on its line: it opens no further header, and no further paragraph. */
function oneLine(text: string): string {
  return text.replace(BREAKS, ' ').trim();
}

/** Puts a letter into words, for both kinds of readers. @param publicUrl where the links lead, without a slash at the end. */
export function printLetter(to: Recipient, letter: Letter, publicUrl: string): PrintedLetter {
  const words = (phrase: Phrase): string => oneLine(say(to.language, phrase));
  const subject = words(letter.subject);
  const data = {
    page: { language: to.language },
    publicUrl,
    subject,
    name: oneLine(to.name),
    paragraphs: letter.paragraphs.map(words),
    facts: letter.facts?.map(({ label, value }) => ({ label: words(label), value: words(value) })),
    action: letter.action && { label: words(letter.action.label), url: `${publicUrl}${letter.action.path}` },
    links: letter.links?.map(({ label, path }) => ({ label: words(label), url: `${publicUrl}${path}` })),
    closing: letter.closing?.map(words),
    settings: letter.settings && { label: words(letter.settings.label), url: `${publicUrl}${letter.settings.path}` },
  };
  return { subject, text: template('mails/mail.text.hbs')(data), html: template('mails/mail.html.hbs')(data) };
}
