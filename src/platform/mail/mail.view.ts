import { paths } from '../paths.js';
import type { Settings } from '../settings.js';
import type { Phrase } from '../views/phrase.js';
import { type Language, momentText } from '../time.format.js';
import type { Moment } from '../time.js';
import { MAIL_STATES, type MailFilter, type MailRow, type MailState, stateOf } from './outbox.js';
import type { OutboxMail } from './outbox-mail.entity.js';
import { withoutSecrets } from './secret-links.js';

export const PAGE_LENGTH = 50;

const KINDS: Record<MailState, string> = { waiting: 'wait', sent: 'good', failed: 'bad' };

function stateView(state: MailState): object {
  return { label: `mails:state.${state}`, kind: KINDS[state] };
}

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
    rows: shown.map((row) => ({ ...row, state: stateView(row.state) })),
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

export function mailPage(mail: OutboxMail, settings: Settings, language: Language): object {
  const open = mayShowLinks(settings);
  const text = open ? mail.text : withoutSecrets(mail.text, settings.publicUrl);
  const state = stateOf(mail);
  return {
    title: { key: 'mails:show.title', subject: mail.subject } satisfies Phrase,
    mail,
    state: stateView(state),
    facts: factsOf(mail, state, (at) => (at ? momentText(at, language) : undefined)),
    failed: state === 'failed',
    attachments: mail.attachments.map(({ filename, contentType, base64 }) => ({
      filename,
      type: contentType.split(';')[0],
      size: Buffer.byteLength(base64, 'base64'),
    })),
    masked: !open && text.includes('…'),
    lines: text
      .trimEnd()
      .split('\n')
      .map((line) => ({ line, href: open ? pathIn(line, settings.publicUrl) : undefined })),
  };
}

function factsOf(mail: OutboxMail, state: MailState, at: (moment: Moment | null) => string | undefined): object[] {
  const tried = mail.attempts > 0;
  return [
    { term: 'mails:fields.to', text: mail.toAddress },
    { term: 'mails:fields.created', text: at(mail.createdAt) },
    { term: 'mails:fields.sent', text: at(mail.sentAt) },
    { term: 'mails:fields.next', text: state === 'waiting' && tried ? at(mail.dueAt) : undefined },
    { term: 'mails:fields.attempts', text: tried ? String(mail.attempts) : undefined },
    { term: 'mails:fields.error', text: mail.lastError },
  ];
}

/** A line that is a link to this house, as its path: it opens in the same installation, whatever its name. */
function pathIn(line: string, publicUrl: string): string | undefined {
  return line.startsWith(`${publicUrl}/`) ? line.slice(publicUrl.length) : undefined;
}
