import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { PAGE_LENGTH } from '../../src/platform/mail/mail.view.js';
import { type Letter, verbatim } from '../../src/platform/mail/letter.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { SETTINGS, type Settings } from '../../src/platform/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
});
afterEach(async () => {
  await world.database.transaction((tx) => tx.clear(OutboxMail));
});
afterAll(() => world.close());

const letter = (subject: string): Letter => ({
  name: 'platform.sample',
  subject: verbatim(subject),
  paragraphs: [verbatim('<b>bold</b> words')],
  action: { label: verbatim('Confirm'), path: '/email-confirmation/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6' },
});

async function write(subject: string, more: Partial<OutboxMail> = {}): Promise<number> {
  return world.database.transaction(async (tx) => {
    const to = { address: 'hanako@example.jp', name: '花子', language: 'ja' as const };
    await world.get(Mailer).send(tx, to, letter(subject));
    const [mail] = await tx.find(OutboxMail, { order: { id: 'DESC' }, take: 1 });
    if (Object.keys(more).length > 0) await tx.update(OutboxMail, mail!.id, more as never);
    return mail!.id;
  });
}

const subjects = async (url: string): Promise<string[]> => {
  const { $ } = await manager.get(url);
  return $('tbody a')
    .toArray()
    .map((link) => $(link).text());
};

/** Runs `work` with other settings than the app was started with. */
async function having(change: Partial<Settings>, work: () => Promise<void>): Promise<void> {
  const settings = world.get<Settings>(SETTINGS);
  const before = { smtpUrl: settings.smtpUrl, production: settings.production };
  Object.assign(settings, change);
  try {
    await work();
  } finally {
    Object.assign(settings, before);
  }
}

test('mails are listed, the newest first, and by their state', async () => {
  const now = world.clock.now();
  await write('waits');
  await write('left', { sentAt: now });
  await write('given up', { failedAt: now });
  expect(await subjects('/manage/mail')).toEqual(['given up', 'left', 'waits']);
  expect(await subjects('/manage/mail?state=waiting')).toEqual(['waits']);
  expect(await subjects('/manage/mail?state=sent')).toEqual(['left']);
  expect(await subjects('/manage/mail?state=failed')).toEqual(['given up']);
});

test('an address that makes no sense shows the list as it is', async () => {
  await write('waits');
  expect(await subjects('/manage/mail?state=lost&before=x')).toEqual(['waits']);
});

test('a list longer than a page goes on where the page ended', async () => {
  for (let count = 1; count <= PAGE_LENGTH + 2; count += 1) await write(`mail ${count}`);
  const first = await manager.get('/manage/mail');
  expect(first.$('tbody tr')).toHaveLength(PAGE_LENGTH);
  const older = first.$('a[rel=next]').attr('href')!;
  await write('written meanwhile');
  expect(await subjects(older)).toEqual(['mail 2', 'mail 1']);
  expect((await manager.get(older)).$('a[rel=next]')).toHaveLength(0);
});

test('without mails the page says so, and without a mail server where the mails are', async () => {
  const { text } = await manager.get('/manage/mail');
  expect(text).toContain('該当するメールはありません');
  expect(text).toContain('メールサーバーが設定されていません');
});

test('one mail shows its text as it is, and its link leads on where there is no mail server', async () => {
  const id = await write('Confirm');
  const { $, body } = await manager.get(`/manage/mail/${id}`);
  expect($('h1').text()).toBe('Confirm');
  expect($('.mail-text').text()).toContain('<b>bold</b> words');
  expect($('.mail-text a').attr('href')).toBe('/email-confirmation/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6');
  expect(body).not.toContain('<b>bold');
});

test.each<[string, Partial<Settings>]>([
  ['with a mail server', { smtpUrl: 'smtp://127.0.0.1:1' }],
  ['in production', { production: true }],
])('%s the link of a mail opens nothing here', async (_, change) => {
  const id = await write('Confirm');
  await having(change, async () => {
    const { $, body } = await manager.get(`/manage/mail/${id}`);
    expect(body).not.toContain('Zm9v');
    expect($('.mail-text a')).toHaveLength(0);
    expect($('.mail-text').text()).toContain('http://tsudoi.test/email-confirmation/…');
  });
});

test('a mail that was given up is sent again, and who did so is written down', async () => {
  const id = await write('given up', { failedAt: world.clock.now(), attempts: 12, lastError: 'ESOCKET CONN' });
  expect((await manager.get(`/manage/mail/${id}`)).text).toContain('ESOCKET CONN');
  const after = await manager.postAndFollow(`/manage/mail/${id}/resend`);
  expect(after.$('form[action$=resend]')).toHaveLength(0);
  const mail = await world.database.reader.findOneByOrFail(OutboxMail, { id });
  expect([mail.failedAt, mail.attempts, mail.lastError]).toEqual([null, 0, null]);
  const deeds = await world.database.reader.findBy(AuditEntry, { action: 'mail.resent', subjectId: id });
  expect(deeds.map(({ actorId }) => actorId !== null)).toEqual([true]);
});

test('a mail that has not failed is not sent again', async () => {
  const id = await write('left', { sentAt: world.clock.now() });
  const answer = await manager.post(`/manage/mail/${id}/resend`);
  expect(answer.status).toBe(409);
  expect(answer.$('[role=alert]').text()).toContain('送信に失敗していない');
});

test.each(['/manage/mail/999999', '/manage/mail/x', '/manage/mail/0'])('%s is not there', async (url) => {
  expect((await manager.get(url)).status).toBe(404);
  expect((await manager.post(`${url}/resend`)).status).toBe(404);
});

test('members and trainers see no mails', async () => {
  const id = await write('private');
  const trainer = await signInAs(world, 'member', 'trainer');
  for (const url of ['/manage/mail', `/manage/mail/${id}`]) expect((await trainer.get(url)).status).toBe(403);
  expect((await trainer.post(`/manage/mail/${id}/resend`)).status).toBe(403);
});

test('at night old mails are cleared away: those sent after MAIL_DAYS, those never sent after four times as long', async () => {
  const daysAgo = (days: number) => world.clock.now().subtract({ hours: days * 24 });
  await write('sent long ago', { createdAt: daysAgo(400), sentAt: daysAgo(91) });
  await write('sent of late', { createdAt: daysAgo(400), sentAt: daysAgo(89) });
  await write('failed', { createdAt: daysAgo(359), failedAt: daysAgo(358) });
  await write('failed long ago', { createdAt: daysAgo(361), failedAt: daysAgo(361) });
  await write('waits', { createdAt: daysAgo(100) });
  await world.get(Jobs).tick();
  world.clock.setTo('2026-11-22', 4 * 60);
  await world.get(Jobs).tick();
  const { reader } = world.database;
  const left = await reader.find(OutboxMail, { where: { toAddress: 'hanako@example.jp' }, order: { id: 'ASC' } });
  expect(left.map(({ subject }) => subject)).toEqual(['sent of late', 'failed', 'waits']);
});
