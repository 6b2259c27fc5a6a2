import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { CourseAnswer } from '../../src/training/questions/course-answer.entity.js';
import { CourseQuestion } from '../../src/training/questions/course-question.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { addCourse, addSession } from '../support/training-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let trainer: User, hana: User, yuki: User;
let course: Course;
let teaching: Visitor, member: Visitor;

const questions = (): Promise<CourseQuestion[]> =>
  world.database.reader.find(CourseQuestion, { order: { position: 'ASC', id: 'ASC' } });
const answers = (): Promise<CourseAnswer[]> =>
  world.database.reader.find(CourseAnswer, { order: { questionId: 'ASC' } });
const idOf = async (words: string): Promise<number> => (await questions()).find((one) => one.words === words)!.id;

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'] });
  hana = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  yuki = await addUser(world, { name: '渡辺 ゆき', kana: 'ワタナベ ユキ' });
  course = await addCourse(world, trainer, { title: '表計算のきほん' });
  await addSession(world, course, {}, [trainer]);
  [teaching, member] = [await signIn(world, trainer), await signIn(world, hana)];
});
afterAll(() => world.close());

test('who teaches a course writes its questions, in their order', async () => {
  const url = paths.courseQuestions(course.id);
  await teaching.postAndFollow(url, { kind: 'text', words: '楽しみなこと' });
  await teaching.postAndFollow(url, {
    kind: 'choice',
    words: 'PCの経験',
    choices: 'ある\r\nない\r\n\r\nある',
    required: 'on',
  });
  const page = await teaching.postAndFollow(url, { kind: 'consent', words: '撮影に同意します。', required: 'on' });
  expect(page.text).toContain('一つ選ぶ · 必須 · ある / ない');
  for (const wrong of [
    { kind: 'choice', words: 'x', choices: 'ある' },
    { kind: 'text', words: '' },
    { kind: 'z', words: 'x' },
  ])
    expect((await teaching.post(url, wrong)).status).toBe(422);
  await teaching.postAndFollow(paths.courseQuestionPosition(course.id, await idOf('楽しみなこと')), {
    direction: 'down',
  });
  const edit = await teaching.get(paths.courseQuestionEdit(course.id, await idOf('PCの経験')));
  expect(edit.$('textarea[name=choices]').val()).toBe('ある\nない');
  await teaching.postAndFollow(paths.courseQuestion(course.id, await idOf('PCの経験')), {
    kind: 'choice',
    words: 'パソコンの経験',
    choices: 'ある\nない',
    required: 'on',
  });
  expect((await questions()).map(({ words }) => words)).toEqual([
    'パソコンの経験',
    '楽しみなこと',
    '撮影に同意します。',
  ]);
});

test('a member answers as she enrols; what is missing is told at its place, and her words stay', async () => {
  const page = await member.get(paths.enrolmentNew(course.id));
  expect(page.$('fieldset:contains("パソコンの経験") input[type=radio]').length).toBe(2);
  const [choice, text, consent] = (await questions()).map(({ id }) => `question-${id}`) as [string, string, string];
  const refused = await member.post(paths.enrolments(course.id), { [text]: '友だち\nづくり' });
  expect([refused.status, refused.$(`#problem-${choice}`).length, refused.$(`#problem-${consent}`).length]).toEqual([
    422, 1, 1,
  ]);
  expect(refused.$(`textarea[name=${text}]`).val()).toBe('友だち\nづくり');
  expect(await world.database.reader.count(Enrolment)).toBe(0);
  const given = { [text]: '友だち\nづくり', [choice]: 'ない', [consent]: 'on' };
  expect((await member.post(paths.enrolments(course.id), { ...given, [choice]: 'たぶん' })).status).toBe(422);
  const shown = await member.postAndFollow(paths.enrolments(course.id), { ...given, 'question-999999': 'x' });
  expect(shown.text).toContain('パソコンの経験ない');
  expect((await answers()).map(({ answer }) => answer).toSorted()).toEqual(
    ['yes', 'ない', '友だち\nづくり'].toSorted(),
  );
  await member.post(paths.enrolments(course.id), given); // sent twice, kept once
  expect(await answers()).toHaveLength(3);
});

test('what was answered is changed no more; taken out, it is asked no more, and its answers stay', async () => {
  const id = await idOf('楽しみなこと');
  const answer = await teaching.post(paths.courseQuestion(course.id, id), { kind: 'text', words: '別の質問' });
  expect([answer.status, answer.text.includes('外してから')]).toEqual([409, true]);
  await teaching.postAndFollow(paths.courseQuestionDeletion(course.id, id));
  expect((await (await signIn(world, yuki)).get(paths.enrolmentNew(course.id))).text).not.toContain('楽しみなこと');
  expect((await teaching.get(paths.courseAnswers(course.id))).text).toContain('友だち づくり');
  await teaching.postAndFollow(paths.courseQuestions(course.id), { kind: 'text', words: 'まちがい' });
  await teaching.postAndFollow(paths.courseQuestionDeletion(course.id, await idOf('まちがい')));
  expect((await questions()).map(({ words }) => words)).not.toContain('まちがい');
});

test('the staff of the course reads the answers, as a page and as a table in which nothing runs', async () => {
  const [choice, , consent] = (await questions()).map(({ id }) => `question-${id}`) as [string, string, string];
  await teaching.postAndFollow(paths.courseQuestions(course.id), { kind: 'text', words: '備考' });
  const notes = `question-${await idOf('備考')}`;
  await (
    await signIn(world, yuki)
  ).postAndFollow(paths.enrolments(course.id), { [choice]: 'ある', [consent]: 'on', [notes]: '=1+1' });
  const { answer, statements } = await openCounting(teaching, paths.courseAnswersCsv(course.id));
  expect(answer.body.split('\r\n')).toEqual([
    '\ufeff氏名,フリガナ,申込日,開催日,状態,パソコンの経験,楽しみなこと,撮影に同意します。,備考',
    '小平 花子,コダイラ ハナコ,2026-11-21,,申込済み,ない,"友だち\nづくり",同意,',
    "渡辺 ゆき,ワタナベ ユキ,2026-11-21,,申込済み,ある,,同意,'=1+1",
    '',
  ]);
  expect(statements.filter((one) => one.startsWith('SELECT')).length).toBeLessThanOrEqual(8);
  const took = { action: 'training.answers_exported', subjectId: course.id };
  expect(await world.database.reader.countBy(AuditEntry, took)).toBe(1);
  const strangers = [await signInAs(world, 'trainer'), member, await signInAs(world, 'officer')];
  const urls = [paths.courseQuestions(course.id), paths.courseAnswers(course.id), paths.courseAnswersCsv(course.id)];
  for (const [at, status] of [404, 403, 403].entries())
    for (const url of urls) expect([url, (await strangers[at]!.get(url)).status]).toEqual([url, status]);
  const other = await addCourse(world, trainer);
  const id = await idOf('備考');
  expect((await (await signInAs(world, 'manager')).post(paths.courseQuestionDeletion(other.id, id))).status).toBe(404);
});
