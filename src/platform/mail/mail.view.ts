import { paths } from '../paths.js';
import type { Settings } from '../settings.js';
import type { Phrase } from '../views/phrase.js';
import { MAIL_STATES, type MailFilter, type MailRow, stateOf } from './outbox.js';
import type { OutboxMail } from './outbox-mail.entity.js';
import { withoutSecrets } from './secret-links.js';

export const PAGE_LENGTH = 50;

/** @param rows one more than a page where there are older ones */
export function mailListPage(rows: MailRow[], filter: MailFilter, hasServer: boolean): object {
  const shown = rows.slice(0, PAGE_LENGTH);
  const older = rows.length > shown.length ? shown.at(-1)!.id : undefined;
  return {
    title: 'mails:list.title',
    hasServer,
    filters: [undefined, ...MAIL_STATES].map((state) => ({
      label: `mails:filter.${state ?? 'all'}`,
      href: paths.mails({ state }),
      current: filter.state === state,
    })),
    rows: shown.map((row) => ({ ...row, state: `mails:state.${row.state}`, kind: row.state })),
    olderHref: older && paths.mails({ state: filter.state, before: older }),
    newestHref: filter.before && paths.mails({ state: filter.state }),
  };
}

/**
 * Whoever may open this page could otherwise confirm an address, or set a password, in somebody else's name: the links of
 * mails are shown without what makes them open. The exception is an installation that has no mail server and is not in
 * production: there this page is the only way to get at them, as in a demonstration.
 */
function mayShowLinks(settings: Settings): boolean {
  return !settings.production && !settings.smtpUrl;
}

export function mailPage(mail: OutboxMail, settings: Settings): object {
  const open = mayShowLinks(settings);
  const text = open ? mail.text : withoutSecrets(mail.text, settings.publicUrl);
  const state = stateOf(mail);
  return {
    title: { key: 'mails:show.title', subject: mail.subject } satisfies Phrase,
    mail,
    state: `mails:state.${state}`,
    kind: state,
    next: state === 'waiting' && mail.attempts > 0 ? mail.dueAt : undefined,
    failed: state === 'failed',
    masked: !open && text.includes('…'),
    lines: text.split('\n').map((line) => ({ line, href: open ? pathIn(line, settings.publicUrl) : undefined })),
  };
}

/** A line that is a link to this house, as its path: it opens in the same installation, whatever its name. */
function pathIn(line: string, publicUrl: string): string | undefined {
  return line.startsWith(`${publicUrl}/`) ? line.slice(publicUrl.length) : undefined;
}
