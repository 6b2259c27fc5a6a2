import type { SendMailOptions } from 'nodemailer';
import type { OutboxMail, StoredAttachment } from './outbox-mail.entity.js';

type Files = Pick<SendMailOptions, 'attachments' | 'icalEvent'>;

const METHOD = /^text\/calendar\b.*;\s*method=(\w+)/i;

/**
 * The files of a mail as nodemailer takes them. An invitation goes out twice: as a part beside text and HTML, by which
 * Gmail and Outlook put it into the calendar or take it out, and as a file for the programs that only open files.
 */
export function filesOf({ attachments }: Pick<OutboxMail, 'attachments'>): Files {
  const invitation = attachments.find(({ contentType }) => METHOD.test(contentType));
  const rest = attachments.filter((one) => one !== invitation);
  return {
    ...(invitation && { icalEvent: eventOf(invitation) }),
    attachments: rest.map(({ filename, contentType, base64 }) => ({
      filename,
      contentType,
      content: Buffer.from(base64, 'base64'),
    })),
  };
}

function eventOf({ filename, contentType, base64 }: StoredAttachment): Files['icalEvent'] {
  const method = METHOD.exec(contentType)?.[1] ?? 'PUBLISH';
  return { filename, method, content: Buffer.from(base64, 'base64') };
}
