import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import { SessionMessage } from '../../src/training/teaching/session-message.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addCourse, addSeats, addSession, addWalkIn, mark } from '../support/training-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let trainer: User, other: User, learner: User, second: User;
let hers: Visitor;
let past: TrainingSession, next: TrainingSession, theirs: TrainingSession;

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'], name: '高橋 理恵' });
  other = await addUser(world, { roles: ['trainer'] });
  learner = await addUser(world, { name: '田中 あゆみ', email: 'ayumi@example.jp' });
  second = await addUser(world, { name: '清水 葵' });
  const unconfirmed = await addUser(world, { emailConfirmedAt: null });
  const gone = await addUser(world, { deactivatedAt: world.clock.now() });
  const course = await addCourse(world, trainer, { title: '表計算のきほん' });
  past = await addSession(world, course, { date: '2026-11-10' }, [trainer]);
  next = await addSession(world, course, { date: '2026-11-24' }, [trainer]);
  await addSession(world, course, { date: '2026-12-01', status: 'cancelled' }, [trainer]);
  theirs = await addSession(world, await addCourse(world, other, { title: '文章の講座' }), {}, [other]);
  await addSeats(world, learner, [past, next]);
  const { seats } = await addSeats(world, second, [past, next]);
  for (const user of [unconfirmed, gone]) await addSeats(world, user, [next]);
  await mark(world, { sessionId: past.id, userId: learner.id }, 'present', trainer);
  await mark(world, { sessionId: past.id, userId: second.id, seatId: seats[0]!.id }, 'absent', trainer);
  const guest = await addWalkIn(world, theirs.id, '田中', other);
  await world.database.transaction(async (tx) => {
    await tx.update('training_session', theirs.id, { date: '2026-11-12' });
    const merge = { walkInId: guest.id, userId: learner.id, mergedAt: world.clock.now(), mergedBy: other.id };
    await tx.insert(WalkInMerge, merge);
  });
  await mark(world, { sessionId: theirs.id, walkInId: guest.id }, 'late', other);
  hers = await signIn(world, trainer);
});
afterAll(() => world.close());

test('a trainer finds her next session first, with seats, roll-call and papers; what is over; and how many came', async () => {
  const { answer, statements } = await openCounting(hers, paths.teaching());
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  const { $ } = answer;
  expect($('.next').text()).toMatch(/次の講座\s+11月24日\(火\)/);
  expect($('.next').text()).toContain('申込 4名 / 定員 12名');
  const links = $('.next a')
    .toArray()
    .map((link) => $(link).attr('href'));
  const { courseId } = next;
  const all = (id: number) => [
    paths.attendance(id),
    paths.signInSheet(id),
    paths.nameTags(id),
    paths.participantsPdf(id),
    paths.courseMaterials(courseId),
    paths.sessionMessageNew(id),
  ];
  expect(links).toEqual(expect.arrayContaining(all(next.id)));
  const ofPast = $('section:contains(これまでの講座) li').first().find('a').toArray();
  expect(ofPast.map((link) => $(link).attr('href'))).toEqual(
    expect.arrayContaining([...all(past.id), paths.sessionSurvey(past.id)]),
  );
  expect($('section:contains(これまでの講座) li').text()).toContain('出席 1名 / 定員 12名');
  expect($('table.usage tbody tr').first().text()).toMatch(/今年度\s*1\s*1\s*1/);
  expect(answer.text).toContain('中止');
  expect(answer.text).not.toContain('文章の講座');
  expect($('turbo-frame#training-progress').attr('src')).toBe(paths.count());
  const { $: of } = await hers.get(paths.count());
  expect(of('turbo-frame#training-progress svg').length).toBe(2);
});

test('her words go to those who are enrolled, one mail each, by the outbox; no address is seen, and it is audited', async () => {
  const page = await hers.get(paths.sessionMessageNew(next.id));
  expect(page.text).toContain('申し込んでいる2名に');
  expect(page.body).not.toContain('@example.jp');
  const empty = await hers.post(paths.sessionMessages(next.id), { text: ' ' });
  expect([empty.status, empty.$('#problem-text').length]).toEqual([422, 1]);
  const done = await hers.postAndFollow(paths.sessionMessages(next.id), {
    text: '電卓をお持ちください。\r\n\r\n<b>では</b>、当日に。',
  });
  expect(done.text).toContain('2名にお知らせを送りました');
  const mails = await world.database.reader.findBy(OutboxMail, { template: 'training.message' });
  expect(mails.map(({ toAddress }) => toAddress).toSorted()).toEqual([learner.email, second.email].toSorted());
  for (const { text, html, toAddress } of mails) {
    expect(text).toContain('講師の高橋 理恵さんから');
    expect(text).toContain('電卓をお持ちください。');
    expect(html).not.toContain('<b>では</b>');
    const otherAddress = toAddress === learner.email ? second.email : learner.email;
    expect(text + html).not.toContain(otherAddress);
  }
  const [entry] = await world.database.reader.findBy(AuditEntry, { action: 'training.message_sent' });
  expect([entry!.actorId, entry!.subjectId, entry!.detail]).toEqual([trainer.id, next.id, { recipients: 2 }]);
});

test('the words of one form are sent once, however often they come: pressed twice, or from a page that was gone back to', async () => {
  const key = (await hers.get(paths.sessionMessageNew(next.id))).$('[name=key]').val() as string;
  const sent = () => world.database.reader.countBy(OutboxMail, { template: 'training.message' });
  const before = await sent();
  const send = (text: string) => hers.post(paths.sessionMessages(next.id), { key, text });
  const answers = await Promise.all([send('上ばきをお持ちください。'), send('上ばきをお持ちください。')]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect((await send('上ばきをお持ちください。')).status).toBe(303);
  expect(await sent()).toBe(before + 2);
  await send('上ばきはいりません。'); // other words from the same page are other words
  expect(await sent()).toBe(before + 4);
  const page = await openCounting(hers, paths.sessionMessageNew(next.id));
  expect(page.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  const told = page.answer.$('section:contains(送ったお知らせ) li');
  expect(told.first().text()).toMatch(/11月21日.*9:00.*高橋 理恵.*2名に送信.*上ばきはいりません。/s);
  const all = await world.database.reader.find(SessionMessage, { order: { id: 'ASC' } });
  expect(all.map(({ text, recipients }) => `${text} ${recipients}`).slice(-2)).toEqual([
    '上ばきをお持ちください。 2',
    '上ばきはいりません。 2',
  ]);
  const refused = await hers.post(paths.sessionMessages(next.id), { key, text: '' });
  expect([refused.status, refused.$('[name=key]').val()]).toEqual([422, key]);
});

test('somebody else’s session is not there for her; where nobody is enrolled, nothing is sent', async () => {
  expect((await hers.get(paths.sessionMessageNew(theirs.id))).status).toBe(404);
  expect((await hers.post(paths.sessionMessages(theirs.id), { text: 'x' })).status).toBe(404);
  const manager = await signInAs(world, 'manager');
  const answer = await manager.post(paths.sessionMessages(theirs.id), { text: 'x' });
  expect([answer.status, answer.text.includes('まだいません')]).toEqual([409, true]);
  expect((await (await signIn(world, learner)).get(paths.teaching())).status).toBe(403);
});

test('a member sees what she took part in, also under a name that was found to be hers, and nothing of others', async () => {
  const { answer, statements } = await openCounting(await signIn(world, learner), paths.attendedTrainings());
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect(answer.text).toContain('2回、受講しました');
  expect(answer.$('main .list li').first().text()).toMatch(/2026年11月12日\(木\).*遅刻.*文章の講座/s);
  expect((await (await signIn(world, second)).get(paths.attendedTrainings())).text).toContain('まだありません');
});

test('of many sessions that are over the latest stand there, and what still waits for its roll-call; the rest is folded away', async () => {
  const third = await addUser(world, { roles: ['trainer'] });
  const course = await addCourse(world, third);
  const dates = Array.from({ length: 30 }, (_, at) => `2026-10-${String(at + 1).padStart(2, '0')}`);
  for (const date of dates) {
    const session = await addSession(world, course, { date }, [third]);
    if (date === '2026-10-12') await addSeats(world, learner, [session]);
  }
  const { $ } = await (await signIn(world, third)).get(paths.teaching());
  const past = $('section:contains(これまでの講座)');
  const datesIn = (list: string): string[] =>
    past
      .find(list)
      .toArray()
      .map((link) => $(link).text());
  expect(datesIn('> .list .row-link')).toEqual(
    [30, 29, 28, 27, 26, 12].map((day) => expect.stringContaining(`2026年10月${day}日`) as unknown as string),
  );
  expect(datesIn('details > .list .row-link').length).toBe(19);
  expect(past.find('> details > .hint').text()).toContain('ほかに5回');
});
