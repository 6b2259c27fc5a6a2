import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Letter, verbatim } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Postman } from '../../src/platform/mail/postman.js';
import { startApp, type TestApp } from '../support/app.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { quiet } from '../support/quiet.js';

let server: MailServer;
let world: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  world = await startApp({ smtpUrl: server.url });
});
afterAll(async () => {
  await world.close();
  await server.stop();
});

async function write(address: string, more: Partial<Letter>): Promise<void> {
  const to = { address, name: '小平 花子', language: 'ja' as const };
  const letter: Letter = { name: 'platform.sample', subject: verbatim('Paper'), paragraphs: [], ...more };
  await world.database.transaction((tx) => world.get(Mailer).send(tx, to, letter));
}

const deliver = (): Promise<void> => world.get(Postman).deliver();

test('files go along as they are, octet for octet, under their names', async () => {
  const content = Buffer.from([0, 255, 10, 13]);
  await write('hanako@example.jp', {
    attachments: [
      { filename: 'receipt.pdf', contentType: 'application/pdf', content },
      { filename: 'notes.txt', contentType: 'text/plain; charset=utf-8', content: '𠮷' },
    ],
  });
  await deliver();
  const { raw } = server.delivered[0]!;
  expect(raw).toMatch(/Content-Type: application\/pdf; name=receipt\.pdf/);
  expect(raw).toContain(content.toString('base64'));
  expect(raw).toContain(Buffer.from('𠮷').toString('base64'));
});

test('a mail that is of no use any more is given up rather than sent late', async () => {
  server.delivered.length = 0;
  server.refuseRecipients(451);
  const expiresAt = world.clock.now().add({ minutes: 30 });
  await write('later@example.jp', { expiresAt });
  await deliver();
  world.clock.advance({ minutes: 30 });
  await quiet(deliver);
  expect(server.delivered).toEqual([]);
  const mail = await world.database.reader.findOneByOrFail(OutboxMail, { toAddress: 'later@example.jp' });
  expect([mail.failedAt?.toString(), mail.lastError]).toEqual([expiresAt.toString(), 'EXPIRED']);
});
