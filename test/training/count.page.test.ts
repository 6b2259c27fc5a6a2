import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { IsNull } from 'typeorm';
import { pdfFrom } from '../../src/platform/documents/pdf.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { paths } from '../../src/platform/paths.js';
import { addDays, addMonths, momentAt } from '../../src/platform/time.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { attendedUpTo, countOf } from '../../src/training/count/count.policy.js';
import { Targets } from '../../src/training/count/targets.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { type Turnout, turnoutsOf } from '../../src/training/count/turnout.policy.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addYearsOfTraining } from '../support/attendance-factories.js';
import { signIn, signInAs } from '../support/factories.js';
import { addCity, addOfficerOf, addProgramme, addTarget } from '../support/programme-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';
import { recount } from './recount.js';

let world: TestApp;
let manager: Visitor, officer: Visitor;
const TODAY = '2026-11-21';
beforeAll(async () => {
  world = await startApp();
  await addYearsOfTraining(world, { sessions: 300, members: 150, rows: 4000 });
  manager = await signInAs(world, 'manager');
  const courses = await world.database.reader.find(Course);
  officer = await signIn(world, await addOfficerOf(world, { courseIds: courses.map(({ id }) => id) }));
});
afterAll(() => world.close());

test('thousands of attendances are counted in few statements, and as a naive recount in SQL counts them', async () => {
  const { reader } = world.database;
  const { result: facts, statements } = await statementsOf(() => world.get(TrainingCount).facts(reader));
  expect(statements.length).toBeLessThanOrEqual(3);
  expect([facts.rows.length > 3500, facts.merges.length > 5, facts.releases.length > 50]).toEqual([true, true, true]);
  for (const asOf of ['2026-03-31', TODAY]) {
    const { attendances, people } = countOf(facts, asOf).targets.get('skill_up')!;
    expect(`${attendances} of ${people}`).toBe(await recount(reader, asOf));
    const rows = attendedUpTo(facts, asOf).filter(({ target }) => target === 'skill_up');
    expect([rows.length, new Set(rows.map(({ rowId }) => rowId)).size]).toEqual([attendances, attendances]);
  }
});

test('the database finds who was where as the policy does: on any day, as it was known at any moment, of any courses', async () => {
  const { reader } = world.database;
  const count = world.get(TrainingCount);
  const facts = await count.facts(reader);
  const courses = (await reader.find(Course)).map(({ id }) => id);
  const date = fc.integer({ min: 0, max: 320 }).map((back) => addDays(TODAY, -back));
  const moment = fc.integer({ min: 0, max: 3000 }).map((minute) => momentAt('2026-11-20', minute));
  const asked = fc.record(
    { asOf: date, from: date, courseIds: fc.subarray(courses), known: fc.record({ by: moment }) },
    { requiredKeys: ['asOf'] },
  );
  const plainly = (turnouts: readonly Turnout[]): string[] =>
    turnouts.map(({ people, ...of }) => JSON.stringify({ ...of, people: people.toSorted((a, b) => a - b) })).toSorted();
  await fc.assert(
    fc.asyncProperty(asked, async ({ asOf, from = '', courseIds = courses, known }) => {
      const all = turnoutsOf(attendedUpTo(facts, asOf, known));
      const wanted = all.filter((one) => one.date >= from && courseIds.includes(one.courseId));
      const { result, statements } = await statementsOf(() =>
        count.turnouts(reader, { asOf, from: from || undefined, courseIds, known }),
      );
      const read = result.map(({ sessionId, date, courseId, category, target, people }) => ({
        sessionId,
        date,
        courseId,
        category,
        target,
        people,
      }));
      expect(plainly(read)).toEqual(plainly(wanted));
      expect(result.map((one) => one.date)).toEqual(result.map((one) => one.date).toSorted());
      expect(statements.length).toBe(1);
    }),
    { numRuns: 60 },
  );
});

test('the page says the same, in few statements; each figure leads to exactly its rows', async () => {
  const [attendances, people] = (await recount(world.database.reader, TODAY)).split(' of ');
  const { answer, statements } = await openCounting(manager, paths.count({ target: 'skill_up' }));
  expect(answer.text).toContain(`延べ ${attendances}名 / 実 ${people}名`);
  expect(answer.$('svg[role=img]').first().attr('aria-label')).toContain(`延べ人数 ${attendances}名（目標 200名）`);
  expect([statements.length <= MOST_STATEMENTS, answer.bytes.length < 60_000]).toEqual([true, true]);
  expect(answer.$('[style], svg style').length).toBe(0); // the content security policy would not let them be

  const figures = answer.$('.usage tbody a').toArray();
  expect(figures.length).toBeGreaterThan(10);
  for (const link of [figures.at(0)!, figures.at(14)!, figures.at(-1)!]) {
    const cells = answer.$(link).closest('tr').find('td');
    const rows = await manager.get(answer.$(link).attr('href')!);
    expect(rows.text).toContain(`延べ ${cells.eq(0).text()}名 / 実 ${cells.eq(1).text()}名`);
    const file = await manager.get(rows.$('a[download]').attr('href')!);
    expect(file.body.trimEnd().split('\r\n').length - 1).toBe(Number(cells.eq(0).text()));
  }
});

test('rows come in pages, with names for managers and numbers for the city; no file has names', async () => {
  const { answer, statements } = await openCounting(manager, paths.countRows({ page: 2 }));
  expect([answer.$('tbody tr').length, statements.length <= MOST_STATEMENTS]).toEqual([50, true]);
  expect(answer.text).toMatch(/51–100 \/ \d+/);
  expect(answer.text).toMatch(/受講 \d+/);
  const line = answer.$('tbody tr').first();
  const [page, who] = line.find('a').last().attr('href')!.split('#') as [string, string];
  const history = await manager.get(page);
  expect(history.$(`[id="${who}"] li`).last().text()).toContain('→');
  const theirs = await officer.get(paths.countRows({ page: 2 }));
  expect(theirs.$('tbody a').length).toBe(0);
  expect([theirs.$('tbody tr').length, /受講 \d+|飛び入り\d+さん|山田 花子/.test(theirs.$('main').text())]).toEqual([
    50,
    false,
  ]);
  for (const visitor of [manager, officer]) {
    const { body } = await visitor.get(paths.countRowsCsv());
    expect([body.includes('会員'), body.includes('受講 ')]).toEqual([true, false]);
  }
  expect((await officer.get(paths.countCsv())).body).toContain('延べ人数');
  for (const wrong of [{ asOf: 'x' }, { courseId: '0' }, { page: 99_999_999 }, { known: '2026-13-01' }])
    expect((await manager.get(paths.countRows(wrong))).status).toBe(200);
});

test('what had not been written down by a day is left out of the count of that day', async () => {
  const before = await manager.get(paths.count({ known: '2026-11-19' }));
  expect(before.text).toContain('延べ 0名 / 実 0名');
  expect((await manager.get(paths.count({ asOf: '2020-01-01' }))).text).toContain('当てはまる出席はありません');
});

test('the dashboard shows what an open programme has promised, of its own courses alone', async () => {
  const { id } = await addProgramme(world, (await addCity(world, '小平市')).id);
  const facts = { indicator: 'training_participants', title: '講習会参加人数', measure: 'distinct' as const };
  await addTarget(world, id, facts, [{ date: '2027-03-31', value: 900 }]);
  const none = await openCounting(manager, paths.count());
  expect(none.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect(none.answer.$('svg').first().attr('aria-label')).toBe('講習会参加人数: 実人数 0名（目標 900名）');
  const course = await world.database.reader.findOneByOrFail(Course, { target: 'skill_up' });
  await world.database.transaction((tx) => tx.insert(ProgrammeCourse, { programmeId: id, courseId: course.id }));
  const label = (await manager.get(paths.count())).$('svg').first().attr('aria-label')!;
  const { body } = await manager.get(paths.countRowsCsv({ courseId: course.id, from: '2026-04-01' }));
  const people = new Set(body.match(/(会員|飛び入り)\d+,/g)).size;
  expect([people > 5, label]).toEqual([true, `講習会参加人数: 実人数 ${people}名（目標 900名）`]);
});

test('five years and ten programmes stay below 60 KB, with the sums of the whole', async () => {
  const { reader } = world.database;
  const like = await reader.findOneByOrFail(TrainingSession, { status: 'planned' });
  const said = await reader.findOneByOrFail(Attendance, { status: 'present', seatId: IsNull() });
  await world.database.transaction(async (tx) => {
    for (let month = 0; month < 60; month += 1) {
      const held = tx.create(TrainingSession, { ...like, id: undefined, date: addMonths('2021-11-01', month) });
      const { id: sessionId } = await tx.save(held);
      await tx.save(tx.create(Attendance, { ...said, id: undefined, sessionId }));
    }
  });
  const city = await addCity(world, '国立市');
  const facts = { indicator: 'training_participants', title: 'スキルアップ講習会の参加人数' };
  for (let nth = 0; nth < 10; nth += 1) {
    const period = { fromDate: '2021-11-01', toDate: '2027-03-31', title: `事業${nth}` };
    const { id } = await addProgramme(world, city.id, period);
    await addTarget(world, id, facts, [{ date: '2027-03-31', value: 900 }]);
  }
  const { answer, statements } = await openCounting(manager, paths.count());
  expect([statements.length <= MOST_STATEMENTS, answer.bytes.length < 60_000, answer.bytes.length]).toEqual([
    true,
    true,
    answer.bytes.length,
  ]);
  expect([answer.$('svg[role=img]').length, answer.$('[aria-labelledby=months] tbody tr').length]).toEqual([8, 24]);
  const [attendances, people] = (await recount(reader, TODAY)).split(' of ');
  const all = await manager.get(paths.count({ target: 'skill_up' }));
  expect(all.text).toContain(`延べ ${attendances}名 / 実 ${people}名`);
});

test('a programme can say what is promised; the chart prints as well', async () => {
  const promised = { name: 'skill_up', title: 'count:targets.skill_up', from: '2026-10-01' } as const;
  const milestones = [
    { date: '2027-03-31', value: 10_000 },
    { date: '2030-03-31', value: 40_000 },
  ];
  world.get(Targets).fillFrom(async () => [{ ...promised, counted: 'people', milestones }]);
  const { $, text } = await officer.get(paths.count());
  expect(text).toContain('2027年3月31日(水)までに10000名（実人数）');
  expect(text).toMatch(/あと\d+名。月に\d+名のペースで届きます/);
  expect($('svg[role=img]').length).toBe(2);
  const drawing = $.xml($('svg[role=img]').get(1)!);
  const printed = pdfFrom('#import "/lib.typ": data\n#image(bytes(data.drawing), width: 10cm)', { drawing });
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
});

test('the overview leads to the progress, and fetches it where scripts run', async () => {
  const { $ } = await manager.get(paths.manage());
  const frame = $('turbo-frame#training-progress');
  expect([frame.attr('src'), frame.find('a').attr('href')]).toEqual([paths.count(), paths.count()]);
  expect(load((await manager.get(frame.attr('src')!)).body)('turbo-frame#training-progress svg').length).toBe(2);
});
