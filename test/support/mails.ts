import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import type { TestApp } from './app.js';

export interface ReceivedMail {
  /** Name of the letter, `bookings.confirmed`. */
  name: string;
  subject: string;
  text: string;
  html: string;
  /** Path and query of the one thing to do: for `visitor.get(link)`. Empty where the mail asks for nothing. */
  link: string;
}

/** All mails to an address that are in the outbox, oldest first. Tests have no mail server: nothing leaves it. */
export async function mailsTo(world: TestApp, address: string): Promise<ReceivedMail[]> {
  const found = await world.database.reader.find(OutboxMail, { where: { toAddress: address }, order: { id: 'ASC' } });
  return found.map(({ template, subject, text, html }) => ({
    name: template,
    subject,
    text,
    html,
    link: linkIn(text, world.settings.publicUrl),
  }));
}

/** The latest mail to an address. @throws Error where there is none. */
export async function lastMailTo(world: TestApp, address: string): Promise<ReceivedMail> {
  const last = (await mailsTo(world, address)).at(-1);
  if (!last) throw new Error(`no mail to ${address}`);
  return last;
}

/** The first line that is an address of the house; the bare one below the signature is none. */
function linkIn(text: string, publicUrl: string): string {
  const line = text.split('\n').find((line) => line.startsWith(`${publicUrl}/`));
  return line?.slice(publicUrl.length) ?? '';
}
