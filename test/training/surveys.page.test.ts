import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { SessionSurvey, SurveyAnswer, SurveyToken } from '../../src/training/surveys/session-survey.entity.js';
import { SurveyMails } from '../../src/training/surveys/survey-mails.js';
import { startApp, type TestApp } from '../support/app.js';
import { contentsOf } from '../support/contents.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { openCounting } from '../support/statements.js';
import { addCourse, addSeats, addSession, addWalkIn, mark } from '../support/training-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let trainer: User;
let people: User[];
let session: TrainingSession, evening: TrainingSession;
let teaching: Visitor;

const linkOf = async (person: User): Promise<string> =>
  (await mailsTo(world, person.email)).findLast(({ name }) => name === 'training.survey')?.link ?? '';
const good = { satisfaction: 5, usefulness: 4, comment: 'わかりやすかった' };

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'] });
  people = [];
  for (let at = 0; at < 5; at += 1) people.push(await addUser(world));
  const course = await addCourse(world, trainer, { title: '表計算のきほん' });
  session = await addSession(world, course, { date: '2026-11-21' }, [trainer]);
  evening = await addSession(world, course, { date: '2026-11-21', startMinute: 1140, endMinute: 1200 }, [trainer]);
  const meeting = await addSession(world, await addCourse(world, trainer, { category: 'meeting' }), {
    date: '2026-11-21',
  });
  for (const [at, person] of people.entries()) {
    const { seats } = await addSeats(world, person, [session, evening]);
    for (const seat of seats)
      await mark(
        world,
        { sessionId: seat.sessionId, seatId: seat.id, userId: person.id },
        at < 4 ? 'present' : 'absent',
        trainer,
      );
  }
  await mark(world, { sessionId: meeting.id, userId: people[0]!.id }, 'present', trainer);
  const guest = await addWalkIn(world, session.id, '友だち', trainer);
  await mark(world, { sessionId: session.id, walkInId: guest.id }, 'present', trainer);
  teaching = await signIn(world, trainer);
});
afterAll(() => world.close());

test('in the evening those who were there are asked, once each, about what is over', async () => {
  expect((await teaching.get(paths.sessionSurvey(session.id))).text).toContain('まだ送っていません');
  world.clock.setTo('2026-11-21', 18 * 60);
  await world.get(Jobs).tick();
  world.clock.setTo('2026-11-21', 19 * 60 + 5);
  for (const _ of [1, 2]) await world.get(Jobs).tick();
  const surveys = await world.database.reader.find(SessionSurvey);
  expect(surveys.map(({ sessionId, asked, closesOn }) => [sessionId, asked, closesOn])).toEqual([
    [session.id, 4, '2026-12-04'],
  ]);
  const mails = await Promise.all(people.map(async ({ email }) => (await mailsTo(world, email)).length));
  expect(mails).toEqual([1, 1, 1, 1, 0]);
  world.clock.setTo('2026-11-22', 19 * 60 + 5);
  expect(await world.get(SurveyMails).send()).toBe(1); // that of last evening
  expect(await world.get(SurveyMails).send()).toBe(0);
});

test('a link is good for one answer, whoever opens it, and nothing that is kept tells whose it was', async () => {
  const links = await Promise.all(people.slice(0, 4).map(async ({ email }) => (await mailsTo(world, email))[0]!.link));
  const visitor = world.visitor();
  const { answer, statements } = await openCounting(visitor, links[0]!);
  expect([
    answer.status,
    answer.text.includes('表計算のきほん'),
    answer.headers['x-robots-tag'],
    statements.length,
  ]).toEqual([200, true, 'noindex', 1]);
  const refused = await visitor.post(links[0]!, { satisfaction: 6, comment: 'よ' });
  expect([refused.status, refused.$('#field-satisfaction.has-problem, #field-usefulness.has-problem').length]).toEqual([
    422, 2,
  ]);
  expect(refused.$('textarea').val()).toBe('よ');

  const own = await signIn(world, people[0]!); // signed in, she is still nobody here
  const before = await contentsOf(world.database.reader);
  const sent = await Promise.all([1, 2, 3].map(() => own.post(links[0]!, good)));
  expect(sent.map(({ status }) => status).toSorted()).toEqual([303, 404, 404]);
  expect((await visitor.get(sent.find(({ location }) => location)!.location!)).text).toContain(
    'ありがとうございました',
  );
  const after = await contentsOf(world.database.reader);
  const changed = Object.keys(after).filter(
    (table) => JSON.stringify(after[table as never]) !== JSON.stringify(before[table as never]),
  );
  expect(changed.filter((table) => table !== 'session').toSorted()).toEqual(['survey_answer', 'survey_token']);
  expect(await world.database.reader.find(SurveyAnswer)).toEqual([
    { id: expect.any(Number), sessionId: session.id, ...good },
  ]);
  const gone = await visitor.get(links[0]!);
  expect([gone.status, gone.text.includes('すでに回答に使われたか')]).toEqual([404, true]);
  expect((await visitor.get(paths.survey('x'.repeat(43)))).status).toBe(404);

  await visitor.post(links[1]!, { ...good, satisfaction: 3, comment: '' });
  const few = await teaching.get(paths.sessionSurvey(session.id));
  expect(few.text).toContain('4名のうち2名が回答（50%）');
  expect([few.text.includes('3件以上'), few.text.includes('わかりやすかった'), few.text.includes('平均')]).toEqual([
    true,
    false,
    false,
  ]);
  await visitor.post(links[2]!, { ...good, comment: '<b>早口</b>' });
  const enough = await openCounting(teaching, paths.sessionSurvey(session.id));
  expect(enough.answer.text).toContain('4名のうち3名が回答（75%）');
  expect(enough.answer.text).toContain('平均 4.3 / 5');
  expect(enough.answer.$('#comments ~ ul li').length).toBe(2);
  expect(enough.answer.text).toContain('<b>早口</b>');
  expect(enough.statements.length).toBeLessThanOrEqual(8);
});

test('the results are for who teaches the session and for managers', async () => {
  const statuses = async (...visitors: Visitor[]): Promise<number[]> =>
    Promise.all(visitors.map(async (visitor) => (await visitor.get(paths.sessionSurvey(session.id))).status));
  const [manager, other, officer] = [
    await signInAs(world, 'manager'),
    await signInAs(world, 'trainer'),
    await signInAs(world, 'officer'),
  ];
  expect(await statuses(teaching, manager, other, officer, await signIn(world, people[0]!))).toEqual([
    200, 200, 404, 403, 403,
  ]);
});

test('after two weeks no answers are taken, and the links are forgotten', async () => {
  const link = await linkOf(people[3]!);
  world.clock.setTo('2026-12-05', 600);
  expect((await world.visitor().get(link)).status).toBe(200); // asked about the evening a day later
  world.clock.setTo('2026-12-06', 600);
  expect((await world.visitor().get(link)).status).toBe(404);
  expect((await world.visitor().post(link, good)).status).toBe(404);
  await world.get(SurveyMails).forget();
  expect(await world.database.reader.count(SurveyToken)).toBe(0);
  expect(await world.database.reader.count(SurveyAnswer)).toBe(3);
});
