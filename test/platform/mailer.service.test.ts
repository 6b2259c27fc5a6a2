import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Letter, type Recipient, verbatim } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { startApp, type TestApp } from '../support/app.js';
import { lastMailTo, mailsTo } from '../support/mails.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const letter: Letter = {
  name: 'platform.sample',
  subject: verbatim('A & B'),
  paragraphs: [verbatim('One < two.')],
  facts: [{ label: verbatim('When'), value: verbatim('10:00–12:00') }],
  action: { label: verbatim('Look'), path: '/bookings/1?token=abc' },
};

function person(address: string, name = '小平 花子'): Recipient {
  return { address, name, language: 'ja' };
}

test('a mail is in the outbox when the transaction is committed', async () => {
  await world.database.transaction((tx) => world.get(Mailer).send(tx, person('kept@example.jp'), letter));
  const mail = await lastMailTo(world, 'kept@example.jp');
  expect(mail.subject).toBe('A & B');
  expect(mail.text).toContain('小平 花子 様');
  expect(mail.text).toContain('One < two.');
  expect(mail.text).toContain('When: 10:00–12:00');
  expect(mail.html).toContain('One &lt; two.');
  expect(mail.link).toBe('/bookings/1?token=abc');
});

test('a mail is gone with the transaction that wrote it', async () => {
  const useCase = world.database.transaction(async (tx) => {
    await world.get(Mailer).send(tx, person('gone@example.jp'), letter);
    throw new Error('refused later on');
  });
  await expect(useCase).rejects.toThrow('refused later on');
  expect(await mailsTo(world, 'gone@example.jp')).toEqual([]);
});

test.each([
  'a@example.jp, b@example.jp',
  'a@example.jp\r\nBcc: b@example.jp',
  'A <a@example.jp>',
  'a@example.jp b',
  '',
])('no mail goes to what is not one address: %j', async (address) => {
  const useCase = world.database.transaction((tx) => world.get(Mailer).send(tx, person(address), letter));
  await expect(useCase).rejects.toThrow('not an address');
});

test('what people typed opens no header, no paragraph, no tag and no other phrase', async () => {
  const name = '花子\r\nBcc: b@example.jp\n\n<b>{{name}}</b> $t(platform:name)';
  const subject = verbatim('Hello\r\nBcc: b@example.jp');
  await world.database.transaction((tx) =>
    world.get(Mailer).send(tx, person('typed@example.jp', name), { ...letter, subject }),
  );
  const mail = await lastMailTo(world, 'typed@example.jp');
  expect(mail.subject).toBe('Hello Bcc: b@example.jp');
  expect(mail.text.split('\n')[0]).toBe('花子 Bcc: b@example.jp <b>{{name}}</b> $t(platform:name) 様');
  expect(mail.html).not.toContain('<b>');
});
