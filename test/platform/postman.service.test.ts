import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MOST_ATTEMPTS } from '../../src/platform/mail/delivery.policy.js';
import { type Letter, verbatim } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Postman } from '../../src/platform/mail/postman.js';
import { startApp, type TestApp } from '../support/app.js';
import { startMailServer, type MailServer } from '../support/mail-server.js';
import { quiet } from '../support/quiet.js';

let server: MailServer;
let world: TestApp;
beforeAll(async () => {
  server = await startMailServer();
  world = await startApp({ smtpUrl: server.url });
});
beforeEach(() => {
  world.clock.setTo('2026-11-21', 9 * 60);
  server.delivered.length = 0;
});
afterEach(async () => {
  await world.database.transaction((tx) => tx.clear(OutboxMail));
});
afterAll(async () => {
  await world.close();
  await server.stop();
});

const letter: Letter = {
  name: 'platform.sample',
  subject: verbatim('Your desk'),
  paragraphs: [verbatim('It is booked.')],
  action: { label: verbatim('Look'), path: '/confirm?token=abc' },
};

async function write(address = 'hanako@example.jp', app = world, what = letter): Promise<void> {
  const to = { address, name: '小平 花子', language: 'en' as const };
  await app.database.transaction((tx) => app.get(Mailer).send(tx, to, what));
}

const deliver = (app = world): Promise<void> => app.get(Postman).deliver();

async function mails(): Promise<OutboxMail[]> {
  return world.database.reader.find(OutboxMail, { order: { id: 'ASC' } });
}

async function onlyMail(): Promise<OutboxMail> {
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  return mail!;
}

test('a mail leaves after the commit, without being asked for', async () => {
  await write();
  await deliver(); // joins the round that the commit began
  expect(server.delivered.map(({ to }) => to)).toEqual([['hanako@example.jp']]);
  const mail = await onlyMail();
  expect([mail.sentAt?.toString(), mail.attempts, mail.claimedUntil, mail.lastError]).toEqual([
    world.clock.now().toString(),
    1,
    null,
    null,
  ]);
});

test('what arrives has both parts, says that a machine wrote it, and carries a lasting id', async () => {
  await write();
  await deliver();
  const mail = await onlyMail();
  const { raw, from } = server.delivered[0]!;
  expect(from).toBe('no-reply@tsudoi.example');
  expect(raw).toContain(`Message-ID: <${mail.id}.${world.clock.now().epochMilliseconds}@tsudoi.test>`);
  expect(raw).toContain('To: hanako@example.jp');
  expect(raw).toContain('Subject: Your desk');
  expect(raw).toContain('Auto-Submitted: auto-generated');
  expect(raw).toMatch(/Content-Type: text\/plain; charset=utf-8/);
  expect(raw).toMatch(/Content-Type: text\/html; charset=utf-8/);
  expect(raw).toContain('token=3Dabc'); // quoted-printable
});

test('a mail that has left keeps no link that opens anything', async () => {
  await write();
  await deliver();
  const { text, html } = await onlyMail();
  expect(text).toContain('http://tsudoi.test/confirm?…');
  expect(text + html).not.toContain('abc');
});

test('a mail is not sent for a transaction that failed', async () => {
  const useCase = world.database.transaction(async (tx) => {
    await world.get(Mailer).send(tx, { address: 'hanako@example.jp', name: '', language: 'ja' }, letter);
    throw new Error('refused later on');
  });
  await expect(useCase).rejects.toThrow('refused later on');
  await deliver();
  expect(server.delivered).toEqual([]);
});

test('a server that says "not now" is asked again after the wait, and no earlier', async () => {
  server.refuseRecipients(451);
  await write();
  await deliver();
  const waiting = await onlyMail();
  expect([waiting.attempts, waiting.sentAt, waiting.lastError]).toEqual([1, null, 'EENVELOPE 451 RCPT TO']);
  const wait = waiting.dueAt.epochMilliseconds - world.clock.now().epochMilliseconds;
  expect(wait).toBeGreaterThanOrEqual(60_000);
  expect(wait).toBeLessThanOrEqual(75_000);

  world.clock.advance({ seconds: 59 });
  await deliver();
  expect(server.delivered).toEqual([]);
  world.clock.advance({ seconds: 16 });
  await deliver();
  expect((await onlyMail()).attempts).toBe(2);
  server.refuseRecipients(451);
  await write();
  await deliver();
  world.clock.advance({ hours: -24 }); // it was a day ahead, and is set right
  await world.get(Postman).sweep();
  expect(server.delivered).toHaveLength(2);
});

test('one mail that is refused does not hold up the next', async () => {
  server.refuseRecipients(451);
  await write('first@example.jp');
  await write('second@example.jp');
  await deliver();
  expect(server.delivered.map(({ to }) => to)).toEqual([['second@example.jp']]);
});

test('an address that nobody has is given up at once, and the reason does not tell it', async () => {
  server.refuseRecipients(550);
  await quiet(async () => {
    await write();
    await deliver();
  });
  const mail = await onlyMail();
  expect(mail.failedAt?.toString()).toBe(world.clock.now().toString());
  expect(mail.lastError).toBe('EENVELOPE 550 RCPT TO');
});

test('after a day of attempts a mail is given up', async () => {
  server.refuseRecipients(...Array.from({ length: MOST_ATTEMPTS }, () => 451));
  await write();
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await quiet(deliver);
    world.clock.advance({ hours: 8 });
  }
  const mail = await onlyMail();
  expect([mail.attempts, mail.failedAt === null, mail.sentAt]).toEqual([MOST_ATTEMPTS, false, null]);
  await deliver();
  expect(server.delivered).toEqual([]);
});

test('while the server is down, for days, one mail finds out for all; when it is back, all arrive, once', async () => {
  const { port } = server;
  await server.stop();
  await quiet(async () => {
    for (const name of ['a', 'b', 'c']) await write(`${name}@example.jp`);
    await deliver();
    for (let hours = 0; hours < 5 * 24; hours += 2) {
      world.clock.advance({ hours: 2 });
      await deliver();
    }
  });
  expect((await mails()).map(({ sentAt, failedAt }) => sentAt ?? failedAt)).toEqual([null, null, null]);
  server = await startMailServer(port);
  world.clock.advance({ hours: 2 });
  await deliver();
  expect(server.delivered.flatMap(({ to }) => to).toSorted()).toEqual(['a@example.jp', 'b@example.jp', 'c@example.jp']);
});

test('a mail that a crash left in a hand is sent again under the same id, when the claim has run out', async () => {
  server.refuseRecipients(451);
  await write();
  await deliver();
  const { id, createdAt } = await onlyMail();
  const now = world.clock.now();
  await world.database.transaction((tx) =>
    tx.update(OutboxMail, id, { dueAt: now, claimedUntil: now.add({ minutes: 10 }) }),
  );
  await deliver();
  expect(server.delivered).toEqual([]);
  world.clock.advance({ minutes: 10 });
  await deliver();
  expect(server.delivered[0]!.raw).toContain(`Message-ID: <${id}.${createdAt.epochMilliseconds}@tsudoi.test>`);
});

test('two postmen at once send each mail once', async () => {
  const { sqliteFile, databaseUrl } = world.settings;
  const other = await startApp({ sqliteFile, databaseUrl, smtpUrl: server.url });
  const silent = await startApp({ sqliteFile, databaseUrl }); // writes, and sends nothing
  try {
    const addresses = Array.from({ length: 20 }, (_, index) => `p${index}@example.jp`);
    for (const address of addresses) await write(address, silent);
    await Promise.all([deliver(), deliver(other), deliver(), deliver(other)]);
    expect(server.delivered.flatMap(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
  } finally {
    await silent.close();
    await other.close();
  }
});

test('without a mail server nothing is sent and nothing fails', async () => {
  const { sqliteFile, databaseUrl } = world.settings;
  const silent = await startApp({ sqliteFile, databaseUrl });
  try {
    await write('hanako@example.jp', silent);
    await deliver(silent);
    expect([(await onlyMail()).attempts, server.delivered]).toEqual([0, []]);
  } finally {
    await silent.close();
  }
});

test('shutting down finishes the mail under way and leaves the others', async () => {
  const { sqliteFile, databaseUrl } = world.settings;
  const silent = await startApp({ sqliteFile, databaseUrl });
  const leaving = await startApp({ sqliteFile, databaseUrl, smtpUrl: server.url });
  await write('first@example.jp', silent);
  await write('second@example.jp', silent);
  await silent.close();

  let take = (): void => undefined;
  let asked = (): void => undefined;
  const taking = new Promise<void>((resolve) => (asked = resolve));
  server.beforeTaking = () => {
    asked();
    return new Promise((resolve) => (take = resolve));
  };
  void deliver(leaving);
  await taking;
  const closed = leaving.close();
  server.beforeTaking = async () => undefined;
  take();
  await closed;
  expect((await mails()).map(({ sentAt }) => sentAt !== null)).toEqual([true, false]);
  expect(server.delivered).toHaveLength(1);
});

test('what people typed opens no header and finds no further recipient', async () => {
  const breaking = 'Hello\r\nBcc: spy@example.jp\r\nX-Spy: 1\r\n\r\nBody';
  await write('hanako@example.jp', world, { ...letter, subject: verbatim(breaking) });
  await deliver();
  const { raw, to } = server.delivered[0]!;
  const header = raw.slice(0, raw.indexOf('\r\n\r\n'));
  expect(to).toEqual(['hanako@example.jp']);
  expect(header).toContain('Subject: Hello Bcc: spy@example.jp X-Spy: 1 Body');
  expect(header).not.toMatch(/^(Bcc|X-Spy):/im);
});
