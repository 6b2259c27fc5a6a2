import { template } from '../views/handlebars.js';
import type { Page } from '../views/page.js';
import type { Phrase } from '../views/phrase.js';

/** For which numbers there are words in platform.json. */
const WORDED = new Set([400, 403, 404, 409, 413, 415, 422, 429, 500, 503]);

/** The nearest status that has words: 500 for what is our fault, 400 for what is not. */
export function wordedStatus(status: number): number {
  if (WORDED.has(status)) return status;
  return status >= 500 ? 500 : 400;
}

export interface Failure {
  /** One that has words (wordedStatus). */
  status: number;
  /** What happened in particular; the words of the status say what to do next. */
  message?: Phrase;
  /** What stands beside the error in the log, to be read out to the staff. */
  reference?: string;
}

/** A whole page that says what went wrong, what to do and whom to ask. */
export function errorPage(page: Page, failure: Failure): string {
  const words = `platform:errors.${failure.status}`;
  const data = { page, title: `${words}.title`, advice: `${words}.advice`, ...failure };
  return template('layouts/main.hbs')({ ...data, body: template('errors/error.hbs')(data) });
}
