import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Viewers } from '../../src/platform/web/viewer.js';
import { SessionPapers } from '../../src/training/papers/session-papers.js';
import { WalkInMerge } from '../../src/training/roll-call/walk-in-merge.entity.js';
import { SessionSeat } from '../../src/training/enrolment/session-seat.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { textOfPdf } from '../support/pdf.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addCourse, addSeats, addSession, addWalkIn, mark } from '../support/training-factories.js';

let world: TestApp;
let trainer: User, yuki: User, ai: User, gone: User, dropIn: User;
let session: TrainingSession, other: TrainingSession;

const papers = (id: number): string[] => [paths.signInSheet(id), paths.nameTags(id), paths.participantsPdf(id)];
const names = async (): Promise<string[]> => {
  const viewer = await world.get(Viewers).find(trainer.id);
  return (await world.get(SessionPapers).facts(viewer!, session.id)).people.map(({ name }) => name);
};

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'], name: '講師 はるか' });
  yuki = await addUser(world, { name: '渡辺 ゆき', kana: 'ワタナベ ユキ' });
  ai = await addUser(world, { name: '青木 藍', kana: 'アオキ アイ' });
  gone = await addUser(world, { name: '去った 人', kana: 'サッタ ヒト' });
  dropIn = await addUser(world, { name: '飛入 花', kana: 'トビイリ ハナ' });
  const course = await addCourse(world, trainer, { title: '表計算 #strong[入門] 𠮷野' });
  session = await addSession(world, course, {}, [trainer]);
  other = await addSession(world, course, { date: '2026-12-01' });
  for (const user of [yuki, ai]) await addSeats(world, user, [session]);
  const { seats } = await addSeats(world, gone, [session]);
  await world.database.transaction((tx) => tx.update(SessionSeat, seats[0]!.id, { releasedAt: world.clock.now() }));
});
afterAll(() => world.close());

test('everybody who comes or came stands in the order of the kana, once, and nobody who gave her seat back', async () => {
  expect(await names()).toEqual(['青木 藍', '渡辺 ゆき']);
  await mark(world, { sessionId: session.id, userId: dropIn.id }, 'present', trainer);
  const [friend, twice, mistake] = [
    await addWalkIn(world, session.id, '友だち', trainer),
    await addWalkIn(world, session.id, 'ワタナベさん', trainer),
    await addWalkIn(world, session.id, 'まちがい', trainer),
  ];
  await mark(world, { sessionId: session.id, walkInId: friend.id }, null, trainer);
  await mark(world, { sessionId: session.id, walkInId: friend.id }, 'late', trainer);
  await mark(world, { sessionId: session.id, walkInId: mistake.id }, 'present', trainer);
  await mark(world, { sessionId: session.id, walkInId: mistake.id }, null, trainer);
  const merge = { walkInId: twice.id, userId: yuki.id, mergedAt: world.clock.now(), mergedBy: trainer.id };
  await world.database.transaction((tx) => tx.insert(WalkInMerge, merge));
  expect(await names()).toEqual(['青木 藍', '飛入 花', '渡辺 ゆき', '友だち']);
});

test('the trainer of a session and managers print its papers, and nobody else', async () => {
  const [teaching, manager] = [await signIn(world, trainer), await signInAs(world, 'manager')];
  const strangers = [await signInAs(world, 'trainer'), await signIn(world, yuki), await signInAs(world, 'officer')];
  for (const url of papers(session.id)) {
    for (const visitor of [teaching, manager]) {
      const { answer, statements } = await openCounting(visitor, url);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
      expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    }
    const answers = await Promise.all(strangers.map((visitor) => visitor.get(url)));
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 403]);
  }
  for (const url of [...papers(other.id), ...papers(999_999)]) expect((await teaching.get(url)).status).toBe(404);
  const page = paths.session(session.courseId, session.id);
  const leads = async (visitor: (typeof strangers)[0]): Promise<number> =>
    (await visitor.get(page)).$(`a[href="${paths.signInSheet(session.id)}"]`).length;
  expect([await leads(teaching), await leads(manager), await leads(strangers[0]!)]).toEqual([1, 1, 0]);
});

test('the papers say who, when and where, in both languages, and take nothing for markup', async () => {
  const visitor = await signIn(world, trainer);
  const read = (): Promise<(string | undefined)[]> =>
    Promise.all(papers(session.id).map(async (url) => textOfPdf((await visitor.get(url)).bytes)));
  const texts = await read();
  if (texts.includes(undefined)) return;
  for (const text of texts) {
    for (const part of ['#strong[入門]', '青木藍', 'アオキアイ', '友だち']) expect(text).toContain(part);
    expect(text).not.toContain('去った');
  }
  const [sheet, , list] = texts as [string, string, string];
  for (const part of ['受付簿', '令和8年11月24日(火)', '10:00–12:00', 'オンライン', '講師講師はるか', '署名'])
    expect(sheet).toContain(part);
  expect(sheet.indexOf('青木藍')).toBeLessThan(sheet.indexOf('渡辺ゆき'));
  expect(list).toMatch(/ワタナベユキ3\d{4}-\d{3}渡辺ゆき/);
  expect(list).toContain('当日参加');
  await visitor.post(paths.language(), { language: 'en', back: '/' });
  expect((await read())[0]).toContain('Sign-insheet');
});
