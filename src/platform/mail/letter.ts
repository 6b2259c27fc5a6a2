import type { Language } from '../time.format.js';
import type { Moment } from '../time.js';
import type { Phrase } from '../views/phrase.js';

/**
 * What a mail says, in phrases: the outbox prints it as text and as HTML, in the language of the person. Nothing of the
 * person goes in beyond name, place and time; a child's name never (DOMAIN, Personal data).
 */
export interface Letter {
  /** Room and name, `bookings.confirmed`: for the list of mails and for tests. */
  name: `${string}.${string}`;
  subject: Phrase;
  paragraphs: Phrase[];
  /** Lines of label and value: when, where, what. */
  facts?: { label: Phrase; value: Phrase }[];
  /** The one thing to do; `path` is an address of paths.ts. */
  action?: { label: Phrase; path: string };
  /** Further addresses, each with its words; less than the action. */
  links?: { label: Phrase; path: string }[];
  /** Small print below. */
  closing?: Phrase[];
  /** A link under the small print: where mails of this kind are switched off. */
  settings?: { label: Phrase; path: string };
  attachments?: Attachment[];
  /** Not sent from then on: who reads it later has no use for it. */
  expiresAt?: Moment;
}

/** A file that goes with a letter. One of `text/calendar` with a method is also shown as an event by programs that can. */
export interface Attachment {
  filename: string;
  contentType: string;
  content: string | Buffer;
}

export interface Recipient {
  address: string;
  name: string;
  language: Language;
}

/** Text that is the same in every language, such as a name or a date already written out: a phrase for a letter. */
export function verbatim(text: string): Phrase {
  return { key: 'mails:verbatim', text };
}
